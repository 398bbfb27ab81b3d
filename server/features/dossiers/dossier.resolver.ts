import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { DossierKind, IsoDate } from '../../domain/decrees.js';
import { AFTER_CURSOR } from '../../platform/argument-words.js';
import { Allow } from '../../platform/authorize.js';
import { connectionOf, readPaging } from '../../platform/paging.js';
import { DateScalar } from '../../platform/scalars.js';
import { VersionRead } from '../../platform/version-read.js';
import type { RequestContext } from '../../platform/viewer.js';
import { askerOf } from './asking-viewer.js';
import { AssessmentAuthorEnum, AssessmentInput } from './assessment.types.js';
import type { AssessmentAuthor, Assessments } from './assessments.js';
import { DossierFilter, DossierInput } from './dossier-input.types.js';
import type { DossierStatement } from './dossier.js';
import { DossierConnectionType, DossierKindEnum, DossierOutcome, DossierType } from './dossier.types.js';
import type { Dossiers } from './dossiers.js';
import { GoverningRegimeType, RegimeOutcome } from './governing-regime.types.js';
import type { RegisterDossiers } from './register-dossiers.js';
import type { RenewCards } from './renew-cards.js';

@Resolver(() => DossierType)
export class DossierResolver {
  constructor(
    private readonly dossiers: Dossiers,
    private readonly register: RegisterDossiers,
    private readonly assessments: Assessments,
    private readonly renewals: RenewCards,
  ) {}

  @Allow('SIGNED_IN')
  @Query(() => DossierConnectionType, {
    name: 'dossiers',
    description:
      'Dossiers that the viewer may open: a seat those of its session; nobody one from which he is recused.',
  })
  async list(
    @Ctx() { viewer }: RequestContext,
    @Arg('filter', () => DossierFilter, {
      nullable: true,
      description: 'Null: all that the viewer may open.',
    })
    filter: DossierFilter | undefined,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: '1–200.' }) first: number,
    @Arg('after', () => String, { nullable: true, ...AFTER_CURSOR }) after?: string,
  ): Promise<DossierConnectionType> {
    return connectionOf(await this.dossiers.page(filter ?? {}, askerOf(viewer), readPaging(first, after, 4)));
  }

  @Allow('SIGNED_IN')
  @Query(() => DossierType, {
    name: 'dossier',
    nullable: true,
    description: 'One dossier. Refused to seats of other sessions, and to members recused from it.',
  })
  find(
    @Ctx() { viewer }: RequestContext,
    @Arg('id', () => ID, { description: 'As in `dossiers`.' }) id: string,
  ): Promise<DossierType | null> {
    return this.dossiers.read(id, askerOf(viewer));
  }

  @Allow('SIGNED_IN')
  @Query(() => RegimeOutcome, {
    description:
      'The decree under which a dossier would be registered today, its scorecards with it (R 1.2).',
  })
  governingRegime(
    @Arg('kind', () => DossierKindEnum, {
      description: 'As it will be registered; the time left under the old rules depends on it (R 1.2).',
    })
    kind: DossierKind,
    @Arg('submittedOn', () => DateScalar, { description: 'The day it was handed in to the commune.' })
    submittedOn: IsoDate,
  ): GoverningRegimeType {
    return this.register.governing(kind, submittedOn);
  }

  @Allow('ADMIN')
  @Mutation(() => DossierOutcome, {
    description: 'Registers a dossier. Its scorecard follows from product set and decree, and is pinned.',
  })
  createDossier(
    @Arg('input', () => DossierInput, { description: 'As in the registration form.' }) input: DossierInput,
  ): Promise<DossierType> {
    return this.register.create(statementOf(input));
  }

  @Allow('ADMIN')
  @Mutation(() => DossierOutcome, {
    description:
      'Corrects a dossier that stands on no agenda; what decides the scorecard only before the first mark.',
  })
  changeDossier(
    @Arg('id', () => ID, { description: 'Of a dossier that is not on an agenda.' }) id: string,
    @VersionRead() version: number,
    @Arg('input', () => DossierInput, {
      description: 'Replaces all of it; another set or decree pins another scorecard.',
    })
    input: DossierInput,
  ): Promise<DossierType> {
    return this.register.change(id, version, statementOf(input));
  }

  @Allow('ADMIN')
  @Mutation(() => DossierOutcome, {
    description:
      'Moves a dossier to the newest edition of its scorecard, also on the agenda of a session that is still planned.',
  })
  renewDossierCard(
    @Arg('id', () => ID, { description: 'Of a dossier whose `newerCriteriaSet` is not null.' }) id: string,
    @VersionRead() version: number,
  ): Promise<DossierType> {
    return this.renewals.renew(id, version);
  }

  @Allow('ADMIN')
  @Mutation(() => DossierOutcome, {
    description: 'Takes out a dossier that stands on no agenda; it stays on record.',
  })
  withdrawDossier(
    @Arg('id', () => ID, { description: 'Of a dossier that is not on an agenda.' }) id: string,
    @Arg('reason', () => String, { description: 'Kept with the dossier; at most 2000 characters.' })
    reason: string,
  ): Promise<DossierType> {
    return this.register.withdraw(id, reason);
  }

  @Allow('ADMIN')
  @Mutation(() => DossierOutcome, {
    description:
      "Replaces all that the author had entered; `version` is the dossier's. Possible until the dossier is on the council's table.",
  })
  saveAssessments(
    @Arg('dossierId', () => ID, { description: 'Of a dossier that is not on the table yet.' })
    dossierId: string,
    @VersionRead() version: number,
    @Arg('author', () => AssessmentAuthorEnum, {
      description: 'Whose words these are; those of the others stay.',
    })
    author: AssessmentAuthor,
    @Arg('entries', () => [AssessmentInput], {
      description: 'All of this author; what is left out is taken away.',
    })
    entries: AssessmentInput[],
  ): Promise<DossierType> {
    const given = entries.map(({ criterion, levels, remark }) => ({
      criterion,
      levels: levels ?? null,
      remark: remark ?? null,
    }));
    return this.assessments.save(dossierId, version, author, given);
  }
}

const statementOf = (input: DossierInput): DossierStatement => ({
  productId: input.productId,
  kind: input.kind,
  level: input.level,
  year: input.year,
  batch: input.batch,
  round: input.round ?? 1,
  submittedOn: input.submittedOn,
  productSet: input.productSet,
  hasStory: input.hasStory,
  regime: input.regime ?? null,
});

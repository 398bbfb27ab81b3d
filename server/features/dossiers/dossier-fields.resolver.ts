import DataLoader from 'dataloader';
import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { batchedById, batchedByOwner } from '../../platform/batched.js';
import { TextType } from '../../platform/text.types.js';
import type { RequestContext, Viewer } from '../../platform/viewer.js';
import { CriteriaSetType } from '../criteria/criteria-set.types.js';
import type { CriteriaSets } from '../criteria/criteria-sets.js';
import { PlaceType } from '../places/place.types.js';
import type { Places } from '../places/places.js';
import { askerOf } from './asking-viewer.js';
import { AssessmentType } from './assessment.types.js';
import { selfTotal, type Assessments } from './assessments.js';
import { DossierEvaluationType } from './dossier-evaluation.types.js';
import type { DossierEvaluationRecords } from './dossier-evaluations.js';
import { DossierType } from './dossier.types.js';
import type { Dossiers } from './dossiers.js';
import type { Producers } from './producers.js';
import { ProductType } from './product.types.js';
import type { Products } from './products.js';
import type { RenewCards } from './renew-cards.js';

/** What the fields of a dossier are read from. */
export interface DossierSources {
  readonly dossiers: Dossiers;
  readonly assessments: Assessments;
  readonly evaluations: DossierEvaluationRecords;
  readonly renewals: Pick<RenewCards, 'holds' | 'hindrance'>;
  readonly products: Products;
  readonly producers: Producers;
  readonly places: Places;
  readonly criteriaSets: CriteriaSets;
}

/**
 * The relations of a dossier, wherever it is reached from. Whoever may not open it sees of it what the room does:
 * product, producer, place and scorecard; what was said of it beforehand stays empty.
 */
@Resolver(() => DossierType)
export class DossierFieldsResolver {
  private readonly read;
  private readonly doors = new WeakMap<Viewer, DataLoader<string, boolean>>();

  constructor(private readonly sources: DossierSources) {
    const { dossiers, assessments, evaluations, renewals, products, producers, places } = sources;
    this.read = {
      dossier: batchedById((ids) => dossiers.findMany(ids)),
      product: batchedById((ids) => products.findMany(ids)),
      producer: batchedById((ids) => producers.findMany(ids)),
      place: batchedById((ids) => places.findMany(ids)),
      assessments: batchedByOwner(
        (ids) => assessments.ofDossiers(ids),
        (assessment) => assessment.dossierId,
      ),
      hold: batchedById((ids) => renewals.holds(ids)),
      evaluations: batchedByOwner(
        (ids) => evaluations.ofDossiers(ids),
        (evaluation) => evaluation.dossierId,
      ),
    };
  }

  @FieldResolver(() => ProductType, { description: 'What is evaluated.' })
  product(@Root() { productId }: DossierType): Promise<ProductType | null> {
    return this.read.product(productId);
  }

  @FieldResolver(() => PlaceType, { description: "The producer's place." })
  async place(@Root() { productId }: DossierType): Promise<PlaceType | null> {
    const product = await this.read.product(productId);
    const producer = product && (await this.read.producer(product.producerId));
    return producer && this.read.place(producer.placeId);
  }

  @FieldResolver(() => CriteriaSetType, {
    description: 'The scorecard it is evaluated under, pinned (R 1.4).',
  })
  criteriaSet(@Root() { criteriaSetCode }: DossierType): CriteriaSetType {
    return this.sources.criteriaSets.pinned(criteriaSetCode);
  }

  @FieldResolver(() => CriteriaSetType, {
    nullable: true,
    description:
      'The newest edition of its scorecard, where that is another one and the dossier is not yet evaluated or withdrawn; null for all but administrators. `renewalHindrance` says whether it may be moved there.',
  })
  async newerCriteriaSet(
    @Root() { id, criteriaSetCode, state }: DossierType,
    @Ctx() { viewer }: RequestContext,
  ): Promise<CriteriaSetType | null> {
    const newer = this.sources.criteriaSets.supersededBy(criteriaSetCode);
    if (newer === null || viewer.kind !== 'ACCOUNT' || !viewer.isAdmin) return null;
    if (state === 'EVALUATED' || state === 'WITHDRAWN' || !(await this.mayOpen(id, viewer))) return null;
    return this.sources.criteriaSets.pinned(newer);
  }

  @FieldResolver(() => TextType, {
    nullable: true,
    description:
      'Why the dossier cannot be moved to `newerCriteriaSet` now, and what can be done; null where it may be, and where there is none.',
  })
  async renewalHindrance(
    @Root() dossier: DossierType,
    @Ctx() context: RequestContext,
  ): Promise<TextType | null> {
    const hold = (await this.newerCriteriaSet(dossier, context)) && (await this.read.hold(dossier.id));
    if (!hold) return null;
    const entries = await this.read.assessments(dossier.id);
    return this.sources.renewals.hindrance(dossier.criteriaSetCode, hold, entries);
  }

  @FieldResolver(() => [AssessmentType], { description: 'Empty where the viewer may not open the dossier.' })
  async assessments(
    @Root() { id }: DossierType,
    @Ctx() { viewer }: RequestContext,
  ): Promise<AssessmentType[]> {
    return (await this.mayOpen(id, viewer)) ? this.read.assessments(id) : [];
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'Points the producer gave itself in all; null where no self-assessment was entered or the viewer may not see it.',
  })
  async selfTotal(@Root() { id }: DossierType, @Ctx() { viewer }: RequestContext): Promise<number | null> {
    return (await this.mayOpen(id, viewer)) ? selfTotal(await this.read.assessments(id)) : null;
  }

  @FieldResolver(() => [DossierEvaluationType], {
    description: 'Its places on agendas, newest first; empty where the viewer may not open the dossier.',
  })
  async evaluations(
    @Root() { id }: DossierType,
    @Ctx() { viewer }: RequestContext,
  ): Promise<DossierEvaluationType[]> {
    return (await this.mayOpen(id, viewer)) ? this.read.evaluations(id) : [];
  }

  @FieldResolver(() => DossierType, {
    nullable: true,
    description:
      'The dossier that last brought the product a result; null also where the viewer may not open it.',
  })
  async previous(
    @Root() { previousId }: DossierType,
    @Ctx() { viewer }: RequestContext,
  ): Promise<DossierType | null> {
    return previousId !== null && (await this.mayOpen(previousId, viewer))
      ? this.read.dossier(previousId)
      : null;
  }

  private mayOpen(id: string, viewer: Viewer): Promise<boolean> {
    let door = this.doors.get(viewer);
    if (!door) {
      door = new DataLoader(
        async (ids) => {
          const open = await this.sources.dossiers.open([...new Set(ids)], askerOf(viewer));
          return ids.map((one) => open.has(one));
        },
        { cache: false },
      );
      this.doors.set(viewer, door);
    }
    return door.load(id);
  }
}

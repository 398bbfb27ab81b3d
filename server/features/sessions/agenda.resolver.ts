import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { phaseAsTold, type EvaluationPhase } from '../../domain/phases.js';
import { OF_EVALUATION, OF_SESSION } from '../../platform/argument-words.js';
import { Allow, forbidden } from '../../platform/authorize.js';
import { batchedById } from '../../platform/batched.js';
import { EvaluationPhaseEnum } from '../../platform/phase.types.js';
import { accountOf, type RequestContext } from '../../platform/viewer.js';
import { DossierType } from '../dossiers/dossier.types.js';
import type { Dossiers } from '../dossiers/dossiers.js';
import type { Agenda } from './agenda.js';
import { AgendaItemType, SessionOutcome, SessionType } from './session-plan.types.js';

@Resolver(() => AgendaItemType)
export class AgendaResolver {
  private readonly dossierById: (id: string) => Promise<DossierType | null>;

  constructor(
    private readonly agenda: Agenda,
    dossiers: Pick<Dossiers, 'findMany'>,
  ) {
    this.dossierById = batchedById((ids) => dossiers.findMany(ids));
  }

  /** Plans are read by people who may not know results yet. */
  @FieldResolver(() => EvaluationPhaseEnum, {
    description: 'As plans may tell it: STOPPED is told as CONCLUDED (R 8.7).',
  })
  phase(@Root() { phase }: AgendaItemType): EvaluationPhase {
    return phaseAsTold(phase);
  }

  @FieldResolver(() => DossierType, { description: 'Evaluated in the round of this item.' })
  dossier(@Root() { dossierId }: AgendaItemType): Promise<DossierType | null> {
    return this.dossierById(dossierId);
  }

  @Allow('ADMIN')
  @Mutation(() => SessionOutcome, {
    description:
      'Puts dossiers at the end of an agenda, all of them or none; their scorecards are pinned now (R 1.4).',
  })
  addToAgenda(
    @Arg('sessionId', () => ID, OF_SESSION) sessionId: string,
    @Arg('dossierIds', () => [ID], {
      description: 'In the order in which they go to the end; one that cannot go there keeps all off.',
    })
    dossierIds: string[],
    @Ctx() context: RequestContext,
  ): Promise<SessionType> {
    return this.agenda.add(sessionId, dossierIds, actor(context));
  }

  @Allow('ADMIN')
  @Mutation(() => SessionOutcome, {
    description: 'Takes a dossier off that waits and has nothing on record yet.',
  })
  removeFromAgenda(
    @Arg('evaluationId', () => ID, OF_EVALUATION) evaluationId: string,
    @Ctx() context: RequestContext,
  ): Promise<SessionType> {
    return this.agenda.remove(evaluationId, actor(context));
  }

  @Allow('ADMIN')
  @Mutation(() => SessionOutcome, {
    description: 'Orders the waiting dossiers, exactly those; all others keep their place.',
  })
  orderAgenda(
    @Arg('sessionId', () => ID, OF_SESSION) sessionId: string,
    @Arg('evaluationIds', () => [ID], { description: 'All that are WAITING, in their new order.' })
    evaluationIds: string[],
    @Ctx() context: RequestContext,
  ): Promise<SessionType> {
    return this.agenda.order(sessionId, evaluationIds, actor(context));
  }
}

/** The account of whoever changes the agenda, for the record. */
function actor({ viewer }: RequestContext): string {
  const accountId = accountOf(viewer);
  if (accountId === null) throw forbidden();
  return accountId;
}

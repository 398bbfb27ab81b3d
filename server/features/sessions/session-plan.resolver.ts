import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { SessionPhase } from '../../domain/phases.js';
import { OF_SESSION } from '../../platform/argument-words.js';
import { Allow, forbidden } from '../../platform/authorize.js';
import { SessionPhaseEnum } from '../../platform/phase.types.js';
import { VersionRead } from '../../platform/version-read.js';
import type { RequestContext, Viewer } from '../../platform/viewer.js';
import type { PlanReader, SessionFields } from './session-plan-records.js';
import type { SessionPlan } from './session-plan.js';
import { SessionInput, SessionOutcome, SessionType } from './session-plan.types.js';

@Resolver(() => SessionType)
export class SessionPlanResolver {
  constructor(private readonly plan: SessionPlan) {}

  @Allow('ADMIN')
  @Query(() => [SessionType], { name: 'sessions', description: 'Sessions, the latest first.' })
  list(
    @Arg('councilId', () => ID, { nullable: true, description: 'Null: of every council.' })
    councilId?: string | null,
    @Arg('phase', () => SessionPhaseEnum, { nullable: true, description: 'Null: in every phase.' })
    phase?: SessionPhase | null,
  ): Promise<SessionType[]> {
    return this.plan.list({ councilId, phase });
  }

  @Allow('SIGNED_IN')
  @Query(() => SessionType, {
    name: 'session',
    nullable: true,
    description: 'One session, for administrators and for its chair, vice-chairs and secretary.',
  })
  find(
    @Arg('id', () => ID, OF_SESSION) id: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<SessionType | null> {
    return this.plan.find(id, readerOf(viewer));
  }

  @Allow('ADMIN')
  @Mutation(() => SessionOutcome, { description: 'Plans a session of a council.' })
  createSession(
    @Arg('input', () => SessionInput, { description: 'Of one council; the agenda comes afterwards.' })
    input: SessionInput,
  ): Promise<SessionType> {
    return this.plan.create(fieldsOf(input));
  }

  @Allow('ADMIN')
  @Mutation(() => SessionOutcome, { description: 'Changes a session that has not been opened.' })
  changeSession(
    @Arg('id', () => ID, { description: 'Of a session that is PLANNED.' }) id: string,
    @VersionRead() version: number,
    @Arg('input', () => SessionInput, { description: 'Replaces all of it.' }) input: SessionInput,
  ): Promise<SessionType> {
    return this.plan.change(id, version, fieldsOf(input));
  }

  @Allow('ADMIN')
  @Mutation(() => SessionOutcome, {
    description:
      'Removes a session that was never opened. Its dossiers wait for another one. Answers with what it was.',
  })
  removeSession(
    @Arg('id', () => ID, { description: 'Of a session that was never opened.' }) id: string,
  ): Promise<SessionType> {
    return this.plan.remove(id);
  }
}

const fieldsOf = ({ location, ...fields }: SessionInput): SessionFields => ({
  ...fields,
  location: location ?? null,
});

function readerOf(viewer: Viewer): PlanReader {
  if (viewer.kind === 'ACCOUNT' || viewer.kind === 'SEAT') return viewer;
  throw forbidden();
}

import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Allow } from '../../platform/authorize.js';
import { batchedById, batchedByOwner } from '../../platform/batched.js';
import { CouncilMemberType } from '../councils/council-member.types.js';
import type { CouncilMembers } from '../councils/council-members.js';
import type { CouncilRegulations } from '../councils/council-regulations.js';
import type { RegulationVersion } from '../councils/council.js';
import { CouncilType } from '../councils/council.types.js';
import type { Councils } from '../councils/councils.js';
import { RegulationType, showRegulation } from '../councils/regulation.types.js';
import type { Agenda } from './agenda.js';
import { BoardQuorumType } from './quorum.types.js';
import type { SessionPlan } from './session-plan.js';
import { AgendaItemType, AttendanceType, SessionType } from './session-plan.types.js';
import { showQuorum } from './show-quorum.js';

/** What the fields of a session are read from. */
export interface SessionSources {
  readonly plan: Pick<SessionPlan, 'attendance' | 'withRoomLink'>;
  readonly agenda: Pick<Agenda, 'ofSessions'>;
  readonly councils: Pick<Councils, 'findMany'>;
  readonly regulations: Pick<CouncilRegulations, 'findMany' | 'latest'>;
  readonly members: Pick<CouncilMembers, 'findMany'>;
}

/** The relations of a session. */
@Resolver(() => SessionType)
export class SessionFieldsResolver {
  private readonly read;

  constructor({ plan, agenda, councils, regulations, members }: SessionSources) {
    this.read = {
      council: batchedById((ids) => councils.findMany(ids)),
      pinned: batchedById((ids) => regulations.findMany(ids)),
      latest: batchedByOwner(
        (ids) => regulations.latest(ids),
        ({ councilId }) => councilId,
      ),
      agenda: batchedByOwner(
        (ids) => agenda.ofSessions(ids),
        ({ sessionId }) => sessionId,
      ),
      attendance: batchedByOwner(
        (ids) => plan.attendance(ids),
        ({ sessionId }) => sessionId,
      ),
      roomLink: batchedById((ids) => plan.withRoomLink(ids)),
      member: batchedById((ids) => members.findMany(ids)),
    };
  }

  @FieldResolver(() => CouncilType, { description: 'Whose members sit in it.' })
  council(@Root() { councilId }: SessionType): Promise<CouncilType | null> {
    return this.read.council(councilId);
  }

  @FieldResolver(() => RegulationType, {
    description: 'The version pinned when the session opened; before that the newest of the council.',
  })
  async regulation(@Root() session: SessionType): Promise<RegulationType> {
    return showRegulation(await this.version(session));
  }

  @FieldResolver(() => [AgendaItemType], { description: 'In the order of the agenda.' })
  agenda(@Root() { id }: SessionType): Promise<AgendaItemType[]> {
    return this.read.agenda(id);
  }

  @FieldResolver(() => [AttendanceType], { description: 'One entry for every member in office on the day.' })
  attendance(@Root() { id }: SessionType): Promise<AttendanceType[]> {
    return this.read.attendance(id);
  }

  @FieldResolver(() => BoardQuorumType, {
    description: 'Túc số by what is recorded of the attendance so far, under the regulation above (R 8.4).',
  })
  async quorum(@Root() session: SessionType): Promise<BoardQuorumType> {
    const [regulation, entries] = await Promise.all([
      this.version(session),
      this.read.attendance(session.id),
    ]);
    const members = await Promise.all(
      entries.map(async ({ memberId, present, reason }) => {
        const member = await this.read.member(memberId);
        if (!member) throw new Error(`no member ${memberId}`);
        return { ...member, present, absenceReason: reason };
      }),
    );
    return showQuorum({ members, regulation });
  }

  @FieldResolver(() => Boolean, { description: 'The room screen has an address that was not voided.' })
  async roomLinkIssued(@Root() { id }: SessionType): Promise<boolean> {
    return (await this.read.roomLink(id)) !== null;
  }

  private async version({ regulationId, councilId }: SessionType): Promise<RegulationVersion> {
    const version = regulationId
      ? await this.read.pinned(regulationId)
      : (await this.read.latest(councilId))[0];
    if (!version) throw new Error(`council ${councilId} has no regulation`);
    return version;
  }
}

/** The member an attendance is about. */
@Resolver(() => AttendanceType)
export class AttendanceResolver {
  private readonly memberById: (id: string) => Promise<CouncilMemberType | null>;

  constructor(members: Pick<CouncilMembers, 'findMany'>) {
    this.memberById = batchedById((ids) => members.findMany(ids));
  }

  @FieldResolver(() => CouncilMemberType, {
    description: 'In office on the day of the session, voting or not.',
  })
  member(@Root() { memberId }: AttendanceType): Promise<CouncilMemberType | null> {
    return this.memberById(memberId);
  }
}

/** The sessions of a council: councils themselves know nothing of sessions. */
@Resolver(() => CouncilType)
export class CouncilSessionsResolver {
  private readonly ofCouncil: (councilId: string) => Promise<SessionType[]>;

  constructor(plan: Pick<SessionPlan, 'ofCouncils'>) {
    this.ofCouncil = batchedByOwner(
      (ids) => plan.ofCouncils(ids),
      ({ councilId }) => councilId,
    );
  }

  @Allow('ADMIN')
  @FieldResolver(() => [SessionType], { description: 'Sessions of the council, the latest first.' })
  sessions(@Root() { id }: CouncilType): Promise<SessionType[]> {
    return this.ofCouncil(id);
  }
}

import { openCouncilApi, type CouncilApi } from './council-api.js';
import { mutate } from './registry-api.js';
import { makePlaces } from './registry-rows.js';

/** On which the tests take place. */
export const TODAY = '2026-11-22';
/** What the tests read of a council. */
export const FIELDS = `id name level version retiredAt termTo place { id }
  members { id label role voting position memberFrom memberTo replacedBy { id } account { id } }
  regulation { id version note usedBySessions quorumNum quorumDen deviationLimit sheetsAfterRelease remarkBeyond }
  regulations { version usedBySessions }`;
const COUNCIL = `... on Council { ${FIELDS} } ... on Refusal { code fields { field message { vi en } } }`;

export interface Member {
  readonly id: string;
  readonly label: string;
  readonly role: string;
  readonly position: number;
  readonly memberFrom: string;
  readonly memberTo: string | null;
  readonly replacedBy: { id: string } | null;
}
export interface Answer {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly code?: string;
  readonly fields?: { field: string; message: { vi: string; en: string } }[];
  readonly members: Member[];
  readonly regulation: { id: string; version: number };
  readonly regulations: { version: number; usedBySessions: number }[];
}

/** Councils through the API, each test with one of its own, founded by a decision of its own. */
export class FoundedCouncils {
  api!: CouncilApi;
  province!: string;
  commune!: string;
  /** The council of the test, to which members are added. */
  councilId!: string;
  /** Of the decision that founded the council of the test. */
  decisionNumber!: string;
  private decision = 0;

  async start(): Promise<void> {
    this.api = await openCouncilApi(() => new Date(`${TODAY}T02:00:00Z`));
    ({ province: this.province, commune: this.commune } = await makePlaces(this.api));
  }

  async stop(): Promise<void> {
    await this.api?.close();
  }

  async foundAnother(): Promise<void> {
    this.councilId = (await this.found()).id;
    this.decisionNumber = `${this.decision}/QĐ-UBND`;
  }

  readonly act = (name: string, types: string, variables: Record<string, unknown>) =>
    mutate<Answer>(this.api, name, types, variables, COUNCIL);

  readonly councilInput = (other: Record<string, unknown> = {}) => ({
    name: 'Hội đồng đánh giá, phân hạng tỉnh Hòa Bình',
    level: 'PROVINCE',
    placeId: this.province,
    decisionNumber: this.decisionNumber,
    decisionDate: '2026-01-05',
    termFrom: '2026-01-10',
    termTo: null,
    ...other,
  });

  private readonly memberInput = (other: Record<string, unknown> = {}) => ({
    title: 'Phó Giám đốc',
    institution: 'Sở Công Thương',
    role: 'MEMBER',
    voting: true,
    memberFrom: '2026-01-10',
    ...other,
  });

  /** By a decision of its own. */
  readonly found = (other?: Record<string, unknown>) => {
    this.decision += 1;
    const input = this.councilInput({ decisionNumber: `${this.decision}/QĐ-UBND`, ...other });
    return this.act('createCouncil', 'CouncilInput!', { input });
  };

  readonly changeCouncil = (version: number, other?: Record<string, unknown>) =>
    this.act('changeCouncil', 'ID! Int! CouncilInput!', {
      id: this.councilId,
      version,
      input: this.councilInput(other),
    });

  readonly add = (other?: Record<string, unknown>) =>
    this.act('addMember', 'ID! CouncilMemberInput!', {
      councilId: this.councilId,
      input: this.memberInput(other),
    });

  /** As an administrator who has just read the member. */
  private readonly versionOf = async (memberId: string): Promise<number> => {
    const [row]: { version: number }[] = await this.api.database.query(
      'select version from council_member where id = $1',
      [memberId],
    );
    return row!.version;
  };

  readonly change = async (memberId: string, other?: Record<string, unknown>) =>
    this.act('changeMember', 'ID! Int! CouncilMemberInput!', {
      memberId,
      version: await this.versionOf(memberId),
      input: this.memberInput(other),
    });

  /** Corrects the last day in office of a member; null where the member has not left after all. */
  readonly correctLastDay = async (
    memberId: string,
    memberTo: string | null,
    other?: Record<string, unknown>,
  ) =>
    this.act('changeMember', 'ID! Int! CouncilMemberInput! Date', {
      memberId,
      version: await this.versionOf(memberId),
      input: this.memberInput(other),
      memberTo,
    });

  readonly replace = async (memberId: string, on: string, other?: Record<string, unknown>) =>
    this.act('replaceMember', 'ID! Int! Date! CouncilMemberInput!', {
      memberId,
      version: await this.versionOf(memberId),
      on,
      by: this.memberInput({ memberFrom: on, ...other }),
    });

  readonly retireMember = (memberId: string, on: string) =>
    this.act('retireMember', 'ID! Date!', { memberId, on });

  /** A session of the council, with an attendance of the member, as it was opened on a day. */
  readonly openSession = async (
    memberId: string | null,
    openedAt: string,
    phase = 'OPEN',
  ): Promise<string> => {
    const [session]: { id: string }[] = await this.api.database.query(
      `insert into session (council_id, regulation_id, name, year, batch, planned_at, phase, opened_at)
       values ($1, (select id from regulation where council_id = $1 order by version desc limit 1), 'Phiên', 2026, 1, $2,
         $3, case when $3 <> 'PLANNED' then $2::timestamptz end) returning id`,
      [this.councilId, openedAt, phase],
    );
    if (memberId) {
      await this.api.database.query(
        'insert into attendance (session_id, member_id, present) values ($1, $2, true)',
        [session!.id, memberId],
      );
    }
    return session!.id;
  };
}

/** The member who was added last. */
export const last = ({ members }: Answer): Member => members.at(-1)!;

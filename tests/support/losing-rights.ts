import { dayInVietnam } from '../../server/domain/day-in-vietnam.js';
import { FOLLOW, type LiveCouncil } from './live-council.js';
import { accountHolder, type Followed, type Loose, type Person } from './server.js';

export const GOOD_PASSWORD = 'Sáu con thuyền 41';
const daysAgo = (days: number): string => dayInVietnam(new Date(Date.now() - days * 86_400_000));
export const [TODAY, YESTERDAY, THE_DAY_BEFORE] = [0, 1, 2].map(daysAgo) as [string, string, string];

/** What an administrator does by which somebody may no longer see what he saw. */
export class LosingRights {
  private constructor(
    readonly council: LiveCouncil,
    readonly admin: Person,
  ) {}

  static async in(council: LiveCouncil): Promise<LosingRights> {
    return new LosingRights(council, await accountHolder(council.stage, 'quantri'));
  }

  get planned(): string {
    return this.council.demo.plannedSessionId;
  }

  holder(username: string): Promise<Person> {
    return accountHolder(this.council.stage, username);
  }

  /** A board that does not come back by itself once it ended: a new stream would say why, too. */
  async open(who: Person, id = this.council.sessionId): Promise<Followed<Loose>> {
    const stream = who.follow<Loose>(FOLLOW, { id }, 0);
    await stream.until(() => true);
    return stream;
  }

  /** An act that has to succeed. */
  async must(
    field: string,
    args: string,
    variables: Record<string, unknown>,
    { by = this.admin, more = '' } = {},
  ): Promise<Loose> {
    const outcome = await by.act(field, args, variables, more);
    if (outcome.__typename === 'Refusal') throw new Error(JSON.stringify(outcome));
    return outcome;
  }

  async accountOf(username: string): Promise<string> {
    const rows = await this.council.sql<{ id: string }>('select id from account where username = $1', [
      username,
    ]);
    return rows[0]!.id;
  }

  async newAccount(username: string, isAdmin = false): Promise<Person> {
    const variables = { input: { username, displayName: username, isAdmin }, password: GOOD_PASSWORD };
    await this.must('createAccount(input: $input, password: $password)', '$input: AccountInput!, $password: String!', variables); // prettier-ignore
    return this.holder(username);
  }

  /** Of the demo's council, unless said otherwise lately, so that he can leave it again. @returns the member's id */
  async newcomer(more: Record<string, unknown> = {}): Promise<string> {
    const variables = { id: this.council.demo.councilId, input: { ...NEWCOMER, ...more } };
    const made = await this.must('addMember(councilId: $id, input: $input)', '$id: ID!, $input: CouncilMemberInput!', variables, { more: '... on Council { members { id } }' }); // prettier-ignore
    return made.members.at(-1).id;
  }

  leaves(id: string, on = YESTERDAY): Promise<Loose> {
    return this.must('retireMember(memberId: $id, on: $on)', '$id: ID!, $on: Date!', { id, on });
  }

  succeeds(id: string): Promise<Loose> {
    const by = { ...NEWCOMER, title: 'Người kế nhiệm', memberFrom: YESTERDAY };
    const args = '$id: ID!, $version: Int!, $on: Date!, $by: CouncilMemberInput!';
    return this.must('replaceMember(memberId: $id, version: $version, on: $on, by: $by)', args, { id, version: 1, on: YESTERDAY, by }); // prettier-ignore
  }

  /** Corrects a member whom `newcomer` made with the same. */
  changes(id: string, more: Record<string, unknown>): Promise<Loose> {
    const args = '$id: ID!, $version: Int!, $input: CouncilMemberInput!';
    return this.must('changeMember(memberId: $id, version: $version, input: $input)', args, { id, version: 1, input: { ...NEWCOMER, ...more } }); // prettier-ignore
  }

  setPassword(id: string): Promise<Loose> {
    const variables = { id, password: GOOD_PASSWORD };
    return this.must('setPassword(id: $id, password: $password)', '$id: ID!, $password: String!', variables);
  }

  async endSignIn({ login }: Person, by = this.admin): Promise<Loose> {
    const [found] = await this.council.sql<{ id: string }>('select id from login where key = $1', [login]);
    return this.must('endSignIn(id: $id)', '$id: ID!', found!, { by });
  }
}

const NEWCOMER = {
  ...{ role: 'MEMBER', voting: true, title: 'Ủy viên mới', institution: 'Sở Công Thương' },
  ...{ accountId: null, memberFrom: THE_DAY_BEFORE },
};

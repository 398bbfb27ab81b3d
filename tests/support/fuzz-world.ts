import { reportableConditions } from '../../server/domain/findings.js';
import { idsInRecord } from './ids-in-record.js';
import { LiveCouncil, marksWorth } from './live-council.js';
import type { KnownIds } from './nonsense-values.js';
import { accountHolder, Person, roomScreen, saveInput, seat, type TestServer } from './server.js';

export const POWERLESS = ['anonymous', 'room', 'tokenReports', 'tokenProducts', 'tokenCriteria'] as const;
export const ROLES = [...POWERLESS, 'member', 'secretary', 'chair', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Whom the server takes each of them for. */
export const KINDS: Readonly<Record<Role, string>> = {
  anonymous: 'ANONYMOUS',
  room: 'ROOM',
  tokenReports: 'TOKEN',
  tokenProducts: 'TOKEN',
  tokenCriteria: 'TOKEN',
  member: 'SEAT',
  secretary: 'SEAT',
  chair: 'SEAT',
  admin: 'ACCOUNT',
};

const SCOPES: Partial<Record<Role, string>> = {
  tokenReports: 'REPORTS',
  tokenProducts: 'PRODUCTS',
  tokenCriteria: 'CRITERIA',
};
const SEATS: Partial<Record<Role, string>> = { member: 'vanhoa', secretary: 'thuky', chair: 'chutich' };

/** Written by a member into a sheet that nobody may read before the release, not even the chair. */
export const SECRET_REMARK = 'BÍ-MẬT-nhận-xét-của-người-khác';

/** A council in the middle of a dossier, and everybody who may ask anything of it. */
export class FuzzWorld {
  private readonly people = new Map<Role, Person>();
  private readonly tokens = new Map<Role, string>();
  private adminId = '';
  private onTable = '';

  private constructor(
    private readonly council: LiveCouncil,
    /** What the server wrote into its log, of level error and above. */
    readonly log: readonly string[],
  ) {}

  static async open(): Promise<FuzzWorld> {
    const log: string[] = [];
    const council = await LiveCouncil.open({ logLevel: 'error', logTo: { write: (line) => log.push(line) } });
    const world = new FuzzWorld(council, log);
    const [admin] = await council.sql<{ id: string }>(`select id from account where username = 'quantri'`);
    world.adminId = admin!.id;
    for (const [role, scope] of Object.entries(SCOPES))
      world.tokens.set(role as Role, await world.issue(scope));
    await world.layTable();
    return world;
  }

  get stage(): TestServer {
    return this.council.stage;
  }

  private async issue(scope: string): Promise<string> {
    const admin = await accountHolder(this.stage, 'quantri');
    const input = {
      name: scope,
      scopes: [scope],
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    };
    const made = await admin.act(
      'createApiToken(input: $input)',
      '$input: ApiTokenInput!',
      { input },
      '... on NewApiToken { secret }',
    );
    return made.secret;
  }

  /** Who holds the role at this moment, signed in where he is not. */
  async who(role: Role): Promise<Person> {
    return this.people.get(role) ?? this.arrive(role);
  }

  /** Signs somebody in anew: nonsense also ends sign-ins. */
  async arrive(role: Role): Promise<Person> {
    this.people.get(role)?.leave();
    const person = await this.signIn(role);
    this.people.set(role, person);
    return person;
  }

  private async signIn(role: Role): Promise<Person> {
    const token = this.tokens.get(role);
    if (role === 'anonymous' || token) return new Person(() => this.stage.server.address, token);
    if (role === 'room') return roomScreen(this.stage, this.council.sessionId);
    if (role !== 'admin')
      return seat(this.stage, this.council.sessionId, this.council.member(SEATS[role]!).id);
    // Nonsense may have given the account another name.
    const [row] = await this.council.sql('select username from account where id = $1', [this.adminId]);
    return accountHolder(this.stage, row!['username']);
  }

  /** Whatever nonsense has done to the table: a new dossier is being scored, and a draft of somebody's lies before him. */
  async layTable(): Promise<void> {
    const { council } = this;
    await council.clearTable();
    const evaluationId = await council.dossier();
    const chair = await this.arrive('chair');
    await council.must('presentDossier', { evaluationId }, chair);
    await council.must('openScoring', { evaluationId }, chair);
    await council.dossier();
    const { id: memberId } = council.member('yte');
    const other = await seat(this.stage, council.sessionId, memberId);
    const { id, version } = await council.sheet(evaluationId, other);
    const [first, ...others] = marksWorth(await council.cardOf(evaluationId), 70);
    const saved = await council.save(
      other,
      saveInput(id, version, [{ ...first!, remark: SECRET_REMARK }, ...others]),
    );
    if (saved.__typename !== 'MarksSaved') throw new Error(JSON.stringify(saved));
    await this.report(evaluationId, other);
    await this.draftCard();
    this.onTable = evaluationId;
  }

  /** Somebody has seen what stops the dossier; whoever presides has yet to decide. */
  private async report(evaluationId: string, by: Person): Promise<void> {
    const [condition] = reportableConditions(await this.council.cardOf(evaluationId));
    const { code, scope } = condition!;
    await this.council.must('reportStop', { evaluationId, code, scope, remark: 'Thấy tại hồ sơ' }, by);
  }

  /** There is an edition of a card to work on, unless nonsense has left one. */
  private async draftCard(): Promise<void> {
    const admin = await this.arrive('admin');
    await admin.get('mutation { draftCriteriaSet(code: "OCOP-26-2026-04") { __typename } }');
  }

  /** Ids of every kind in the record, the newest few of each; what the role has before it comes oftener. */
  async knownIds(role: Role): Promise<KnownIds> {
    const known = await idsInRecord(this.stage);
    const member = SEATS[role] && this.council.member(SEATS[role]).id;
    const sheets = await this.council.sql<{ id: string }>(
      'select id from sheet where evaluation_id = $1 and member_id = $2',
      [this.onTable, member ?? null],
    );
    const prefer = (table: string, ids: readonly string[]) =>
      known.set(table, [...(known.get(table) ?? []), ...ids.flatMap((id) => Array<string>(8).fill(id))]);
    prefer('evaluation', [this.onTable]);
    prefer('session', [this.council.sessionId]);
    prefer('sheet', sheets.map(({ id }) => id)); // prettier-ignore
    return known;
  }

  /** What no answer may hold, whoever asked: the keepers of passwords, links, sign-ins and tokens. */
  async hashes(): Promise<string[]> {
    const rows = await this.council.sql<{ hash: string }>(
      `select password_hash as hash from account where password_hash is not null
       union all select encode(b, f) from (
         select token_hash as b from link union all select secret_hash from login union all select token_hash from api_token
       ) as kept, (values ('hex'), ('base64')) as ways (f)`,
    );
    return rows.map(({ hash }) => hash);
  }

  async close(): Promise<void> {
    for (const person of this.people.values()) person.leave();
    await this.council.close();
  }
}

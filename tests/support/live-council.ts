import type pg from 'pg';
import type { CreatedDemo } from '../../server/demo/create-demo.js';
import { DEMO_OFFICES } from '../../server/demo/demo-offices.js';
import type { Regulation } from '../../server/domain/regulation.js';
import type { Scorecard } from '../../server/domain/scorecard.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import type { Person } from './server.js';
import { type Loose, saveInput, seat, stageDemo, startTestServer, type TestServer } from './server.js';

export const library = loadScorecards();

/** What tests look at on a board. */
export const BOARD = `id revision cohort phase suspendedReason onTable notCalled recordedAbsent recordCode
  quorum { appointed present required met presidingLabel presidingIsActing }
  agenda { id phase attempt round submittedCount expectedCount dossierId criteriaSetCode recused reason fixList
    seats { id state attempt total previousTotal scored applicable connected reason }
    provisional { mean { sum count text } starClass bandClass deviation { spread limit exceeded } obstacles { code } }
    findings { id code scope state reason }
    result { outcome starClass mean { sum count text } why { vi en } reason releasedAt } }
  members { id role voting present connected }`;
export const FOLLOW = `subscription($id: ID!) { sessionBoard(sessionId: $id) { ${BOARD} } }`;

/** Arguments of the acts of conducting, as the schema states them. */
const ACTS = {
  openSession: '$sessionId: ID!',
  suspendSession: '$sessionId: ID!, $reason: String!',
  resumeSession: '$sessionId: ID!',
  closeSession: '$sessionId: ID!',
  markAttendance: '$sessionId: ID!, $entries: [AttendanceInput!]!',
  presentDossier: '$evaluationId: ID!',
  takeOffTable: '$evaluationId: ID!, $reason: String!',
  openScoring: '$evaluationId: ID!',
  closeScoring: '$evaluationId: ID!',
  returnSheets: '$evaluationId: ID!, $reason: String!, $memberIds: [ID!]',
  recuse: '$evaluationId: ID!, $memberId: ID!, $reason: String!',
  withdrawRecusal: '$evaluationId: ID!, $memberId: ID!, $reason: String!',
  reportStop: '$evaluationId: ID!, $code: String!, $scope: String!, $remark: String!',
  confirmStop: '$findingId: ID!, $decision: FindingDecision!, $reason: String!',
  conclude: '$evaluationId: ID!, $reason: String',
  release: '$evaluationId: ID!',
  defer: '$evaluationId: ID!, $reason: String!, $fixList: String!',
} as const;
export type Act = keyof typeof ACTS;

export const SHEET = `id evaluationId criteriaSetCode memberId state attempt version total scored applicable opinion receipt reason
  parts { code points maxPoints } marks { criterion choice levels points remark }`;

export interface Member {
  readonly id: string;
  readonly username: string;
  readonly person: Person;
}

/** The demo's council at its tables: everybody on a seat, dossiers as many as a test needs. */
export class LiveCouncil {
  private constructor(
    readonly stage: TestServer,
    readonly demo: CreatedDemo,
    private readonly seats: ReadonlyMap<string, Member>,
  ) {}

  static async open(settings: Parameters<typeof startTestServer>[0] = {}): Promise<LiveCouncil> {
    const stage = await startTestServer(settings);
    const demo = await stageDemo(stage);
    const rows = await stage.dataSource.query<{ id: string; username: string }[]>(
      `select m.id, a.username from council_member m join account a on a.id = m.account_id where m.council_id = $1`,
      [demo.councilId],
    );
    const seats = new Map<string, Member>();
    for (const { id, username } of rows)
      seats.set(username, { id, username, person: await seat(stage, demo.sessionId, id) });
    const council = new LiveCouncil(stage, demo, seats);
    await council.clearTable();
    return council;
  }

  get sessionId(): string {
    return this.demo.sessionId;
  }

  /** By the user name of the demo's account. */
  member(username: string): Member {
    const found = this.seats.get(username);
    if (!found) throw new Error(`no member ${username}`);
    return found;
  }

  get chair(): Person {
    return this.member('chutich').person;
  }

  get vice(): Person {
    return this.member('phochutich').person;
  }

  get secretary(): Person {
    return this.member('thuky').person;
  }

  /** All eleven who vote, the chair first. */
  get voters(): Member[] {
    return DEMO_OFFICES.filter(({ voting }) => voting).map(({ username }) => this.member(username));
  }

  sql<Row = Record<string, Loose>>(statement: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.stage.dataSource.query<Row[]>(statement, parameters);
  }

  /** A test begins with nothing on the table, an open session, everybody present and the usual regulation. */
  async clearTable(regulation: Partial<Regulation> = {}): Promise<void> {
    await this.sql(
      `update evaluation set phase = 'DEFERRED', reason = 'Dọn bàn', fix_list = 'Không'
       where session_id = $1 and phase in ('PRESENTING', 'SCORING', 'REVIEWING')`,
      [this.sessionId],
    );
    await this.sql(
      `update session set phase = 'OPEN', suspended_reason = null, on_table_id = null, closed_at = null where id = $1`,
      [this.sessionId],
    );
    await this.sql(
      `insert into attendance (session_id, member_id, present)
       select $1, id, true from council_member where council_id = $2
       on conflict (session_id, member_id) do update set present = true, reason = null`,
      [this.sessionId, this.demo.councilId],
    );
    await this.regulate({
      deviationLimit: 10,
      afterDeviation: 'RESCORE_OR_REASON',
      minimumTest: 'MEAN',
      roundsPerBatch: 2,
      ...regulation,
    });
  }

  /** Changes the very version that the session has pinned, as only a test may. */
  async regulate(settings: Partial<Regulation>): Promise<void> {
    await this.sql(
      `update regulation set settings = settings || $2::jsonb where id = (select regulation_id from session where id = $1)`,
      [this.sessionId, JSON.stringify(settings)],
    );
  }

  /** Puts a new dossier at the end of the agenda. @returns the evaluation's id */
  async dossier(
    card = 'OCOP-26-2026-04',
    { hasStory = true, sessionId = this.sessionId } = {},
  ): Promise<string> {
    const [row] = await this.sql<{ id: string }>(
      `with p as (
         insert into product (name, producer_id)
         select 'Sản phẩm ' || gen_random_uuid(), id from producer limit 1 returning id
       ), d as (
         insert into dossier (product_id, kind, state, level, regime, product_set, sector_code, criteria_set_code,
           year, batch, submitted_on, has_story)
         select p.id, 'FIRST', 'IN_SESSION', 'PROVINCE', $2, $3, 'I', $1, 2026, 2, '2026-09-01', $5 from p returning id
       )
       insert into evaluation (session_id, dossier_id, position, criteria_set_code)
       select $4, d.id, (select coalesce(max(position), 0) + 1 from evaluation where session_id = $4), $1 from d
       returning id`,
      [card, library.regimeOf(card), Number(card.slice(-2)), sessionId, hasStory],
    );
    return row!.id;
  }

  /** A dossier that is being scored, by clicks of the chair. */
  async scoring(card?: string, options: { hasStory?: boolean } = {}): Promise<string> {
    const evaluationId = await this.dossier(card, options);
    await this.must('presentDossier', { evaluationId });
    await this.must('openScoring', { evaluationId });
    return evaluationId;
  }

  /** An act through the API; its answer is the board or a refusal. */
  act(act: Act, variables: Record<string, unknown>, by: Person = this.chair): Promise<Loose> {
    const args = [...ACTS[act].matchAll(/\$(\w+)/g)].map(([, name]) => `${name}: $${name}`).join(', ');
    return by.act(`${act}(${args})`, ACTS[act], variables, `... on SessionBoard { ${BOARD} }`);
  }

  /** An act that has to succeed. @returns the actor's board */
  async must(act: Act, variables: Record<string, unknown>, by: Person = this.chair): Promise<Loose> {
    const outcome = await this.act(act, variables, by);
    if (outcome.__typename !== 'SessionBoard') throw new Error(`${act}: ${JSON.stringify(outcome)}`);
    return outcome;
  }

  async board(by: Person = this.chair): Promise<Loose> {
    const query = `query($id: ID!) { sessionBoard(sessionId: $id) { ${BOARD} } }`;
    return (await by.get(query, { id: this.sessionId })).sessionBoard;
  }

  async item(evaluationId: string, by: Person = this.chair): Promise<Loose> {
    return itemOf(await this.board(by), evaluationId);
  }

  async sheet(evaluationId: string, by: Person): Promise<Loose> {
    const query = `query($id: ID!) { mySheet(evaluationId: $id) { ${SHEET} attempts { attempt total returnedReason receipt } } }`;
    return (await by.get(query, { id: evaluationId })).mySheet;
  }

  /** Sends one save as it stands. @returns MarksSaved, StaleSheet or Refusal */
  save(by: Person, input: ReturnType<typeof saveInput> & { criteriaSetCode?: string }): Promise<Loose> {
    return by.act(
      'saveMarks(input: $input)',
      '$input: SaveMarksInput!',
      { input },
      `... on MarksSaved { saveId sheet { ${SHEET} } marks { criterion choice levels points remark } } ... on StaleSheet { message { vi } sheet { ${SHEET} } }`,
    );
  }

  submit(
    by: Person,
    sheetId: string,
    version: number,
    more: { opinion?: string; criteriaSetCode?: string } = {},
  ): Promise<Loose> {
    return by.act(
      'submitSheet(input: $input)',
      '$input: SubmitSheetInput!',
      { input: { sheetId, version, ...more } },
      `... on ScoreSheet { ${SHEET} }`,
    );
  }

  withdraw(by: Person, sheetId: string): Promise<Loose> {
    return by.act(
      'withdrawSheet(sheetId: $id)',
      '$id: ID!',
      { id: sheetId },
      `... on ScoreSheet { ${SHEET} }`,
    );
  }

  /** Scores a whole sheet and hands it in. @param points the total wanted */
  async handIn(evaluationId: string, by: Person, points: number): Promise<Loose> {
    const { id, version, state } = await this.sheet(evaluationId, by);
    const marks = marksWorth(await this.cardOf(evaluationId), points);
    const saved = await this.save(by, saveInput(id, version, marks));
    if (saved.__typename !== 'MarksSaved') throw new Error(`${state}: ${JSON.stringify(saved)}`);
    const submitted = await this.submit(by, id, saved.sheet.version);
    if (submitted.__typename !== 'ScoreSheet') throw new Error(JSON.stringify(submitted));
    return submitted;
  }

  /** Everybody present hands in, each with the same total or one of their own. */
  async allHandIn(evaluationId: string, points: number | ((member: Member, index: number) => number)) {
    const present = await this.sql<{ id: string }>(
      'select member_id as id from attendance where session_id = $1 and present',
      [this.sessionId],
    );
    const recused = await this.sql<{ id: string }>(
      `select member_id as id from sheet where evaluation_id = $1 and state = 'RECUSED'`,
      [evaluationId],
    );
    const sitting = this.voters.filter(
      ({ id }) => present.some((one) => one.id === id) && !recused.some((one) => one.id === id),
    );
    await Promise.all(
      sitting.map((member, index) =>
        this.handIn(evaluationId, member.person, typeof points === 'number' ? points : points(member, index)),
      ),
    );
    return sitting;
  }

  /** Marks all voters absent but for the first ones. */
  async attendanceOfAllBut(first: number, reason: string): Promise<void> {
    const entries = this.voters.slice(first).map(({ id }) => ({ memberId: id, present: false, reason }));
    await this.must('markAttendance', { sessionId: this.sessionId, entries }, this.secretary);
  }

  async cardOf(evaluationId: string): Promise<Scorecard> {
    const [row] = await this.sql<{ code: string }>(
      'select criteria_set_code as code from evaluation where id = $1',
      [evaluationId],
    );
    return library.get(row!.code)!;
  }

  /** Waits until so many statements of this database wait for a lock. */
  async waitForLock(many = 1): Promise<void> {
    for (;;) {
      const [row] = await this.sql<{ n: number }>(
        `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if (row!.n >= many) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** Waits until some statement waits for what this connection holds, whoever else waits for whatever. */
  async waitBehind(holder: pg.Client): Promise<void> {
    const { rows } = await holder.query<{ pid: number }>('select pg_backend_pid() as pid');
    const { pid } = rows[0]!;
    for (;;) {
      const waiting = await this.sql(
        `select 1 from pg_stat_activity where datname = current_database() and $1 = any(pg_blocking_pids(pid))`,
        [pid],
      );
      if (waiting.length > 0) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  attendance(username: string, reason: string | null): Promise<Loose> {
    const entry = { memberId: this.member(username).id, present: reason === null, reason };
    return this.must('markAttendance', { sessionId: this.sessionId, entries: [entry] }, this.secretary);
  }

  /** Everything of the session that an act may change, to see that a refused one changed nothing. */
  async rows(): Promise<unknown> {
    const [row] = await this.sql(
      `select (select row_to_json(s) from session s where s.id = $1) as session,
         (select json_agg(e order by e.id) from evaluation e where e.session_id = $1) as evaluations,
         (select json_agg(h order by h.id) from sheet h join evaluation e on e.id = h.evaluation_id where e.session_id = $1) as sheets,
         (select json_agg(f order by f.id) from finding f) as findings,
         (select json_agg(r order by r.evaluation_id) from result r) as results,
         (select json_agg(d order by d.id) from dossier d) as dossiers,
         (select json_agg(a order by a.member_id) from attendance a where a.session_id = $1) as attendance,
         (select max(seq) from ledger where session_id = $1) as ledger`,
      [this.sessionId],
    );
    return row;
  }

  async close(): Promise<void> {
    for (const { person } of this.seats.values()) person.leave();
    await this.stage.stop();
  }
}

export const itemOf = (board: Loose, evaluationId: string): Loose =>
  board.agenda.find(({ id }: { id: string }) => id === evaluationId);

export const criteriaOf = (card: Scorecard) =>
  card.parts.flatMap((part) => part.sections.flatMap((section) => section.criteria));

/** Marks at every criterion that add up to a total: Loose will do. */
export function marksWorth(card: Scorecard, total: number) {
  let reached = new Map<number, { criterion: string; choice: string; levels: number[] }[]>([[0, []]]);
  for (const criterion of criteriaOf(card)) {
    const next: typeof reached = new Map();
    for (const [sum, marks] of reached) {
      for (const [position, level] of criterion.levels.entries()) {
        if (level.case && level.case !== criterion.cases?.[0]?.code) continue;
        next.set(sum + level.points, [
          ...marks,
          { criterion: criterion.code, choice: 'LEVELS', levels: [position] },
        ]);
      }
    }
    reached = next;
  }
  const marks = reached.get(total);
  if (!marks) throw new Error(`${card.code} cannot reach ${total}`);
  return marks;
}

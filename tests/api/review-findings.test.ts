import { createHash } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CreatedDemo } from '../../server/demo/create-demo.js';
import { markAttendance } from '../../server/features/sessions/acts/mark-attendance.js';
import { openScoring, presentDossier } from '../../server/features/sessions/acts/run-scoring.js';
import { openSession } from '../../server/features/sessions/acts/run-session.js';
import { canonical, shortCode } from '../../server/platform/ledger.js';
import {
  type Loose,
  type Person,
  saveInput,
  seat,
  stageDemo,
  startTestServer,
  type TestServer,
} from '../support/server.js';

/** What a hostile reader found, each held by the sequence that showed it. */
describe('after a hostile reading', () => {
  let stage: TestServer;
  let demo: CreatedDemo;
  let member: Person;
  let chair: Person;
  let evaluationId: string;

  beforeAll(async () => {
    stage = await startTestServer();
    demo = await stageDemo(stage);
    const people: Loose[] = await stage.dataSource.query(
      `select m.id, m.role from council_member m join attendance a on a.member_id = m.id and a.present
       where a.session_id = $1 and m.voting order by m.position`,
      [demo.sessionId],
    );
    chair = await seat(stage, demo.sessionId, people.find(({ role }) => role === 'CHAIR').id);
    member = await seat(stage, demo.sessionId, people.at(-1).id);
    const { sessionBoard } = await chair.get('query($id: ID!) { sessionBoard(sessionId: $id) { onTable } }', {
      id: demo.sessionId,
    });
    evaluationId = sessionBoard.onTable;
    await chair.act(
      'openScoring(evaluationId: $id)',
      '$id: ID!',
      { id: evaluationId },
      '... on SessionBoard { id }',
    );
  });
  afterAll(() => stage.stop());

  const sheet = async () =>
    (
      await member.get(
        'query($id: ID!) { mySheet(evaluationId: $id) { id version state receipt submittedAt } }',
        { id: evaluationId },
      )
    ).mySheet;
  const save = (input: object) =>
    member.act(
      'saveMarks(input: $input)',
      '$input: SaveMarksInput!',
      { input },
      '... on MarksSaved { sheet { version } }',
    );

  it('a malformed handshake or a connection cut during one harms nobody', async () => {
    const { port } = new URL(stage.server.address);
    const raw = (text: string, after: (socket: Socket) => void) =>
      new Promise<void>((resolve) => {
        const socket = connect(Number(port), '127.0.0.1', () => {
          socket.write(text);
          after(socket);
        });
        socket.on('error', () => undefined);
        socket.on('close', () => resolve());
        setTimeout(() => socket.destroy(), 500);
      });
    const upgrade = (target: string, origin = '') =>
      `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${origin}\r\n`;
    for (const target of ['//', '/graphql?x', 'http://[', '*']) await raw(upgrade(target), () => undefined);
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        raw(upgrade('/graphql', 'Origin: http://evil.example\r\n'), (socket) =>
          setTimeout(() => socket.resetAndDestroy(), index % 8),
        ),
      ),
    );
    expect(await fetch(`${stage.server.address}/healthz`).then(({ status }) => status)).toBe(200);
  });

  /** A member marking in a second session of the same council, at the same time. */
  const elsewhere = async (): Promise<{ person: Person; evaluationId: string }> => {
    const { agenda, conduct } = stage.server.api.live;
    const [spare]: Loose[] = await stage.dataSource.query(
      `select id, dossier_id as "dossierId" from evaluation where session_id = $1 and phase = 'WAITING' limit 1`,
      [demo.sessionId],
    );
    const people: Loose[] = await stage.dataSource.query(
      `select id, role, account_id as "accountId" from council_member where council_id = $1 and voting order by position`,
      [demo.councilId],
    );
    await agenda.remove(spare.id, 'account:test');
    await agenda.add(demo.plannedSessionId, [spare.dossierId], 'account:test');
    const [{ id }]: Loose[] = await stage.dataSource.query(
      'select id from evaluation where session_id = $1',
      [demo.plannedSessionId],
    );
    const asker = { kind: 'SEAT', sessionId: demo.plannedSessionId, memberId: people[0].id } as const;
    await conduct.inSession(demo.plannedSessionId, asker, 'openSession', openSession);
    await conduct.inSession(demo.plannedSessionId, asker, 'markAttendance', (state, actor) =>
      markAttendance(
        state,
        actor,
        people.map((one: Loose) => ({ memberId: one.id, present: true })),
      ),
    );
    await conduct.onEvaluation(id, asker, 'presentDossier', presentDossier);
    await conduct.onEvaluation(id, asker, 'openScoring', (state, actor, evaluation, card) =>
      openScoring(state, actor, evaluation, stage.server.api.library.sha256(card.code)),
    );
    return { person: await seat(stage, demo.plannedSessionId, people.at(-1).id), evaluationId: id };
  };

  it('one council that somebody holds up never stops another one saving', async () => {
    const other = await elsewhere();
    const { mySheet: theirs } = await other.person.get(
      'query($id: ID!) { mySheet(evaluationId: $id) { id version } }',
      { id: other.evaluationId },
    );
    const { id, version } = await sheet();
    const runner = stage.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('select id from session where id = $1 for update', [demo.sessionId]);
    let answered = false;
    const heldUp = save(saveInput(id, version, [{ criterion: '1.1', choice: 'NONE' }])).finally(() => {
      answered = true;
    });
    const passed: Loose = await other.person.act(
      'saveMarks(input: $input)',
      '$input: SaveMarksInput!',
      { input: saveInput(theirs.id, theirs.version, [{ criterion: '1.1', choice: 'NONE' }]) },
      '... on MarksSaved { saveId }',
    );
    expect(passed.__typename).toBe('MarksSaved');
    expect(answered).toBe(false);
    await runner.commitTransaction();
    await runner.release();
    expect(((await heldUp) as Loose).__typename).toBe('MarksSaved');
  });

  it('a receipt can be made again from the record', async () => {
    const { id, version } = await sheet();
    const [{ code }] = await stage.dataSource.query(
      'select criteria_set_code as code from evaluation where id = $1',
      [evaluationId],
    );
    const card = stage.server.api.library.get(code)!;
    const marks = card.parts
      .flatMap((part) => part.sections.flatMap((section) => section.criteria))
      .map((criterion) => ({ criterion: criterion.code, choice: 'NONE' }));
    const saved: Loose = await save(saveInput(id, version, marks));
    const submitted: Loose = await member.act(
      'submitSheet(input: $input)',
      '$input: SubmitSheetInput!',
      { input: { sheetId: id, version: saved.sheet.version } },
      '... on ScoreSheet { receipt submittedAt }',
    );
    const [{ content }] = await stage.dataSource.query(
      `select content from ledger where session_id = $1 and act = 'submitSheet' order by seq desc limit 1`,
      [demo.sessionId],
    );
    const { receipt, ...said } = JSON.parse(content).content;
    expect(receipt).toBe(submitted.receipt);
    expect(said.submittedAt).toBe(submitted.submittedAt);
    expect(shortCode(createHash('sha256').update(canonical(said)).digest('hex'))).toBe(receipt);
  });

  it('the last submission counts whatever the clock says, and a draft carries no receipt of the former one', async () => {
    const people: Loose[] = await stage.dataSource.query(
      `select m.id from council_member m join attendance a on a.member_id = m.id and a.present where a.session_id = $1 and m.voting`,
      [demo.sessionId],
    );
    expect(people.length).toBeGreaterThan(8);
    await stage.dataSource.query(
      `update sheet_attempt set submitted_at = submitted_at + interval '1 hour' where sheet_id = $1`,
      [(await sheet()).id],
    );
    await chair.act(
      'closeScoring(evaluationId: $id)',
      '$id: ID!',
      { id: evaluationId },
      '... on SessionBoard { id }',
    );
    await chair.act(
      'returnSheets(evaluationId: $id, reason: $reason)',
      '$id: ID!, $reason: String!',
      { id: evaluationId, reason: 'Thống nhất' },
      '... on SessionBoard { id }',
    );
    const returned = await sheet();
    expect(returned.state).toBe('RETURNED');
    const saved: Loose = await save(
      saveInput(returned.id, returned.version, [{ criterion: '1.1', choice: 'LEVELS', levels: [0] }]),
    );
    expect(await sheet()).toMatchObject({ state: 'DRAFT', receipt: null, submittedAt: null });
    await member.act(
      'submitSheet(input: $input)',
      '$input: SubmitSheetInput!',
      { input: { sheetId: returned.id, version: saved.sheet.version } },
      '... on ScoreSheet { receipt }',
    );
    const board: Loose = (
      await chair.get(
        'query($id: ID!) { sessionBoard(sessionId: $id) { agenda { id provisional { mean { sum count } } } } }',
        { id: demo.sessionId },
      )
    ).sessionBoard;
    const [{ points }] = await stage.dataSource.query(
      `select points from mark where sheet_id = $1 and criterion = '1.1'`,
      [returned.id],
    );
    expect(board.agenda.find(({ id }: Loose) => id === evaluationId).provisional.mean).toEqual({
      sum: points,
      count: 1,
    });
    expect(points).toBeGreaterThan(0);
  });
});

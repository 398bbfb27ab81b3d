// Who acts while a crowd looks on: in each session a chair who follows, and one member who marks, hands in and takes back.
import { setTimeout as sleep } from 'node:timers/promises';
import { answering } from '../answering.mjs';
import { Council, Tapper } from './council.mjs';
import { OurDoor, seatsOf } from './doors.mjs';
import { HttpLine, openCard } from './http-line.mjs';
import { performance } from 'node:perf_hooks';

const SUBMIT =
  'mutation($input: SubmitSheetInput!) { done: submitSheet(input: $input) { ... on ScoreSheet { version } } }';
const WITHDRAW = 'mutation($id: ID!) { done: withdrawSheet(sheetId: $id) { ... on ScoreSheet { version } } }';

const tables = new Map();

async function sit({ name, address, session }) {
  const at = new URL(address);
  const [chair, member] = ['CHAIR', 'MEMBER'].map((role) =>
    session.members.find((each) => each.role === role),
  );
  const { sessionId, criteriaSetCode, options } = session;
  const signs = await openCard(at, member.token);
  const door = await OurDoor.open(at, signs);
  const tapper = new Tapper({ ...member, criteriaSetCode, options }, { save: door.save });
  await tapper.begin();
  const council = new Council(sessionId, [tapper]);
  const chairs = await OurDoor.open(at, await openCard(at, chair.token));
  const table = { tapper, council, line: () => new HttpLine(at, () => signs), submitted: false, text: '' };
  await chairs.follow(sessionId, (board, now) => council.shown(board.revision, seatsOf(board), now));
  tables.set(name, table);
}

/** Marks one after another: each when the chair has the one before and a board may leave again. @returns boards the chair had */
async function mark({ name, times, pause }) {
  const { tapper, council } = tables.get(name);
  const before = council.boards;
  for (let time = 0; time < times; time += 1) {
    const startedAt = performance.now();
    tapper.tap(startedAt);
    while (!council.upToDate()) {
      if (performance.now() - startedAt > 10_000) throw new Error('a mark never came to the chair');
      await sleep(5);
    }
    await sleep(Math.max(0, startedAt + pause - performance.now()));
  }
  return council.boards - before;
}

/** Hands the sheet in, or takes it back: every board changes. */
async function act(name) {
  const table = tables.get(name);
  const { tapper, submitted } = table;
  const { sheetId, version } = tapper;
  const line = table.line();
  const { body } = submitted
    ? await line.ask(WITHDRAW, { id: sheetId })
    : await line.ask(SUBMIT, { input: { sheetId, version } });
  line.close();
  if (body.data?.done?.version === undefined) throw new Error(JSON.stringify(body));
  tapper.version = body.data.done.version;
  table.submitted = !submitted;
}

answering({ sit, mark, act });

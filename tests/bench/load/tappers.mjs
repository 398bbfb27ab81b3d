// Councils of tappers and their chairs, in a process of their own: saves leave when they are planned, and each is timed
// from then until the chair has a board with it.
import { setTimeout as sleep } from 'node:timers/promises';
import { answering, cpuTime } from '../answering.mjs';
import { keepTo, planTaps, quantile } from './arrivals.mjs';
import { Council, Tapper } from './council.mjs';
import { bareDoor, followBare, followPlain, OurDoor, plainDoor, seatsOf } from './doors.mjs';
import { openCard } from './http-line.mjs';

/** @type {Map<string, Council[]>} */
const contenders = new Map();

/** Longer than boards are kept apart: who has shown nothing for so long has nothing more to show. */
const QUIET_MS = 3000;
/** As many at once as a hall that opens its cards. */
const AT_ONCE = 20;

async function eachOf(items, work) {
  const results = [];
  for (let at = 0; at < items.length; at += AT_ONCE)
    results.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(work))));
  return results;
}

const membersOf = ({ sessionId, criteriaSetCode, options, members }) =>
  members.map((member) => ({ ...member, sessionId, criteriaSetCode, options }));

/**
 * @param everybody whether the members' own tablets follow too, as they do in a hall
 * @returns the first board of each council's chair, with its length
 */
async function joinOurs({ address, sessions, everybody = false }) {
  const at = new URL(address);
  const joined = await eachOf(sessions, async (session) => {
    const doors = new Map();
    const tappers = [];
    for (const member of membersOf(session)) {
      const door = await OurDoor.open(at, await openCard(at, member.token));
      doors.set(member.role === 'CHAIR' ? 'CHAIR' : member.memberId, door);
      tappers.push(new Tapper(member, { save: door.save }));
    }
    const council = new Council(session.sessionId, tappers);
    for (const tapper of tappers) await tapper.begin();
    if (everybody)
      for (const [role, door] of doors)
        if (role !== 'CHAIR') await door.follow(session.sessionId, () => undefined);
    const first = {};
    await doors.get('CHAIR').follow(session.sessionId, (board, now, bytes) => {
      Object.assign(first, { board: (first.board ??= board), bytes });
      council.shown(board.revision, seatsOf(board), now);
    });
    return { council, ...first };
  });
  contenders.set('ours', joined.map(({ council }) => council)); // prettier-ignore
  return joined.map(({ board, bytes }, index) => ({ sessionId: sessions[index].sessionId, board, bytes }));
}

async function joinPlain({ address, sessions }) {
  const at = new URL(address);
  // The plain server takes a level's position for its points.
  const worth = (_option, level) => level;
  const councils = await eachOf(sessions, async (session) => {
    const tappers = membersOf(session).map(
      (member) => new Tapper(member, { save: plainDoor(at, member), worth }),
    );
    for (const tapper of tappers) await tapper.begin();
    const council = new Council(session.sessionId, tappers);
    await followPlain(at, session.sessionId, (board, now) =>
      council.shown(board.revision, seatsOf(board), now),
    );
    return council;
  });
  contenders.set('plain', councils);
}

async function joinBare({ address, sessions }) {
  const councils = await eachOf(sessions, async (session) => {
    const tappers = [];
    for (const member of membersOf(session))
      tappers.push(new Tapper(member, { save: await bareDoor(address) }));
    for (const tapper of tappers) await tapper.begin();
    const council = new Council(session.sessionId, tappers);
    await followBare(address, session.sessionId, ({ revision, totals }, now) =>
      council.shown(revision, Object.entries(totals), now),
    );
    return council;
  });
  contenders.set('bare', councils);
}

/**
 * Everybody taps at this rate (saves a second, of all together), and all is waited for.
 * @param whole all delays are wanted, for whoever puts those of several processes together
 * @param patience milliseconds after the last tap until what was not sent is given up
 * @returns delays in milliseconds; those of whatever was not shown say how long it had waited by then
 */
async function tap({ name, rate, milliseconds, seed, patience, whole = false }) {
  const councils = contenders.get(name);
  const tappers = councils.flatMap((council) => council.tappers);
  for (const tapper of tappers) tapper.delays = [];
  const boards = sum(councils, 'boards');
  const cpu = cpuTime();
  const taps = planTaps({ people: tappers.length, rate, milliseconds, seed });
  const late = await keepTo(taps, (who, planned) => tappers[who].tap(planned));
  const shown = await settled(councils, patience);
  const givenUp = shown ? [] : tappers.flatMap((tapper) => tapper.giveUp());
  // What is under way comes to its end, so that the next round begins with nothing open.
  const lost = shown || (await settled(councils, patience)) ? [] : tappers.flatMap((tapper) => tapper.unseen()); // prettier-ignore
  const delays = [...tappers.flatMap((tapper) => tapper.delays), ...givenUp, ...lost];
  return {
    ...{ saves: delays.length, givenUp: givenUp.length, lost: lost.length },
    ...{ astray: sum(tappers, 'astray'), fallen: sum(councils, 'fallen') },
    ...{ half: quantile(delays, 0.5), slowest: quantile(delays, 0.99), worst: quantile(delays, 1) },
    late: quantile(late, 0.99),
    ...(whole && { delays: delays.map((delay) => Math.round(delay * 10) / 10) }),
    boards: sum(councils, 'boards') - boards,
    cpu: cpuTime() - cpu,
  };
}

const sum = (items, figure) => items.reduce((total, item) => total + item[figure], 0);

/** @returns whether every chair's board came to show the last save of each member in time */
async function settled(councils, patience) {
  for (let waited = 0; waited < patience; waited += 50) {
    if (councils.every((council) => council.upToDate())) return true;
    if (waited === QUIET_MS) for (const council of councils) council.settle();
    await sleep(50);
  }
  return false;
}

/** What each sheet must hold by what was acknowledged. */
const ends = (name) =>
  contenders
    .get(name)
    .flatMap(({ tappers }) => tappers)
    .map(({ sheetId, version, totals }) => ({ sheetId, version, total: totals.at(-1) }));

answering({ joinOurs, joinPlain, joinBare, tap, ends });

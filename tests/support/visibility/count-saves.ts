import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Followed, Loose } from '../server.js';
import { ask, type Asking, type Way } from './asking.js';
import { BOARD_QUERY, plain } from './board.js';
import { CAST, type Role, type WorldPlan } from './cast.js';
import { CHANNELS, type Channel } from './channels.js';
import type { Stage } from './stages.js';
import type { World } from './world.js';

/** Everything by which somebody could count what others save. */
interface Countable {
  /** Lengths of all messages of his sockets so far. */
  readonly frames: string;
  /** What he is answered through every channel: words, numbers, status, headers, length. */
  readonly answers: Readonly<Record<string, string>>;
}

/** One of the cast before and after somebody else saved twice. */
export interface Counted {
  readonly plan: WorldPlan;
  readonly role: Role;
  readonly before: Countable;
  readonly after: Countable;
}

/** They open sockets, or tell the server something: who does so twice sees it. Of several histories any is refused first. */
const NOT_QUIET: readonly Channel[] = [
  "the subscription's first message",
  "the subscription's next messages",
  'what an act answers',
  'the history',
];

/** Everybody looks through every channel, somebody saves twice, and everybody looks again. */
export async function countSaves(
  world: World,
  at: Stage,
  open: ReadonlyMap<Role, Followed<Loose>>,
): Promise<Counted[]> {
  const look = (role: Role): Promise<Countable> => countable({
    ...{ world, role, at, focus: at.focus, open: open.get(role)!, from: 0 },
    elsewhere: randomUUID(),
  }); // prettier-ignore
  const before = await Promise.all(CAST.map(look));
  const chair = world.presiding(0);
  const seen = open.get(chair)!.seen.length;
  for (const total of [76, 77]) {
    await world.score('other', 0, total, 'draft', false);
    const { data } = await world.person(chair).ask<Loose>(BOARD_QUERY, { id: world.sessionId });
    await open.get(chair)!.until(({ sessionBoard }) => plain(sessionBoard) === plain(data.sessionBoard));
  }
  expect(world.plan.blindAverages || open.get(chair)!.seen.length > seen, 'the chair watches').toBe(true);
  const after = await Promise.all(CAST.map(look));
  return CAST.map((role, index) => ({
    ...{ plan: world.plan, role, before: before[index]!, after: after[index]! },
  }));
}

const FURTHER: Readonly<Record<string, Way>> = {
  // A save is such a moment.
  'when a device was last heard of': (asking) =>
    ask(
      asking,
      `query($id: ID!) { sessionBoard(sessionId: $id) { revision members { id lastSeenAt } agenda { id seats { id lastSeenAt waitingOnDevice } } } }`,
      { id: asking.world.sessionId },
    ),
  'one history': (asking) =>
    ask(
      asking,
      `query($id: ID!) { sessionHistory(sessionId: $id) { dossiers { productName } nodes { id at act } } }`,
      {
        id: asking.world.sessionId,
      },
    ),
};

async function countable(asking: Asking): Promise<Countable> {
  const person = asking.world.person(asking.role);
  const answers: Record<string, string> = {};
  for (const [channel, way] of Object.entries({ ...CHANNELS, ...FURTHER })) {
    if (NOT_QUIET.includes(channel as Channel)) continue;
    const wire = (person.wire = [] as string[]);
    answers[channel] = JSON.stringify([await way(asking), wire]);
  }
  person.wire = undefined;
  return { frames: person.frames.join(' '), answers };
}

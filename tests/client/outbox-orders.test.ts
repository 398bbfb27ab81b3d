import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answered, nextSave, put, sheetSeen, unblock } from '../../client/live/outbox-core';
import {
  conflicts,
  effectiveWish,
  keptWish,
  sameWish,
  UNSCORED,
  waiting,
  type Answer,
  type OutboxState,
  type Save,
  type Wish,
} from '../../client/live/outbox-state';
import { Council, drain, newId, NONE, NOW, start } from './support/outbox-council';

const CRITERIA = ['1.1', '1.2', '2.1', '3.1'];

/**
 * A tablet, a network and a council, driven by any order of events. The tablet keeps only what is stored; the network
 * loses, delays and repeats; `council.receive` is the contract of the server.
 */
type Event =
  | { kind: 'tap'; criterion: number; wish: Wish }
  | { kind: 'send' }
  | { kind: 'request arrives'; which: number; keepCopy: boolean }
  | { kind: 'request lost'; which: number }
  | { kind: 'reply arrives'; which: number; keepCopy: boolean }
  | { kind: 'reply lost'; which: number }
  | { kind: 'reload' }
  | { kind: 'sheet read'; late: boolean }
  | { kind: 'other device'; criterion: number; wish: Wish }
  | { kind: 'closed' | 'opened' };

const wishes: fc.Arbitrary<Wish> = fc.oneof(
  fc.constant(UNSCORED),
  fc.constant<Wish>({ ...UNSCORED, remark: 'c' }),
  fc.constant(NONE),
  fc.record({
    choice: fc.constant('LEVELS' as const),
    levels: fc.integer({ min: 0, max: 3 }).map((at) => [at]),
    remark: fc.constantFrom(null, 'a', 'b'),
  }),
);
const criterion = fc.integer({ min: 0, max: CRITERIA.length - 1 });
const which = fc.nat(5);
const own: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('tap' as const), criterion, wish: wishes }) },
  { weight: 4, arbitrary: fc.constant<Event>({ kind: 'send' }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('request arrives' as const), which, keepCopy: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('reply arrives' as const), which, keepCopy: fc.boolean() }),
  },
  fc.record({ kind: fc.constant('request lost' as const), which }),
  fc.record({ kind: fc.constant('reply lost' as const), which }),
  fc.record({ kind: fc.constant('sheet read' as const), late: fc.boolean() }),
  fc.constant<Event>({ kind: 'reload' }),
  fc.constantFrom<Event>({ kind: 'closed' }, { kind: 'opened' }),
);
const withOthers: fc.Arbitrary<Event> = fc.oneof(
  { weight: 9, arbitrary: own },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('other device' as const), criterion, wish: wishes }),
  },
);

function play(events: readonly Event[]) {
  const council = new Council();
  let stored = start(council);
  let lastRead = council.sheet;
  const requests: Save[] = [];
  const replies: { saveId: string; answer: Answer }[] = [];
  const lastTap = new Map<string, Wish>();
  const touchedElsewhere = new Set<string>();
  const bodies = new Map<string, string>();
  const pick = <T>(list: T[], at: number, keep: boolean): T | undefined =>
    keep ? list[at % Math.max(1, list.length)] : list.splice(at % Math.max(1, list.length), 1)[0];

  const check = (): void => {
    for (const code of CRITERIA) {
      const tapped = lastTap.get(code);
      if (!tapped || touchedElsewhere.has(code)) continue;
      // What the member sees is what he tapped last, at every moment, and it is somewhere: here or on the server.
      expect(sameWish(effectiveWish(stored, code), tapped)).toBe(true);
      if (!waiting(stored).includes(code)) expect(sameWish(keptWish(council.sheet, code), tapped)).toBe(true);
      expect(conflicts(stored)).not.toContain(code);
    }
  };

  for (const event of events) {
    if (event.kind === 'tap') {
      const code = CRITERIA[event.criterion]!;
      stored = put(stored, { [code]: event.wish }, NOW);
      lastTap.set(code, event.wish);
    } else if (event.kind === 'send') {
      const next = nextSave(stored, newId);
      if (next) {
        stored = next.state;
        const body = JSON.stringify(next.save);
        expect(bodies.get(next.save.saveId) ?? body).toBe(body);
        bodies.set(next.save.saveId, body);
        requests.push(next.save);
      }
    } else if (event.kind === 'request arrives') {
      const save = pick(requests, event.which, event.keepCopy);
      if (save) replies.push({ saveId: save.saveId, answer: council.receive(save) });
    } else if (event.kind === 'reply arrives') {
      const reply = pick(replies, event.which, event.keepCopy);
      if (reply) stored = answered(stored, reply.saveId, reply.answer);
    } else if (event.kind === 'request lost') pick(requests, event.which, false);
    else if (event.kind === 'reply lost') pick(replies, event.which, false);
    else if (event.kind === 'reload') stored = JSON.parse(JSON.stringify(stored)) as OutboxState;
    else if (event.kind === 'sheet read') {
      if (!event.late) lastRead = council.sheet;
      stored = sheetSeen(stored, lastRead);
    } else if (event.kind === 'other device') {
      const code = CRITERIA[event.criterion]!;
      council.change([[code, event.wish]]);
      touchedElsewhere.add(code);
    } else {
      council.open = event.kind === 'opened';
      if (council.open) stored = unblock(stored);
    }
    check();
  }
  council.open = true;
  return { council, stored, lastTap, touchedElsewhere };
}

describe('whatever the order of taps, answers, losses, replays and reloads', () => {
  it("ends with the member's last choice at every criterion, and asks nothing", () => {
    fc.assert(
      fc.property(fc.array(own, { maxLength: 60 }), (events) => {
        const { council, stored, lastTap } = play(events);
        expect(conflicts(stored)).toEqual([]);
        const end = drain(stored, council);
        expect(waiting(end)).toEqual([]);
        for (const [code, wish] of lastTap) expect(sameWish(keptWish(council.sheet, code), wish)).toBe(true);
      }),
      { numRuns: 1_500 },
    );
  });

  it('never writes over another device without being told to, and never drops a tap in silence', () => {
    fc.assert(
      fc.property(fc.array(withOthers, { maxLength: 60 }), (events) => {
        const { council, stored, lastTap, touchedElsewhere } = play(events);
        let now = unblock(stored);
        for (let round = 0; round < 50; round += 1) {
          const next = nextSave(now, newId);
          if (!next) break;
          // A save that leaves carries only what the member saw stand there, or decided on.
          const before = council.sheet;
          now = answered(next.state, next.save.saveId, council.receive(next.save));
          if (council.sheet === before) continue;
          for (const [code, entry] of Object.entries(next.save.entries)) {
            expect(sameWish(keptWish(before, code), entry.basis)).toBe(true);
          }
        }
        for (const code of conflicts(now)) expect(touchedElsewhere.has(code)).toBe(true);
        const asked = new Set(conflicts(now));
        for (const [code, wish] of lastTap) {
          if (asked.has(code)) expect(sameWish(effectiveWish(now, code), wish)).toBe(true);
          else if (!touchedElsewhere.has(code))
            expect(sameWish(keptWish(council.sheet, code), wish)).toBe(true);
        }
      }),
      { numRuns: 1_500 },
    );
  });
});

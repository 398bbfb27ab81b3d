import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answered, decide, nextSave, put, sheetSeen, unblock } from '../../client/live/outbox-core';
import {
  conflicts,
  effectiveWish,
  emptyOutbox,
  keptWish,
  sameWish,
  UNSCORED,
  waiting,
  type Answer,
  type KeptSheet,
  type OutboxState,
  type Save,
  type Wish,
} from '../../client/live/outbox-state';

const IDS = { sheetId: 's', memberId: 'm', evaluationId: 'e' };
const CRITERIA = ['1.1', '1.2', '2.1', '3.1'];
const NOW = '2026-11-22T02:00:00.000Z';

const level = (at: number, remark: string | null = null): Wish => ({
  choice: 'LEVELS',
  levels: [at],
  remark,
});
const NONE: Wish = { choice: 'NONE', levels: [], remark: null };

/** The server as its contract says: versions, a memory of saveIds, sheets replaced criterion by criterion. */
class Council {
  sheet: KeptSheet = { version: 3, attempt: 1, state: 'DRAFT', marks: [] };
  open = true;
  private readonly given = new Map<string, Answer>();

  receive(save: Save): Answer {
    const before = this.given.get(save.saveId);
    if (before) return before;
    if (!this.open) {
      return { kind: 'refused', refusal: { code: 'SCORING_NOT_OPEN', vi: 'Chưa mở chấm', en: 'Not open' } };
    }
    if (save.baseVersion !== this.sheet.version) return { kind: 'stale', sheet: this.sheet };
    this.change(Object.entries(save.entries).map(([criterion, entry]) => [criterion, entry.wish]));
    const answer: Answer = { kind: 'saved', sheet: this.sheet };
    this.given.set(save.saveId, answer);
    return answer;
  }

  change(changes: readonly (readonly [string, Wish])[]): void {
    const marks = this.sheet.marks.filter((mark) =>
      changes.every(([criterion]) => criterion !== mark.criterion),
    );
    for (const [criterion, { choice, levels, remark }] of changes) {
      if (choice || remark) marks.push({ criterion, choice, levels, remark });
    }
    this.sheet = { ...this.sheet, version: this.sheet.version + 1, marks };
  }
}

function start(council: Council): OutboxState {
  return emptyOutbox(IDS, council.sheet);
}

let ids = 0;
const newId = (): string => `save-${(ids += 1)}`;

/** Sends until nothing more can leave; the member settles what he is asked by keeping his own. */
function drain(state: OutboxState, council: Council): OutboxState {
  let now = unblock(state);
  for (let round = 0; round < 100; round += 1) {
    for (const criterion of conflicts(now)) now = decide(now, criterion, 'mine');
    const next = nextSave(now, newId);
    if (!next) return now;
    now = answered(next.state, next.save.saveId, council.receive(next.save));
  }
  throw new Error('the outbox does not come to rest');
}

describe('what a member taps', () => {
  it('coalesces taps of one criterion into one entry, the last one holding', () => {
    const council = new Council();
    let state = start(council);
    state = put(state, { '1.1': level(0) }, NOW);
    state = put(state, { '1.1': level(2) }, NOW);
    state = put(state, { '1.2': NONE }, NOW);
    const next = nextSave(state, newId);
    expect(Object.keys(next?.save.entries ?? {})).toEqual(['1.1', '1.2']);
    expect(next?.save.entries['1.1']?.wish).toEqual(level(2));
  });

  it('sends nothing when a tap is taken back before it left', () => {
    const council = new Council();
    council.change([['1.1', level(1)]]);
    let state = start(council);
    state = put(state, { '1.1': level(2) }, NOW);
    state = put(state, { '1.1': level(1) }, NOW);
    expect(nextSave(state, newId)).toBeNull();
  });

  it('keeps the explicit nothing apart from not yet scored', () => {
    const state = put(start(new Council()), { '1.1': NONE }, NOW);
    expect(effectiveWish(state, '1.1').choice).toBe('NONE');
    expect(effectiveWish(state, '1.2').choice).toBeNull();
    expect(sameWish(NONE, null)).toBe(false);
  });

  it('sends a remark on a criterion that is not scored yet, and gives it along with the mark later', () => {
    const council = new Council();
    let state = put(start(council), { '1.1': { ...UNSCORED, remark: 'Thiếu giấy xác nhận' } }, NOW);
    const first = nextSave(state, newId)!;
    state = answered(first.state, first.save.saveId, council.receive(first.save));
    const seen = effectiveWish(state, '1.1');
    expect(seen).toEqual({ choice: null, levels: [], remark: 'Thiếu giấy xác nhận' });
    state = put(state, { '1.1': { ...seen, choice: 'LEVELS', levels: [1] } }, NOW);
    expect(nextSave(state, newId)?.save.entries['1.1']?.wish).toEqual(level(1, 'Thiếu giấy xác nhận'));
  });
});

describe('a save on its way', () => {
  it('is sent again unchanged, whatever was tapped meanwhile', () => {
    let state = put(start(new Council()), { '1.1': level(1) }, NOW);
    const first = nextSave(state, newId);
    state = put(first?.state ?? state, { '1.1': level(2), '1.2': NONE }, NOW);
    const second = nextSave(state, newId);
    expect(second?.save).toEqual(first?.save);
  });

  it('is followed by the newer taps, on the version of its answer', () => {
    const council = new Council();
    let state = put(start(council), { '1.1': level(1) }, NOW);
    const first = nextSave(state, newId);
    state = put(first!.state, { '1.1': level(2) }, NOW);
    state = answered(state, first!.save.saveId, council.receive(first!.save));
    const second = nextSave(state, newId);
    expect(second?.save.baseVersion).toBe(council.sheet.version);
    expect(second?.save.entries['1.1']?.wish).toEqual(level(2));
    expect(conflicts(state)).toEqual([]);
  });

  it('ignores an answer to another save', () => {
    const council = new Council();
    const state = nextSave(put(start(council), { '1.1': level(1) }, NOW), newId)!.state;
    expect(answered(state, 'save-of-yesterday', { kind: 'saved', sheet: council.sheet })).toBe(state);
  });
});

describe('a sheet that was changed elsewhere', () => {
  it('asks about the criterion both touched, and sends the other one by itself', () => {
    const council = new Council();
    let state = start(council);
    council.change([['1.1', level(0)]]);
    state = put(state, { '1.1': level(2), '1.2': level(1) }, NOW);
    const first = nextSave(state, newId)!;
    state = answered(first.state, first.save.saveId, council.receive(first.save));
    expect(conflicts(state)).toEqual(['1.1']);
    expect(effectiveWish(state, '1.1')).toEqual(level(2));
    expect(keptWish(state.base, '1.1')).toEqual(level(0));
    const second = nextSave(state, newId)!;
    expect(Object.keys(second.save.entries)).toEqual(['1.2']);
    state = answered(second.state, second.save.saveId, council.receive(second.save));
    expect(waiting(state)).toEqual(['1.1']);
    expect(keptWish(council.sheet, '1.1')).toEqual(level(0));

    const theirs = decide(state, '1.1', 'theirs');
    expect(waiting(theirs)).toEqual([]);
    expect(effectiveWish(theirs, '1.1')).toEqual(level(0));
    const mine = drain(decide(state, '1.1', 'mine'), council);
    expect(waiting(mine)).toEqual([]);
    expect(keptWish(council.sheet, '1.1')).toEqual(level(2));
  });

  it('asks nothing where both put the same', () => {
    const council = new Council();
    let state = put(start(council), { '1.1': level(2) }, NOW);
    council.change([['1.1', level(2)]]);
    state = sheetSeen(state, council.sheet);
    expect(waiting(state)).toEqual([]);
  });

  it('asks before a tap meant for an earlier attempt goes into the returned sheet', () => {
    const council = new Council();
    let state = put(start(council), { '1.1': level(2) }, NOW);
    council.sheet = { ...council.sheet, version: 9, attempt: 2, state: 'RETURNED' };
    state = sheetSeen(state, council.sheet);
    expect(conflicts(state)).toEqual(['1.1']);
    expect(nextSave(state, newId)).toBeNull();
  });

  it('never goes back to an older sheet', () => {
    const council = new Council();
    const old = council.sheet;
    let state = start(council);
    council.change([['1.1', level(1)]]);
    state = sheetSeen(state, council.sheet);
    expect(sheetSeen(state, old)).toBe(state);
  });
});

describe('a refusal', () => {
  it('keeps the entries on the device while scoring is closed, and sends them when it opens again', () => {
    const council = new Council();
    council.open = false;
    let state = put(start(council), { '1.1': level(2) }, NOW);
    const first = nextSave(state, newId)!;
    state = answered(first.state, first.save.saveId, council.receive(first.save));
    expect(state.blocked?.code).toBe('SCORING_NOT_OPEN');
    expect(waiting(state)).toEqual(['1.1']);
    expect(nextSave(state, newId)).toBeNull();
    council.open = true;
    state = drain(state, council);
    expect(keptWish(council.sheet, '1.1')).toEqual(level(2));
    expect(waiting(state)).toEqual([]);
  });

  it('of one mark holds up only that mark', () => {
    const council = new Council();
    const picky = (save: Save): Answer =>
      '1.1' in save.entries
        ? { kind: 'refused', refusal: { code: 'REMARK_REQUIRED', vi: 'Cần ý kiến', en: 'Remark needed' } }
        : council.receive(save);
    let state = put(start(council), { '1.1': level(2), '1.2': level(1), '2.1': NONE }, NOW);
    for (let next = nextSave(state, newId); next; next = nextSave(state, newId)) {
      state = answered(next.state, next.save.saveId, picky(next.save));
    }
    expect(waiting(state)).toEqual(['1.1']);
    expect(state.pending['1.1']?.refused?.code).toBe('REMARK_REQUIRED');
    expect(council.sheet.marks.map((mark) => mark.criterion)).toEqual(['1.2', '2.1']);
    state = put(state, { '1.1': level(2, 'Đã xem hợp đồng') }, NOW);
    expect(nextSave(state, newId)?.save.entries['1.1']?.wish.remark).toBe('Đã xem hợp đồng');
  });
});

describe('a member recused by mistake', () => {
  const shut = (sheet: KeptSheet): KeptSheet => ({
    ...sheet,
    version: sheet.version + 1,
    state: 'RECUSED',
    marks: [],
  });

  it('keeps what waited on the device, sends none of it meanwhile, and all of it once he is let in again', () => {
    const council = new Council();
    council.change([['1.1', level(0)]]);
    const tapped = put(start(council), { '1.1': level(2), '2.1': NONE }, NOW);
    const { marks } = council.sheet;
    const sent = nextSave(tapped, newId)!;
    council.sheet = shut(council.sheet);
    const out = answered(sent.state, sent.save.saveId, council.receive(sent.save));
    expect(waiting(out)).toEqual(['1.1', '2.1']);
    expect(nextSave(out, newId)).toBeNull();
    expect(nextSave(unblock(out), newId)).toBeNull();
    // The marks were hidden from him and never gone: nobody else touched them, so there is nothing to ask.
    council.sheet = { ...council.sheet, version: council.sheet.version + 1, state: 'DRAFT', marks };
    const back = sheetSeen(out, council.sheet);
    expect(conflicts(back)).toEqual([]);
    const done = drain(back, council);
    expect(waiting(done)).toEqual([]);
    expect(keptWish(council.sheet, '1.1')).toEqual(level(2));
    expect(keptWish(council.sheet, '2.1')).toEqual(NONE);
  });

  it('is asked where the sheet has become one of a later attempt meanwhile', () => {
    const council = new Council();
    const out = sheetSeen(put(start(council), { '1.1': level(2) }, NOW), shut(council.sheet));
    council.sheet = { ...council.sheet, version: council.sheet.version + 2, attempt: 2 };
    const back = sheetSeen(out, council.sheet);
    expect(conflicts(back)).toEqual(['1.1']);
    expect(nextSave(back, newId)).toBeNull();
  });
});

describe('marks of two editions of a card', () => {
  it('leave apart, each saying which, and those of the wrong one hold up only themselves', () => {
    const council = new Council();
    const sent: (string | null)[] = [];
    const strict = (save: Save): Answer => {
      sent.push(save.criteriaSetCode);
      return save.criteriaSetCode === 'A'
        ? { kind: 'refused', refusal: { code: 'OTHER_CARD', vi: 'Bản khác', en: 'Another edition' } }
        : council.receive(save);
    };
    let state = put(start(council), { '1.1': level(2) }, NOW, 'A');
    state = put(state, { '1.2': level(1), '2.1': NONE }, NOW, 'B');
    for (let next = nextSave(state, newId); next; next = nextSave(state, newId))
      state = answered(next.state, next.save.saveId, strict(next.save));
    expect(new Set(sent)).toEqual(new Set(['A', 'B']));
    expect(state.blocked).toBeNull();
    expect(state.pending['1.1']?.refused?.code).toBe('OTHER_CARD');
    expect(council.sheet.marks.map((mark) => mark.criterion).sort()).toEqual(['1.2', '2.1']);
    state = put(state, { '1.1': level(0) }, NOW, 'B');
    const again = nextSave(state, newId)!;
    state = answered(again.state, again.save.saveId, strict(again.save));
    expect(waiting(state)).toEqual([]);
    expect(keptWish(council.sheet, '1.1')).toEqual(level(0));
  });
});

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

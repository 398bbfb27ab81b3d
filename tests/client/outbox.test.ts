import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openOutbox, type Outbox } from '../../client/live/outbox';
import { SendFault } from '../../client/live/outbox-sender';
import {
  conflicts,
  effectiveWish,
  waiting,
  type Answer,
  type KeptSheet,
  type Save,
  type Wish,
} from '../../client/live/outbox-state';
import { openOutboxStore, type OutboxStore } from '../../client/live/outbox-store';

const level = (at: number): Wish => ({ choice: 'LEVELS', levels: [at], remark: null });

/** A council that answers as the contract says, through a line that can be cut on the way there or on the way back. */
class Council {
  sheet: KeptSheet = { version: 1, attempt: 1, state: 'DRAFT', marks: [] };
  line: 'up' | 'cut' | 'reply lost' = 'up';
  readonly received: Save[] = [];
  hold: Promise<void> | null = null;
  private readonly given = new Map<string, Answer>();

  readonly send = async (_sheetId: string, save: Save): Promise<Answer> => {
    if (this.line === 'cut') throw new SendFault('offline');
    this.received.push(save);
    const answer = this.answer(save);
    if (this.line === 'reply lost') throw new SendFault('offline');
    if (this.hold) await this.hold;
    return answer;
  };

  private answer(save: Save): Answer {
    const before = this.given.get(save.saveId);
    if (before) return before;
    if (save.baseVersion !== this.sheet.version) return { kind: 'stale', sheet: this.sheet };
    this.mark(Object.fromEntries(Object.entries(save.entries).map(([code, { wish }]) => [code, wish])));
    const answer: Answer = { kind: 'saved', sheet: this.sheet };
    this.given.set(save.saveId, answer);
    return answer;
  }

  mark(wishes: Record<string, Wish>): void {
    const marks = [
      ...this.sheet.marks.filter(({ criterion }) => !(criterion in wishes)),
      ...Object.entries(wishes).flatMap(([criterion, wish]) => (wish.choice ? [{ criterion, ...wish }] : [])),
    ];
    this.sheet = { ...this.sheet, version: this.sheet.version + 1, marks };
  }

  levelAt(criterion: string): readonly number[] | undefined {
    return this.sheet.marks.find((mark) => mark.criterion === criterion)?.levels;
  }
}

const MEMBER = 'member-1';
const open: Outbox[] = [];
let device = 0;
let name = '';
let council: Council;

/** A tab: the same device keeps the same store; every tab opens its own outbox over it. */
function tab(store: OutboxStore = openOutboxStore(name), leads = true): Outbox {
  const outbox = openOutbox(MEMBER, {
    send: council.send,
    store,
    lead: (_member, _store, onChange) => {
      if (leads) onChange(true);
      return () => undefined;
    },
  });
  open.push(outbox);
  return outbox;
}
const read = (outbox: Outbox, id = 's') => outbox.seen({ id, evaluationId: 'e', ...council.sheet });
const rest = () => new Promise((resolve) => setTimeout(resolve, 20));
const left = (outbox: Outbox, id = 's') => waiting(outbox.states.get(id)!);

beforeEach(() => {
  name = `device-${(device += 1)}`;
  council = new Council();
});
afterEach(() => {
  for (const outbox of open.splice(0)) outbox.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the outbox of a tablet', () => {
  it('tells the other tab of this browser that the sheet was submitted, and does not tell in circles', async () => {
    const store = openOutboxStore(name);
    const updates = vi.spyOn(store, 'update');
    const [first, second] = [tab(store), tab(store, false)];
    await read(first);
    await read(second);
    council.sheet = { ...council.sheet, version: 2, state: 'SUBMITTED' };
    await read(first);
    await vi.waitFor(() =>
      expect(second.states.get('s')!.base).toMatchObject({ version: 2, state: 'SUBMITTED' }),
    );
    await read(second);
    await rest();
    const settled = updates.mock.calls.length;
    await rest();
    expect(updates.mock.calls.length).toBe(settled);
  });

  it('puts a tap on the server, in one save for taps that come together', async () => {
    const outbox = tab();
    await read(outbox);
    let release = (): void => undefined;
    council.hold = new Promise((resolve) => (release = resolve));
    void outbox.put('s', { '1.1': level(1) });
    await vi.waitFor(() => expect(council.received).toHaveLength(1));
    void outbox.put('s', { '1.1': level(2) });
    void outbox.put('s', { '1.2': level(0) });
    expect(effectiveWish(outbox.states.get('s')!, '1.1')).toEqual(level(2));
    await rest();
    expect(council.received, 'one save at a time').toHaveLength(1);
    release();
    council.hold = null;
    await vi.waitFor(() => expect(left(outbox)).toEqual([]));
    expect(council.received).toHaveLength(2);
    expect(Object.keys(council.received[1]!.entries)).toEqual(['1.1', '1.2']);
    expect(council.levelAt('1.1')).toEqual([2]);
  });

  it('keeps what was tapped offline across a reload, and sends it when the line is back', async () => {
    const first = tab();
    await read(first);
    council.line = 'cut';
    await first.put('s', { '1.1': level(2) });
    await first.put('s', { '2.1': level(1) });
    await vi.waitFor(() => expect(first.status.trouble).toBe('offline'));
    first.close();

    const second = tab();
    await vi.waitFor(() => expect(second.states.has('s')).toBe(true));
    expect(left(second).sort()).toEqual(['1.1', '2.1']);
    council.line = 'up';
    globalThis.dispatchEvent(new Event('online'));
    await vi.waitFor(() => expect(left(second)).toEqual([]));
    expect(council.levelAt('1.1')).toEqual([2]);
    expect(council.levelAt('2.1')).toEqual([1]);
    expect(second.status.trouble).toBeNull();
  });

  it('repeats the same save after a lost reply and a reload, and the council counts it once', async () => {
    const first = tab();
    await read(first);
    council.line = 'reply lost';
    await first.put('s', { '1.1': level(2) });
    await vi.waitFor(() => expect(council.received).toHaveLength(1));
    first.close();
    council.line = 'up';
    const second = tab();
    await vi.waitFor(() => expect(second.states.get('s') && left(second)).toEqual([]));
    expect(council.received).toHaveLength(2);
    expect(council.received[1]).toEqual(council.received[0]);
    expect(council.sheet.version).toBe(2);
  });

  it('asks the member when another tablet changed the same criterion, and does what he says', async () => {
    const outbox = tab();
    await read(outbox);
    council.mark({ '1.1': level(0), '1.2': level(0) });
    await outbox.put('s', { '1.1': level(2), '3.1': level(1) });
    await vi.waitFor(() => expect(left(outbox)).toEqual(['1.1']));
    expect(conflicts(outbox.states.get('s')!)).toEqual(['1.1']);
    expect(council.levelAt('1.1')).toEqual([0]);
    expect(council.levelAt('3.1')).toEqual([1]);
    await outbox.decide('s', '1.1', 'mine');
    await vi.waitFor(() => expect(left(outbox)).toEqual([]));
    expect(council.levelAt('1.1')).toEqual([2]);
    expect(council.levelAt('1.2')).toEqual([0]);
  });

  it('lets one tab send what another tab of the same browser was given', async () => {
    const sender = tab();
    const other = tab(openOutboxStore(name), false);
    await read(sender);
    await read(other);
    await other.put('s', { '1.1': level(2) });
    await vi.waitFor(() => expect(council.levelAt('1.1')).toEqual([2]));
    await vi.waitFor(() => expect(left(other)).toEqual([]));
    expect(left(sender)).toEqual([]);
    expect(council.received).toHaveLength(1);
  });

  it('sends what is left of products no longer on the table', async () => {
    const before = tab();
    await before.seen({ id: 'old', evaluationId: 'e-old', ...council.sheet });
    council.line = 'cut';
    await before.put('old', { '1.1': level(1) });
    await vi.waitFor(() => expect(before.status.trouble).toBe('offline'));
    before.close();
    council.line = 'up';
    const after = tab();
    await vi.waitFor(() => expect(after.states.get('old') && left(after, 'old')).toEqual([]));
    expect(council.levelAt('1.1')).toEqual([1]);
  });

  it('forgets a sheet that holds nothing any more, but never one that is shown', async () => {
    const before = tab();
    await read(before);
    await before.put('s', { '1.1': level(1) });
    await vi.waitFor(() => expect(left(before)).toEqual([]));
    const other = tab(openOutboxStore(name), false);
    await vi.waitFor(async () => expect(await openOutboxStore(name).read('s')).toBeNull());
    expect(other.states.size).toBe(0);
    await before.put('s', { '1.2': level(0) });
    await vi.waitFor(() => expect(council.levelAt('1.2')).toEqual([0]));
  });

  it('says so where the browser refuses to keep anything, and sends straight away', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    const outbox = tab(openOutboxStore(name), false);
    await read(outbox);
    expect(outbox.status.keeps).toBe(false);
    await outbox.put('s', { '1.1': level(2) });
    await vi.waitFor(() => expect(council.levelAt('1.1')).toEqual([2]));
    expect(left(outbox)).toEqual([]);
  });

  it('goes over to memory without losing the tap when the device is full in the middle of a session', async () => {
    const outbox = tab();
    await read(outbox);
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await outbox.put('s', { '1.1': level(2) });
    await vi.waitFor(() => expect(council.levelAt('1.1')).toEqual([2]));
    expect(outbox.status.keeps).toBe(false);
    put.mockRestore();
  });

  it('waits longer and longer between tries, and never more than some fifteen seconds', async () => {
    const outbox = tab();
    await read(outbox);
    const pauses: number[] = [];
    const real = globalThis.setTimeout;
    vi.stubGlobal('setTimeout', ((run: () => void, ms = 0) => {
      if (ms >= 800 && ms !== 15_000) pauses.push(ms);
      return real(run, ms >= 800 && ms !== 15_000 ? 0 : ms);
    }) as typeof setTimeout);
    council.line = 'cut';
    await outbox.put('s', { '1.1': level(2) });
    await vi.waitFor(() => expect(pauses.length).toBeGreaterThanOrEqual(8));
    council.line = 'up';
    await vi.waitFor(() => expect(left(outbox)).toEqual([]));
    [1_000, 2_000, 4_000, 8_000, 15_000, 15_000].forEach((pause, at) => {
      expect(pauses[at]).toBeGreaterThanOrEqual(pause * 0.8);
      expect(pauses[at]).toBeLessThanOrEqual(pause * 1.2);
    });
  });
});

import { performance } from 'node:perf_hooks';
import { Ladder } from './ladder.mjs';

/** One member who taps: one save in flight, further taps wait for its answer, as in the outbox of a tablet. */
export class Tapper {
  #queue = [];
  #saving = false;
  /** Of each save the total it brings the sheet to, and when it was planned; the whole sheet is the first. */
  totals = [];
  #planned = [];
  /** The last save that the chair was shown, by its place in `totals`. */
  shown = 0;
  version = 0;
  acknowledged = 0;
  /** Milliseconds from the planned tap to the chair's board, since they were last taken away. */
  delays = [];
  /** Boards that showed something that was never sent, or an older save than the board before. */
  astray = 0;

  /** @param {(tapper: Tapper, marks: { criterion: string, level: number }[]) => Promise<{ version: number, total: number }>} save */
  constructor(member, { save, worth }) {
    Object.assign(this, member);
    this.save = save;
    this.ladder = new Ladder(member.options, worth);
  }

  /** A whole sheet: the totals of all that follows differ by one mark. */
  async begin() {
    this.totals = [this.ladder.total];
    this.#planned = [performance.now()];
    this.shown = 0;
    await this.#send(this.ladder.lowest);
  }

  tap(planned) {
    this.#queue.push(planned);
    if (!this.#saving) void this.#sendAll();
  }

  get waiting() {
    return this.#queue.length + (this.#saving ? 1 : 0);
  }

  /** Taps not sent yet are none. @returns how long each of them had waited, in milliseconds */
  giveUp() {
    const now = performance.now();
    return this.#queue.splice(0).map((planned) => now - planned);
  }

  /** Those that the chair has not been shown yet, by how long they have waited, in milliseconds. */
  unseen() {
    const now = performance.now();
    return this.#planned.slice(this.shown + 1).map((planned) => now - planned);
  }

  /** The chair's board has this total for the member. Of two saves with the same total it is taken to be the older one. */
  seen(total, at) {
    const place = this.totals.indexOf(total, this.shown);
    if (place < 0) this.astray += 1;
    else this.#reach(place, at);
  }

  settle(total, at) {
    if (total === this.totals.at(-1)) this.#reach(this.totals.length - 1, at);
  }

  #reach(place, at) {
    for (; this.shown < place;) {
      this.shown += 1;
      this.delays.push(at - this.#planned[this.shown]);
    }
  }

  async #sendAll() {
    this.#saving = true;
    while (this.#queue.length > 0) {
      const planned = this.#queue.shift();
      const mark = this.ladder.next();
      this.totals.push(this.ladder.total);
      this.#planned.push(planned);
      await this.#send([mark]);
    }
    this.#saving = false;
  }

  async #send(marks) {
    const { version, total } = await this.save(this, marks);
    if (version !== this.version + 1 || total !== this.totals.at(-1))
      throw new Error(`version ${version}, total ${total} after ${this.version}, ${this.totals.at(-1)}`);
    this.version = version;
    this.acknowledged += 1;
  }
}

/** A council of tappers and the chair who watches them. */
export class Council {
  boards = 0;
  #revision = -1;
  /** Boards with a lower revision than the one before. */
  fallen = 0;
  #last = { at: 0, totals: new Map() };

  constructor(sessionId, tappers) {
    this.sessionId = sessionId;
    this.tappers = tappers;
    this.byMember = new Map(tappers.map((tapper) => [tapper.memberId, tapper]));
  }

  /** @param seats who has which total, as the board has it */
  shown(revision, seats, at) {
    this.boards += 1;
    if (revision < this.#revision) this.fallen += 1;
    this.#revision = revision;
    this.#last = { at, totals: new Map(seats) };
    for (const [memberId, total] of seats) this.byMember.get(memberId)?.seen(total, at);
  }

  /** Whether every tap is answered and the last board shows the last save of each member. */
  upToDate() {
    return this.tappers.every(({ waiting, shown, totals }) => waiting === 0 && shown === totals.length - 1);
  }

  /** Nothing has come for a while, so nothing is to come: the last board shows the last save of whoever has its total. */
  settle() {
    const { at, totals } = this.#last;
    for (const tapper of this.tappers)
      if (tapper.waiting === 0) tapper.settle(totals.get(tapper.memberId), at);
  }
}

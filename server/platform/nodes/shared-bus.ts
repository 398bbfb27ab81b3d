import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EventBus, type Fact, LocalBus } from '../event-bus.js';
import { readMessage, type SharedFact, writeMessages } from './messages.js';
import { Neighbours } from './neighbours.js';
import type { Line, Wire } from './wire.js';

/** In milliseconds; tests cannot wait as long. */
export interface BusTimes {
  /** Shortest time between two messages: whatever becomes known meanwhile goes together. */
  readonly gap: number;
  /** How often a node says that it is there. */
  readonly beat: number;
  /** First and longest pause before another line is tried. */
  readonly retry: readonly [first: number, longest: number];
}

const TIMES: BusTimes = { gap: 10, beat: 2_000, retry: [100, 5_000] };
/** So many beats unheard, one's own or another's, and the line, or the node, counts as gone. */
const MOST_UNHEARD = 3;
/** How long a stopping node tries to tell what it still has to tell, in milliseconds. */
const LAST_WORDS_MS = 1_000;

/**
 * The bus of several nodes. This node's own listeners hear a fact at once, all others soon: facts go out over a line that
 * nobody waits for, many in one message, the newest about each thing only. A line that breaks, or falls silent, is opened
 * anew, and whatever may have been missed meanwhile is looked up again; what could not be sent is sent then. A node that
 * dies between a commit and its message tells nobody: `MissedChanges` finds that.
 */
export class SharedBus implements EventBus {
  readonly node = randomBytes(6).toString('hex');
  private readonly local = new LocalBus();
  private readonly waiting = new Map<string, SharedFact>();
  private readonly neighbours = new Neighbours(MOST_UNHEARD);
  private line: Line | null = null;
  /** Own beats sent that did not come back. */
  private unheard = 0;
  private sending: Promise<void> | null = null;
  private timer: NodeJS.Timeout | undefined;
  /** When the timer goes off, as `performance.now` tells time; never where it is not set. */
  private dueAt = Infinity;
  private sentAt = 0;
  private stopped = false;
  private beats: NodeJS.Timeout | undefined;

  private readonly times: BusTimes;

  constructor(
    private readonly wire: Wire,
    private readonly report: (error: unknown) => void,
    times: Partial<BusTimes> = {},
  ) {
    this.times = { ...TIMES, ...times };
  }

  /**
   * Once all listen: the others answer at once. What was said before it counts as missed.
   * @throws what the wire says where it cannot be had at all, or {@link SilentWire} where it carries nothing
   */
  async open(): Promise<void> {
    await this.connect();
    if (!(await this.hearsItself())) {
      await this.stop();
      throw new SilentWire();
    }
    this.beats = setInterval(() => this.beat(), this.times.beat).unref();
    this.local.publish({ kind: 'factsMissed' });
  }

  publish(fact: SharedFact): void {
    this.local.publish(fact);
    this.tell(fact);
  }

  /** Tells the others alone. */
  private tell(fact: SharedFact): void {
    this.waiting.set(subjectOf(fact), fact);
    this.soon(URGENT.has(fact.kind) ? 0 : this.times.gap);
  }

  listen(listener: (fact: Fact) => void): () => void {
    return this.local.listen(listener);
  }

  /** Tells the others what they have not been told yet, and leaves them. */
  async stop(): Promise<void> {
    clearInterval(this.beats);
    clearTimeout(this.timer);
    const last = async () => {
      await this.sending;
      await this.send();
    };
    if (this.line) await Promise.race([last(), sleep(LAST_WORDS_MS, undefined, { ref: false })]);
    this.stopped = true;
    this.line?.close();
  }

  private soon(gap: number): void {
    if (this.sending || !this.line || this.stopped) return;
    const now = performance.now();
    const at = Math.max(now, this.sentAt + gap);
    // One that is due is left alone: put off by whatever is said next, it would never come while much is said.
    if (this.dueAt <= at) return;
    clearTimeout(this.timer);
    this.dueAt = at;
    this.timer = setTimeout(() => this.now(), at - now);
  }

  private now(): void {
    this.dueAt = Infinity;
    this.sending ??= this.send().finally(() => {
      this.sending = null;
      if (this.waiting.size > 0) this.soon(this.times.gap);
    });
  }

  /** Never throws: what could not be sent waits for another line, unless something newer is there by then. */
  private async send(facts = this.taken()): Promise<void> {
    const { line } = this;
    try {
      if (!line) throw new Error('no line');
      for (const text of writeMessages(this.node, facts, this.wire.mostBytes)) await line.send(text);
    } catch {
      for (const fact of facts)
        if (!this.waiting.has(subjectOf(fact))) this.waiting.set(subjectOf(fact), fact);
      line?.close();
    }
    this.sentAt = performance.now();
  }

  private taken(): SharedFact[] {
    const facts = [...this.waiting.values()];
    this.waiting.clear();
    return facts;
  }

  private hear(text: string): void {
    const message = readMessage(text);
    if (!message || this.stopped) return;
    if (message.node === this.node) {
      this.unheard = 0;
      return;
    }
    const heard = this.neighbours.heard(message.node);
    if (heard !== 'KNOWN') this.local.publish({ kind: 'nodeCame' });
    // It does not know that it had been given up, and what it knows along with it.
    if (heard === 'BACK') this.tell({ kind: 'askedAgain', node: message.node });
    for (const fact of message.facts) if (this.isMeant(fact)) this.local.publish(fact);
  }

  private isMeant(fact: SharedFact): boolean {
    return fact.kind !== 'askedAgain' || fact.node === null || fact.node === this.node;
  }

  /** Says that this node is there, and judges by what came back whether the line and the others are. */
  private beat(): void {
    const { line } = this;
    if (!line) return;
    if (this.unheard >= MOST_UNHEARD) return line.close();
    // While nothing comes through, nobody's silence means anything.
    if (this.unheard === 0)
      for (const node of this.neighbours.gone()) this.local.publish({ kind: 'nodeGone', node });
    this.unheard += 1;
    void this.send([]);
  }

  private async connect(): Promise<void> {
    const line = await this.wire.open((text) => this.hear(text));
    if (this.stopped) return line.close();
    this.line = line;
    this.unheard = 0;
    void line.broken.then(() => this.reconnect(line));
  }

  private async reconnect(broken: Line): Promise<void> {
    if (this.stopped || this.line !== broken) return;
    this.line = null;
    broken.close();
    const [first, longest] = this.times.retry;
    for (let pause = first; !this.stopped; pause = Math.min(longest, pause * 2)) {
      // Unevenly: all nodes have lost it at the same moment.
      await sleep(pause * (0.5 + Math.random() / 2), undefined, { ref: false });
      try {
        await this.connect();
        break;
      } catch (error) {
        if (pause === first) this.report(new Error('the bus to the other nodes is away', { cause: error }));
      }
    }
    if (this.stopped) return;
    this.neighbours.pardon();
    this.local.publish({ kind: 'factsMissed' });
    this.tell({ kind: 'askedAgain', node: null });
    await this.send();
  }

  private async hearsItself(): Promise<boolean> {
    this.unheard = 1;
    await this.send([]);
    for (let waited = 0; waited < 5_000 && this.unheard > 0; waited += 10) await sleep(10);
    return this.unheard === 0;
  }
}

/** The wire takes everything and brings nothing, as LISTEN through a pooler that lends connections by the transaction. */
export class SilentWire extends Error {
  constructor() {
    super('what was sent over the wire did not come back');
    this.name = 'SilentWire';
  }
}

/** Rare, and somebody may ask the next node for it in a moment. */
const URGENT = new Set<Fact['kind']>(['rightsChanged', 'editionPublished']);

/** What a fact is about: the newest about a thing stands for all before it. */
function subjectOf(fact: SharedFact): string {
  switch (fact.kind) {
    case 'seatSeen':
      return `${fact.kind} ${fact.sessionId} ${fact.memberId}`;
    case 'editionPublished':
      return `${fact.kind} ${fact.code}`;
    case 'askedAgain':
      return `${fact.kind} ${fact.node}`;
    default:
      return `${fact.kind} ${fact.sessionId}`;
  }
}

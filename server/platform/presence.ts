import type { EventBus, Fact, SeatSeen } from './event-bus.js';

/** What is known of a device; rebuilt by itself when sockets reconnect. */
export interface SeatPresence {
  readonly connected: boolean;
  readonly lastSeenAt: Date | null;
  /** Changes still on the device, as it last said. */
  readonly waitingOnDevice: number;
}

/** A device as this node has it. */
interface SeatHere {
  readonly sessionId: string;
  readonly memberId: string;
  sockets: number;
  seenAt: number;
  waiting: number;
  saidAt: number;
}

const NOBODY: SeatPresence = { connected: false, lastSeenAt: null, waitingOnDevice: 0 };
/** Under which stands what nodes that are gone last knew. */
const GONE = '';
/** Somebody does not know who is connected here, or may not. */
const MUST_TELL = new Set<Fact['kind']>(['nodeCame', 'factsMissed', 'askedAgain']);
/** How often a node says again who is connected to it, in milliseconds: a word that was lost costs nobody more. */
const AGAIN_MS = 20_000;
/** Longer than any sign-in lasts, in milliseconds: nobody is still connected who was last seen before. */
const LIFE_MS = 30 * 24 * 3_600_000;

/** Who is connected to which seat, on this node and, as they say, on the others. Memory only, never part of the record. */
export class Presence {
  private readonly here = new Map<string, SeatHere>();
  /** By seat, then by node. */
  private readonly elsewhere = new Map<string, Map<string, SeatSeen>>();
  private order = 0;
  private tell: (seat: SeatHere) => void = () => undefined;

  constructor(
    private readonly changed: (sessionId: string) => void,
    private readonly now: () => Date,
  ) {}

  /** @returns how to say that the device left */
  arrive(sessionId: string, memberId: string): () => void {
    const seat = this.seat(sessionId, memberId);
    this.count(seat, 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.count(seat, -1);
    };
  }

  /** A device spoke: it is there, with so many changes still to send. */
  seen(sessionId: string, memberId: string, waiting: number): void {
    const seat = this.seat(sessionId, memberId);
    seat.seenAt = seat.saidAt = this.now().getTime();
    seat.waiting = waiting;
    this.tell(seat);
  }

  of(sessionId: string, memberId: string): SeatPresence {
    const key = keyOf({ sessionId, memberId });
    const here = this.here.get(key);
    const there = this.elsewhere.get(key);
    if (!there) return here ? shown(here, here.sockets > 0) : NOBODY;
    const known = [...(here ? [{ ...here, connected: here.sockets > 0 }] : []), ...there.values()];
    const lastSaid = known.reduce((last, each) => (each.saidAt > last.saidAt ? each : last));
    const seenAt = Math.max(...known.map((each) => each.seenAt));
    return shown(
      { seenAt, waiting: lastSaid.waiting },
      known.some(({ connected }) => connected),
    );
  }

  /** From now on tells the other nodes, and hears them. @returns how to stop telling them over and over */
  share(bus: EventBus): () => void {
    const { node } = bus;
    if (node === null) return () => undefined;
    this.tell = ({ sockets, ...seat }) => {
      this.order += 1;
      bus.publish({ kind: 'seatSeen', ...seat, node, order: this.order, connected: sockets > 0 });
    };
    const tellAll = () => {
      for (const seat of this.here.values()) if (seat.sockets > 0) this.tell(seat);
    };
    bus.listen((fact) => {
      if (fact.kind === 'seatSeen' && fact.node !== node) this.hear(fact);
      else if (fact.kind === 'nodeGone') this.part(fact.node);
      else if (MUST_TELL.has(fact.kind)) tellAll();
    });
    const again = setInterval(tellAll, AGAIN_MS).unref();
    return () => clearInterval(again);
  }

  private hear(said: SeatSeen): void {
    const now = this.now().getTime();
    if (now - said.seenAt > LIFE_MS) return;
    // Clocks of two machines differ a little; what came from the future would stand as the newest until then.
    const seen = { ...said, seenAt: Math.min(said.seenAt, now), saidAt: Math.min(said.saidAt, now) };
    const key = keyOf(seen);
    const nodes = this.elsewhere.get(key) ?? new Map<string, SeatSeen>();
    this.elsewhere.set(key, nodes);
    const before = nodes.get(seen.node);
    if (before && before.order > seen.order) return;
    nodes.set(seen.node, seen);
    if ((before?.connected ?? false) !== seen.connected) this.changed(seen.sessionId);
  }

  /** Nobody is connected to that node any more; when it last saw whom stays true. */
  private part(node: string): void {
    for (const nodes of this.elsewhere.values()) {
      const seen = nodes.get(node);
      if (!seen) continue;
      nodes.delete(node);
      if ((nodes.get(GONE)?.seenAt ?? 0) <= seen.seenAt) nodes.set(GONE, { ...seen, connected: false });
      if (seen.connected) this.changed(seen.sessionId);
    }
  }

  private count(seat: SeatHere, more: 1 | -1): void {
    const was = seat.sockets > 0;
    seat.sockets += more;
    seat.seenAt = this.now().getTime();
    if (was === seat.sockets > 0) return;
    this.changed(seat.sessionId);
    this.tell(seat);
  }

  private seat(sessionId: string, memberId: string): SeatHere {
    const key = keyOf({ sessionId, memberId });
    const known = this.here.get(key);
    if (known) return known;
    const seenAt = this.now().getTime();
    const seat = { sessionId, memberId, sockets: 0, seenAt, waiting: 0, saidAt: 0 };
    this.here.set(key, seat);
    return seat;
  }
}

const shown = (
  { seenAt, waiting }: Pick<SeatHere, 'seenAt' | 'waiting'>,
  connected: boolean,
): SeatPresence => ({ connected, lastSeenAt: new Date(seenAt), waitingOnDevice: waiting });

const keyOf = ({ sessionId, memberId }: { readonly sessionId: string; readonly memberId: string }): string =>
  `${sessionId}/${memberId}`;

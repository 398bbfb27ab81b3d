/** What this node knows of a device; rebuilt by itself when sockets reconnect. */
export interface SeatPresence {
  readonly connected: boolean;
  readonly lastSeenAt: Date | null;
  /** Changes still on the device, as it last said. */
  readonly waitingOnDevice: number;
}

const NOBODY: SeatPresence = { connected: false, lastSeenAt: null, waitingOnDevice: 0 };

/** Who is connected to which seat. Memory of one node, never part of the record. */
export class Presence {
  private readonly seats = new Map<string, { sockets: number; lastSeenAt: Date; waiting: number }>();

  constructor(
    private readonly changed: (sessionId: string) => void,
    private readonly now: () => Date,
  ) {}

  /** @returns how to say that the device left */
  arrive(sessionId: string, memberId: string): () => void {
    const seat = this.seat(sessionId, memberId);
    seat.sockets += 1;
    seat.lastSeenAt = this.now();
    if (seat.sockets === 1) this.changed(sessionId);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      seat.sockets -= 1;
      seat.lastSeenAt = this.now();
      if (seat.sockets === 0) this.changed(sessionId);
    };
  }

  /** A device spoke: it is there, with so many changes still to send. */
  seen(sessionId: string, memberId: string, waiting: number): void {
    const seat = this.seat(sessionId, memberId);
    seat.lastSeenAt = this.now();
    seat.waiting = waiting;
  }

  of(sessionId: string, memberId: string): SeatPresence {
    const seat = this.seats.get(`${sessionId}/${memberId}`);
    return seat
      ? { connected: seat.sockets > 0, lastSeenAt: seat.lastSeenAt, waitingOnDevice: seat.waiting }
      : NOBODY;
  }

  private seat(sessionId: string, memberId: string) {
    const key = `${sessionId}/${memberId}`;
    const known = this.seats.get(key);
    if (known) return known;
    const seat = { sockets: 0, lastSeenAt: this.now(), waiting: 0 };
    this.seats.set(key, seat);
    return seat;
  }
}

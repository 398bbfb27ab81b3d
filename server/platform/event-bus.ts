/** A past fact: ids and a revision only. Losing one does no harm, because a board always carries the whole state. */
export type Fact =
  | { readonly kind: 'sessionChanged'; readonly sessionId: string; readonly revision: number }
  /** A dossier has its result, or was stopped: worth a backup. */
  | { readonly kind: 'dossierConcluded'; readonly sessionId: string }
  /** A sign-in, card, screen or token ended: streams of that session must be checked again. */
  | { readonly kind: 'rightsChanged'; readonly sessionId: string | null }
  /** A new edition of a scorecard was published: whoever does not have it yet reads it. */
  | { readonly kind: 'editionPublished'; readonly code: string }
  /** What a node knows of the device at a seat. */
  | ({ readonly kind: 'seatSeen' } & SeatSeen)
  /** Somebody has missed what only this node remembers, or all of them (null): it is to be said again. */
  | { readonly kind: 'askedAgain'; readonly node: string | null }
  | NodeFact;

/** What a node's own bus tells that node alone. */
export type NodeFact =
  /** Facts of other nodes may have been missed: whatever is remembered must be looked up again. */
  | { readonly kind: 'factsMissed' }
  /** Another node was heard for the first time: it knows nothing yet of what only this one remembers. */
  | { readonly kind: 'nodeCame' }
  /** Another node has not been heard any more, and takes what only it knew along. */
  | { readonly kind: 'nodeGone'; readonly node: string };

/** The device at one seat, as one node has it; times in milliseconds since 1970. */
export interface SeatSeen {
  readonly sessionId: string;
  readonly memberId: string;
  readonly node: string;
  /** Higher in what the node said later: nobody promises that facts arrive in order. */
  readonly order: number;
  readonly connected: boolean;
  readonly seenAt: number;
  /** Changes still on the device, and when it said so; 0 where it never did. */
  readonly waiting: number;
  readonly saidAt: number;
}

export interface EventBus {
  publish(fact: Fact): void;
  /** @returns how to stop listening */
  listen(listener: (fact: Fact) => void): () => void;
  /** This node's name among the others; null where there are none. */
  readonly node: string | null;
}

/** The bus of a single node. Several nodes stand LISTEN/NOTIFY or Redis behind the same interface: `nodes/shared-bus.ts`. */
export class LocalBus implements EventBus {
  readonly node = null;
  private readonly listeners = new Set<(fact: Fact) => void>();

  publish(fact: Fact): void {
    for (const listener of this.listeners) listener(fact);
  }

  listen(listener: (fact: Fact) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

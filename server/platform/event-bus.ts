/** A past fact: ids and a revision only. Losing one does no harm, because a board always carries the whole state. */
export type Fact =
  | { readonly kind: 'sessionChanged'; readonly sessionId: string; readonly revision: number }
  /** A dossier has its result, or was stopped: worth a backup. */
  | { readonly kind: 'dossierConcluded'; readonly sessionId: string }
  /** A sign-in, card, screen or token ended: streams of that session must be checked again. */
  | { readonly kind: 'rightsChanged'; readonly sessionId: string | null }
  /** A new edition of a scorecard was published: whoever does not have it yet reads it. */
  | { readonly kind: 'editionPublished'; readonly code: string };

export interface EventBus {
  publish(fact: Fact): void;
  /** @returns how to stop listening */
  listen(listener: (fact: Fact) => void): () => void;
}

/** The bus of a single node. Several nodes stand LISTEN/NOTIFY or Redis behind the same interface. */
export class LocalBus implements EventBus {
  private readonly listeners = new Set<(fact: Fact) => void>();

  publish(fact: Fact): void {
    for (const listener of this.listeners) listener(fact);
  }

  listen(listener: (fact: Fact) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** The other nodes, and how many beats of our own have passed since each was heard. */
export class Neighbours {
  private readonly missed = new Map<string, number>();
  /** Who was given up, and may only have been slow. */
  private readonly left = new Set<string>();

  /** @param most beats without a word after which a node counts as gone */
  constructor(private readonly most: number) {}

  /** @returns whether it is the first time, or the first since it was given up */
  heard(node: string): 'NEW' | 'BACK' | 'KNOWN' {
    const isKnown = this.missed.has(node);
    this.missed.set(node, 0);
    if (isKnown) return 'KNOWN';
    return this.left.delete(node) ? 'BACK' : 'NEW';
  }

  /** A beat has passed. @returns who has been silent too long, each once */
  gone(): string[] {
    const gone: string[] = [];
    for (const [node, missed] of this.missed) {
      if (missed < this.most) this.missed.set(node, missed + 1);
      else gone.push(node);
    }
    for (const node of gone) {
      this.missed.delete(node);
      this.left.add(node);
    }
    return gone;
  }

  /** Nobody could be heard for a while: that was nobody's fault. */
  pardon(): void {
    for (const node of this.missed.keys()) this.missed.set(node, 0);
  }
}

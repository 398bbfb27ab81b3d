/** The other nodes, and how many beats of our own have passed since each was heard. */
export class Neighbours {
  private readonly missed = new Map<string, number>();

  /** @param most beats without a word after which a node counts as gone */
  constructor(private readonly most: number) {}

  /** @returns whether it is the first time */
  heard(node: string): boolean {
    const isNew = !this.missed.has(node);
    this.missed.set(node, 0);
    return isNew;
  }

  /** A beat has passed. @returns who has been silent too long, each once */
  gone(): string[] {
    const gone: string[] = [];
    for (const [node, missed] of this.missed) {
      if (missed < this.most) this.missed.set(node, missed + 1);
      else gone.push(node);
    }
    for (const node of gone) this.missed.delete(node);
    return gone;
  }

  /** Nobody could be heard for a while: that was nobody's fault. */
  pardon(): void {
    for (const node of this.missed.keys()) this.missed.set(node, 0);
  }
}

/** What decides where the screen is. */
export interface Whereabouts {
  /** The evaluation the chair has on the table; null between two. */
  readonly onTable: string | null;
  /** The evaluation the member looks at by its address; null: whatever is on the table. */
  readonly lookedAt: string | null;
}

/**
 * The chair moves everyone: when another product comes on the table, who looks ahead or back is taken there too.
 * Between two products, and when the page is opened, nobody is moved.
 * @returns whether the screen must leave the address it looks at
 */
export function mustFollow(before: Whereabouts['onTable'] | undefined, now: Whereabouts): boolean {
  return before !== undefined && now.onTable !== null && now.onTable !== before && now.lookedAt !== null;
}

/** What one sheet comes to, from what was ticked. */
export interface AddedUp {
  readonly points: ReadonlyMap<string, number>;
  readonly total: number;
  readonly parts: readonly { readonly code: string; readonly maxPoints: number; readonly points: number }[];
  /** Criteria whose marks the card does not allow. */
  readonly wrong: readonly string[];
  readonly missing: readonly string[];
}

export function addUp(card: object, hasStory: boolean, marks: readonly object[]): AddedUp;

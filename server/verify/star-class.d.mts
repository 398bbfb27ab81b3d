import type { AddedUp } from './scorecard.mjs';
import type { RecomputedClass } from './verify-record.mjs';

export function starClass(
  card: object,
  hasStory: boolean,
  sheets: readonly AddedUp[],
  minimumTest: string,
): RecomputedClass;

import { UNSCORED, type Wish } from '../../live/outbox-state';
import type { CardView, CriterionView } from './card-view';

/**
 * What a tick is worth while it is still on the device; the server's numbers stand as soon as they arrive.
 * @returns points, or null where nothing is ticked yet: not scored is never 0 (R 4.5)
 */
export function pointsOf(criterion: CriterionView, wish: Wish): number | null {
  if (wish.choice === null) return null;
  if (wish.choice === 'NONE') return 0;
  if (wish.choice === 'NOT_MANDATORY') return criterion.maxPoints;
  return wish.levels.reduce((sum, at) => sum + (criterion.levels[at]?.points ?? 0), 0);
}

/** A sheet added up on the device. */
export interface SheetSum {
  readonly total: number;
  readonly parts: readonly { readonly code: string; readonly points: number; readonly maxPoints: number }[];
  readonly scored: number;
  readonly applicable: number;
  /** Codes of applicable criteria not yet scored, in card order. */
  readonly missing: readonly string[];
}

/** Sums what stands at the criteria; criteria that do not apply count nothing. */
export function sumSheet(card: CardView, wishOf: (criterion: string) => Wish): SheetSum {
  const byPart = new Map<string, number>();
  const missing: string[] = [];
  const applicable = card.criteria.filter((criterion) => criterion.applicable);
  for (const criterion of applicable) {
    const points = pointsOf(criterion, wishOf(criterion.code));
    if (points === null) missing.push(criterion.code);
    else byPart.set(criterion.part, (byPart.get(criterion.part) ?? 0) + points);
  }
  const parts = card.parts.map(({ code, maxPoints }) => ({ code, points: byPart.get(code) ?? 0, maxPoints }));
  return {
    total: parts.reduce((sum, part) => sum + part.points, 0),
    parts,
    scored: applicable.length - missing.length,
    applicable: applicable.length,
    missing,
  };
}

/** The wish after a tap on a level: radio cards take its place, boxes are ticked and unticked. */
export function tapLevel(criterion: CriterionView, wish: Wish, position: number): Wish {
  if (!criterion.many) return { ...wish, choice: 'LEVELS', levels: [position] };
  const ticked = wish.choice === 'LEVELS' ? wish.levels : [];
  const levels = ticked.includes(position) ? ticked.filter((at) => at !== position) : [...ticked, position];
  // The last box unticked: not scored again. "None of them" is said on purpose, by its own box.
  if (levels.length === 0) return { ...UNSCORED, remark: wish.remark };
  return { ...wish, choice: 'LEVELS', levels: levels.sort((a, b) => a - b) };
}

/** The case a sheet uses for each pair of cases, read off what is ticked. */
export function casesTicked(card: CardView, wishOf: (criterion: string) => Wish): Map<string, string> {
  const used = new Map<string, string>();
  for (const criterion of card.criteria) {
    const wish = wishOf(criterion.code);
    if (criterion.caseKey === null || wish.choice !== 'LEVELS') continue;
    for (const at of wish.levels) {
      const code = criterion.levels[at]?.case;
      if (code && !used.has(criterion.caseKey)) used.set(criterion.caseKey, code);
    }
  }
  return used;
}

/** What must be cleared when the sheet goes over to another case: every tick of the case it leaves. */
export function clearOtherCase(
  card: CardView,
  wishOf: (criterion: string) => Wish,
  caseKey: string,
  chosen: string,
): Record<string, Wish> {
  const changes: Record<string, Wish> = {};
  for (const criterion of card.criteria) {
    const wish = wishOf(criterion.code);
    if (criterion.caseKey !== caseKey || wish.choice !== 'LEVELS') continue;
    const leaves = wish.levels.some((at) => (criterion.levels[at]?.case ?? chosen) !== chosen);
    if (leaves) changes[criterion.code] = { ...UNSCORED, remark: wish.remark };
  }
  return changes;
}

/** The support team's points at a criterion; null where it gave none. */
export function supportPoints(criterion: CriterionView): number | null {
  return criterion.assessments.find(({ author }) => author === 'SUPPORT_TEAM')?.points ?? null;
}

/** Whether the regulation asks for a remark here: the mark lies `remarkBeyond` points or more from the support team's. */
export function asksRemark(
  criterion: CriterionView,
  wish: Wish,
  remarkBeyond: number | null | undefined,
): boolean {
  const own = pointsOf(criterion, wish);
  const theirs = supportPoints(criterion);
  if (remarkBeyond === null || remarkBeyond === undefined || own === null || theirs === null) return false;
  return Math.abs(own - theirs) >= remarkBeyond;
}

/** Asked for, and not written. */
export function lacksRemark(
  criterion: CriterionView,
  wish: Wish,
  remarkBeyond: number | null | undefined,
): boolean {
  return asksRemark(criterion, wish, remarkBeyond) && !wish.remark?.trim();
}

/** Criteria where the member's own 0 would stop the evaluation (R 4.23). */
export function stoppingZeros(card: CardView, wishOf: (criterion: string) => Wish): CriterionView[] {
  return card.criteria.filter(
    (criterion) =>
      criterion.applicable && criterion.zeroStops && pointsOf(criterion, wishOf(criterion.code)) === 0,
  );
}

/** The next criterion to score after this one, going round; null when none is left. */
export function nextMissing(card: CardView, missing: readonly string[], after: string | null): string | null {
  if (missing.length === 0) return null;
  const order = card.criteria.map(({ code }) => code);
  const from = after === null ? -1 : order.indexOf(after);
  return missing.find((code) => order.indexOf(code) > from) ?? missing[0] ?? null;
}

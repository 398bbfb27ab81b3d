import { inLocale } from '../../ui/locale';
import type { KeptMark, Wish } from '../../live/outbox-state';
import type { CriterionView } from './card-view';
import { pointsOf } from './marking';

type Words = (key: string, named?: Record<string, unknown>) => string;

/** A tick in words: "3 điểm · Có hợp đồng liên kết …"; "Chưa chấm" where nothing is ticked. */
export function wordMark(t: Words, criterion: CriterionView, wish: Wish): string {
  const points = pointsOf(criterion, wish);
  if (points === null) return t('unscored');
  if (wish.choice === 'NONE') return `${t('nonePoints')} · ${t('none')}`;
  if (wish.choice === 'NOT_MANDATORY') return `${t('points', { n: points })} · ${t('notMandatory')}`;
  return `${t('points', { n: points })} · ${wordLevels(criterion, wish.levels)}`;
}

/** The labels of levels by position, joined. */
export function wordLevels(criterion: CriterionView, positions: readonly number[]): string {
  return positions
    .map((at) => criterion.levels[at])
    .filter((level) => level !== undefined)
    .map((level) => inLocale(level.label))
    .join('; ');
}

/** A mark of the server as a wish, for wording. */
export function asWish({ choice, levels, remark }: Omit<KeptMark, 'criterion'>): Wish {
  return { choice, levels, remark: remark ?? null };
}

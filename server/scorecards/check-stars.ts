import type { Criterion, MinimumClass, Scorecard } from '../domain/scorecard.js';
import { repeated, type NoteFault } from './card-fault.js';

/** Bands for 1 to 5 stars cover 0 to 100 without gap or overlap; only the top band holds its upper end. @source R 5.1 */
export function checkStarBands(card: Scorecard, note: NoteFault): void {
  const bands = [...card.starBands].sort((a, b) => a.min - b.min);
  const stars = bands.map((band) => band.stars).join(', ');
  if (stars !== '1, 2, 3, 4, 5') {
    note(
      'HARD',
      null,
      `các hạng sao là ${stars}, phải là 1 đến 5 tăng theo điểm`,
      `the star bands are ${stars}, they must be 1 to 5, rising with the points`,
    );
    return;
  }
  if (bands[0]!.min !== 0 || bands[4]!.max !== 100 || !bands[4]!.maxInclusive) {
    note(
      'HARD',
      null,
      'các hạng sao không phủ từ 0 đến hết 100',
      'the star bands do not cover 0 up to and with 100',
    );
  }
  bands.slice(1).forEach((upper, at) => {
    const lower = bands[at]!;
    if (lower.max !== upper.min || lower.maxInclusive || lower.min >= lower.max) {
      note(
        'HARD',
        null,
        `hạng ${lower.stars} sao và ${upper.stars} sao không nối liền nhau`,
        `the bands of ${lower.stars} and ${upper.stars} stars do not meet`,
      );
    }
  });
}

/** The points a criterion's own star marks ask for a class: of the marked level, or the least scoring level. */
function printedMinimum({ levels, minStarAny }: Criterion, stars: MinimumClass): number | undefined {
  const marked = levels.filter((level) => level.minStar === stars).map((level) => level.points);
  if (marked.length > 0) return Math.min(...marked);
  if (minStarAny !== stars) return undefined;
  const scoring = levels.map((level) => level.points).filter((points) => points > 0);
  return scoring.length > 0 ? Math.min(...scoring) : undefined;
}

/**
 * The card's list of minimums says exactly what the star marks at its levels and criteria say, no more and no less.
 * @source R 5.4
 */
export function checkStarMinimums(card: Scorecard, criteria: readonly Criterion[], note: NoteFault): void {
  for (const { stars, criterion: code, minPoints } of card.starMinimums) {
    const criterion = criteria.find((one) => one.code === code);
    if (!criterion) {
      note(
        'HARD',
        code,
        `yêu cầu ${stars} sao cho tiêu chí lạ`,
        `a ${stars}-star minimum names an unknown criterion`,
      );
    } else if (minPoints > criterion.maxPoints) {
      note(
        'HARD',
        code,
        `yêu cầu ${stars} sao là ${minPoints}, quá điểm tối đa ${criterion.maxPoints}`,
        `its ${stars}-star minimum of ${minPoints} is above its maximum of ${criterion.maxPoints}`,
      );
    }
  }
  for (const key of repeated(card.starMinimums.map(({ stars, criterion }) => `${criterion} ${stars}`))) {
    const [code = '', stars = ''] = key.split(' ');
    note('HARD', code, `yêu cầu ${stars} sao ghi hai lần`, `its ${stars}-star minimum is listed twice`);
  }
  for (const criterion of criteria) checkMarks(card, criterion, note);
  const marked = criteria.some((one) => one.minStarAny || one.levels.some((level) => level.minStar));
  if (!card.starMinimumsKnown && (card.starMinimums.length > 0 || marked)) {
    note(
      'HARD',
      null,
      'ghi chưa biết yêu cầu tối thiểu nhưng lại liệt kê',
      'it says its star minimums are unknown, yet has some',
    );
  }
}

function checkMarks(card: Scorecard, criterion: Criterion, note: NoteFault): void {
  const { code, levels, minStarAny } = criterion;
  const marks = levels.flatMap(({ minStar, points }) => (minStar ? [{ minStar, points }] : []));
  if (minStarAny && marks.length > 0) {
    note(
      'HARD',
      code,
      'đánh dấu sao ở cả tiêu chí lẫn mức điểm',
      'it has a star mark both at the criterion and at a level',
    );
  }
  // its minimum would be no number, in an incomplete card as well
  if (minStarAny && levels.every(({ points }) => points === 0)) {
    note(
      'HARD',
      code,
      'đánh dấu sao nhưng không mức nào có điểm',
      'it has a star mark, but no level with points',
    );
  }
  for (const stars of repeated(marks.map((mark) => mark.minStar))) {
    note('HARD', code, `hai mức cùng đánh dấu ${stars} sao`, `two levels carry the mark of ${stars} stars`);
  }
  // otherwise raising a mark could lower the class
  const rising = marks.every((a) => marks.every((b) => a.minStar >= b.minStar || a.points < b.points));
  if (!rising) {
    note(
      'HARD',
      code,
      'mức tối thiểu của hạng cao không cao hơn của hạng thấp',
      'the minimum of a higher class is not above that of a lower one',
    );
  }
  for (const stars of [3, 4, 5] as const) {
    const printed = printedMinimum(criterion, stars);
    const listed = card.starMinimums.find((one) => one.criterion === code && one.stars === stars)?.minPoints;
    if (printed !== listed) {
      note(
        'HARD',
        code,
        `dấu ${stars} sao ở mức điểm cho ${printed ?? 'không có'}, danh sách yêu cầu ghi ${listed ?? 'không có'}`,
        `its ${stars}-star mark gives ${printed ?? 'none'}, the list of minimums says ${listed ?? 'none'}`,
      );
    }
  }
}

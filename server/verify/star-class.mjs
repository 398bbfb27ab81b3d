// The star class: the band of the exact mean, then every minimum of that class and those below. No division anywhere.
import { indexCard } from './scorecard.mjs';

const sumOf = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

/**
 * @param card the pinned scorecard
 * @param {boolean} hasStory whether the product has a story
 * @param sheets what `addUp` made of each sheet that counts; at least one
 * @param {'MEAN' | 'MAJORITY' | 'ALL'} minimumTest of the pinned regulation
 */
export function starClass(card, hasStory, sheets, minimumTest) {
  const { bands, byCode, minimums } = indexCard(card);
  const count = sheets.length;
  const sum = sumOf(sheets.map(({ total }) => total));
  // Compared by multiplication: 89.995 is not 90.
  const band = bands.find(({ min }) => sum >= min * count).stars;
  const missed = minimums.filter(({ criterion, minPoints }) => {
    const applies = hasStory || !byCode.get(criterion)?.needsStory;
    return !reached(
      sheets.map(({ points }) => (applies ? (points.get(criterion) ?? 0) : 0)),
      minPoints,
      minimumTest,
    );
  });
  const barred = missed.map(({ stars }) => stars).filter((stars) => stars <= band);
  return {
    sum,
    count,
    parts: card.parts.map(({ code }, index) => ({
      code,
      sum: sumOf(sheets.map(({ parts }) => parts[index].points)),
      count,
    })),
    bandClass: band,
    starClass: Math.min(band + 1, ...barred) - 1,
    missed: missed.map(({ stars, criterion }) => ({ stars, criterion })),
  };
}

/** How a minimum is tested on several sheets. A tie is no majority. */
function reached(points, minimum, test) {
  const reaching = points.filter((own) => own >= minimum).length;
  if (test === 'MEAN') return sumOf(points) >= minimum * points.length;
  if (test === 'MAJORITY') return reaching * 2 > points.length;
  if (test === 'ALL') return reaching === points.length;
  throw new TypeError(`no such test of minimums: ${test}`);
}

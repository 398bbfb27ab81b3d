/** More than any of the decrees' cards has (34), with room for a longer one to come. */
export const CRITERIA = 60;

/**
 * The content of a card with its criteria cut finer until there are sixty: of each, again and again, one point becomes a
 * yes or no of its own. Parts, sections and groups keep their maxima, so that it stays a lawful card.
 */
export function cutToSixty(content) {
  const cut = structuredClone(content);
  const sections = cut.parts.flatMap((part) => part.sections);
  let count = sections.reduce((sum, { criteria }) => sum + criteria.length, 0);
  for (let round = 1; count < CRITERIA; round += 1) {
    const before = count;
    for (const section of sections)
      section.criteria = section.criteria.flatMap((criterion) => {
        if (count >= CRITERIA || !isCuttable(criterion)) return [criterion];
        count += 1;
        return cutOnePoint(criterion, round);
      });
    if (count === before) throw new Error(`nothing left to cut at ${before} criteria`);
  }
  // Minimums are printed at the levels, which are others now.
  for (const { criteria } of sections)
    for (const criterion of criteria) {
      criterion.minStarAny = null;
      for (const level of criterion.levels) level.minStar = null;
    }
  cut.starMinimums = [];
  return cut;
}

const isCuttable = ({ maxPoints, many, cases, impliedLevels, levels }) =>
  maxPoints >= 2 && !many && cases.length === 0 && !impliedLevels && levels.length > 1;

function cutOnePoint(criterion, round) {
  const maxPoints = criterion.maxPoints - 1;
  const levels = criterion.levels.map((level) => ({ ...level, points: Math.min(level.points, maxPoints) }));
  const [lowest, ...higher] = criterion.levels;
  const own = {
    ...{ ...criterion, code: `${criterion.code}.${round}`, maxPoints: 1, evidence: [], officialCode: null },
    levels: [
      { ...lowest, points: 0 },
      { ...higher.at(-1), points: 1 },
    ],
  };
  return [{ ...criterion, maxPoints, levels }, own];
}

// A scorecard of the decree, as the file holds it: what a mark is worth, and what a sheet comes to.

const known = new WeakMap();

/** The card by criterion, with what its conditions say about each; made once for each card. */
export function indexCard(card) {
  if (!known.has(card)) known.set(card, makeIndex(card));
  return known.get(card);
}

function makeIndex(card) {
  const criteria = card.parts.flatMap((part) =>
    part.sections.flatMap((section) =>
      section.criteria.map((criterion) => {
        const conditions = card.mandatoryConditions.filter(
          ({ scope }) => scope === criterion.code || scope === criterion.group?.code,
        );
        const has = (effect, code) => conditions.some((one) => one.effect === effect && one.code === code);
        return {
          criterion,
          part: part.code,
          needsStory: has('APPLIES_IF', 'ONLY_WITH_STORY'),
          fullIfNotMandatory: has('SCORING', 'FULL_IF_NOT_MANDATORY'),
          pair: (criterion.cases ?? [])
            .map(({ code }) => code)
            .sort()
            .join('/'),
        };
      }),
    ),
  );
  return {
    criteria,
    byCode: new Map(criteria.map((one) => [one.criterion.code, one])),
    bands: [...card.starBands].sort((a, b) => b.stars - a.stars),
    minimums: minimumsOf(card, criteria),
  };
}

/** The printed minimums, and for a star that stands at the criterion itself its least level above 0. */
function minimumsOf(card, criteria) {
  const minimums = [...card.starMinimums];
  for (const { criterion } of criteria) {
    const stars = criterion.minStarAny;
    if (!stars || minimums.some((one) => one.stars === stars && one.criterion === criterion.code)) continue;
    const levels = criterion.levels.map(({ points }) => points).filter((points) => points > 0);
    minimums.push({ stars, criterion: criterion.code, minPoints: Math.min(...levels) });
  }
  return minimums.sort((a, b) => a.stars - b.stars);
}

/**
 * What one choice is worth under the card.
 * @returns {number | null} null for a choice the card does not allow
 */
function worth({ criterion, fullIfNotMandatory }, choice) {
  if (choice.kind === 'NONE') return 0;
  if (choice.kind === 'NOT_MANDATORY') return fullIfNotMandatory ? criterion.maxPoints : null;
  if (choice.kind !== 'LEVELS' || !Array.isArray(choice.levels) || choice.levels.length === 0) return null;
  if (new Set(choice.levels).size < choice.levels.length) return null;
  if (criterion.selection === 'ONE' && choice.levels.length > 1) return null;
  const levels = choice.levels.map((position) => criterion.levels[position]);
  return levels.every(Boolean) ? levels.reduce((sum, { points }) => sum + points, 0) : null;
}

/**
 * Adds up one sheet from what was ticked.
 * @returns points by applicable criterion, total, parts, and the criteria that are wrong or without a mark
 */
export function addUp(card, hasStory, marks) {
  const { criteria, byCode } = indexCard(card);
  const ticked = new Map();
  const wrong = [];
  for (const { criterion, choice, points } of marks) {
    const entry = byCode.get(criterion);
    const value = entry && choice !== null ? worth(entry, choice) : 0;
    if (!entry || value === null || value !== points || ticked.has(criterion)) wrong.push(criterion);
    ticked.set(criterion, { choice, value: value ?? 0 });
  }
  const applicable = criteria.filter(({ needsStory }) => hasStory || !needsStory);
  const missing = applicable.filter(({ criterion }) => !ticked.get(criterion.code)?.choice);
  const points = new Map(
    applicable.map(({ criterion }) => [criterion.code, ticked.get(criterion.code)?.value ?? 0]),
  );
  const sum = (of) => of.reduce((all, { criterion }) => all + points.get(criterion.code), 0);
  return {
    points,
    total: sum(applicable),
    parts: card.parts.map(({ code, maxPoints }) => ({
      code,
      maxPoints,
      points: sum(applicable.filter(({ part }) => part === code)),
    })),
    wrong: [...wrong, ...mixedCases(criteria, ticked)],
    missing: missing.map(({ criterion }) => criterion.code),
  };
}

/** Of a pair of cases only one may be used on a sheet. */
function mixedCases(criteria, ticked) {
  const used = new Map();
  const mixed = [];
  for (const { criterion, pair } of criteria) {
    const levels = pair === '' ? [] : (ticked.get(criterion.code)?.choice?.levels ?? []);
    for (const code of levels.flatMap((position) => criterion.levels[position]?.case ?? [])) {
      if ((used.get(pair) ?? code) !== code) mixed.push(criterion.code);
      used.set(pair, code);
    }
  }
  return mixed;
}

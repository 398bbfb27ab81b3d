import { describe, expect, test } from 'vitest';
import type { Scorecard } from '../../server/domain/scorecard.js';
import { checkCard } from '../../server/scorecards/check-card.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { readCard } from '../../server/scorecards/read-card.js';

type Mutable<T> = { -readonly [K in keyof T]: Mutable<T[K]> };
type Draft = Mutable<Scorecard>;

const library = loadScorecards();

/** A real card with one thing broken. */
function broken(code: string, change: (card: Draft) => void): Scorecard {
  const card = structuredClone(library.get(code)!) as Draft;
  change(card);
  return card;
}

const criterion = (card: Draft, code: string) =>
  card.parts
    .flatMap((part) => part.sections.flatMap((one) => one.criteria))
    .find((one) => one.code === code)!;

const food = 'OCOP-26-2026-01';
const coffee = 'OCOP-26-2026-13';
const tourism = 'OCOP-26-2026-26';
const tourism2019 = 'OCOP-1048-2019-26A';
const unfinished = 'OCOP-148-2023-07';

describe('a card that breaks a rule is named, with the place and what is wrong', () => {
  test.each<[rule: string, code: string, change: (card: Draft) => void, sentence: string]>([
    [
      'R 15: a criterion code used twice',
      food,
      (card) => void (criterion(card, '1.2').code = '1.1'),
      'OCOP-26-2026-01, 1.1: the criterion code is used twice.',
    ],
    [
      'R 15: a section code used twice',
      food,
      (card) => void (card.parts[2]!.sections[0]!.code = '1'),
      'OCOP-26-2026-01, 1: the section code is used twice.',
    ],
    [
      'R 15: a criterion in the wrong section',
      food,
      (card) => void (criterion(card, '1.7').code = '2.9'),
      'OCOP-26-2026-01, 2.9: the code does not belong to section 1.',
    ],
    [
      'R 4.9: a criterion outside the numbers of its group',
      coffee,
      (card) => void (criterion(card, '6.1.1').code = '6.9'),
      'OCOP-26-2026-13, 6.9: the code does not belong to group 6.1.',
    ],
    [
      'R 4.9: a group and a criterion of one code',
      coffee,
      (card) => void (criterion(card, '6.1.1').code = '6.1'),
      'OCOP-26-2026-13, 6.1: the code of a group is also that of a criterion.',
    ],
    [
      'R 4.9: a group of two minds about itself',
      coffee,
      (card) => void (criterion(card, '6.1.2').group!.title.vi = 'Khác'),
      "OCOP-26-2026-13, 6.1: the group's criteria disagree on its title or maximum.",
    ],
    [
      'R 4.9: a group that does not add up',
      coffee,
      (card) =>
        card.parts[2]!.sections[0]!.criteria.forEach((one) => {
          if (one.group?.code === '6.1') one.group.maxPoints = 1;
        }),
      "OCOP-26-2026-13, 6.1: the group's criteria add up to",
    ],
    [
      'R 4.3: a criterion without levels',
      food,
      (card) => void (criterion(card, '1.1').levels = []),
      'OCOP-26-2026-01, 1.1: it has no levels.',
    ],
    [
      'R 4.3: a level above the maximum',
      food,
      (card) => void (criterion(card, '1.3').levels[2]!.points = 13),
      'OCOP-26-2026-01, 1.3: it has a level outside 0–3 points (1, 2, 13).',
    ],
    [
      'R 4.3: a level below 0',
      food,
      (card) => void (criterion(card, '1.3').levels[0]!.points = -1),
      'OCOP-26-2026-01, 1.3: it has a level outside 0–3 points (-1, 2, 3).',
    ],
    [
      'R 4.3: a maximum that nobody can reach',
      food,
      (card) => void (criterion(card, '1.3').levels[2]!.points = 2),
      'OCOP-26-2026-01, 1.3: the highest reachable points are 2, the maximum says 3.',
    ],
    [
      'R 4.8: boxes without the rule that adds them up',
      tourism2019,
      (card) => void delete criterion(card, '6').selectionRule,
      'OCOP-1048-2019-26A, 6: a selection rule must stand where levels add up, and only there.',
    ],
    [
      'R 4.8: boxes in a criterion with cases',
      tourism,
      (card) => void (criterion(card, '8').selection = 'MANY'),
      'OCOP-26-2026-26, 8: it cannot both add up levels and have cases.',
    ],
    [
      'R 4.6: a yes/no criterion with a third answer',
      food,
      (card) => criterion(card, '2.4').levels.push({ points: 1, label: { vi: 'Có thể', en: 'Maybe' } }),
      'OCOP-26-2026-01, 2.4: a yes/no criterion must have exactly the levels 0 and 1.',
    ],
    [
      'R 4.7: a level of an unknown case',
      tourism,
      (card) => void (criterion(card, '8').levels[0]!.case = 'X'),
      'OCOP-26-2026-26, 8: a level belongs to the unknown case "X".',
    ],
    [
      'R 4.7: a level of no case',
      tourism,
      (card) => void delete criterion(card, '8').levels[0]!.case,
      'OCOP-26-2026-26, 8: a level belongs to no case.',
    ],
    [
      'R 4.7: a third case',
      tourism,
      (card) => criterion(card, '8').cases!.push({ code: 'X', title: { vi: 'Ba', en: 'Three' } }),
      'OCOP-26-2026-26, 8: it must have exactly two different cases.',
    ],
    [
      'R 4.7: a case without levels',
      tourism,
      (card) => void (criterion(card, '8').cases![1]!.code = 'X'),
      'OCOP-26-2026-26, 8: case "X" has no levels.',
    ],
    [
      'R 4.1: a section that does not add up',
      food,
      (card) => void (card.parts[0]!.sections[0]!.maxPoints = 19),
      "OCOP-26-2026-01, 1: the section's criteria add up to 18, its maximum says 19.",
    ],
    [
      'R 4.1: a part that does not add up',
      food,
      (card) => void (card.parts[0]!.maxPoints = 35),
      "OCOP-26-2026-01, A: the part's sections add up to 40, its maximum says 35.",
    ],
    [
      'R 4.1: a card of 95 points',
      food,
      (card) => void (card.parts[0]!.maxPoints = 35),
      'OCOP-26-2026-01: the parts add up to 95, the maximum says 100, both must be 100.',
    ],
    [
      'R 4.1: a card that says 99',
      food,
      (card) => void (card.maxPoints = 99),
      'OCOP-26-2026-01: the parts add up to 100, the maximum says 99, both must be 100.',
    ],
    [
      'R 4.1: a part D',
      food,
      (card) => void (card.parts[2]!.code = 'D'),
      'OCOP-26-2026-01: the parts are A, B, D, they must be A, B, C.',
    ],
    [
      'R 5.1: a star class missing',
      food,
      (card) => void card.starBands.pop(),
      'OCOP-26-2026-01: the star bands are 2, 3, 4, 5, they must be 1 to 5, rising with the points.',
    ],
    [
      'R 5.2: the gap that 1048 printed',
      food,
      (card) => void (card.starBands.find((band) => band.stars === 4)!.max = 89),
      'OCOP-26-2026-01: the bands of 4 and 5 stars do not meet.',
    ],
    [
      'R 5.1: 90 in two bands',
      food,
      (card) => void (card.starBands.find((band) => band.stars === 4)!.maxInclusive = true),
      'OCOP-26-2026-01: the bands of 4 and 5 stars do not meet.',
    ],
    [
      'R 5.1: 100 in no band',
      food,
      (card) => void (card.starBands.find((band) => band.stars === 5)!.maxInclusive = false),
      'OCOP-26-2026-01: the star bands do not cover 0 up to and with 100.',
    ],
    [
      'R 5.4: a minimum of an unknown criterion',
      food,
      (card) => void (card.starMinimums[0]!.criterion = '99'),
      'OCOP-26-2026-01, 99: a 3-star minimum names an unknown criterion.',
    ],
    [
      'R 5.4: a minimum above the maximum',
      food,
      (card) => card.starMinimums.push({ stars: 5, criterion: '1.7', minPoints: 2 }),
      'OCOP-26-2026-01, 1.7: its 5-star minimum of 2 is above its maximum of 1.',
    ],
    [
      'R 5.4: a minimum listed twice',
      food,
      (card) => card.starMinimums.push({ ...card.starMinimums[0]! }),
      'star minimum is listed twice.',
    ],
    [
      'R 5.4: a minimum lost from the list',
      food,
      (card) => void (card.starMinimums = card.starMinimums.filter((one) => one.criterion !== '3.5')),
      'star mark gives 1, the list of minimums says none.',
    ],
    [
      'R 5.4: a star lost from its level',
      food,
      (card) => criterion(card, '3.5').levels.forEach((level) => void delete level.minStar),
      'star mark gives none, the list of minimums says 1.',
    ],
    [
      'R 5.4: a star at a criterion that gives no points, in an incomplete card too',
      food,
      (card) => {
        Object.assign(card, { complete: false, missing: ['1.7'] });
        Object.assign(criterion(card, '1.7'), { minStarAny: 4, levels: [criterion(card, '1.7').levels[0]!] });
        criterion(card, '1.7').levels[0]!.points = 0;
      },
      'OCOP-26-2026-01, 1.7: it has a star mark, but no level with points.',
    ],
    [
      'R 5.4: one star at two levels',
      food,
      (card) => criterion(card, '4.1').levels.forEach((level) => void (level.minStar = 3)),
      'OCOP-26-2026-01, 4.1: two levels carry the mark of 3 stars.',
    ],
    [
      'R 5.5: a higher class that asks for less',
      food,
      (card) =>
        criterion(card, '4.1').levels.forEach((level, at) => {
          delete level.minStar;
          if (at < 2) level.minStar = at === 0 ? 5 : 4;
        }),
      'OCOP-26-2026-01, 4.1: the minimum of a higher class is not above that of a lower one.',
    ],
    [
      'R 5.4: stars at the criterion and at a level',
      food,
      (card) => void (criterion(card, '4.1').minStarAny = 3),
      'OCOP-26-2026-01, 4.1: it has a star mark both at the criterion and at a level.',
    ],
    [
      'R 5.8: unknown minimums that are listed all the same',
      food,
      (card) => void (card.starMinimumsKnown = false),
      'OCOP-26-2026-01: it says its star minimums are unknown, yet has some.',
    ],
    [
      'R 15: a condition listed twice',
      food,
      (card) => card.mandatoryConditions.push({ ...card.mandatoryConditions[0]!, effect: 'GUIDE' }),
      'is listed twice.',
    ],
    [
      'R 15: a condition on a criterion that is not there',
      food,
      (card) => void (card.mandatoryConditions[0]!.scope = '77'),
      'names a place that is not there.',
    ],
    [
      'R 6.6: evidence nobody explains',
      food,
      (card) => criterion(card, '1.1').evidence.push('HEARSAY'),
      'OCOP-26-2026-01, 1.1: evidence HEARSAY is not in the catalogue.',
    ],
    [
      'R 6.6: evidence asked for twice',
      food,
      (card) => criterion(card, '1.1').evidence.push(criterion(card, '1.1').evidence[0]!),
      'is listed twice.',
    ],
    [
      'R 6.6: evidence nobody asks for',
      food,
      (card) => void (card.evidenceCatalogue['HEARSAY'] = { vi: 'Tin đồn', en: 'Hearsay' }),
      'OCOP-26-2026-01: no criterion asks for evidence HEARSAY.',
    ],
    [
      'R 15: an incomplete card that keeps silent about it',
      unfinished,
      (card) => void (card.missing = []),
      'OCOP-148-2023-07: it is incomplete but does not say what is missing.',
    ],
    [
      'R 15: a complete card that misses something',
      food,
      (card) => card.missing.push('1.1: a level'),
      'OCOP-26-2026-01: it is complete but lists something as missing.',
    ],
    [
      'R 15: an incomplete card passed off as complete',
      unfinished,
      (card) => Object.assign(card, { complete: true, missing: [] }),
      'OCOP-148-2023-07, 6.4: the highest reachable points are 3, the maximum says 4.',
    ],
    [
      'R 15: an incomplete card with more wrong than its sums',
      unfinished,
      (card) => void (criterion(card, '1.1').levels[0]!.points = 50),
      'OCOP-148-2023-07, 1.1: it has a level outside 0–',
    ],
  ])('%s', (_rule, code, change, sentence) => {
    const faults = checkCard(broken(code, change));
    const english = faults.map((fault) => fault.sentence.en);
    expect(english).toContainEqual(expect.stringContaining(sentence));
    for (const fault of faults) {
      expect(fault.sentence.vi.startsWith(fault.place ? `${code}, ${fault.place}: ` : `${code}: `)).toBe(
        true,
      );
      expect(fault.sentence.vi).not.toBe(fault.sentence.en);
    }
  });

  test('R 15: an incomplete card may have sums that do not add up', () => {
    const card = broken(unfinished, (draft) => void (draft.parts[0]!.sections[0]!.maxPoints += 1));
    expect(checkCard(card)).toEqual([]);
    expect(checkCard({ ...card, complete: true, missing: [] }).map((fault) => fault.kind)).toContain('SUM');
  });
});

describe('a file of another shape is refused', () => {
  test.each<[fault: string, change: (card: Draft) => void, sentence: RegExp]>([
    [
      'an unknown key',
      (card) => void Object.assign(card, { stars: 5 }),
      /^x\.json: Unrecognized key: "stars"\.$/,
    ],
    [
      'a misspelt star mark',
      (card) => void Object.assign(criterion(card, '1.1').levels[0]!, { minstar: 3 }),
      /^x\.json, parts\.0\.sections\.0\.criteria\.0\.levels\.0: Unrecognized key: "minstar"\.$/,
    ],
    [
      'a label without English',
      (card) => void (criterion(card, '1.1').levels[0]!.label.en = ' '),
      /levels\.0\.label\.en/,
    ],
    [
      'a criterion without a title',
      (card) => void (criterion(card, '1.1').title.vi = ''),
      /criteria\.0\.title\.vi/,
    ],
    ['half a point', (card) => void (criterion(card, '1.1').levels[0]!.points = 0.5), /levels\.0\.points/],
    [
      'a minimum for two stars',
      (card) => void Object.assign(card.starMinimums[0]!, { stars: 2 }),
      /starMinimums\.0\.stars/,
    ],
    [
      'a star mark of two stars',
      (card) => void Object.assign(criterion(card, '1.1').levels[0]!, { minStar: 2 }),
      /levels\.0\.minStar/,
    ],
    [
      'an assessor nobody knows',
      (card) => void Object.assign(criterion(card, '1.1'), { assessedBy: 'DISTRICT' }),
      /criteria\.0\.assessedBy/,
    ],
    [
      'an effect nobody knows',
      (card) => void Object.assign(card.mandatoryConditions[0]!, { effect: 'WARN' }),
      /mandatoryConditions\.0\.effect/,
    ],
    ['set 27', (card) => void (card.decreeInfo.set = 27), /decreeInfo\.set/],
    ['a day that is none', (card) => void (card.decreeInfo.date = '2026-02-30'), /decreeInfo\.date/],
    ['a missing list', (card) => void Reflect.deleteProperty(card, 'missing'), /^x\.json, missing: /],
  ])('%s', (_fault, change, sentence) => {
    const { value, faults } = readCard('x.json', JSON.stringify(broken(food, change)));
    expect(value).toBeUndefined();
    expect(faults.map((fault) => fault.sentence.en)).toContainEqual(expect.stringMatching(sentence));
  });

  test('what is read is what the file says, word for word', () => {
    for (const card of library.all) {
      expect(readCard('x.json', JSON.stringify(card))).toEqual({ value: card, faults: [] });
    }
  });
});

test('R 5.4: in all 79 cards the list of minimums agrees with the star marks; 1,144 minimums, 26 by whole criterion', () => {
  const minimums = library.all.flatMap((card) => card.starMinimums);
  const marks = library.all.flatMap((card) =>
    card.parts.flatMap((part) =>
      part.sections.flatMap((section) =>
        section.criteria.flatMap((one) => [
          ...one.levels.flatMap(({ minStar, points }) =>
            minStar ? [`${card.code} ${one.code} ${minStar} ${points}`] : [],
          ),
          ...(one.minStarAny
            ? [
                `${card.code} ${one.code} ${one.minStarAny} ${Math.min(
                  ...one.levels.map((level) => level.points).filter((points) => points > 0),
                )}`,
              ]
            : []),
        ]),
      ),
    ),
  );
  const listed = library.all.flatMap((card) =>
    card.starMinimums.map((one) => `${card.code} ${one.criterion} ${one.stars} ${one.minPoints}`),
  );
  expect(minimums).toHaveLength(1144);
  expect(minimums.filter((one) => one.note)).toHaveLength(26);
  expect(marks.sort()).toEqual(listed.sort());
});

import { describe, expect, it } from 'vitest';
import type { MinimumTest } from '../../server/domain/regulation.js';
import { classify } from '../../server/domain/stars.js';
import { wordClassification } from '../../server/features/sessions/word-classification.js';
import { fullSheet, honey, remark, withStory } from '../domain/cards.js';

/** What is said of a council of which each member gave full marks but for these. */
function said(sheets: readonly Record<string, number>[], minimumTest: MinimumTest = 'MEAN') {
  const counted = sheets.map((points, at) => ({
    memberId: `m${at}`,
    marks: remark(honey, fullSheet(honey), points),
  }));
  const classification = classify(honey, withStory, counted, { minimumTest });
  const words = wordClassification(honey, classification);
  return { classification, vi: words.map(({ vi }) => vi), en: words.map(({ en }) => en) };
}

describe('why a product has its class, in words', () => {
  it('says of each missed minimum what was reached and which class it alone rules out, the deciding one first', () => {
    const { classification, vi, en } = said([{ '2.1': 1, '2.2': 1 }]);
    expect([classification.bandClass, classification.starClass]).toEqual([5, 2]);
    expect(vi).toHaveLength(4);
    expect(vi[1]).toMatch(
      /^Chưa đạt yêu cầu tối thiểu 3 sao ở tiêu chí 2\.2 .*: cần \d, trung bình đạt 1,00; vì vậy không đạt 3 sao\.$/,
    );
    expect(vi[2]).toMatch(/tối thiểu 4 sao ở tiêu chí 2\.1 .*trung bình đạt 1,00; vì vậy không đạt 4 sao\.$/);
    expect(en[2]).toMatch(/at criterion 2\.1 .* the mean is 1\.00; this rules out 4 stars\.$/);
    expect(vi.filter((line) => line.includes('Xếp 2 sao'))).toEqual([vi[3]]);
    expect(en[3]).toContain('The class is 2 stars');
  });

  it('cuts the value reached and never rounds it up to the minimum', () => {
    const minPoints = said([{ '2.2': 1 }]).classification.minimums.find(
      ({ criterion, stars }) => criterion === '2.2' && stars === 3,
    )!.minPoints;
    const sheets = Array.from({ length: 300 }, (_, at) => ({ '2.2': at === 0 ? minPoints - 1 : minPoints }));
    expect(said(sheets).vi[1]).toContain(`cần ${minPoints}, trung bình đạt ${minPoints - 1},99;`);
  });

  it('does not let a mean that suffices stand as the reason where the regulation asks every member', () => {
    const { vi, classification } = said([{ '4.1': 1 }, {}, {}, {}], 'ALL');
    const missed = classification.minimums.find(({ criterion }) => criterion === '4.1')!;
    expect(missed.mean.sum).toBeGreaterThanOrEqual(missed.minPoints * missed.mean.count);
    expect(vi[1]).toContain('nhưng không đủ số ủy viên chấm đạt mức này theo quy chế');
  });

  it('says nothing of a class beside the band where no minimum stands in the way', () => {
    const { vi } = said([{}]);
    expect(vi).toEqual([expect.stringContaining('thuộc khung 5 sao')]);
  });
});

import { describe, expect, it } from 'vitest';
import {
  checkRegulation,
  DEFAULT_REGULATION,
  needsRemark,
  type Regulation,
} from '../../server/domain/regulation.js';
import { refusalOf } from './refusal-of.js';

describe('the regulation of a council', () => {
  it('R 8.4, R 8.5 has the defaults that sources show: three quarters, chair present, more than 10 points', () => {
    expect(DEFAULT_REGULATION).toMatchObject({
      quorumNum: 3,
      quorumDen: 4,
      presidingRequired: true,
      deviationLimit: 10,
      afterDeviation: 'RESCORE_OR_REASON',
      minimumTest: 'MEAN',
    });
    expect(() => checkRegulation(DEFAULT_REGULATION)).not.toThrow();
  });

  it.each<[string, Partial<Regulation>]>([
    ['R 8.4 the whole council as quorum', { quorumNum: 1, quorumDen: 1 }],
    ['R 8.4 five of seven', { quorumNum: 5, quorumDen: 7 }],
    ['R 8.5 no tolerance at all', { deviationLimit: 0 }],
    ['R 8.5 any spread', { deviationLimit: 100, afterDeviation: 'RESCORE' }],
    ['R 8.9 two rounds', { roundsPerBatch: 2 }],
    ['R 5.7 every sheet reaches each minimum', { minimumTest: 'ALL' }],
    ['R 8.10 a remark beyond two points', { remarkBeyond: 2 }],
    ['R 8.7 results shown after closing', { resultsVisibleToRoom: 'AFTER_CLOSING', blindAverages: true }],
  ])('may be: %s', (_, change) => {
    expect(() => checkRegulation({ ...DEFAULT_REGULATION, ...change })).not.toThrow();
  });

  it.each<[string, string, object]>([
    ['R 8.4 a quorum above the whole council', 'quorumNum', { quorumNum: 5, quorumDen: 4 }],
    ['R 8.4 a quorum of nobody', 'quorumNum', { quorumNum: 0 }],
    ['R 8.4 half a member', 'quorumNum', { quorumNum: 1.5 }],
    ['R 8.4 a share of nothing', 'quorumDen', { quorumDen: 0 }],
    ['R 8.5 a limit below 0', 'deviationLimit', { deviationLimit: -1 }],
    ['R 8.5 a limit above the scale', 'deviationLimit', { deviationLimit: 101 }],
    ['R 8.5 half a point', 'deviationLimit', { deviationLimit: 9.5 }],
    ['R 8.5 no number', 'deviationLimit', { deviationLimit: Number.NaN }],
    ['R 8.9 no round', 'roundsPerBatch', { roundsPerBatch: 0 }],
    ['R 8.10 a remark for every mark', 'remarkBeyond', { remarkBeyond: 0 }],
    ['R 8.10 a setting left out', 'remarkBeyond', { remarkBeyond: undefined }],
    ['R 5.7 a test that no one knows', 'minimumTest', { minimumTest: 'MEDIAN' }],
    ['R 8.5 a way out that no one knows', 'afterDeviation', { afterDeviation: 'IGNORE' }],
    ['R 8.7 averages for all', 'averagesVisibleTo', { averagesVisibleTo: 'ROOM' }],
    ['R 8.7 results at once', 'resultsVisibleToRoom', { resultsVisibleToRoom: 'ALWAYS' }],
    ['R 8.7 sheets for the room', 'sheetsVisibleAfterRelease', { sheetsVisibleAfterRelease: 'ROOM' }],
    ['R 8.4 a switch that is not one', 'presidingRequired', { presidingRequired: 'yes' }],
    ['R 8.7 a switch left out', 'blindAverages', { blindAverages: undefined }],
  ])('may not be: %s, and the field is named', (_, field, change) => {
    const refusal = refusalOf(() => checkRegulation({ ...DEFAULT_REGULATION, ...change } as Regulation));
    expect(refusal.code).toBe('INVALID_INPUT');
    expect(refusal.details['field']).toBe(field);
  });
});

describe('a remark on a mark far from the support team', () => {
  it.each<[string, number | null, number, number | null, boolean]>([
    ['R 8.10 is not asked by default', null, 0, 5, false],
    ['R 8.10 is not asked one point short of the setting', 2, 4, 5, false],
    ['R 8.10 is asked at the setting, below', 2, 3, 5, true],
    ['R 8.10 is asked at the setting, above', 2, 5, 3, true],
    ['R 8.10 is not asked where the team gave no points', 2, 0, null, false],
  ])('%s', (_, remarkBeyond, points, support, asked) => {
    expect(needsRemark({ remarkBeyond }, points, support)).toBe(asked);
  });
});

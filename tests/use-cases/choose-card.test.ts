import { describe, expect, it } from 'vitest';
import type { DossierKind, Regime } from '../../server/domain/decrees.js';
import { dayInVietnam } from '../../server/domain/day-in-vietnam.js';
import { Refusal } from '../../server/domain/refusal.js';
import { cardOfOtherSet, chooseCard } from '../../server/features/dossiers/choose-card.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';

const shelf = loadScorecards();

function choose(
  today: string,
  submittedOn: string,
  kind: DossierKind = 'FIRST',
  regime: Regime | null = null,
  set = 4,
) {
  try {
    return chooseCard(shelf, { kind, submittedOn, productSet: set, regime }, today).criteriaSetCode;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

describe('the scorecard of a dossier', () => {
  it.each([
    ['2026-06-15', '2026-05-21', 'FIRST', 'OCOP-148-2023-04'],
    ['2026-06-15', '2026-05-22', 'FIRST', 'OCOP-26-2026-04'],
    ['2026-06-15', '2026-05-21', 'RE_EVALUATION', 'OCOP-148-2023-04'],
    ['2026-06-21', '2026-05-21', 'RE_EVALUATION', 'OCOP-148-2023-04'],
    ['2026-06-22', '2026-05-21', 'RE_EVALUATION', 'CARD_NOT_IN_FORCE'],
    ['2026-07-21', '2026-05-21', 'UPGRADE', 'OCOP-148-2023-04'],
    ['2026-07-22', '2026-05-21', 'UPGRADE', 'CARD_NOT_IN_FORCE'],
    ['2026-11-22', '2026-09-01', 'FIRST', 'OCOP-26-2026-04'],
  ] as const)(
    'on %s, handed in on %s, %s: %s (R 1.2: two decrees at once)',
    (today, submitted, kind, answer) => {
      expect(choose(today, submitted, kind)).toBe(answer);
    },
  );

  it('of old data follows the decree that governed when it was handed in (R 1.8)', () => {
    expect(choose('2026-11-22', '2021-10-06', 'FIRST', '1048-781', 1)).toBe('OCOP-1048-2019-01');
    expect(choose('2026-11-22', '2024-03-01', 'FIRST', '148')).toBe('OCOP-148-2023-04');
  });

  it('may not be one of a decree that did not govern then', () => {
    expect(choose('2026-11-22', '2021-10-06', 'FIRST', '148')).toBe('CARD_NOT_IN_FORCE');
    expect(choose('2026-11-22', '2026-06-01', 'FIRST', '148')).toBe('CARD_NOT_IN_FORCE');
    expect(choose('2026-11-22', '2026-05-01', 'FIRST', '26-2026')).toBe('CARD_NOT_IN_FORCE');
    expect(choose('2026-11-22', '2019-01-01', 'FIRST', '1048-781')).toBe('CARD_NOT_IN_FORCE');
  });

  it('is refused where the card lacks points, and takes the tourism card of the day', () => {
    expect(choose('2026-11-22', '2024-03-01', 'FIRST', '148', 11)).toBe('CARD_INCOMPLETE');
    expect(choose('2026-11-22', '2020-06-07', 'FIRST', '1048-781', 26)).toBe('CARD_INCOMPLETE');
    expect(choose('2026-11-22', '2020-06-08', 'FIRST', '1048-781', 26)).toMatch(/26$/);
  });

  it('cannot be chosen for a day that is still to come', () => {
    expect(choose('2026-11-22', '2026-11-23')).toBe('INVALID_INPUT');
    expect(choose('2026-11-22', '2026-11-22')).toBe('OCOP-26-2026-04');
  });

  it('of another set stays under the decree the dossier began with (R 1.4)', () => {
    expect(cardOfOtherSet(shelf, '148', 1, '2026-05-10').criteriaSetCode).toBe('OCOP-148-2023-01');
    // Handed in under 1048, evaluated under 148: dated before any card of its regime.
    expect(cardOfOtherSet(shelf, '148', 1, '2023-02-01').criteriaSetCode).toBe('OCOP-148-2023-01');
    expect(() => cardOfOtherSet(shelf, '148', 12, '2024-01-01')).toThrow('CARD_INCOMPLETE');
  });

  it('changes at midnight in Vietnam, wherever the server stands', () => {
    expect(dayInVietnam(new Date('2026-05-21T16:59:59Z'))).toBe('2026-05-21');
    expect(dayInVietnam(new Date('2026-05-21T17:00:00Z'))).toBe('2026-05-22');
  });
});

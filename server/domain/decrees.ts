/**
 * The decrees and which of them governs an evaluation. For two months of 2026 two regimes are live at once, so
 * the answer depends on the dossier and never on the date alone.
 * @source RULES 1; Quyết định 26/2026/QĐ-TTg, Điều 11 and 12
 */
import { Refusal } from './refusal.js';
import type { Text } from './scorecard.js';

/**
 * Decrees under which councils score with the same scorecards; an amending decree is no regime of its own.
 * @source R 1
 */
export type Regime = '1048-781' | '148' | '26-2026';

/** First, upgrade, re-evaluation (lần đầu, nâng hạng, đánh giá lại). @source R 6.1 */
export type DossierKind = 'FIRST' | 'UPGRADE' | 'RE_EVALUATION';

/**
 * A day as "2026-05-22"; such texts compare as their days do.
 * @source R 1, whose limits are days in Vietnam
 */
export type IsoDate = string;

/** @source R 1 */
export interface Decree {
  /** As cited: "148/QĐ-TTg". */
  readonly number: string;
  readonly regime: Regime;
  readonly name: Text;
  readonly validFrom: IsoDate;
  /** The last day on which it may still be applied; null while it is in force. */
  readonly validTo: IsoDate | null;
  /** The decree that this one amends. */
  readonly amends: string | null;
}

/** @source R 1 */
export interface RegimePeriod {
  readonly regime: Regime;
  readonly name: Text;
  readonly validFrom: IsoDate;
  /** The last day on which it may still be applied; null while it is in force. */
  readonly validTo: IsoDate | null;
}

/** @source R 1, table; R 1.1 (148 and 1489 lapse on 21 Jul 2026), R 1.5 (148 replaced 1048 and 781) */
export const decrees: readonly Decree[] = [
  {
    number: '1048/QĐ-TTg',
    regime: '1048-781',
    name: { vi: 'Quyết định 1048/QĐ-TTg ngày 21/8/2019', en: 'Decision 1048/QĐ-TTg of 21 August 2019' },
    validFrom: '2019-08-21',
    validTo: '2023-02-23',
    amends: null,
  },
  {
    number: '781/QĐ-TTg',
    regime: '1048-781',
    name: { vi: 'Quyết định 781/QĐ-TTg ngày 08/6/2020', en: 'Decision 781/QĐ-TTg of 8 June 2020' },
    validFrom: '2020-06-08',
    validTo: '2023-02-23',
    amends: '1048/QĐ-TTg',
  },
  {
    number: '148/QĐ-TTg',
    regime: '148',
    name: { vi: 'Quyết định 148/QĐ-TTg ngày 24/02/2023', en: 'Decision 148/QĐ-TTg of 24 February 2023' },
    validFrom: '2023-02-24',
    validTo: '2026-07-21',
    amends: null,
  },
  {
    number: '1489/QĐ-TTg',
    regime: '148',
    name: { vi: 'Quyết định 1489/QĐ-TTg ngày 06/7/2025', en: 'Decision 1489/QĐ-TTg of 6 July 2025' },
    validFrom: '2025-07-06',
    validTo: '2026-07-21',
    amends: '148/QĐ-TTg',
  },
  {
    number: '26/2026/QĐ-TTg',
    regime: '26-2026',
    name: {
      vi: 'Quyết định 26/2026/QĐ-TTg ngày 22/5/2026',
      en: 'Decision 26/2026/QĐ-TTg of 22 May 2026',
    },
    validFrom: '2026-05-22',
    validTo: null,
    amends: null,
  },
];

/** The three regimes, oldest first. @source R 1 */
export const regimes: readonly RegimePeriod[] = [
  {
    regime: '1048-781',
    name: {
      vi: 'Quyết định 1048/QĐ-TTg, sửa đổi bởi 781/QĐ-TTg',
      en: 'Decision 1048/QĐ-TTg as amended by 781/QĐ-TTg',
    },
    validFrom: '2019-08-21',
    validTo: '2023-02-23',
  },
  {
    regime: '148',
    name: {
      vi: 'Quyết định 148/QĐ-TTg, sửa đổi bởi 1489/QĐ-TTg',
      en: 'Decision 148/QĐ-TTg as amended by 1489/QĐ-TTg',
    },
    validFrom: '2023-02-24',
    validTo: '2026-07-21',
  },
  {
    regime: '26-2026',
    name: { vi: 'Quyết định 26/2026/QĐ-TTg', en: 'Decision 26/2026/QĐ-TTg' },
    validFrom: '2026-05-22',
    validTo: null,
  },
];

/** A dossier handed in before the new decree may finish under 148 up to this day, that day included. @source R 1.2 */
export const lastDayUnder148: Readonly<Record<DossierKind, IsoDate>> = {
  FIRST: '2026-07-21',
  UPGRADE: '2026-07-21',
  RE_EVALUATION: '2026-06-21',
};

/** The regimes that may be applied on a day, oldest first: two from 22 May to 21 Jul 2026. @source R 1, R 1.2 */
export function regimesInForce(on: IsoDate): readonly Regime[] {
  requireDay(on);
  return regimes
    .filter(({ validFrom, validTo }) => validFrom <= on && (validTo === null || on <= validTo))
    .map(({ regime }) => regime);
}

/** Why no regime governs; with `day`, the limit that was missed, in the details of CARD_NOT_IN_FORCE. @source R 1 */
export type NotInForceReason = 'EVALUATED_BEFORE_SUBMITTED' | 'BEFORE_FIRST_DECREE' | 'TRANSITION_OVER';

/**
 * The regime whose scorecard a council must use. Ask once, when the dossier's evaluation starts, and pin the
 * answer: a dossier keeps the version it was started under (R 1.4), and a recognition stays valid (R 1.3).
 * @param dossier.submittedOn  the day the dossier was handed in to the commune
 * @param dossier.evaluatedOn  the day on which the council starts to evaluate it
 * @throws {Refusal} CARD_NOT_IN_FORCE when evaluated before it was handed in, before the first decree, or handed
 *   in before 22 May 2026 and evaluated after its last day under 148. R 1.2 is silent on what then happens; we
 *   refuse, because the producer's self-score follows a scorecard that has lapsed: it must be handed in anew.
 * @throws {RangeError} on a text that is not a day: a programming fault, not a refusal
 * @source R 1.1, 1.2, 1.4, 1.5
 */
export function governingDecree(dossier: {
  readonly kind: DossierKind;
  readonly submittedOn: IsoDate;
  readonly evaluatedOn: IsoDate;
}): Regime {
  const { kind, submittedOn, evaluatedOn } = dossier;
  requireDay(submittedOn);
  requireDay(evaluatedOn);
  const refuse = (reason: NotInForceReason, day: IsoDate) =>
    new Refusal('CARD_NOT_IN_FORCE', { reason, day, kind, submittedOn, evaluatedOn });

  if (evaluatedOn < submittedOn) throw refuse('EVALUATED_BEFORE_SUBMITTED', submittedOn);
  const [first, , newest] = regimes as readonly [RegimePeriod, RegimePeriod, RegimePeriod];
  if (evaluatedOn < first.validFrom) throw refuse('BEFORE_FIRST_DECREE', first.validFrom);
  if (evaluatedOn >= newest.validFrom) {
    if (submittedOn >= newest.validFrom) return newest.regime;
    if (evaluatedOn > lastDayUnder148[kind]) throw refuse('TRANSITION_OVER', lastDayUnder148[kind]);
    return '148';
  }
  return regimesInForce(evaluatedOn)[0]!;
}

function requireDay(day: IsoDate): void {
  const parsed = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : undefined;
  // "2026-02-30" parses, but as another day; a round trip shows it
  const real =
    parsed !== undefined && !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
  if (!real) throw new RangeError(`not a day in the form 2026-05-22: "${day}"`);
}

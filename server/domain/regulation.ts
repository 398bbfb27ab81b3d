import { Refusal } from './refusal.js';

/**
 * How a minimum requirement is tested on several sheets.
 * MEAN: the exact mean of the criterion reaches it. MAJORITY: strictly more than half of the sheets reach it; a tie
 * fails. ALL: every sheet reaches it.
 * @source R 5.7, R 13
 */
export type MinimumTest = 'MEAN' | 'MAJORITY' | 'ALL';

/**
 * The working regulation of a council (Quy chế hoạt động): what the decree leaves to it. Versioned; a session pins one.
 * @source R 8.3
 */
export interface Regulation {
  /** Share of the appointed members that must be present: `quorumNum / quorumDen`, at most 1 (R 8.4). */
  readonly quorumNum: number;
  readonly quorumDen: number;
  /** The chair or an acting vice-chair must be present (R 8.4). */
  readonly presidingRequired: boolean;
  /** Points the members' totals may lie apart, 0 to 100; only more than this is a breach (R 8.5). */
  readonly deviationLimit: number;
  /** RESCORE: score again at least once before concluding. RESCORE_OR_REASON: or conclude with a written reason. */
  readonly afterDeviation: 'RESCORE' | 'RESCORE_OR_REASON';
  readonly minimumTest: MinimumTest;
  /** Council rounds (lần) inside one batch (đợt), 1 to 9 (R 7.31, 8.9). */
  readonly roundsPerBatch: number;
  readonly averagesVisibleTo: 'CHAIR_AND_SECRETARY' | 'CHAIR';
  readonly resultsVisibleToRoom: 'AFTER_RELEASE' | 'AFTER_CLOSING';
  /** Hide the running averages while scoring is open. */
  readonly blindAverages: boolean;
  readonly sheetsVisibleAfterRelease: 'CHAIR' | 'MEMBERS';
  /** A mark this many points or more off the support team's needs a remark, 1 to 100; null asks for none. */
  readonly remarkBeyond: number | null;
  /** Fold self-score, commune report and support remark until the member has marked. */
  readonly hideOthersUntilMarked: boolean;
}

/**
 * What holds for a council that has decided nothing itself.
 * @source R 8.4, R 8.5, R 5.7, R 8.7, R 13
 */
export const DEFAULT_REGULATION: Regulation = {
  quorumNum: 3,
  quorumDen: 4,
  presidingRequired: true,
  deviationLimit: 10,
  afterDeviation: 'RESCORE_OR_REASON',
  minimumTest: 'MEAN',
  roundsPerBatch: 1,
  averagesVisibleTo: 'CHAIR_AND_SECRETARY',
  resultsVisibleToRoom: 'AFTER_RELEASE',
  blindAverages: false,
  sheetsVisibleAfterRelease: 'CHAIR',
  remarkBeyond: null,
  hideOthersUntilMarked: false,
};

const RANGES = {
  quorumDen: [1, 100],
  deviationLimit: [0, 100],
  roundsPerBatch: [1, 9],
  remarkBeyond: [1, 100],
} as const;

const CHOICES = {
  afterDeviation: ['RESCORE', 'RESCORE_OR_REASON'],
  minimumTest: ['MEAN', 'MAJORITY', 'ALL'],
  averagesVisibleTo: ['CHAIR_AND_SECRETARY', 'CHAIR'],
  resultsVisibleToRoom: ['AFTER_RELEASE', 'AFTER_CLOSING'],
  sheetsVisibleAfterRelease: ['CHAIR', 'MEMBERS'],
} as const satisfies Partial<Record<keyof Regulation, readonly string[]>>;

const SWITCHES = ['presidingRequired', 'blindAverages', 'hideOthersUntilMarked'] as const;

/**
 * Whether a council may work under these settings.
 * @throws {Refusal} INVALID_INPUT naming the first bad field, with `min` and `max` or the `allowed` words
 * @source R 8.3
 */
export function checkRegulation(regulation: Regulation): void {
  checkRange(regulation, 'quorumDen', ...RANGES.quorumDen);
  // A share above 1 could never be met, and one of 0 is no quorum.
  checkRange(regulation, 'quorumNum', 1, regulation.quorumDen);
  checkRange(regulation, 'deviationLimit', ...RANGES.deviationLimit);
  checkRange(regulation, 'roundsPerBatch', ...RANGES.roundsPerBatch);
  if (regulation.remarkBeyond !== null) checkRange(regulation, 'remarkBeyond', ...RANGES.remarkBeyond);
  for (const [field, allowed] of Object.entries(CHOICES)) {
    const value = regulation[field as keyof typeof CHOICES];
    if (!(allowed as readonly string[]).includes(value))
      throw new Refusal('INVALID_INPUT', { field, allowed });
  }
  for (const field of SWITCHES) {
    if (typeof regulation[field] !== 'boolean') {
      throw new Refusal('INVALID_INPUT', { field, allowed: ['true', 'false'] });
    }
  }
}

/**
 * Whether a mark must carry a remark, being far from the support team's.
 * @param supportPoints  the support team's points for the criterion; null where it gave none
 * @source council by-law; R 8.10 (the support team's scores are advice, not the council's)
 */
export function needsRemark(
  regulation: Pick<Regulation, 'remarkBeyond'>,
  points: number,
  supportPoints: number | null,
): boolean {
  if (regulation.remarkBeyond === null || supportPoints === null) return false;
  return Math.abs(points - supportPoints) >= regulation.remarkBeyond;
}

function checkRange(
  regulation: Regulation,
  field: keyof typeof RANGES | 'quorumNum',
  min: number,
  max: number,
): void {
  const value = regulation[field];
  if (value === null || !Number.isInteger(value) || value < min || value > max) {
    throw new Refusal('INVALID_INPUT', { field, min, max });
  }
}

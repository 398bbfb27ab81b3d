import { deviation, deviationExceeds, widestPairs, type MemberTotal } from './deviation.js';
import type { SheetState } from './phases.js';
import { quorum } from './quorum.js';
import { Refusal } from './refusal.js';
import type { Regulation } from './regulation.js';

/**
 * One appointed member, as the conclusion of one dossier sees it.
 * @source R 8.6, R 8.14, R 13
 */
export interface ConcludingMember {
  readonly memberId: string;
  /** Only voting members score; others are passed over, for the quorum too. */
  readonly voting: boolean;
  readonly present: boolean;
  readonly sheet: SheetState;
  /** The latest attempt that was submitted and not withdrawn, with its total; null for none. */
  readonly submitted: { readonly attempt: number; readonly points: number } | null;
  readonly absenceReason: string | null;
}

/**
 * All that decides whether the chair may conclude one dossier.
 * @source R 8.4, R 8.5, R 8.14
 */
export interface ConclusionCase {
  readonly regulation: Pick<
    Regulation,
    'quorumNum' | 'quorumDen' | 'presidingRequired' | 'deviationLimit' | 'afterDeviation'
  >;
  readonly members: readonly ConcludingMember[];
  /** As `presiding` found for this dossier. */
  readonly presiding: string | null;
  /** Findings reported and neither confirmed nor dismissed: their ids. */
  readonly openFindings: readonly string[];
  /** 1 for the first scoring, one more for each re-scoring. */
  readonly attempt: number;
  /** Why the council concludes in spite of the deviation. */
  readonly deviationReason: string | null;
}

/**
 * What the conclusion rests on.
 * @source R 8.5, R 8.6, R 8.14
 */
export interface Conclusion {
  /** The sheets in the mean, in the order of the members. */
  readonly counted: readonly (MemberTotal & { readonly attempt: number })[];
  readonly outside: readonly { readonly memberId: string; readonly why: 'RECUSED' | 'ABSENT' }[];
  /** Highest less lowest counted total, in points. */
  readonly deviation: number;
  /** RESCORED: within the limit after at least one re-scoring. REASON: above it, with a written reason. */
  readonly settledBy: 'WITHIN_LIMIT' | 'RESCORED' | 'REASON';
}

/**
 * How the voting members' sheets stand at this moment; each member is in exactly one of the lists.
 * @source R 8.5, R 8.14, R 13
 */
export interface CountedNow {
  /** The submissions that count, in the order of the members. */
  readonly counted: Conclusion['counted'];
  readonly outside: Conclusion['outside'];
  /** Present members whose sheet is not handed in. */
  readonly missing: readonly string[];
  /** Absent members who handed nothing in and whose reason is not recorded. */
  readonly unexplained: readonly string[];
}

/**
 * Which submissions count now. The one answer for whoever watches and for the conclusion alike: what the chair saw
 * a moment before concluding is what is concluded.
 *
 * Whoever has submitted counts, even if absent now: after re-scoring each member's last submitted attempt counts
 * (R 13), so nobody leaves the mean by leaving the room.
 * @throws {RangeError} on a submitted sheet without its attempt: a damaged record
 * @source R 8.5, R 8.14, R 13
 */
export function countedNow(members: readonly ConcludingMember[]): CountedNow {
  const counted: Conclusion['counted'][number][] = [];
  const outside: Conclusion['outside'][number][] = [];
  const missing: string[] = [];
  const unexplained: string[] = [];
  for (const { memberId, present, sheet, submitted, absenceReason } of members.filter(
    ({ voting }) => voting,
  )) {
    const absent = sheet === 'ABSENT' || !present;
    const finished = sheet === 'SUBMITTED' || sheet === 'SEALED';
    if (sheet === 'RECUSED') outside.push({ memberId, why: 'RECUSED' });
    else if (finished && !submitted) throw new RangeError(`submitted sheet of ${memberId} has no attempt`);
    else if (submitted && (finished || absent)) counted.push({ memberId, ...submitted });
    else if (!absent) missing.push(memberId);
    else if (absenceReason?.trim()) outside.push({ memberId, why: 'ABSENT' });
    else unexplained.push(memberId);
  }
  return { counted, outside, missing, unexplained };
}

/**
 * Whether the chair may conclude, and what then counts, as `countedNow` says.
 *
 * A present member's unfinished sheet blocks.
 *
 * Deviation above the limit: under RESCORE_OR_REASON a written reason suffices. Under RESCORE the council must have
 * scored again at least once; if it is still apart, a written reason is needed on top. Without that a council that
 * honestly disagrees could never conclude, and would be pressed to make its marks meet.
 * @throws {Refusal} NO_QUORUM, NOBODY_PRESIDES, FINDINGS_OPEN, SHEETS_MISSING (names members), REASON_REQUIRED
 *   (absent members without a recorded reason), NO_SHEET_COUNTS, DEVIATION_UNRESOLVED (names the widest members);
 *   in this order
 * @source R 8.4, R 8.5, R 8.14, R 13
 */
export function checkConclusion(given: ConclusionCase): Conclusion {
  const voting = given.members.filter((member) => member.voting);
  checkCouncil(given, voting);
  if (given.openFindings.length > 0) throw new Refusal('FINDINGS_OPEN', { findings: given.openFindings });
  const { counted, outside } = divide(voting);
  if (counted.length === 0) throw new Refusal('NO_SHEET_COUNTS');
  return {
    counted,
    outside,
    deviation: deviation(counted.map(({ points }) => points)),
    settledBy: settleDeviation(given, counted),
  };
}

function checkCouncil(given: ConclusionCase, voting: readonly ConcludingMember[]): void {
  if (voting.length === 0) throw new Refusal('NO_QUORUM', { required: 1, present: 0, appointed: 0 });
  const { required, present, reasons } = quorum({
    appointed: voting.length,
    present: voting.filter((member) => member.present).length,
    share: { num: given.regulation.quorumNum, den: given.regulation.quorumDen },
    chairRequired: given.regulation.presidingRequired,
    presiding: given.presiding,
  });
  const [lacking] = reasons;
  if (lacking) throw new Refusal(lacking, { required, present, appointed: voting.length });
}

function divide(voting: readonly ConcludingMember[]): Pick<Conclusion, 'counted' | 'outside'> {
  const { counted, outside, missing, unexplained } = countedNow(voting);
  if (missing.length > 0) throw new Refusal('SHEETS_MISSING', { members: missing });
  if (unexplained.length > 0) {
    throw new Refusal('REASON_REQUIRED', { field: 'absenceReason', members: unexplained });
  }
  return { counted, outside };
}

function settleDeviation(given: ConclusionCase, counted: readonly MemberTotal[]): Conclusion['settledBy'] {
  const { deviationLimit, afterDeviation } = given.regulation;
  const totals = counted.map(({ points }) => points);
  const rescored = given.attempt > 1;
  if (!deviationExceeds(totals, deviationLimit)) return rescored ? 'RESCORED' : 'WITHIN_LIMIT';
  const explained = Boolean(given.deviationReason?.trim());
  if (explained && (rescored || afterDeviation === 'RESCORE_OR_REASON')) return 'REASON';
  const apart = new Set(widestPairs(counted).flatMap(({ low, high }) => [low, high]));
  throw new Refusal('DEVIATION_UNRESOLVED', {
    deviation: deviation(totals),
    limit: deviationLimit,
    attempt: given.attempt,
    members: [...apart],
  });
}

import type { Choice, Mark } from '../../domain/marks.js';
import type { EvaluationPhase, SessionPhase, SheetState } from '../../domain/phases.js';
import type { PartTotal } from '../../domain/totals.js';

/** One member's mark as it is kept. Without a choice it is a remark on a criterion not yet scored. */
export interface SheetMark {
  readonly criterion: string;
  readonly choice: Choice | null;
  readonly points: number;
  readonly remark: string | null;
}

/** A member's sheet as its owner sees it. */
export interface ScoreSheet {
  readonly id: string;
  readonly evaluationId: string;
  /** The edition of the scorecard that its marks are options of. */
  readonly criteriaSetCode: string;
  readonly memberId: string;
  readonly memberLabel: string;
  readonly state: SheetState;
  readonly attempt: number;
  /** Rises with every accepted save and with every act upon the sheet. */
  readonly version: number;
  readonly marks: readonly SheetMark[];
  readonly total: number;
  readonly parts: readonly PartTotal[];
  readonly scored: number;
  readonly applicable: number;
  readonly opinion: string | null;
  readonly submittedAt: Date | null;
  readonly receipt: string | null;
  readonly reason: string | null;
}

/** What never changes of a sheet, and is therefore remembered between saves. */
export interface SheetIdentity {
  readonly id: string;
  readonly sessionId: string;
  readonly evaluationId: string;
  readonly memberId: string;
  readonly memberLabel: string;
  readonly accountId: string | null;
  readonly hasStory: boolean;
}

/** What decides whether a sheet may be written now; read under the session's lock. */
export interface SheetStanding {
  readonly id: string;
  readonly state: SheetState;
  readonly attempt: number;
  readonly version: number;
  /** When its marks were last written, to the microsecond, as the database says it; null before the first time. */
  readonly savedAt: string | null;
  readonly opinion: string | null;
  readonly submittedAt: Date | null;
  readonly receipt: string | null;
  readonly reason: string | null;
  readonly evaluationPhase: EvaluationPhase;
  readonly evaluationAttempt: number;
  /** Not of the identity: until its session opens, the dossier may be moved to a newer edition of its card. */
  readonly criteriaSetCode: string;
  readonly sessionPhase: SessionPhase;
  readonly present: boolean;
}

/** A mark that counts: one with a choice. */
const isScored = (mark: SheetMark): mark is SheetMark & Mark => mark.choice !== null;

/** The marks that count, the same objects. */
export function scoredMarks(marks: readonly SheetMark[]): Mark[] {
  return marks.filter(isScored);
}

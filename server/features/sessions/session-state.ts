import type { DossierKind, IsoDate, Regime } from '../../domain/decrees.js';
import type { FindingEffect } from '../../domain/findings.js';
import type { Mark } from '../../domain/marks.js';
import type { EvaluationPhase, SessionPhase, SheetState } from '../../domain/phases.js';
import type { Regulation } from '../../domain/regulation.js';
import type { Text } from '../../domain/scorecard.js';

/** A session as it stands, whole: what every act is judged on and every board is made from. */
export interface SessionState {
  readonly id: string;
  readonly councilId: string;
  readonly councilName: string;
  readonly councilRetired: boolean;
  readonly name: string;
  readonly year: number;
  readonly batch: number;
  readonly round: number;
  readonly location: string | null;
  readonly phase: SessionPhase;
  readonly suspendedReason: string | null;
  /** The evaluation on the table. */
  readonly onTableId: string | null;
  /** Rises with every change anybody could see, saves among them. */
  readonly revision: number;
  /** How many of these revisions were saves of marks alone. */
  readonly saves: number;
  /** Acts on record that changed what others see; no saves, no submissions, no reports. */
  readonly acts: number;
  readonly regulation: PinnedRegulation;
  readonly members: readonly SessionMember[];
  /** In agenda order. */
  readonly evaluations: readonly EvaluationState[];
  /** Hash of the entry that closed the session; a later release adds to the record and leaves this as printed. */
  readonly recordHead: string | null;
}

export interface PinnedRegulation {
  readonly id: string;
  readonly version: number;
  /** Why it differs from the one before. */
  readonly note: string | null;
  readonly createdAt: string;
  readonly settings: Regulation;
}

export type SeatRole = 'CHAIR' | 'VICE_CHAIR' | 'MEMBER' | 'SECRETARY' | 'SUPPORT';

/** A member in office on the day of the session. */
export interface SessionMember {
  readonly id: string;
  readonly accountId: string | null;
  readonly fullName: string | null;
  readonly title: string;
  readonly institution: string;
  readonly role: SeatRole;
  readonly voting: boolean;
  readonly position: number;
  /** Null until attendance was marked. */
  readonly present: boolean | null;
  readonly absenceReason: string | null;
}

export interface EvaluationState {
  readonly id: string;
  readonly dossierId: string;
  readonly position: number;
  readonly phase: EvaluationPhase;
  /** 1 for the first scoring, one more for each re-scoring. */
  readonly attempt: number;
  readonly round: number;
  readonly criteriaSetCode: string;
  readonly cardSha256: string | null;
  readonly hasStory: boolean;
  /** The three names as presented; those of the register while it waits. */
  readonly productName: string;
  readonly photoUrl: string | null;
  readonly producerName: string;
  readonly placeName: string;
  readonly productSet: number;
  readonly dossierKind: DossierKind;
  readonly submittedOn: IsoDate;
  /** The decree under which the dossier was registered. */
  readonly regime: Regime;
  readonly reason: string | null;
  /** What was asked for when it was deferred; in a further round, what the round before asked for. */
  readonly fixList: string | null;
  /** Who takes no part here, also because of an earlier evaluation of the same dossier. */
  readonly recusedIds: readonly string[];
  /** Who took no part when another session evaluated this dossier, and the reason last given. */
  readonly earlierRecusals: readonly { readonly memberId: string; readonly reason: string | null }[];
  readonly result: ResultState | null;
  /** Only of what lies on the table or is asked for; empty elsewhere. */
  readonly sheets: readonly SheetSummary[];
  readonly findings: readonly FindingState[];
}

export interface SheetSummary {
  readonly id: string;
  readonly memberId: string;
  readonly state: SheetState;
  readonly attempt: number;
  readonly version: number;
  readonly total: number;
  /** Points of parts A, B, C. */
  readonly partPoints: readonly [number, number, number];
  readonly scored: number;
  readonly reason: string | null;
  readonly savedAt: string | null;
  /** Submissions on record, oldest first; withdrawn ones too. */
  readonly attempts: readonly SubmittedAttempt[];
}

export interface SubmittedAttempt {
  readonly id: string;
  readonly attempt: number;
  readonly submittedAt: string;
  readonly withdrawn: boolean;
  readonly total: number;
  readonly partPoints: readonly [number, number, number];
  readonly marks: readonly Mark[];
  readonly opinion: string | null;
  readonly receipt: string;
}

export interface FindingState {
  readonly id: string;
  readonly code: string;
  readonly effect: FindingEffect;
  readonly scope: string;
  readonly remark: string;
  readonly reportedById: string;
  readonly reportedAt: string;
  readonly state: 'REPORTED' | 'CONFIRMED' | 'DISMISSED';
  readonly reason: string | null;
}

export interface ResultState {
  readonly outcome: 'CLASSIFIED' | 'STOPPED' | 'REJECTED';
  readonly starClass: 1 | 2 | 3 | 4 | 5 | null;
  readonly sumPoints: number | null;
  readonly sheetCount: number | null;
  readonly parts: readonly { readonly code: string; readonly sum: number; readonly count: number }[];
  readonly why: readonly Text[];
  readonly reason: string | null;
  readonly concludedAt: string;
  readonly releasedAt: string | null;
}

/** The submission that counts: the last one not withdrawn (R 13). */
export function countedAttempt(sheet: SheetSummary): SubmittedAttempt | null {
  return sheet.attempts.findLast((attempt) => !attempt.withdrawn) ?? null;
}

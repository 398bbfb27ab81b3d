import type { FindingEffect } from '../../domain/findings.js';
import type { EvaluationPhase, SessionPhase, SheetState } from '../../domain/phases.js';
import type { Text } from '../../domain/scorecard.js';

/**
 * What an act changes, as data. Acts are pure: they read a SessionState and return changes or throw a Refusal;
 * the repository writes all of them in the act's transaction, under the session's lock.
 */
export type Change =
  | { readonly on: 'session'; readonly set: SessionChange }
  | { readonly on: 'evaluation'; readonly id: string; readonly set: EvaluationChange }
  | { readonly on: 'sheet'; readonly id: string; readonly set: SheetChange }
  /** Makes a sheet that is missing; one that came into being meanwhile is still empty, and takes this state. */
  | {
      readonly on: 'newSheet';
      readonly evaluationId: string;
      readonly memberId: string;
      readonly set: SheetChange;
    }
  | {
      readonly on: 'attendance';
      readonly memberId: string;
      readonly present: boolean;
      readonly reason: string | null;
    }
  | { readonly on: 'newFinding'; readonly finding: NewFinding }
  | { readonly on: 'finding'; readonly id: string; readonly set: FindingDecision }
  | { readonly on: 'newResult'; readonly result: NewResult }
  | { readonly on: 'releaseResult'; readonly evaluationId: string }
  /** Nothing that was handed in on this sheet counts any more; the record keeps it, as of a sheet taken back. */
  | { readonly on: 'submissionsWithdrawn'; readonly sheetId: string }
  /** The current submission goes back: the record keeps it with the chair's reason. */
  | { readonly on: 'attemptReturned'; readonly attemptId: string; readonly reason: string }
  | { readonly on: 'dossier'; readonly id: string; readonly set: DossierChange };

export interface SessionChange {
  readonly phase?: SessionPhase;
  readonly suspendedReason?: string | null;
  readonly onTableId?: string | null;
  readonly regulationId?: string;
  /** Sets the moment the session was opened or closed to now. */
  readonly opened?: true;
  readonly closed?: true;
}

export interface EvaluationChange {
  readonly phase?: EvaluationPhase;
  readonly attempt?: number;
  readonly cardSha256?: string;
  readonly reason?: string | null;
  readonly fixList?: string | null;
  /** As presented. */
  readonly productName?: string;
  readonly producerName?: string;
  readonly placeName?: string;
}

export interface SheetChange {
  readonly state: SheetState;
  readonly attempt?: number;
  readonly reason?: string | null;
}

export interface NewFinding {
  readonly evaluationId: string;
  readonly code: string;
  readonly effect: FindingEffect;
  readonly scope: string;
  readonly remark: string;
  readonly reportedById: string;
}

export interface FindingDecision {
  readonly state: 'CONFIRMED' | 'DISMISSED';
  readonly decidedById: string;
  readonly reason: string;
}

export interface NewResult {
  readonly evaluationId: string;
  readonly outcome: 'CLASSIFIED' | 'STOPPED' | 'REJECTED';
  readonly starClass: number | null;
  readonly sumPoints: number | null;
  readonly sheetCount: number | null;
  readonly parts: readonly { readonly code: string; readonly sum: number; readonly count: number }[];
  /** Everything the class rests on, for the record and for "why this star". */
  readonly classification: { readonly why: readonly Text[] } & Readonly<Record<string, unknown>>;
  readonly reason: string | null;
  readonly concludedById: string;
}

export interface DossierChange {
  readonly state: 'REGISTERED' | 'IN_SESSION' | 'AWAITING_ROUND_2' | 'EVALUATED';
  readonly round?: number;
}

/** An act's outcome: what changes, and what the record says of it. */
export interface Decided {
  readonly changes: readonly Change[];
  /** Canonical content of the ledger entry: ids, numbers and reasons. */
  readonly record: Readonly<Record<string, unknown>>;
}

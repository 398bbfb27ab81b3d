import type { MinimumResult } from '../../domain/minimums.js';
import type { EvaluationPhase, SessionPhase, SheetState } from '../../domain/phases.js';
import type { Refusal } from '../../domain/refusal.js';
import type { ConditionEffect, Text } from '../../domain/scorecard.js';
import type { PartTotal } from '../../domain/totals.js';
import type { ShownMean, ShownPartMean } from '../dossiers/released-results.js';
import type { PinnedRegulation, SeatRole } from '../sessions/session-state.js';
import type { ShownQuorum } from '../sessions/show-quorum.js';

/** What one cohort may see of a session. Null means hidden, or not there. */
export interface SessionBoard {
  readonly id: string;
  readonly revision: number;
  readonly cohort: 'CHAIR' | 'MEMBER' | 'SUPPORT' | 'ROOM' | 'ADMIN';
  readonly name: string;
  readonly councilName: string;
  readonly year: number;
  readonly batch: number;
  readonly round: number;
  readonly location: string | null;
  readonly phase: SessionPhase;
  readonly suspendedReason: string | null;
  readonly onTable: string | null;
  /** The viewer scores here, and nothing is recorded yet of whether he is present. */
  readonly notCalled: boolean;
  /** The viewer scores here, and is recorded absent. */
  readonly recordedAbsent: boolean;
  readonly agenda: readonly BoardItem[];
  readonly quorum: ShownQuorum;
  readonly members: readonly BoardMember[] | null;
  readonly regulation: PinnedRegulation;
  readonly recordCode: string | null;
}

export interface BoardMember {
  readonly id: string;
  readonly label: string;
  readonly title: string;
  readonly institution: string;
  readonly role: SeatRole;
  readonly voting: boolean;
  readonly present: boolean;
  readonly absenceReason: string | null;
  readonly connected: boolean;
  readonly lastSeenAt: Date | null;
}

export interface BoardItem {
  readonly id: string;
  readonly position: number;
  readonly phase: EvaluationPhase;
  readonly attempt: number;
  readonly round: number;
  readonly productName: string;
  readonly producerName: string;
  readonly placeName: string;
  readonly productSet: number;
  readonly productSetTitle: Text;
  readonly photoUrl: string | null;
  readonly dossierId: string | null;
  readonly criteriaSetCode: string | null;
  readonly recused: boolean;
  readonly submittedCount: number | null;
  readonly expectedCount: number | null;
  readonly seats: readonly BoardSeat[] | null;
  readonly provisional: Provisional | null;
  readonly findings: readonly Finding[] | null;
  /** Those that the viewer reported himself. */
  readonly myFindings: readonly Finding[] | null;
  readonly result: BoardResult | null;
  readonly reason: string | null;
  readonly fixList: string | null;
}

export interface BoardSeat {
  readonly id: string;
  readonly label: string;
  readonly role: SeatRole;
  readonly state: SheetState;
  readonly attempt: number;
  readonly scored: number;
  readonly applicable: number;
  readonly total: number | null;
  readonly parts: readonly PartTotal[] | null;
  readonly previousTotal: number | null;
  readonly reason: string | null;
  readonly connected: boolean;
  readonly lastSeenAt: Date | null;
  readonly waitingOnDevice: number;
}

/** What the result would be if it were concluded now, over the sheets submitted so far. */
export interface Provisional {
  readonly mean: ShownMean | null;
  readonly parts: readonly ShownPartMean[];
  readonly bandClass: number | null;
  readonly starClass: number | null;
  readonly minimums: readonly BoardMinimum[];
  readonly next: {
    readonly stars: number;
    readonly shortBy: string | null;
    readonly missingMinimums: readonly string[];
  } | null;
  readonly deviation: BoardDeviation | null;
  readonly why: readonly Text[];
  readonly obstacles: readonly Refusal[];
}

export type BoardMinimum = Pick<MinimumResult, 'stars' | 'criterion' | 'minPoints' | 'met'> & {
  readonly mean: ShownMean;
  readonly title: Text;
  /** Labels of the members whose own mark is below the minimum. */
  readonly failingMembers: readonly string[];
};

export interface BoardDeviation {
  readonly spread: number;
  readonly limit: number;
  readonly exceeded: boolean;
  readonly highest: readonly string[];
  readonly lowest: readonly string[];
}

export interface BoardResult {
  readonly outcome: 'CLASSIFIED' | 'STOPPED' | 'REJECTED';
  readonly starClass: number | null;
  readonly mean: ShownMean | null;
  readonly parts: readonly ShownPartMean[];
  readonly why: readonly Text[];
  readonly concludedAt: Date;
  readonly releasedAt: Date | null;
  readonly reason: string | null;
}

export interface Finding {
  readonly id: string;
  readonly code: string;
  readonly effect: ConditionEffect;
  readonly scope: string;
  readonly text: Text;
  readonly remark: string;
  readonly reportedBy: string;
  readonly reportedAt: Date;
  readonly state: 'REPORTED' | 'CONFIRMED' | 'DISMISSED';
  readonly reason: string | null;
}

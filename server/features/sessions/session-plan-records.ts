import type { CouncilLevel } from '../../domain/council-level.js';
import type { SessionPhase } from '../../domain/phases.js';

/** What an administrator states of a session. */
export interface SessionFields {
  readonly councilId: string;
  readonly name: string;
  readonly year: number;
  /** Đợt within the year, 1–12. */
  readonly batch: number;
  /** Lần within the batch, 1–9. */
  readonly round: number;
  readonly location: string | null;
  readonly plannedAt: Date;
}

export interface PlannedSession extends SessionFields {
  readonly id: string;
  /** Pinned when the session opened; null before. */
  readonly regulationId: string | null;
  readonly phase: SessionPhase;
  readonly openedAt: Date | null;
  readonly closedAt: Date | null;
  readonly version: number;
}

export interface SessionFilter {
  readonly councilId?: string | null;
  readonly phase?: SessionPhase | null;
}

/** Whether somebody was there; one entry for every member in office on the day of the session. */
export interface Attendance {
  readonly sessionId: string;
  readonly memberId: string;
  /** False also before anything was recorded. */
  readonly present: boolean;
  readonly reason: string | null;
  /** Null before anything was recorded. */
  readonly changedAt: Date | null;
  /** The seat has a card that was not voided. */
  readonly cardIssued: boolean;
}

/** Who asks, as far as a session's plan needs to know. */
export type PlanReader =
  | { readonly kind: 'ACCOUNT'; readonly accountId: string; readonly isAdmin: boolean }
  | { readonly kind: 'SEAT'; readonly memberId: string; readonly sessionId: string };

export interface PlanningCouncil {
  readonly level: CouncilLevel;
  /** Where it has its say: this place and everything below it. */
  readonly placeId: string;
  readonly retired: boolean;
  /** Rounds (lần) in one batch, by the newest regulation: the one that its next session will open under. */
  readonly rounds: number;
}

/** Where plans of sessions are kept. */
export interface SessionPlanRecords {
  /** The latest first. */
  list(filter: SessionFilter): Promise<PlannedSession[]>;
  ofCouncils(councilIds: readonly string[]): Promise<PlannedSession[]>;
  find(id: string): Promise<PlannedSession | null>;
  /** Whether the reader is chair, vice-chair or secretary of the session, in office on its day. */
  leads(id: string, reader: PlanReader): Promise<boolean>;
  council(id: string): Promise<PlanningCouncil | null>;
  /** As `council`, and keeps it from being retired until the act ends; never after a session's lock was taken. */
  holdCouncil(id: string): Promise<PlanningCouncil | null>;
  /** Whether anything hangs on the council of the session: agenda, attendance, cards, sign-ins. */
  hangsOnCouncil(id: string): Promise<boolean>;
  insert(fields: SessionFields): Promise<PlannedSession>;
  update(id: string, fields: SessionFields): Promise<PlannedSession>;
  remove(id: string): Promise<void>;
  attendance(sessionIds: readonly string[]): Promise<Attendance[]>;
  /** Those of the sessions that have a room link which was not voided. */
  withRoomLink(sessionIds: readonly string[]): Promise<{ id: string }[]>;
}

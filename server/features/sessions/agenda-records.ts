import type { CouncilLevel } from '../../domain/council-level.js';
import type { DossierKind, IsoDate, Regime } from '../../domain/decrees.js';
import type { EvaluationPhase } from '../../domain/phases.js';
import type { DossierState } from '../dossiers/dossier.js';

/** One dossier on an agenda. */
export interface AgendaItem {
  readonly id: string;
  readonly sessionId: string;
  readonly dossierId: string;
  /** From 1; gaps stay where something was taken off an opened agenda. */
  readonly position: number;
  readonly phase: EvaluationPhase;
  readonly round: number;
}

/** What decides whether a dossier may come onto an agenda. */
export interface AgendaDossier {
  readonly id: string;
  readonly productName: string;
  readonly state: DossierState;
  readonly level: CouncilLevel;
  readonly kind: DossierKind;
  readonly regime: Regime;
  readonly criteriaSetCode: string;
  readonly submittedOn: IsoDate;
  readonly round: number;
  /** A council left it to a later round, be that council there still or not. */
  readonly deferred: boolean;
  /** The council that left it to a later round, as long as that council is there to take it up again. */
  readonly deferredBy: string | null;
  /** The producer's place and every place above it. */
  readonly placeIds: readonly string[];
  /** The name of the session on whose agenda it stands, where its evaluation has not ended; else null. */
  readonly agendaOf: string | null;
}

/** Where agendas are kept. */
export interface AgendaRecords {
  /** In the order of the agenda. */
  ofSessions(sessionIds: readonly string[]): Promise<AgendaItem[]>;
  /** Holds the dossiers against other agendas and withdrawal, then reads those that exist, in any order. */
  holdDossiers(ids: readonly string[]): Promise<AgendaDossier[]>;
  /** Reads the dossiers of a session's agenda. */
  dossiersOf(sessionId: string): Promise<AgendaDossier[]>;
  /** Puts the dossiers at the end, in this order. @returns ids of the new evaluations */
  append(sessionId: string, dossiers: readonly AgendaDossier[]): Promise<string[]>;
  /** Whether anything of the evaluation must stay on record: marks, submissions, findings, recusals. */
  hasRecord(evaluationId: string): Promise<boolean>;
  /** Takes evaluations off the agenda. Their dossiers wait again for the round in which they stood. */
  takeOff(evaluationIds: readonly string[]): Promise<void>;
  /** Numbers the agenda from 1 without gaps. */
  closeGaps(sessionId: string): Promise<void>;
  /** Gives each evaluation its new position. */
  place(positions: readonly { id: string; position: number }[]): Promise<void>;
}

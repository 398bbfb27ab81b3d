import type { EvaluationPhase, SessionPhase } from '../../domain/phases.js';

/** A dossier's place on an agenda. */
export interface DossierEvaluation {
  readonly id: string;
  readonly dossierId: string;
  readonly sessionId: string;
  readonly sessionName: string;
  readonly sessionPhase: SessionPhase;
  readonly phase: EvaluationPhase;
  /** Lần within the batch. */
  readonly round: number;
  /** What the producer must mend before the next round; null unless deferred. */
  readonly fixList: string | null;
}

/** Where agendas are read from. */
export interface DossierEvaluationRecords {
  /** Newest session first. */
  ofDossiers(dossierIds: readonly string[]): Promise<DossierEvaluation[]>;
}

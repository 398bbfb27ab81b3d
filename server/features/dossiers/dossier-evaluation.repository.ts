import type { EntityManager } from 'typeorm';
import type { DossierEvaluation, DossierEvaluationRecords } from './dossier-evaluations.js';

/** A stop is told only by its release, which makes it RELEASED; until then it looks like any conclusion. */
export class DossierEvaluationRepository implements DossierEvaluationRecords {
  constructor(private readonly database: EntityManager) {}

  ofDossiers(dossierIds: readonly string[]): Promise<DossierEvaluation[]> {
    return this.database.query(
      `select evaluation.id, evaluation.dossier_id as "dossierId", session.id as "sessionId",
              session.name as "sessionName", session.phase as "sessionPhase", evaluation.round,
              case evaluation.phase when 'STOPPED' then 'CONCLUDED' else evaluation.phase end as phase,
              case when evaluation.phase = 'DEFERRED' then evaluation.fix_list end as "fixList"
         from evaluation join session on session.id = evaluation.session_id
        where evaluation.dossier_id = any($1)
        order by session.planned_at desc, evaluation.id`,
      [dossierIds],
    );
  }
}

import { Refusal } from '../../domain/refusal.js';
import { forbidden } from '../../platform/authorize.js';
import type { Viewer } from '../../platform/viewer.js';
import type { ReleasedResult } from '../dossiers/released-results.js';

/** One released dossier of a session, without its result. */
export interface ResultLine {
  readonly evaluationId: string;
  /** Place on the agenda, from 1. */
  readonly position: number;
  readonly productName: string;
  readonly productCode: string | null;
  readonly producerName: string;
  readonly placeName: string;
  readonly criteriaSetCode: string;
}

export interface SessionResult extends ResultLine {
  readonly result: ReleasedResult;
}

export interface SessionResultRecords {
  hasSession(sessionId: string): Promise<boolean>;
  /** Released dossiers in agenda order. */
  releasedLines(sessionId: string): Promise<ResultLine[]>;
}

/** Reads results by the ids of their evaluations; released ones only. */
export interface ReleasedResultsOf {
  ofEvaluations(evaluationIds: readonly string[]): Promise<ReleasedResult[]>;
}

/** What came out of a session, as far as the chair has released it (R 8.7). */
export class SessionResults {
  constructor(
    private readonly records: SessionResultRecords,
    private readonly results: ReleasedResultsOf,
  ) {}

  /**
   * Before the results are read, and of the primary: a session founded a moment ago is not on a replica yet.
   * @throws {Refusal} NOT_FOUND
   * @throws {GraphQLError} FORBIDDEN for a seat of another session, whether that one exists or not
   */
  async admit(sessionId: string, viewer: Viewer): Promise<void> {
    if (viewer.kind === 'SEAT' && viewer.sessionId !== sessionId) throw forbidden();
    if (!(await this.records.hasSession(sessionId))) throw new Refusal('NOT_FOUND', { session: sessionId });
  }

  /** In agenda order; a dossier without a released result is not there at all. */
  async of(sessionId: string): Promise<SessionResult[]> {
    const lines = await this.records.releasedLines(sessionId);
    const results = await this.results.ofEvaluations(lines.map(({ evaluationId }) => evaluationId));
    const byEvaluation = new Map(results.map((result) => [result.evaluationId, result]));
    return lines.flatMap((line) => {
      const result = byEvaluation.get(line.evaluationId);
      return result ? [{ ...line, result }] : [];
    });
  }
}

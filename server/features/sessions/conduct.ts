import { Refusal } from '../../domain/refusal.js';
import type { Scorecard } from '../../domain/scorecard.js';
import type { LedgerAct } from '../../platform/ledger-acts.js';
import { appendToLedger } from '../../platform/ledger.js';
import type { Transactor, Tx } from '../../platform/transact.js';
import { actorIn, actorName, evaluationIn, type Actor, type Asker } from './authority.js';
import type { Decided } from './change.js';
import type { SessionRepository } from './session.repository.js';
import type { EvaluationState, SessionState } from './session-state.js';

/** Where cards are found by their code. */
export interface CardShelf {
  get(code: string): Scorecard | undefined;
  sha256(code: string): string;
}

/** One act upon a dossier: judged on the session as it stands under its lock. */
export type EvaluationAct = (
  state: SessionState,
  actor: Actor,
  evaluation: EvaluationState,
  card: Scorecard,
) => Decided;

/**
 * Carries out acts of conducting: lock the session, read it whole, let the act decide, write its changes and the
 * record in one transaction, and only then tell the screens. Two clicks at once are judged one after the other.
 */
export class Conduct {
  constructor(
    private readonly transactor: Transactor,
    private readonly sessions: SessionRepository,
    private readonly cards: CardShelf,
    private readonly now: () => Date,
  ) {}

  /** @returns the session's id */
  async inSession(
    sessionId: string,
    asker: Asker,
    act: LedgerAct,
    decide: (state: SessionState, actor: Actor, now: Date) => Decided,
  ): Promise<string> {
    return this.transactor.run(async (tx, emit) => {
      const state = await this.lockAndRead(tx, sessionId, []);
      const actor = actorIn(state, asker);
      const revision = await this.record(tx, state, asker, act, decide(state, actor, this.now()));
      emit({ kind: 'sessionChanged', sessionId, revision });
      return sessionId;
    });
  }

  /** @returns the session's id. @throws {Refusal} NOT_FOUND, and whatever the act refuses */
  async onEvaluation(
    evaluationId: string,
    asker: Asker,
    act: LedgerAct,
    decide: EvaluationAct,
  ): Promise<string> {
    return this.transactor.run(async (tx, emit) => {
      const sessionId = await this.sessions.sessionOfEvaluation(tx, evaluationId);
      if (!sessionId) throw new Refusal('NOT_FOUND', { evaluation: evaluationId });
      const state = await this.lockAndRead(tx, sessionId, [evaluationId]);
      const actor = actorIn(state, asker);
      const evaluation = evaluationIn(state, evaluationId);
      const decided = decide(state, actor, evaluation, this.cardOf(evaluation));
      const revision = await this.record(tx, state, asker, act, decided);
      emit({ kind: 'sessionChanged', sessionId, revision });
      if (decided.changes.some(({ on }) => on === 'newResult')) emit({ kind: 'dossierConcluded', sessionId });
      return sessionId;
    });
  }

  /** As `onEvaluation`, for the dossier a finding belongs to. */
  async onFinding(findingId: string, asker: Asker, act: LedgerAct, decide: EvaluationAct): Promise<string> {
    const evaluationId = await this.sessions.evaluationOfFinding(this.transactor.reader, findingId);
    if (!evaluationId) throw new Refusal('NOT_FOUND', { finding: findingId });
    return this.onEvaluation(evaluationId, asker, act, decide);
  }

  private cardOf(evaluation: EvaluationState): Scorecard {
    const card = this.cards.get(evaluation.criteriaSetCode);
    if (!card) throw new Error(`no scorecard ${evaluation.criteriaSetCode}`);
    const pinned = evaluation.cardSha256;
    if (pinned !== null && pinned !== this.cards.sha256(card.code)) {
      throw new Error(`scorecard ${card.code} changed under evaluation ${evaluation.id}`);
    }
    return card;
  }

  private async lockAndRead(tx: Tx, sessionId: string, withSheets: readonly string[]): Promise<SessionState> {
    await this.sessions.lock(tx, sessionId);
    const state = await this.sessions.read(tx, sessionId, withSheets);
    if (!state) throw new Refusal('NOT_FOUND', { session: sessionId });
    return state;
  }

  private async record(
    tx: Tx,
    state: SessionState,
    asker: Asker,
    act: LedgerAct,
    decided: Decided,
  ): Promise<number> {
    await this.sessions.write(tx, state.id, decided.changes);
    const actor = actorIn(state, asker);
    // A member may act from a card or signed in with an account: of the latter the record says which.
    const by = actor.kind === 'MEMBER' && asker.kind === 'ACCOUNT' ? { account: asker.accountId } : {};
    const content = { ...decided.record, ...by };
    await appendToLedger(tx, state.id, { act, actor: actorName(actor), content }, this.now());
    return this.sessions.bump(tx, state.id);
  }
}

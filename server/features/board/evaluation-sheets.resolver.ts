import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { applicableCriteria, sheetTotal } from '../../domain/totals.js';
import { OF_EVALUATION } from '../../platform/argument-words.js';
import { Allow, forbidden } from '../../platform/authorize.js';
import type { RequestContext } from '../../platform/viewer.js';
import { memberLabel } from '../councils/council.js';
import {
  countedAttempt,
  type EvaluationState,
  type SessionState,
  type SheetSummary,
} from '../sessions/session-state.js';
import { evaluationIn } from '../sessions/authority.js';
import type { ScoreSheet, SheetMark } from '../sheets/sheet.js';
import { showSheet } from '../sheets/show-sheet.js';
import { ScoreSheetType } from '../sheets/sheet.types.js';
import { cardOf } from './build-board.js';
import type { Boards } from './boards.js';
import { sightOf } from './visibility.js';

/** Sheets of others, whole: for the chair once scoring is closed, for members after release where the regulation says so. */
@Resolver()
export class EvaluationSheetsResolver {
  constructor(private readonly boards: Boards) {}

  @Allow('SIGNED_IN')
  @Query(() => [ScoreSheetType], {
    description:
      'All sheets of one evaluation as submitted, for those who may read them at this stage; others FORBIDDEN.',
  })
  async evaluationSheets(
    @Arg('evaluationId', () => ID, OF_EVALUATION) evaluationId: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<ScoreSheetType[]> {
    const sessionId = await this.boards.sessionOfEvaluation(evaluationId);
    const { state, rights } = await this.boards.look(sessionId, viewer, [evaluationId]);
    const evaluation = evaluationIn(state, evaluationId);
    const view = rights.viewOf(evaluation);
    if (!sightOf(state, evaluation, view).sheets) throw forbidden();
    const chair = view === 'CHAIR' || view === 'SECRETARY';
    return evaluation.sheets.map((sheet) => {
      const submitted = this.submitted(state, evaluation, sheet);
      // A receipt is its member's own proof, and why somebody is away or was asked again is for the minutes.
      return showSheet(chair ? submitted : { ...submitted, receipt: null, reason: null }, chair);
    });
  }

  /** The sheet as it was last submitted; of an unfinished one no mark is shown. */
  private submitted(state: SessionState, evaluation: EvaluationState, sheet: SheetSummary): ScoreSheet {
    const card = cardOf(this.boards.sources.cards, evaluation);
    const counted = sheet.state === 'RECUSED' ? null : countedAttempt(sheet);
    const marks = (counted?.marks ?? []) as readonly SheetMark[];
    const total = sheetTotal(card, evaluation, marks.flatMap((m) => (m.choice ? [{ ...m, choice: m.choice }] : []))); // prettier-ignore
    const member = state.members.find(({ id }) => id === sheet.memberId);
    return {
      id: sheet.id,
      evaluationId: evaluation.id,
      criteriaSetCode: evaluation.criteriaSetCode,
      memberId: sheet.memberId,
      memberLabel: member ? memberLabel(member) : '',
      state: sheet.state,
      attempt: sheet.attempt,
      version: sheet.version,
      marks,
      total: total.points,
      parts: total.parts,
      scored: total.scored,
      applicable: applicableCriteria(card, evaluation).length,
      opinion: counted?.opinion ?? null,
      submittedAt: counted ? new Date(counted.submittedAt) : null,
      receipt: counted?.receipt ?? null,
      reason: sheet.reason,
    };
  }
}

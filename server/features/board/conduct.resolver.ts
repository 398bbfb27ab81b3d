import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { OF_EVALUATION, FOR_THE_MINUTES } from '../../platform/argument-words.js';
import { Allow } from '../../platform/authorize.js';
import type { RequestContext, Viewer } from '../../platform/viewer.js';
import { conclude, defer, release } from '../sessions/acts/conclude.js';
import { confirmStop, reportStop } from '../sessions/acts/findings.js';
import { recuse, withdrawRecusal } from '../sessions/acts/recuse.js';
import {
  closeScoring,
  openScoring,
  presentDossier,
  returnSheets,
  takeOffTable,
} from '../sessions/acts/run-scoring.js';
import type { CardShelf, Conduct } from '../sessions/conduct.js';
import { BoardOutcome, SessionBoardType } from './board.types.js';
import { showBoard } from './show-board.js';
import { askerOf, type Boards } from './boards.js';
import { FindingDecisionEnum } from './conduct-input.types.js';

/** The doors to conducting one dossier. Each answers with the actor's own board as it stands after the act. */
@Resolver()
export class ConductResolver {
  constructor(
    private readonly conduct: Conduct,
    private readonly boards: Boards,
    private readonly cards: CardShelf,
  ) {}

  @Allow('SIGNED_IN')
  @Mutation(() => BoardOutcome, {
    description: "Puts a dossier on the table; every member's screen goes there.",
  })
  async presentDossier(
    @Arg('evaluationId', () => ID, OF_EVALUATION) id: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<SessionBoardType> {
    return this.board(
      viewer,
      await this.conduct.onEvaluation(id, askerOf(viewer), 'presentDossier', presentDossier),
    );
  }

  @Allow('SIGNED_IN')
  @Mutation(() => BoardOutcome, {
    description:
      'Takes the dossier off the table undecided, with a reason for the record. It waits on the agenda with its sheets and attempts, which go on when it is presented again; needs no quorum.',
  })
  async takeOffTable(
    @Arg('evaluationId', () => ID, OF_EVALUATION) id: string,
    @Arg('reason', () => String, FOR_THE_MINUTES) reason: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<SessionBoardType> {
    const act = await this.conduct.onEvaluation(id, askerOf(viewer), 'takeOffTable', (s, a, e) =>
      takeOffTable(s, a, e, reason),
    );
    return this.board(viewer, act);
  }

  @Allow('SIGNED_IN')
  @Mutation(() => BoardOutcome, {
    description:
      'Opens scoring; needs quorum (R 8.4). Reopens it for the unfinished after a closing that came too early.',
  })
  async openScoring(
    @Arg('evaluationId', () => ID, OF_EVALUATION) id: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<SessionBoardType> {
    const act = await this.conduct.onEvaluation(id, askerOf(viewer), 'openScoring', (s, a, e, card) =>
      openScoring(s, a, e, this.cards.sha256(card.code)),
    );
    return this.board(viewer, act);
  }

  @Allow('SIGNED_IN')
  @Mutation(() => BoardOutcome, { description: 'Ends scoring; whatever arrives later does not count.' })
  async closeScoring(
    @Arg('evaluationId', () => ID, OF_EVALUATION) id: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<SessionBoardType> {
    return this.board(
      viewer,
      await this.conduct.onEvaluation(id, askerOf(viewer), 'closeScoring', closeScoring),
    );
  }

  @Allow('SIGNED_IN')
  @Mutation(() => BoardOutcome, {
    description:
      'Re-scoring: sheets go back to the members named, all who submitted unless named; the earlier attempt stays on record (R 8.5).',
  })
  async returnSheets(
    @Arg('evaluationId', () => ID, OF_EVALUATION) id: string,
    @Arg('reason', () => String, FOR_THE_MINUTES) reason: string,
    @Ctx() { viewer }: RequestContext,
    @Arg('memberIds', () => [ID], { nullable: true, description: 'Null: all who submitted.' })
    memberIds?: string[] | null,
  ): Promise<SessionBoardType> {
    const act = await this.conduct.onEvaluation(id, askerOf(viewer), 'returnSheets', (s, a, e) =>
      returnSheets(s, a, e, memberIds ?? null, reason),
    );
    return this.board(viewer, act);
  }

  @Allow('SIGNED_IN')
  @Mutation(() => BoardOutcome, {
    description:
      'Takes a member out of one product, by his own word or by whoever conducts it (R 8.14). Undone only by `withdrawRecusal`.',
  })
  async recuse(
    @Arg('evaluationId', () => ID, OF_EVALUATION) id: string,
    @Arg('memberId', () => ID, { description: 'Of the council of the session.' }) memberId: string,
    @Arg('reason', () => String, FOR_THE_MINUTES) reason: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<SessionBoardType> {
    const act = await this.conduct.onEvaluation(id, askerOf(viewer), 'recuse', (s, a, e) =>
      recuse(s, a, e, memberId, reason),
    );
    return this.board(viewer, act);
  }

  @Allow('SIGNED_IN')
  @Mutation(() => BoardOutcome, {
    description:
      'Lets a member take part again whose recusal was a mistake; for whoever conducts the product, until its scoring is closed. The sheet is open with the marks made before; what was handed in counts only when handed in anew.',
  })
  async withdrawRecusal(
    @Arg('evaluationId', () => ID, OF_EVALUATION) id: string,
    @Arg('memberId', () => ID, { description: 'Recused from this product in this session.' })
    memberId: string,
    @Arg('reason', () => String, FOR_THE_MINUTES) reason: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<SessionBoardType> {
    const act = await this.conduct.onEvaluation(id, askerOf(viewer), 'withdrawRecusal', (s, a, e) =>
      withdrawRecusal(s, a, e, memberId, reason),
    );
    return this.board(viewer, act);
  }

  @Allow('SIGNED_IN')
  @Mutation(() => BoardOutcome, {
    description: 'Reports a fact that excludes the dossier or stops its evaluation (R 4.20–4.24).',
  })
  async reportStop(
    @Arg('evaluationId', () => ID, OF_EVALUATION) id: string,
    @Arg('code', () => String, { description: 'Of a `reportable` condition of the scorecard.' }) code: string,
    @Arg('scope', () => String, {
      description: 'Of the same condition: "DOSSIER", or the code of a criterion, group or section.',
    })
    scope: string,
    @Arg('remark', () => String, { description: 'What was seen; at most 2000 characters.' }) remark: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<SessionBoardType> {
    const act = await this.conduct.onEvaluation(id, askerOf(viewer), 'reportStop', (s, a, e, card) =>
      reportStop(s, a, e, card, { code, scope, remark }),
    );
    return this.board(viewer, act);
  }

  @Allow('SIGNED_IN')
  @Mutation(() => BoardOutcome, {
    description: 'Whoever presides confirms or dismisses a reported fact, with a reason.',
  })
  async confirmStop(
    @Arg('findingId', () => ID, { description: '`id` in `findings` of the board.' }) id: string,
    @Arg('decision', () => FindingDecisionEnum, { description: 'Whether the fact holds.' })
    decision: keyof typeof FindingDecisionEnum,
    @Arg('reason', () => String, FOR_THE_MINUTES) reason: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<SessionBoardType> {
    const act = await this.conduct.onFinding(id, askerOf(viewer), 'confirmStop', (s, a, e) =>
      confirmStop(s, a, e, id, decision, reason),
    );
    return this.board(viewer, act);
  }

  @Allow('SIGNED_IN')
  @Mutation(() => BoardOutcome, {
    description: 'Whoever presides concludes; the class is fixed and waits for release (R 5, R 8.6).',
  })
  async conclude(
    @Arg('evaluationId', () => ID, OF_EVALUATION) id: string,
    @Ctx() { viewer }: RequestContext,
    @Arg('reason', () => String, { nullable: true, description: 'Needed above the deviation limit.' })
    reason?: string | null,
  ): Promise<SessionBoardType> {
    const act = await this.conduct.onEvaluation(id, askerOf(viewer), 'conclude', (s, a, e, card) =>
      conclude(s, a, e, card, reason ?? null),
    );
    return this.board(viewer, act);
  }

  @Allow('SIGNED_IN')
  @Mutation(() => BoardOutcome, { description: 'Whoever presides makes the result public.' })
  async release(
    @Arg('evaluationId', () => ID, OF_EVALUATION) id: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<SessionBoardType> {
    return this.board(viewer, await this.conduct.onEvaluation(id, askerOf(viewer), 'release', release));
  }

  @Allow('SIGNED_IN')
  @Mutation(() => BoardOutcome, {
    description: 'Leaves the dossier to the next round with a list of what to mend (R 8.9).',
  })
  async defer(
    @Arg('evaluationId', () => ID, OF_EVALUATION) id: string,
    @Arg('reason', () => String, FOR_THE_MINUTES) reason: string,
    @Arg('fixList', () => String, {
      description: 'What is to be mended before the next round, for the producer; at most 5000 characters.',
    })
    fixList: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<SessionBoardType> {
    const act = await this.conduct.onEvaluation(id, askerOf(viewer), 'defer', (s, a, e) =>
      defer(s, a, e, reason, fixList),
    );
    return this.board(viewer, act);
  }

  private async board(viewer: Viewer, sessionId: string): Promise<SessionBoardType> {
    return showBoard(await this.boards.board(sessionId, viewer));
  }
}

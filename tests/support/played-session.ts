import type { DataSource } from 'typeorm';
import { DemoDesk } from '../../server/demo/demo-desk.js';
import { memberMarks, type Portrait } from '../../server/demo/imagined-marks.js';
import { conclude, release } from '../../server/features/sessions/acts/conclude.js';
import { confirmStop, reportStop } from '../../server/features/sessions/acts/findings.js';
import { markAttendance } from '../../server/features/sessions/acts/mark-attendance.js';
import {
  closeScoring,
  openScoring,
  presentDossier,
} from '../../server/features/sessions/acts/run-scoring.js';
import { openSession } from '../../server/features/sessions/acts/run-session.js';
import { SessionRepository } from '../../server/features/sessions/session.repository.js';
import type { SessionState } from '../../server/features/sessions/session-state.js';
import type { ScorecardLibrary } from '../../server/scorecards/scorecard-library.js';

/** How far a dossier is played. */
export type Until = 'CONCLUDED' | 'RELEASED' | 'STOPPED' | 'STOPPED_AND_RELEASED';

/** Plays sessions through the use cases that the API calls, so that no test writes a result as a row. */
export class PlayedSession {
  constructor(
    private readonly database: DataSource,
    private readonly library: ScorecardLibrary,
    readonly sessionId: string,
  ) {}

  async state(withSheets: readonly string[] = []): Promise<SessionState> {
    const state = await new SessionRepository().read(this.database.manager, this.sessionId, withSheets);
    if (!state) throw new Error(`no session ${this.sessionId}`);
    return state;
  }

  /** Opens the session with everybody present. */
  async open(): Promise<void> {
    const { members } = await this.state();
    const entries = members.map(({ id }) => ({ memberId: id, present: true, reason: null }));
    await this.atTheDesk(async (desk, chair) => {
      await desk.conduct.inSession(this.sessionId, chair, 'openSession', openSession);
      await desk.conduct.inSession(this.sessionId, chair, 'markAttendance', (state, actor) =>
        markAttendance(state, actor, entries),
      );
    });
  }

  /** Plays one dossier as far as asked, from WAITING or PRESENTING. */
  async play(evaluationId: string, until: Until, portrait: Portrait): Promise<void> {
    const { members, evaluations } = await this.state();
    const item = evaluations.find(({ id }) => id === evaluationId)!;
    const card = this.library.get(item.criteriaSetCode)!;
    await this.atTheDesk(async (desk, chair) => {
      const { conduct } = desk;
      if (item.phase === 'WAITING')
        await conduct.onEvaluation(evaluationId, chair, 'presentDossier', presentDossier);
      if (until.startsWith('STOPPED')) {
        await this.stop(desk, chair, evaluationId);
      } else {
        await conduct.onEvaluation(evaluationId, chair, 'openScoring', (state, actor, evaluation) =>
          openScoring(state, actor, evaluation, this.library.sha256(card.code)),
        );
        for (const { id } of members.filter(({ voting, present }) => voting && present)) {
          await desk.score(
            evaluationId,
            id,
            memberMarks(card, portrait, `${id.length} ${item.productName}`),
            null,
            new Date(),
          );
        }
        await conduct.onEvaluation(evaluationId, chair, 'closeScoring', closeScoring);
        await conduct.onEvaluation(evaluationId, chair, 'conclude', (state, actor, evaluation, pinned) =>
          conclude(state, actor, evaluation, pinned, null),
        );
      }
      if (until.endsWith('RELEASED')) await conduct.onEvaluation(evaluationId, chair, 'release', release);
    });
  }

  private async stop(
    desk: DemoDesk,
    chair: ReturnType<DemoDesk['asker']>,
    evaluationId: string,
  ): Promise<void> {
    const { criteriaSetCode } = (await this.state()).evaluations.find(({ id }) => id === evaluationId)!;
    const fact = this.library
      .get(criteriaSetCode)!
      .mandatoryConditions.find(({ effect }) => effect === 'REJECT')!;
    await desk.conduct.onEvaluation(evaluationId, chair, 'reportStop', (state, actor, evaluation, card) =>
      reportStop(state, actor, evaluation, card, {
        code: fact.code,
        scope: fact.scope,
        remark: 'thấy tại hồ sơ',
      }),
    );
    await desk.conduct.onEvaluation(evaluationId, chair, 'confirmStop', (state, actor, evaluation) =>
      confirmStop(state, actor, evaluation, evaluation.findings[0]!.id, 'CONFIRM', 'Hội đồng thống nhất'),
    );
  }

  private async atTheDesk(
    work: (desk: DemoDesk, chair: ReturnType<DemoDesk['asker']>) => Promise<void>,
  ): Promise<void> {
    const { members } = await this.state();
    const chair = members.find(({ role }) => role === 'CHAIR')!;
    await this.database.transaction(async (tx) => {
      const desk = new DemoDesk(tx, this.sessionId, this.library, () => new Date());
      await work(desk, desk.asker(chair.id));
      await desk.leave();
    });
  }
}

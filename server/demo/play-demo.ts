import { conclude, defer, release } from '../features/sessions/acts/conclude.js';
import { markAttendance } from '../features/sessions/acts/mark-attendance.js';
import { closeScoring, openScoring, presentDossier } from '../features/sessions/acts/run-scoring.js';
import { openSession } from '../features/sessions/acts/run-session.js';
import type { ScorecardLibrary } from '../scorecards/scorecard-library.js';
import type { DemoCouncil } from './demo-council.js';
import type { DemoDesk } from './demo-desk.js';
import { DEMO_ABSENCE, DEMO_OFFICES } from './demo-offices.js';
import { DEMO_DEFERRAL } from './demo-products.js';
import { memberMarks } from './imagined-marks.js';
import type { RegisteredDemo } from './register-demo.js';

/** A demo dossier with its place on the agenda. */
export interface AgendaDemo extends RegisteredDemo {
  readonly evaluationId: string;
}

/** The session as far as it has come when the demo begins: every act is done by the member who may do it. */
export class DemoPlay {
  private readonly chair: string;
  private readonly secretary: string;

  constructor(
    private readonly desk: DemoDesk,
    private readonly council: DemoCouncil,
    private readonly library: ScorecardLibrary,
    private readonly now: () => Date,
  ) {
    this.chair = this.member('chutich');
    this.secretary = this.member('thuky');
  }

  /** @param on  the day whose decree governs, whatever the machine's clock says */
  async play(sessionId: string, agenda: readonly AgendaDemo[], on: Date): Promise<void> {
    const { conduct } = this.desk;
    await conduct.inSession(sessionId, this.desk.asker(this.chair), 'openSession', (state, actor) =>
      openSession(state, actor, on),
    );
    const entries = DEMO_OFFICES.map(({ username }) => ({
      memberId: this.member(username),
      present: username !== DEMO_ABSENCE.username,
      reason: username === DEMO_ABSENCE.username ? DEMO_ABSENCE.reason : null,
    }));
    await conduct.inSession(sessionId, this.desk.asker(this.secretary), 'markAttendance', (state, actor) =>
      markAttendance(state, actor, entries),
    );
    for (const item of agenda) await this.playOne(item);
    await this.desk.leave();
  }

  private async playOne(item: AgendaDemo): Promise<void> {
    const { conduct } = this.desk;
    const { evaluationId, demo } = item;
    if (demo.fate === 'WAITING') return;
    await conduct.onEvaluation(
      evaluationId,
      this.desk.asker(this.secretary),
      'presentDossier',
      presentDossier,
    );
    if (demo.fate === 'DEFERRED') {
      const { reason, fixList } = DEMO_DEFERRAL;
      await conduct.onEvaluation(
        evaluationId,
        this.desk.asker(this.chair),
        'defer',
        (state, actor, evaluation) => defer(state, actor, evaluation, reason, fixList),
      );
    }
    if (demo.fate === 'RELEASED') await this.score(item);
  }

  private async score({ evaluationId, card, demo }: AgendaDemo): Promise<void> {
    const { conduct } = this.desk;
    const chair = this.desk.asker(this.chair);
    await conduct.onEvaluation(evaluationId, chair, 'openScoring', (state, actor, evaluation) =>
      openScoring(state, actor, evaluation, this.library.sha256(card.code)),
    );
    for (const { username, voting } of DEMO_OFFICES) {
      if (!voting || username === DEMO_ABSENCE.username) continue;
      const marks = memberMarks(card, demo.portrait, `${username} ${demo.product}`);
      await this.desk.score(
        evaluationId,
        this.member(username),
        marks,
        OPINIONS[username] ?? null,
        this.now(),
      );
    }
    await conduct.onEvaluation(evaluationId, chair, 'closeScoring', closeScoring);
    await conduct.onEvaluation(evaluationId, chair, 'conclude', (state, actor, evaluation, pinned) =>
      conclude(state, actor, evaluation, pinned, null),
    );
    await conduct.onEvaluation(evaluationId, chair, 'release', release);
  }

  private member(username: string): string {
    const id = this.council.memberIds.get(username);
    if (id === undefined) throw new Error(`the demo has no member ${username}`);
    return id;
  }
}

/** A few members write an opinion under their sheet. */
const OPINIONS: Readonly<Record<string, string>> = {
  congthuong: 'Đề nghị chủ thể mở thêm kênh phân phối ngoài tỉnh.',
  antoan: 'Cần giữ đủ hồ sơ kiểm nghiệm định kỳ theo từng lô.',
  chuyengia: 'Chất lượng cảm quan ổn định giữa các mẫu.',
};

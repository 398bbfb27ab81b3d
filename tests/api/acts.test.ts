import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EvaluationPhase, SessionPhase } from '../../server/domain/phases.js';
import { Conducting } from '../support/conducting.js';
import { type Act, LiveCouncil } from '../support/live-council.js';
import { seat } from '../support/server.js';

const PHASES: EvaluationPhase[] = ['WAITING', 'PRESENTING', 'SCORING', 'REVIEWING', 'CONCLUDED', 'RELEASED', 'DEFERRED', 'STOPPED']; // prettier-ignore

/** What each act makes of each phase, or the refusal; written out here, not read from the rulebook. */
const TABLE: Record<string, Record<EvaluationPhase, string>> = {
  presentDossier: row('PRESENTING', 'ALREADY_DONE', 'WRONG_PHASE'),
  openScoring: {
    ...row('WRONG_PHASE'),
    PRESENTING: 'SCORING',
    SCORING: 'ALREADY_DONE',
    REVIEWING: 'SCORING',
  },
  closeScoring: {
    ...row('SCORING_NOT_OPEN', 'SCORING_NOT_OPEN', 'WRONG_PHASE'),
    SCORING: 'REVIEWING',
    REVIEWING: 'ALREADY_DONE',
  },
  returnSheets: { ...row('WRONG_PHASE'), SCORING: 'ALREADY_DONE', REVIEWING: 'SCORING' },
  conclude: { ...row('WRONG_PHASE'), REVIEWING: 'CONCLUDED', CONCLUDED: 'ALREADY_DONE' },
  release: { ...row('WRONG_PHASE'), CONCLUDED: 'RELEASED', STOPPED: 'RELEASED', RELEASED: 'ALREADY_DONE' },
  defer: {
    ...row('DEFERRED', 'DEFERRED', 'WRONG_PHASE'),
    SCORING: 'DEFERRED',
    REVIEWING: 'DEFERRED',
    DEFERRED: 'ALREADY_DONE',
  },
  takeOffTable: {
    ...row('ALREADY_DONE', 'WAITING', 'WRONG_PHASE'),
    SCORING: 'WAITING',
    REVIEWING: 'WAITING',
  },
};
function row(waiting: string, presenting = waiting, others = presenting): Record<EvaluationPhase, string> {
  const rest = Object.fromEntries(PHASES.slice(2).map((phase) => [phase, others]));
  return { ...rest, WAITING: waiting, PRESENTING: presenting } as Record<EvaluationPhase, string>;
}

describe('conducting a session', () => {
  let council: LiveCouncil;
  beforeAll(async () => {
    council = await LiveCouncil.open();
  });
  afterAll(() => council.close());
  beforeEach(() => council.clearTable());
  const { concluded, refused, reviewed } = new Conducting(() => council);
  const setPhase = (id: string, phase: string) =>
    council.sql(
      `update evaluation set phase = $2, reason = case when $2 = 'DEFERRED' then 'x' end, fix_list = case when $2 = 'DEFERRED' then 'x' end where id = $1`,
      [id, phase],
    );

  describe('step by step', () => {
    it.each(Object.keys(TABLE))(
      '%s leads from every step where the law says, and is refused elsewhere',
      async (act) => {
        const evaluationId = await council.dossier();
        const texts = { reason: 'Theo biên bản', fixList: 'Bổ sung minh chứng', memberIds: null };
        for (const phase of PHASES) {
          // A submitted sheet, so that what needs one can go on; the table is about phases alone.
          await council.sql('delete from result where evaluation_id = $1', [evaluationId]);
          await council.sql('delete from sheet where evaluation_id = $1', [evaluationId]);
          await council.clearTable();
          if (phase !== 'WAITING') {
            await setPhase(evaluationId, 'PRESENTING');
            await council.must('openScoring', { evaluationId });
            if (phase === 'REVIEWING') {
              await council.attendanceOfAllBut(3, 'Vắng');
              for (const { person } of council.voters.slice(0, 3))
                await council.handIn(evaluationId, person, 75);
              await council.regulate({ quorumNum: 1, quorumDen: 4 });
            }
          }
          await setPhase(evaluationId, phase);
          const expected = TABLE[act]![phase];
          if (PHASES.includes(expected as EvaluationPhase)) {
            await council.must(act as Act, { evaluationId, ...texts });
            const [after] = await council.sql('select phase from evaluation where id = $1', [evaluationId]);
            expect(after!['phase'], `${act} from ${phase}`).toBe(expected);
          } else await refused(act as Act, { evaluationId, ...texts }, expected);
          await council.regulate({ quorumNum: 3, quorumDen: 4 });
        }
      },
    );

    it.each<[Act, Record<SessionPhase, string>]>([
      [
        'openSession',
        { PLANNED: 'OPEN', OPEN: 'ALREADY_DONE', SUSPENDED: 'WRONG_PHASE', CLOSED: 'SESSION_CLOSED' },
      ],
      [
        'suspendSession',
        {
          PLANNED: 'SESSION_NOT_OPEN',
          OPEN: 'SUSPENDED',
          SUSPENDED: 'ALREADY_DONE',
          CLOSED: 'SESSION_CLOSED',
        },
      ],
      [
        'resumeSession',
        { PLANNED: 'SESSION_NOT_OPEN', OPEN: 'ALREADY_DONE', SUSPENDED: 'OPEN', CLOSED: 'SESSION_CLOSED' },
      ],
      [
        'closeSession',
        { PLANNED: 'SESSION_NOT_OPEN', OPEN: 'CLOSED', SUSPENDED: 'CLOSED', CLOSED: 'ALREADY_DONE' },
      ],
    ])('%s leads the session where the law says, and is refused elsewhere', async (act, table) => {
      for (const [phase, expected] of Object.entries(table)) {
        await council.sql(
          `update session set phase = $2::text, suspended_reason = case when $2::text = 'SUSPENDED' then 'Nghỉ' end where id = $1`,
          [council.sessionId, phase],
        );
        const variables = { sessionId: council.sessionId, reason: 'Nghỉ trưa' };
        if (!['OPEN', 'SUSPENDED', 'CLOSED'].includes(expected)) {
          // Somebody opened or resumed already: OPEN is then where it stands.
          const outcome = await council.act(act, variables);
          expect(outcome.code, `${act} from ${phase}`).toBe(expected);
        } else expect((await council.must(act, variables)).phase).toBe(expected);
      }
    });

    it.each([
      ...(['presentDossier', 'openScoring', 'closeScoring', 'returnSheets', 'conclude', 'defer'] as Act[]),
      'takeOffTable' as Act,
    ])('%s waits while the session is suspended, and is over once it is closed', async (act) => {
      const evaluationId = await council.dossier();
      const variables = { evaluationId, reason: 'x', fixList: 'y', memberIds: null };
      await council.must('suspendSession', { sessionId: council.sessionId, reason: 'Nghỉ' });
      await refused(act, variables, 'SESSION_NOT_OPEN');
      await council.must('closeSession', { sessionId: council.sessionId });
      await refused(act, variables, 'SESSION_CLOSED');
    });

    it('is for those who conduct: members, other sessions and strangers change nothing', async () => {
      const evaluationId = await council.dossier();
      const member = council.member('yte').person;
      await refused('presentDossier', { evaluationId }, 'NOT_ALLOWED', member);
      await refused('suspendSession', { sessionId: council.sessionId, reason: 'x' }, 'NOT_ALLOWED', member);
      await refused('presentDossier', { evaluationId }, 'NOT_ALLOWED', council.vice);
      const elsewhere = await seat(
        council.stage,
        council.demo.plannedSessionId,
        council.member('chutich').id,
      );
      await refused('presentDossier', { evaluationId }, 'NOT_ALLOWED', elsewhere);
      await refused('presentDossier', { evaluationId: 'nonsense' }, 'NOT_FOUND');
      await refused('conclude', { evaluationId: council.sessionId }, 'NOT_FOUND');
    });

    it('leaves conclusion and release to whoever presides, not to the secretary', async () => {
      const evaluationId = await reviewed(75);
      await refused('conclude', { evaluationId }, 'NOT_ALLOWED', council.secretary);
      await concluded(evaluationId);
      await refused('release', { evaluationId }, 'NOT_ALLOWED', council.secretary);
      await council.must('release', { evaluationId });
    });

    it('needs reasons that can be read in the minutes', async () => {
      const evaluationId = await reviewed(75);
      await refused('returnSheets', { evaluationId, reason: '  ', memberIds: null }, 'REASON_REQUIRED');
      await refused('returnSheets', { evaluationId, reason: 'a\u0000', memberIds: null }, 'INVALID_INPUT');
      await refused('defer', { evaluationId, reason: 'x', fixList: ' ' }, 'REASON_REQUIRED');
      await refused(
        'recuse',
        { evaluationId, memberId: council.voters[2]!.id, reason: '' },
        'REASON_REQUIRED',
      );
      await refused(
        'suspendSession',
        { sessionId: council.sessionId, reason: 'x'.repeat(2001) },
        'INVALID_INPUT',
      );
      const entries = [{ memberId: council.voters[2]!.id, present: false, reason: null }];
      await refused(
        'markAttendance',
        { sessionId: council.sessionId, entries },
        'REASON_REQUIRED',
        council.secretary,
      );
    });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EvaluationPhase, SessionPhase } from '../../server/domain/phases.js';
import { type Loose, saveInput, seat } from '../support/server.js';
import { type Act, criteriaOf, library, LiveCouncil, marksWorth } from '../support/live-council.js';

const CARD = 'OCOP-26-2026-04';
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

  const refused = async (act: Act, variables: object, code: string, by = council.chair) => {
    const before = await council.rows();
    const outcome = await council.act(act, variables as Record<string, unknown>, by);
    expect(outcome).toMatchObject({ __typename: 'Refusal', code });
    expect(outcome.message.vi).toMatch(/\S{2,} \S+/);
    expect(await council.rows()).toEqual(before);
    return outcome;
  };
  /** Scored by all with these totals and closed. */
  const reviewed = async (points: Parameters<LiveCouncil['allHandIn']>[1], card?: string) => {
    const evaluationId = await council.scoring(card);
    await council.allHandIn(evaluationId, points);
    await council.must('closeScoring', { evaluationId });
    return evaluationId;
  };
  const concluded = async (evaluationId: string, reason: string | null = null) => {
    const board = await council.must('conclude', { evaluationId, reason });
    return board.agenda.find(({ id }: Loose) => id === evaluationId);
  };
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

  describe('with who is there', () => {
    it('opens no scoring and concludes nothing without quorum', async () => {
      const evaluationId = await reviewed(75);
      for (const username of ['yte', 'khoahoc', 'vanhoa']) await council.attendance(username, 'Về sớm');
      const outcome = await refused('conclude', { evaluationId }, 'NO_QUORUM');
      expect(outcome.message.vi).toContain('cần 9, có 8');
      await refused('openScoring', { evaluationId }, 'NO_QUORUM');
      await council.attendance('vanhoa', null);
      expect((await concluded(evaluationId)).phase).toBe('CONCLUDED');
    });

    it('lets the vice-chair preside while the chair is away, and nobody when both are', async () => {
      const evaluationId = await reviewed(75);
      await council.attendance('chutich', 'Họp Chính phủ');
      const board = await council.board(council.vice);
      expect(board).toMatchObject({ cohort: 'CHAIR', quorum: { presidingIsActing: true } });
      await refused('conclude', { evaluationId }, 'NOT_ALLOWED', council.chair);
      await council.attendance('phochutich', 'Đi cùng');
      await refused('conclude', { evaluationId }, 'NOBODY_PRESIDES', council.vice);
      await council.attendance('phochutich', null);
      await council.must('conclude', { evaluationId }, council.vice);
    });

    it('counts who has handed in, though absent later; who has not is outside with the reason', async () => {
      const evaluationId = await council.scoring();
      await council.attendance('yte', 'Cấp cứu');
      await council.allHandIn(evaluationId, 75);
      await council.attendance('khoahoc', 'Về sớm');
      await council.must('closeScoring', { evaluationId });
      const { result } = await concluded(evaluationId);
      expect(result.mean).toMatchObject({ sum: 750, count: 10 });
      const seats = (await council.item(evaluationId)).seats;
      const of = (username: string) => seats.find(({ id }: Loose) => id === council.member(username).id);
      expect(of('yte')).toMatchObject({ state: 'ABSENT', reason: 'Cấp cứu', total: null });
      expect(of('khoahoc')).toMatchObject({ state: 'SEALED', total: 75 });
    });

    it('counts the earlier sheet of a member who left after it was returned', async () => {
      const evaluationId = await reviewed((_, index) => (index === 3 ? 88 : 70));
      await council.must('returnSheets', {
        evaluationId,
        reason: 'Lệch',
        memberIds: [council.voters[3]!.id],
      });
      await council.attendance(council.voters[3]!.username, 'Về sớm');
      await council.must('closeScoring', { evaluationId });
      const { result } = await concluded(evaluationId, 'Đã trao đổi');
      expect(result.mean).toMatchObject({ sum: 788, count: 11 });
    });

    it('blocks the conclusion while somebody present has not handed in, and names them', async () => {
      const evaluationId = await council.scoring();
      for (const { person } of council.voters.slice(1)) await council.handIn(evaluationId, person, 75);
      await council.must('closeScoring', { evaluationId });
      const outcome = await refused('conclude', { evaluationId }, 'SHEETS_MISSING');
      expect(outcome.message.vi).toContain('UBND tỉnh Minh Hòa');
      // Scoring is closed: waiting alone would bring no sheet.
      expect(outcome.message.vi).toContain('Mở lại chấm điểm để nộp');
      await council.must('openScoring', { evaluationId });
      await council.handIn(evaluationId, council.chair, 75);
      await council.must('closeScoring', { evaluationId });
      expect((await concluded(evaluationId)).result.mean.count).toBe(11);
    });

    it('puts the vice-chair in the chair for the product from which the chair is recused', async () => {
      const evaluationId = await council.dossier();
      await council.must('recuse', {
        evaluationId,
        memberId: council.member('chutich').id,
        reason: 'Người nhà là chủ thể',
      });
      await council.must('presentDossier', { evaluationId }, council.secretary);
      await refused('openScoring', { evaluationId }, 'NOT_ALLOWED', council.chair);
      await council.must('openScoring', { evaluationId }, council.vice);
      await council.allHandIn(evaluationId, 75);
      await council.must('closeScoring', { evaluationId }, council.vice);
      await refused('conclude', { evaluationId }, 'NOT_ALLOWED', council.chair);
      expect(await council.item(evaluationId, council.chair)).toMatchObject({
        recused: true,
        seats: null,
        provisional: null,
        dossierId: null,
      });
      const board = await council.must('conclude', { evaluationId }, council.vice);
      expect(board.agenda.find(({ id }: Loose) => id === evaluationId).result.mean).toMatchObject({
        sum: 750,
        count: 10,
      });
      await refused(
        'recuse',
        { evaluationId, memberId: council.member('yte').id, reason: 'Muộn' },
        'WRONG_PHASE',
        council.vice,
      );
    });
  });

  describe('with members who differ', () => {
    it('takes exactly the limit for agreement, and asks for a reason or another scoring above it', async () => {
      const at = await reviewed((_, index) => (index === 0 ? 60 : 70));
      expect((await concluded(at)).phase).toBe('CONCLUDED');
      await council.clearTable();
      const above = await reviewed((_, index) => (index === 0 ? 59 : 70));
      const outcome = await refused('conclude', { evaluationId: above }, 'DEVIATION_UNRESOLVED');
      expect(outcome.message.vi).toContain('11');
      expect((await concluded(above, 'Khác quan điểm về bao bì')).result.reason).toBe(
        'Khác quan điểm về bao bì',
      );
    });

    it('insists on another scoring where the regulation does; then a reason suffices', async () => {
      await council.regulate({ afterDeviation: 'RESCORE' });
      const evaluationId = await reviewed((_, index) => (index === 0 ? 50 : 70));
      await refused('conclude', { evaluationId, reason: 'Vẫn khác nhau' }, 'DEVIATION_UNRESOLVED');
      await council.must('returnSheets', { evaluationId, reason: 'Chấm lại', memberIds: null });
      await council.allHandIn(evaluationId, (_, index) => (index === 0 ? 55 : 70));
      await council.must('closeScoring', { evaluationId });
      await refused('conclude', { evaluationId }, 'DEVIATION_UNRESOLVED');
      expect((await concluded(evaluationId, 'Vẫn khác nhau')).result.mean).toMatchObject({
        sum: 755,
        count: 11,
      });
      const { attempts } = await council.sheet(evaluationId, council.chair);
      expect(attempts).toMatchObject([
        { attempt: 1, total: 50, returnedReason: 'Chấm lại' },
        { attempt: 2, total: 55, returnedReason: null },
      ]);
    });

    it('returns only the sheets that are named, and none that is not handed in', async () => {
      const evaluationId = await council.scoring();
      await council.attendance('yte', 'Ốm');
      await council.allHandIn(evaluationId, 70);
      await council.must('closeScoring', { evaluationId });
      const reason = 'Chấm lại';
      await refused(
        'returnSheets',
        { evaluationId, reason, memberIds: [council.member('yte').id] },
        'SHEET_ABSENT',
      );
      await refused('returnSheets', { evaluationId, reason, memberIds: [council.sessionId] }, 'NOT_FOUND');
      await refused('returnSheets', { evaluationId, reason, memberIds: [] }, 'SHEET_NOT_SUBMITTED');
      await council.must('returnSheets', { evaluationId, reason, memberIds: [council.voters[0]!.id] });
      const states = await council.sql(
        'select state, count(*)::int as n from sheet where evaluation_id = $1 group by 1 order by 1',
        [evaluationId],
      );
      expect(states).toEqual([
        { state: 'ABSENT', n: 1 },
        { state: 'RETURNED', n: 1 },
        { state: 'SUBMITTED', n: 9 },
      ]);
      const other = await council.sheet(evaluationId, council.voters[1]!.person);
      expect((await council.withdraw(council.voters[1]!.person, other.id)).code).toBe('WRONG_PHASE');
    });
  });

  describe('with what the council finds', () => {
    const finding = { code: 'UNACCEPTABLE_IMPURITIES', scope: '6.1', remark: 'Có cát trong mẫu' };
    const report = async (evaluationId: string, one: object = finding) => {
      await council.must('reportStop', { evaluationId, ...one }, council.member('antoan').person);
      const { findings } = await council.item(evaluationId);
      return findings.at(-1).id as string;
    };

    it('stops the evaluation when whoever presides confirms, and gives no class', async () => {
      const evaluationId = await council.scoring();
      const findingId = await report(evaluationId);
      const again = council.member('antoan').person;
      await refused('reportStop', { evaluationId, ...finding }, 'DUPLICATE', again);
      await refused(
        'confirmStop',
        { findingId, decision: 'CONFIRM', reason: 'x' },
        'NOT_ALLOWED',
        council.secretary,
      );
      await refused('confirmStop', { findingId, decision: 'CONFIRM', reason: '' }, 'REASON_REQUIRED');
      await council.must('confirmStop', { findingId, decision: 'CONFIRM', reason: 'Cả hội đồng thấy' });
      expect(await council.item(evaluationId)).toMatchObject({
        phase: 'STOPPED',
        result: { outcome: 'STOPPED', starClass: null, mean: null },
      });
      await refused('confirmStop', { findingId, decision: 'DISMISS', reason: 'x' }, 'ALREADY_DONE');
      await council.must('release', { evaluationId });
    });

    it('excludes a dossier, and keeps a dismissed report on record', async () => {
      const evaluationId = await council.scoring();
      const dismissed = await report(evaluationId);
      await refused('conclude', { evaluationId }, 'WRONG_PHASE');
      await council.must('confirmStop', {
        findingId: dismissed,
        decision: 'DISMISS',
        reason: 'Mẫu khác sạch',
      });
      const forged = await report(evaluationId, {
        code: 'FORGED_DOSSIER',
        scope: 'DOSSIER',
        remark: 'Phiếu kiểm nghiệm giả',
      });
      await council.must('confirmStop', { findingId: forged, decision: 'CONFIRM', reason: 'Đã đối chiếu' });
      expect(await council.item(evaluationId)).toMatchObject({
        phase: 'STOPPED',
        result: { outcome: 'REJECTED' },
        findings: [{ state: 'DISMISSED', reason: 'Mẫu khác sạch' }, { state: 'CONFIRMED' }],
      });
    });

    it('settles a requirement as a remark and goes on; an open report blocks the conclusion', async () => {
      const evaluationId = await council.scoring();
      const findingId = await report(evaluationId, {
        code: 'ORIGIN_100_IN_PROVINCE',
        scope: '1.1',
        remark: 'Một phần ngoài tỉnh',
      });
      await council.allHandIn(evaluationId, 75);
      await council.must('closeScoring', { evaluationId });
      await refused('conclude', { evaluationId }, 'FINDINGS_OPEN');
      await council.must('confirmStop', { findingId, decision: 'CONFIRM', reason: 'Ghi vào biên bản' });
      expect((await concluded(evaluationId)).result.outcome).toBe('CLASSIFIED');
    });

    it('takes no report of what the card does not print, from those who do not sit, or off the table', async () => {
      const evaluationId = await council.dossier();
      await refused('reportStop', { evaluationId, ...finding }, 'WRONG_PHASE');
      await council.must('presentDossier', { evaluationId });
      await refused('reportStop', { evaluationId, ...finding, scope: '6.2' }, 'NOT_FOUND');
      await refused(
        'reportStop',
        { evaluationId, ...finding, code: 'ONLY_WITH_STORY', scope: '5.2' },
        'NOT_FOUND',
      );
      await refused(
        'reportStop',
        { evaluationId, ...finding },
        'NOT_ALLOWED',
        council.member('totuvan').person,
      );
    });

    it('lets a 0 in the sensory part of bottled water be reported, and stops nothing by itself', async () => {
      const evaluationId = await council.scoring('OCOP-26-2026-16');
      const { id, version } = await council.sheet(evaluationId, council.vice);
      await council.save(council.vice, saveInput(id, version, [{ criterion: '6.1', choice: 'NONE' }]));
      expect((await council.item(evaluationId)).phase).toBe('SCORING');
      const findingId = await report(evaluationId, { code: 'ZERO_STOPS', scope: '6.1', remark: 'Điểm 0' });
      await council.must('confirmStop', { findingId, decision: 'CONFIRM', reason: 'Xác nhận' });
      expect((await council.item(evaluationId)).result.outcome).toBe('STOPPED');
    });
  });

  describe('to its end', () => {
    it('leaves a dossier to round 2 with what to mend, where the regulation has one', async () => {
      const evaluationId = await council.scoring();
      const texts = { reason: 'Thiếu phiếu kiểm nghiệm', fixList: 'Kiểm nghiệm lại' };
      await council.must('defer', { evaluationId, ...texts });
      expect(await council.item(evaluationId)).toMatchObject({ phase: 'DEFERRED', ...texts });
      const [dossier] = await council.sql(
        'select d.id, d.state, d.round from dossier d join evaluation e on e.dossier_id = d.id where e.id = $1',
        [evaluationId],
      );
      expect(dossier).toMatchObject({ state: 'AWAITING_ROUND_2', round: 2 });
      // In the next session it is the last round.
      const again = await council.dossier();
      await council.sql('update evaluation set round = 2 where id = $1', [again]);
      await council.must('presentDossier', { evaluationId: again });
      await refused('defer', { evaluationId: again, ...texts }, 'NO_FURTHER_ROUND');
    });

    it('works to its end by the regulation under which it was opened', async () => {
      const evaluationId = await reviewed((_, index) => (index === 0 ? 60 : 70));
      await council.sql(
        `insert into regulation (council_id, version, settings)
         select council_id, version + 1, settings || '{"deviationLimit": 1, "quorumNum": 1, "quorumDen": 1}' from regulation order by version desc limit 1`,
      );
      await council.attendance('yte', 'Về');
      expect((await council.board()).quorum.required).toBe(9);
      expect((await concluded(evaluationId)).phase).toBe('CONCLUDED');
      await council.sql('delete from regulation where version = (select max(version) from regulation)');
    });

    it('frees what never came to the table when it closes, and may release afterwards', async () => {
      const untouched = await council.dossier();
      const evaluationId = await reviewed(75);
      await refused('closeSession', { sessionId: council.sessionId }, 'EVALUATION_ON_TABLE');
      await concluded(evaluationId);
      const board = await council.must('closeSession', { sessionId: council.sessionId });
      expect(board.recordCode).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
      const state = async (id: string) =>
        (
          await council.sql(
            'select d.state from dossier d join evaluation e on e.dossier_id = d.id where e.id = $1',
            [id],
          )
        )[0]!['state'];
      expect(await state(untouched)).toBe('REGISTERED');
      expect(await state(evaluationId)).toBe('IN_SESSION');
      await council.must('release', { evaluationId });
      expect(await state(evaluationId)).toBe('EVALUATED');
    });

    it('opens no session of a council that has been dissolved', async () => {
      await council.sql('update council set retired_at = now()');
      const chair = await seat(council.stage, council.demo.plannedSessionId, council.member('chutich').id);
      await refused('openSession', { sessionId: council.demo.plannedSessionId }, 'RETIRED', chair);
      await council.sql('update council set retired_at = null');
    });
  });

  describe('to a star', () => {
    /** Everything at its best, but for these criteria at these positions. */
    const marks = (but: Record<string, number> = {}) =>
      criteriaOf(library.get(CARD)!).map(({ code, levels }) => ({ criterion: code, choice: 'LEVELS', levels: [but[code] ?? levels.length - 1] })); // prettier-ignore
    const classOf = async (low: number, minimumTest: 'MEAN' | 'MAJORITY' | 'ALL') => {
      await council.clearTable({ minimumTest });
      const evaluationId = await council.scoring();
      await Promise.all(
        council.voters.map(async ({ person }, index) => {
          const { id, version } = await council.sheet(evaluationId, person);
          // Criterion 10 asks 3 points for four stars: its first level gives 1, its last 5.
          const saved = await council.save(
            person,
            saveInput(id, version, marks(index < low ? { '10': 0 } : {})),
          );
          await council.submit(person, id, saved.sheet.version);
        }),
      );
      await council.must('closeScoring', { evaluationId });
      return (await concluded(evaluationId)).result;
    };

    it.each([
      ['MEAN', 5, 5],
      ['MEAN', 6, 3],
      ['MAJORITY', 5, 5],
      ['MAJORITY', 6, 3],
      ['ALL', 0, 5],
      ['ALL', 1, 3],
    ] as const)(
      'tests a minimum by %s: with %i members of 11 below it gives %i stars, in words',
      async (test, low, stars) => {
        const result = await classOf(low, test);
        expect(result.starClass).toBe(stars);
        const why = result.why.map(({ vi }: Loose) => vi).join(' ');
        expect(why).toContain(`${stars}`);
        if (stars === 3) expect(why).toMatch(/tối thiểu/);
      },
    );

    it('never rounds: a mean of 89.90 and a bit is below five stars', async () => {
      const evaluationId = await reviewed((_, index) => (index === 0 ? 89 : 90));
      const { result } = await concluded(evaluationId);
      expect(result.mean).toMatchObject({ sum: 989, count: 11, text: expect.stringMatching(/^89[.,]90$/) });
      expect(result.starClass).toBeLessThan(5);
      expect(marksWorth(library.get(CARD)!, 89)).toHaveLength(criteriaOf(library.get(CARD)!).length);
    });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Conducting } from '../support/conducting.js';
import { criteriaOf, library, LiveCouncil, marksWorth } from '../support/live-council.js';
import { type Loose, saveInput, seat } from '../support/server.js';

const CARD = 'OCOP-26-2026-04';

describe('conducting a session', () => {
  let council: LiveCouncil;
  beforeAll(async () => {
    council = await LiveCouncil.open();
  });
  afterAll(() => council.close());
  beforeEach(() => council.clearTable());
  const { concluded, refused, reviewed } = new Conducting(() => council);

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

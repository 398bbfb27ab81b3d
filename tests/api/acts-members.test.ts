import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Conducting } from '../support/conducting.js';
import { LiveCouncil } from '../support/live-council.js';
import type { Loose } from '../support/server.js';

describe('conducting a session', () => {
  let council: LiveCouncil;
  beforeAll(async () => {
    council = await LiveCouncil.open();
  });
  afterAll(() => council.close());
  beforeEach(() => council.clearTable());
  const { concluded, refused, reviewed } = new Conducting(() => council);

  describe('with who is there', () => {
    it('opens no scoring and concludes nothing without quorum', async () => {
      const evaluationId = await reviewed(75);
      for (const username of ['yte', 'khoahoc', 'vanhoa']) await council.attendance(username, 'Về sớm');
      const outcome = await refused('conclude', { evaluationId }, 'NO_QUORUM');
      expect(outcome.message.vi).toContain('cần 9, có 8');
      await refused('openScoring', { evaluationId }, 'NO_QUORUM');
      await refused('returnSheets', { evaluationId, reason: 'Chấm lại' }, 'NO_QUORUM');
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
      await refused('returnSheets', { evaluationId, reason: 'Chấm lại' }, 'NOBODY_PRESIDES');
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
});

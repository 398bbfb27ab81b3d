import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { itemOf, LiveCouncil } from '../support/live-council.js';

const SEATS = '{ viewer { seats { sessionId conducts } } }';

describe('a session never ends in a corner', () => {
  let council: LiveCouncil;
  beforeAll(async () => {
    council = await LiveCouncil.open();
  });
  afterAll(() => council?.close());
  beforeEach(() => council.clearTable());

  const conductsOf = async (username: string) => {
    const { viewer } = await council.member(username).person.get(SEATS);
    return viewer.seats[0].conducts as boolean;
  };
  const lastEntry = async () => {
    const [entry] = await council.sql(
      'select act, actor, content from ledger where session_id = $1 order by seq desc limit 1',
      [council.sessionId],
    );
    return { ...entry, content: JSON.parse(entry!.content).content };
  };
  const recuseChair = (evaluationId: string) =>
    council.must('recuse', { evaluationId, memberId: council.member('chutich').id, reason: 'Người nhà' });
  const concluded = async (evaluationId: string, by = council.chair) => {
    await council.allHandIn(evaluationId, 72);
    await council.must('closeScoring', { evaluationId }, council.secretary);
    await council.must('conclude', { evaluationId, reason: null }, by);
  };

  it('takes off the table what can be neither concluded nor deferred, keeps the sheets, and closes', async () => {
    await council.clearTable({ roundsPerBatch: 1 });
    const evaluationId = await council.scoring();
    await council.allHandIn(evaluationId, 70);
    await council.attendance('phochutich', 'Bận');
    await recuseChair(evaluationId);
    const { secretary } = council;
    await council.must('closeScoring', { evaluationId }, secretary);
    expect((await council.act('conclude', { evaluationId }, secretary)).code).toBe('NOBODY_PRESIDES');
    const other = await council.dossier();
    expect((await council.act('presentDossier', { evaluationId: other }, secretary)).code).toBe(
      'EVALUATION_ON_TABLE',
    );
    const blank = await council.act('takeOffTable', { evaluationId, reason: ' ' }, secretary);
    expect(blank.code).toBe('REASON_REQUIRED');
    const stranger = council.voters[4]!.person;
    expect((await council.act('takeOffTable', { evaluationId, reason: 'Thử' }, stranger)).code).toBe(
      'NOT_ALLOWED',
    );

    const board = await council.must(
      'takeOffTable',
      { evaluationId, reason: 'Không có ai chủ trì' },
      secretary,
    );
    expect(board.onTable).toBeNull();
    expect(itemOf(board, evaluationId)).toMatchObject({ phase: 'WAITING', submittedCount: null });
    expect(await lastEntry()).toMatchObject({
      act: 'takeOffTable',
      content: { evaluation: evaluationId, from: 'REVIEWING', reason: 'Không có ai chủ trì' },
    });

    // Presented again, it goes on from where it was: whoever had handed in has handed in.
    await council.attendance('phochutich', null);
    await council.must('presentDossier', { evaluationId }, secretary);
    await council.must('openScoring', { evaluationId }, secretary);
    expect(itemOf(await council.board(secretary), evaluationId)).toMatchObject({
      phase: 'SCORING',
      attempt: 1,
      submittedCount: 10,
      expectedCount: 10,
    });

    await council.must('takeOffTable', { evaluationId, reason: 'Hết giờ' }, secretary);
    await council.must('closeSession', { sessionId: council.sessionId }, secretary);
    const states = await council.sql<{ state: string }>(
      'select d.state from dossier d join evaluation e on e.dossier_id = d.id where e.id = any($1)',
      [[evaluationId, other]],
    );
    expect(states.map(({ state }) => state)).toEqual(['REGISTERED', 'REGISTERED']);
  });

  it('leaves a release after the closing to the chair, though both had left', async () => {
    const evaluationId = await council.scoring();
    await concluded(evaluationId);
    await council.attendance('chutich', 'Bận');
    await council.attendance('phochutich', 'Bận');
    expect((await council.act('release', { evaluationId })).code).toBe('NOBODY_PRESIDES');
    await council.must('closeSession', { sessionId: council.sessionId }, council.secretary);
    for (const by of [council.vice, council.secretary])
      expect((await council.act('release', { evaluationId }, by)).code).toBe('NOT_ALLOWED');
    expect(itemOf(await council.must('release', { evaluationId }), evaluationId).phase).toBe('RELEASED');
  });

  it('leaves it to the vice-chair where the chair is recused, who sees what is released and may come in', async () => {
    const evaluationId = await council.scoring();
    await recuseChair(evaluationId);
    expect([await conductsOf('phochutich'), await conductsOf('chutich')]).toEqual([true, true]);
    await concluded(evaluationId, council.vice);
    expect((await lastEntry()).content).toMatchObject({
      appointed: 11,
      present: 11,
      presiding: council.member('phochutich').id,
    });
    const next = await council.dossier();
    await council.must('presentDossier', { evaluationId: next });
    // Another dossier lies on the table, and this one still waits for the vice-chair.
    expect(await conductsOf('phochutich')).toBe(true);
    await council.must('takeOffTable', { evaluationId: next, reason: 'Hết giờ' });
    await council.attendance('chutich', 'Bận');
    await council.attendance('phochutich', 'Bận');
    await council.must('closeSession', { sessionId: council.sessionId }, council.secretary);
    expect(await conductsOf('phochutich')).toBe(true);
    expect((await council.item(evaluationId, council.vice)).result).toMatchObject({ outcome: 'CLASSIFIED' });
    expect((await council.act('release', { evaluationId })).code).toBe('NOT_ALLOWED');
    await council.must('release', { evaluationId }, council.vice);
    expect(await conductsOf('phochutich')).toBe(false);
  });

  it('tells no member that another has reported the same, and settles one fact for all who did', async () => {
    const evaluationId = await council.scoring();
    const card = await council.cardOf(evaluationId);
    const { code, scope } = card.mandatoryConditions.find(
      ({ effect }) => effect === 'REJECT' || effect === 'STOP',
    )!;
    const [one, other] = [council.voters[3]!, council.voters[4]!];
    const report = (by: typeof one) =>
      council.act('reportStop', { evaluationId, code, scope, remark: 'Thấy tại hồ sơ' }, by.person);
    expect((await report(one)).__typename).toBe('SessionBoard');
    expect((await report(other)).__typename).toBe('SessionBoard');
    const again = await report(one);
    expect(again.code).toBe('DUPLICATE');
    expect(again.message.vi).toContain('đồng chí đã báo cáo việc này');

    const { findings } = await council.item(evaluationId);
    expect(findings).toHaveLength(2);
    const decision = { findingId: findings[0].id, decision: 'CONFIRM', reason: 'Hội đồng thống nhất' };
    const board = await council.must('confirmStop', decision);
    expect(itemOf(board, evaluationId).findings.map(({ state }: { state: string }) => state)).toEqual([
      'CONFIRMED',
      'CONFIRMED',
    ]);
    // A stopped evaluation has no count, on the table or off it.
    const counts = { submittedCount: null, expectedCount: null };
    expect(itemOf(board, evaluationId)).toMatchObject({ phase: 'STOPPED', ...counts });
    const next = await council.dossier();
    expect(itemOf(await council.must('presentDossier', { evaluationId: next }), evaluationId)).toMatchObject(
      counts,
    );
  });
});

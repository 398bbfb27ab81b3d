import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Loose, type Person, saveInput } from '../support/server.js';
import { criteriaOf, FOLLOW, itemOf, LiveCouncil, type Member } from '../support/live-council.js';

/** A recusal that was a mistake: who lets the member in again, until when, and what counts then. R 8.14 */
describe('a recusal that is withdrawn', () => {
  let council: LiveCouncil;
  beforeAll(async () => {
    council = await LiveCouncil.open({ logLevel: 'error' });
  });
  afterAll(() => council?.close());
  beforeEach(() => council.clearTable());

  const reason = 'Nhầm với người cùng tên';
  const recuse = (evaluationId: string, { id: memberId }: Member, by?: Person) =>
    council.must('recuse', { evaluationId, memberId, reason: 'Người nhà' }, by);
  const given = (evaluationId: string, { id: memberId }: Member) => ({ evaluationId, memberId, reason });
  const letIn = (evaluationId: string, member: Member, by?: Person) =>
    council.must('withdrawRecusal', given(evaluationId, member), by);
  const seatIn = (board: Loose, evaluationId: string, { id }: Member) =>
    itemOf(board, evaluationId).seats?.find((one: Loose) => one.id === id);
  const refused = async (variables: object, code: string, by: Person = council.chair): Promise<Loose> => {
    const before = await council.rows();
    const outcome = await council.act('withdrawRecusal', variables as Record<string, unknown>, by);
    expect(outcome).toMatchObject({ __typename: 'Refusal', code });
    expect(outcome.message.vi).toMatch(/\S{2,} \S+/);
    expect(await council.rows()).toEqual(before);
    return outcome;
  };
  /** A sheet with its first marks on it. */
  const begun = async (evaluationId: string, { person }: Member) => {
    const sheet = await council.sheet(evaluationId, person);
    const [first, second] = criteriaOf(await council.cardOf(evaluationId));
    const marks = [first!, second!].map(({ code }) => ({ criterion: code, choice: 'LEVELS', levels: [1] }));
    const saved = await council.save(person, saveInput(sheet.id, sheet.version, marks));
    expect(saved.__typename).toBe('MarksSaved');
    return saved.sheet;
  };

  it('gives the member an open sheet with the marks made before, in the denominator again', async () => {
    const evaluationId = await council.scoring();
    const member = council.voters[3]!;
    const before = await begun(evaluationId, member);
    expect(before.marks).toHaveLength(2);
    const expected = (board: Loose) => itemOf(board, evaluationId).expectedCount;
    const all = expected(await council.board());
    expect(expected(await recuse(evaluationId, member))).toBe(all - 1);
    expect((await council.sheet(evaluationId, member.person)).marks).toEqual([]);

    const board = await letIn(evaluationId, member);
    expect(expected(board)).toBe(all);
    expect(seatIn(board, evaluationId, member)).toMatchObject({ state: 'DRAFT', scored: 2, reason: null });
    const sheet = await council.sheet(evaluationId, member.person);
    expect(sheet).toMatchObject({ state: 'DRAFT', reason: null, total: before.total, marks: before.marks });
    // Whatever a device still holds from before the recusal is not written over unseen.
    expect(sheet.version).toBeGreaterThan(before.version + 1);
    expect(await council.item(evaluationId, member.person)).toMatchObject({ recused: false });
    await council.allHandIn(evaluationId, 75);
    await council.must('closeScoring', { evaluationId });
    const done = itemOf(await council.must('conclude', { evaluationId }), evaluationId);
    expect(done.result.mean).toMatchObject({ sum: 75 * all, count: all });
  });

  it('counts nothing of what was handed in before until it is handed in anew, and keeps it on record', async () => {
    const evaluationId = await council.scoring();
    const member = council.voters[3]!;
    await council.handIn(evaluationId, member.person, 60);
    await recuse(evaluationId, member);
    const board = await letIn(evaluationId, member);
    expect(itemOf(board, evaluationId).submittedCount).toBe(0);
    expect(seatIn(board, evaluationId, member)).toMatchObject({ state: 'DRAFT', total: 60 });
    const open = await council.sheet(evaluationId, member.person);
    expect(open).toMatchObject({ state: 'DRAFT', receipt: null, total: 60 });
    expect(open.attempts).toHaveLength(1);
    // Whoever leaves without handing in again is outside the mean.
    await council.attendance(member.username, 'Về sớm');
    await council.allHandIn(evaluationId, 75);
    await council.must('closeScoring', { evaluationId });
    const left = await council.item(evaluationId);
    expect(left.provisional.mean).toMatchObject({ sum: 750, count: 10 });
    await council.must('openScoring', { evaluationId });
    await council.attendance(member.username, null);
    const { id, version } = await council.sheet(evaluationId, member.person);
    expect((await council.submit(member.person, id, version)).__typename).toBe('ScoreSheet');
    await council.must('closeScoring', { evaluationId });
    const done = itemOf(
      await council.must('conclude', { evaluationId, reason: 'Đã trao đổi' }),
      evaluationId,
    );
    expect(done.result.mean).toMatchObject({ sum: 810, count: 11 });
  });

  it('joins the present scoring after sheets were returned', async () => {
    const evaluationId = await council.scoring();
    const member = council.voters[3]!;
    await council.handIn(evaluationId, member.person, 60);
    await recuse(evaluationId, member);
    await council.allHandIn(evaluationId, 75);
    await council.must('closeScoring', { evaluationId });
    await council.must('returnSheets', { evaluationId, reason: 'Trao đổi', memberIds: null });
    const board = await letIn(evaluationId, member);
    expect(seatIn(board, evaluationId, member)).toMatchObject({ state: 'DRAFT', attempt: 2 });
    expect(await council.handIn(evaluationId, member.person, 70)).toMatchObject({ attempt: 2 });
  });

  it('is for whoever conducts the dossier, and never for the member himself', async () => {
    const evaluationId = await council.scoring();
    const [member, other] = [council.voters[3]!, council.voters[4]!];
    await recuse(evaluationId, member, member.person);
    await refused(given(evaluationId, member), 'NOT_ALLOWED', member.person);
    await refused(given(evaluationId, member), 'NOT_ALLOWED', other.person);
    await refused(given(evaluationId, member), 'NOT_ALLOWED', council.vice);
    const seen = await letIn(evaluationId, member, council.secretary);
    expect(seatIn(seen, evaluationId, member)).toMatchObject({ state: 'DRAFT' });
  });

  it('lets a chair come back who then presides again; till then it is for the vice-chair or the secretary', async () => {
    const evaluationId = await council.scoring();
    const chair = council.member('chutich');
    await recuse(evaluationId, chair, council.secretary);
    await refused(given(evaluationId, chair), 'NOT_ALLOWED', council.chair);
    expect(await council.item(evaluationId, council.chair)).toMatchObject({ recused: true, seats: null });
    await letIn(evaluationId, chair, council.vice);
    expect((await council.item(evaluationId, council.chair)).seats).not.toBeNull();
    expect((await council.item(evaluationId, council.vice)).seats).toBeNull();
    await council.allHandIn(evaluationId, 75);
    await council.must('closeScoring', { evaluationId });
    expect((await council.act('conclude', { evaluationId }, council.vice)).code).toBe('NOT_ALLOWED');
    await council.must('conclude', { evaluationId });
  });

  it('takes a dossier that waits or is presented, and a member who is away stays out as absent', async () => {
    const evaluationId = await council.dossier();
    const [early, away, secretary] = [council.voters[3]!, council.voters[4]!, council.member('thuky')];
    for (const member of [early, away, secretary]) await recuse(evaluationId, member);
    await letIn(evaluationId, early);
    await council.must('presentDossier', { evaluationId });
    await council.attendance(away.username, 'Ốm');
    await letIn(evaluationId, away);
    const board = await letIn(evaluationId, secretary);
    expect(seatIn(board, evaluationId, early)).toMatchObject({ state: 'DRAFT' });
    expect(seatIn(board, evaluationId, away)).toMatchObject({ state: 'ABSENT', reason: 'Ốm' });
    // Who does not score has nothing to come back to but his eyes.
    expect(seatIn(board, evaluationId, secretary)).toBeUndefined();
    expect((await council.item(evaluationId, council.secretary)).seats).not.toBeNull();
    await council.attendance(away.username, null);
    expect(seatIn(await council.board(), evaluationId, away)).toMatchObject({ state: 'DRAFT' });
  });

  it('is refused once scoring is closed, with what to do, and of whoever is not recused', async () => {
    const evaluationId = await council.scoring();
    const [member, other] = [council.voters[3]!, council.voters[4]!];
    await recuse(evaluationId, member);
    await refused(given(evaluationId, other), 'ALREADY_DONE');
    await refused({ ...given(evaluationId, member), reason: ' ' }, 'REASON_REQUIRED');
    await refused({ ...given(evaluationId, member), memberId: council.sessionId }, 'NOT_FOUND');
    await refused({ ...given(evaluationId, member), evaluationId: council.sessionId }, 'NOT_FOUND');
    await council.allHandIn(evaluationId, 75);
    await council.must('closeScoring', { evaluationId });
    const { message } = await refused(given(evaluationId, member), 'WRONG_PHASE');
    expect(message.vi).toContain('mở lại chấm điểm trước');
    await council.must('conclude', { evaluationId });
    await refused(given(evaluationId, member), 'WRONG_PHASE');
    await council.must('release', { evaluationId });
    await refused(given(evaluationId, member), 'WRONG_PHASE');
    await council.sql(`update session set phase = 'CLOSED' where id = $1`, [council.sessionId]);
    await refused(given(evaluationId, member), 'SESSION_CLOSED');
  });

  it('may be followed by another recusal, and by another withdrawal', async () => {
    const evaluationId = await council.scoring();
    const member = council.voters[3]!;
    for (let round = 0; round < 2; round += 1) {
      await recuse(evaluationId, member);
      await letIn(evaluationId, member);
    }
    expect(await council.item(evaluationId, member.person)).toMatchObject({ recused: false });
  });

  it('sent once more, because its answer was lost, changes nothing', async () => {
    const evaluationId = await council.scoring();
    const member = council.voters[3]!;
    await recuse(evaluationId, member);
    await letIn(evaluationId, member);
    await council.handIn(evaluationId, member.person, 70);
    await refused(given(evaluationId, member), 'ALREADY_DONE');
    expect(await council.sheet(evaluationId, member.person)).toMatchObject({ state: 'SUBMITTED', total: 70 });
  });

  it("reaches the member's screen live, and lets his device write again", async () => {
    const evaluationId = await council.scoring();
    const member = council.voters[3]!;
    const { id, version } = await council.sheet(evaluationId, member.person);
    const [criterion] = criteriaOf(await council.cardOf(evaluationId));
    const mark = [{ criterion: criterion!.code, choice: 'LEVELS', levels: [0] }];
    const screen = member.person.follow(FOLLOW, { id: council.sessionId });
    const recused = (is: boolean) =>
      screen.until(({ sessionBoard }: Loose) => itemOf(sessionBoard, evaluationId).recused === is);
    await recused(false);
    await recuse(evaluationId, member);
    await recused(true);
    // A tap made while he was out: not written, not forgotten by the device, told what stands there.
    expect((await council.save(member.person, saveInput(id, version, mark))).__typename).toBe('StaleSheet');
    await letIn(evaluationId, member);
    await recused(false);
    const stale = await council.save(member.person, saveInput(id, version, mark));
    expect(stale).toMatchObject({ __typename: 'StaleSheet', sheet: { state: 'DRAFT' } });
    const saved = await council.save(member.person, saveInput(id, stale.sheet.version, mark));
    expect(saved.__typename).toBe('MarksSaved');
    screen.stop();
  });

  describe('in the same moment as something else', () => {
    it('has one winner of two clicks', async () => {
      const evaluationId = await council.scoring();
      const member = council.voters[3]!;
      await recuse(evaluationId, member);
      const answers = await Promise.all(
        [council.chair, council.secretary].map((by) =>
          council.act('withdrawRecusal', given(evaluationId, member), by),
        ),
      );
      const kinds = answers.map(({ __typename, code }) => code ?? __typename).sort();
      expect(kinds).toEqual(['ALREADY_DONE', 'SessionBoard']);
      const [row] = await council.sql<{ n: string }>(
        `select count(*) as n from ledger where act = 'withdrawRecusal' and content like '%' || $1 || '%'`,
        [evaluationId],
      );
      expect(Number(row!.n)).toBe(1);
    });

    it('comes before the closing of scoring or is refused, whichever of the two came first', async () => {
      for (let round = 0; round < 4; round += 1) {
        const evaluationId = await council.scoring();
        const member = council.voters[3]!;
        await recuse(evaluationId, member);
        await council.allHandIn(evaluationId, 75);
        const [back, closed] = await Promise.all([
          council.act('withdrawRecusal', given(evaluationId, member)),
          council.act('closeScoring', { evaluationId }, council.secretary),
        ]);
        expect(closed.__typename).toBe('SessionBoard');
        const concluded = await council.act('conclude', { evaluationId });
        if (back.__typename === 'SessionBoard')
          // He sits here again and has handed in nothing.
          expect(concluded).toMatchObject({ __typename: 'Refusal', code: 'SHEETS_MISSING' });
        else {
          expect(back.code).toBe('WRONG_PHASE');
          expect(itemOf(concluded, evaluationId).result.mean.count).toBe(10);
        }
        await council.clearTable();
      }
    });

    it('never changes who counted in a conclusion', async () => {
      const evaluationId = await council.scoring();
      const member = council.voters[3]!;
      await recuse(evaluationId, member);
      await council.allHandIn(evaluationId, 75);
      await council.must('closeScoring', { evaluationId });
      const [back, concluded] = await Promise.all([
        council.act('withdrawRecusal', given(evaluationId, member), council.secretary),
        council.act('conclude', { evaluationId }),
      ]);
      expect(back).toMatchObject({ __typename: 'Refusal', code: 'WRONG_PHASE' });
      expect(itemOf(concluded, evaluationId).result.mean).toMatchObject({ sum: 750, count: 10 });
      expect(await council.item(evaluationId, member.person)).toMatchObject({ recused: true });
    });
  });
});

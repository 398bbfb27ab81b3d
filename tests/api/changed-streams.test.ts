import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itemOf, LiveCouncil } from '../support/live-council.js';
import { LosingRights, TODAY } from '../support/losing-rights.js';
import { type Followed, type Loose, seat } from '../support/server.js';

/** Whoever may see less than before, but still something: his stream goes on, and changes at once. */
describe('a stream goes on', () => {
  let council: LiveCouncil;
  let losing: LosingRights;
  beforeAll(async () => {
    council = await LiveCouncil.open();
    losing = await LosingRights.in(council);
    // This node never looks by itself for what nobody told it.
    Object.assign(council.stage.server.api.live.missed, { looking: true });
  });
  afterAll(() => council.close());

  /** The boards from the first one on for which it holds: it is awaited, and every later one must not say more. */
  const from = async (stream: Followed<Loose>, holds: (board: Loose) => boolean): Promise<Loose[]> => {
    await stream.until(({ sessionBoard }) => holds(sessionBoard));
    const boards = stream.seen.map(({ sessionBoard }) => sessionBoard);
    return boards.slice(boards.findIndex(holds));
  };

  it.each([
    ['of a member', () => council.voters[6]!],
    ['of the chair, who saw all totals', () => council.voters[0]!],
  ])('%s who is recused: he sees of that dossier what the room sees', async (_, find) => {
    await council.clearTable();
    const evaluationId = await council.scoring();
    const { id: memberId, person } = find();
    await council.handIn(evaluationId, council.voters[2]!.person, 87);
    const stream = await losing.open(person);
    await council.must('recuse', { evaluationId, memberId, reason: 'Người thân của chủ thể' }, person);
    // At once more happens than he may see.
    await council.handIn(evaluationId, council.voters[3]!.person, 83);
    await council.handIn(evaluationId, council.voters[4]!.person, 79);
    const isCounted = (board: Loose) => itemOf(board, evaluationId).submittedCount === 3;
    await stream.until(({ sessionBoard }) => isCounted(sessionBoard));
    const boards = await from(stream, (board) => itemOf(board, evaluationId).recused);
    for (const board of boards) {
      const item = itemOf(board, evaluationId);
      const { seats, provisional, findings, result, dossierId } = item;
      expect({ seats, provisional, findings, result, dossierId }).toEqual({
        ...{ seats: null, provisional: null, findings: null, result: null, dossierId: null },
      });
      expect(JSON.stringify(item)).not.toMatch(/\b(87|83|79)\b/);
    }
    expect(stream.errors).toEqual([]);
  });

  it('of a vice-chair who acted, when the chair is back', async () => {
    await council.clearTable();
    const [chair] = council.voters;
    const called = (present: boolean) => [
      { memberId: chair!.id, present, reason: present ? null : 'Họp Ủy ban' },
    ];
    const roll = { sessionId: council.sessionId };
    await council.must('markAttendance', { ...roll, entries: called(false) }, council.secretary);
    const evaluationId = await council.dossier();
    for (const act of ['presentDossier', 'openScoring'] as const)
      await council.must(act, { evaluationId }, council.vice);
    await council.handIn(evaluationId, council.voters[2]!.person, 87);
    const stream = await losing.open(council.vice);
    await stream.until(({ sessionBoard }) => itemOf(sessionBoard, evaluationId).provisional !== null);
    await council.must('markAttendance', { ...roll, entries: called(true) }, council.secretary);
    await council.handIn(evaluationId, council.voters[3]!.person, 83);
    const boards = await from(stream, ({ cohort }) => cohort === 'MEMBER');
    for (const board of boards) {
      const { seats, provisional } = itemOf(board, evaluationId);
      expect([board.members, seats, provisional]).toEqual([null, null, null]);
    }
    expect(stream.errors).toEqual([]);
  });

  it('of a secretary who is one no more', async () => {
    const secretary = { role: 'SECRETARY', voting: false };
    const memberId = await losing.newcomer(secretary);
    const stream = await losing.open(await seat(council.stage, losing.planned, memberId), losing.planned);
    await stream.until(({ sessionBoard }) => sessionBoard.members !== null);
    await losing.changes(memberId, { role: 'SUPPORT', voting: false });
    await stream.until(({ sessionBoard }) => sessionBoard.cohort === 'SUPPORT');
    expect(stream.seen.at(-1).sessionBoard.members).toBeNull();
    expect(stream.errors).toEqual([]);
  });

  it('of somebody who sat down and turns out to be no member: he is not taken away unseen, and told what to do', async () => {
    const memberId = await losing.newcomer({ memberFrom: TODAY });
    const who = await seat(council.stage, losing.planned, memberId);
    const stream = await losing.open(who, losing.planned);
    const args = '$id: ID!, $on: Date!';
    const refused = await losing.admin.act('retireMember(memberId: $id, on: $on)', args, { id: memberId, on: TODAY }, ''); // prettier-ignore
    expect(refused).toMatchObject({ code: 'INVALID_INPUT', fields: [{ field: 'on' }] });
    expect(stream.errors).toEqual([]);
    await losing.endSignIn(who);
    await expect.poll(() => stream.errors.length).toBe(1);
  });

  it('of everybody in a session that is closed: it stays as it was closed', async () => {
    await council.clearTable();
    const stream = await losing.open(council.voters[8]!.person);
    await council.must('closeSession', { sessionId: council.sessionId });
    const { sessionBoard } = await stream.until((data) => data.sessionBoard.phase === 'CLOSED');
    expect(sessionBoard.recordCode).not.toBeNull();
    expect(stream.errors).toEqual([]);
  });

  it('of the members of a council that has ended, and no session of it opens', async () => {
    const stream = await losing.open(await losing.holder('yte'), losing.planned);
    const id = council.demo.councilId;
    await losing.must('retireCouncil(id: $id)', '$id: ID!', { id });
    const refused = await council.act(
      'openSession',
      { sessionId: losing.planned },
      await losing.holder('thuky'),
    );
    expect(refused).toMatchObject({ __typename: 'Refusal', code: 'RETIRED' });
    expect(stream.errors).toEqual([]);
    expect(await losing.open(await losing.holder('yte'), losing.planned)).toBeDefined();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LiveCouncil, marksWorth } from '../support/live-council.js';
import { accountHolder, type Person, roomScreen, saveInput } from '../support/server.js';

describe('the number of a board', () => {
  let council: LiveCouncil;
  let people: Record<'chair' | 'room' | 'member' | 'admin', Person>;
  let evaluationId: string;
  beforeAll(async () => {
    council = await LiveCouncil.open();
    people = {
      chair: council.chair,
      room: await roomScreen(council.stage, council.sessionId),
      member: council.voters[5]!.person,
      admin: await accountHolder(council.stage, 'quantri'),
    };
    evaluationId = await council.scoring();
  });
  afterAll(() => council.close());

  const numbers = async () => {
    const found: Record<string, number> = {};
    for (const [name, person] of Object.entries(people)) found[name] = (await council.board(person)).revision;
    return found;
  };
  /** Whose number rises by what is done; nobody's may fall. */
  const rising = async (work: () => Promise<unknown>): Promise<string[]> => {
    const before = await numbers();
    await work();
    const after = await numbers();
    for (const name of Object.keys(before)) expect(after[name], name).toBeGreaterThanOrEqual(before[name]!);
    return Object.keys(before).filter((name) => after[name]! > before[name]!);
  };

  it('tells of a save only whoever sees it, of a sheet handed in also the room, of acts everybody', async () => {
    const other = council.voters[8]!.person;
    const { id, version } = await council.sheet(evaluationId, other);
    const marks = marksWorth(await council.cardOf(evaluationId), 70);
    let saved: { sheet: { version: number } };
    expect(
      await rising(async () => (saved = await council.save(other, saveInput(id, version, marks)))),
    ).toEqual(['chair']);
    expect(await rising(() => council.submit(other, id, saved.sheet.version))).toEqual(['chair', 'room']);
    expect(await rising(() => council.withdraw(other, id))).toEqual(['chair', 'room']);
    const { version: now } = await council.sheet(evaluationId, other);
    expect(await rising(() => council.submit(other, id, now))).toEqual(['chair', 'room']);
    expect(await rising(() => council.attendance('phochutich', 'Bận'))).toEqual(Object.keys(people));
  });

  it('tells of a report only the chair and whoever made it', async () => {
    const { code, scope } = (await council.cardOf(evaluationId)).mandatoryConditions.find(
      ({ effect }) => effect === 'STOP',
    )!;
    const report = { evaluationId, code, scope, remark: 'Không có giấy' };
    expect(await rising(() => council.must('reportStop', report, people.member))).toEqual([
      'chair',
      'member',
    ]);
  });

  it('goes on where it was after a restart', async () => {
    const before = await numbers();
    await council.stage.restart();
    // Connections kept from before the restart are closed by now, and asking on one of them fails once.
    await expect.poll(() => numbers().catch(() => null)).toEqual(before);
  });
});

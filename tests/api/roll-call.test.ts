import { afterAll, beforeAll, expect, it } from 'vitest';
import { LiveCouncil } from '../support/live-council.js';

let council: LiveCouncil;
beforeAll(async () => {
  council = await LiveCouncil.open();
});
afterAll(() => council?.close());

it('tells whoever scores and was not called that he was not, and the chair to wait for no sheet of his', async () => {
  await council.clearTable();
  const evaluationId = await council.scoring();
  const before = await council.item(evaluationId);
  const left = council.voters.at(-1)!;
  const [called, { secretary }] = [council.voters.at(-2)!, council];
  expect((await council.board(left.person)).notCalled).toBe(false);
  await council.sql('delete from attendance where session_id = $1 and member_id = $2', [
    council.sessionId,
    left.id,
  ]);
  expect((await council.board(left.person)).notCalled).toBe(true);
  expect((await council.board(called.person)).notCalled).toBe(false);
  expect((await council.board(secretary)).notCalled).toBe(false);
  expect((await council.item(evaluationId)).expectedCount).toBe(before.expectedCount - 1);

  await council.attendance(left.username, 'Ốm');
  expect((await council.board(left.person)).notCalled).toBe(false);
  await council.attendance(left.username, null);
  expect((await council.board(left.person)).notCalled).toBe(false);
  expect((await council.item(evaluationId)).expectedCount).toBe(before.expectedCount);
});

it('tells whoever is recorded absent so at once, takes it back as he comes, and tells nobody else', async () => {
  await council.clearTable();
  const evaluationId = await council.scoring();
  const [away, there] = [council.voters.at(-1)!, council.voters.at(-2)!];
  const told = async ({ person }: typeof away) => (await council.board(person)).recordedAbsent;
  const sheet = async () => (await council.sheet(evaluationId, away.person)).state;
  expect([await told(away), await sheet()]).toEqual([false, 'EMPTY']);

  await council.attendance(away.username, 'Đi công tác đột xuất');
  expect([await told(away), await sheet()]).toEqual([true, 'ABSENT']);
  expect(await told(there)).toBe(false);
  for (const conducting of [council.chair, council.secretary])
    expect((await council.board(conducting)).recordedAbsent).toBe(false);

  await council.attendance(away.username, null);
  expect([await told(away), await sheet()]).toEqual([false, 'DRAFT']);
});

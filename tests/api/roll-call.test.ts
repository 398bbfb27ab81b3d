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

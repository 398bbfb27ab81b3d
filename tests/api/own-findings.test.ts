import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportableConditions } from '../../server/domain/findings.js';
import { itemOf, LiveCouncil } from '../support/live-council.js';
import type { Loose, Person } from '../support/server.js';

const ITEM = 'agenda { id findings { id } myFindings { code remark reportedBy state reason } }';

describe('who reports a ground to stop or exclude', () => {
  let council: LiveCouncil;
  beforeAll(async () => {
    council = await LiveCouncil.open();
  });
  afterAll(() => council?.close());

  const mine = async (evaluationId: string, by: Person) => {
    const query = `query($id: ID!) { sessionBoard(sessionId: $id) { ${ITEM} } }`;
    return itemOf((await by.get(query, { id: council.sessionId })).sessionBoard, evaluationId);
  };

  it('sees that report and what became of it, live, while every colleague sees only his own', async () => {
    const evaluationId = await council.scoring();
    const [first, second, third] = council.voters.filter(({ username }) => !username.includes('chutich'));
    const conditions = reportableConditions(await council.cardOf(evaluationId));
    const report = (by: Person, at: number, remark: string) => {
      const { code, scope } = conditions[at]!;
      return council.must('reportStop', { evaluationId, code, scope, remark }, by);
    };
    const stream = (by: Person) =>
      by.follow(`subscription($id: ID!) { sessionBoard(sessionId: $id) { ${ITEM} } }`, {
        id: council.sessionId,
      });
    const [one, other] = [stream(first!.person), stream(second!.person)];
    const seen = (data: Loose) => itemOf(data.sessionBoard, evaluationId).myFindings;
    await Promise.all([one.until(() => true), other.until(() => true)]);

    await report(first!.person, 0, 'Nhãn ghi sai nơi sản xuất');
    await report(second!.person, 1, 'Phiếu kiểm nghiệm đã hết hạn');
    expect(seen(await one.until((data) => seen(data).length === 1))).toMatchObject([
      { code: conditions[0]!.code, remark: 'Nhãn ghi sai nơi sản xuất', state: 'REPORTED', reason: null },
    ]);
    expect(seen(await other.until((data) => seen(data).length === 1))).toMatchObject([
      { remark: 'Phiếu kiểm nghiệm đã hết hạn' },
    ]);
    expect(await mine(evaluationId, third!.person)).toEqual({
      id: evaluationId,
      findings: null,
      myFindings: [],
    });

    const [{ id: findingId }] = (await council.item(evaluationId)).findings;
    await council.must('confirmStop', { findingId, decision: 'DISMISS', reason: 'Nhãn đúng với hồ sơ' });
    expect(seen(await one.until((data) => seen(data)[0]?.state === 'DISMISSED'))).toMatchObject([
      { reason: 'Nhãn đúng với hồ sơ' },
    ]);
    expect((await mine(evaluationId, second!.person)).myFindings).toMatchObject([{ state: 'REPORTED' }]);

    // Whoever is recused afterwards sees no more of the product than the room does.
    await council.must('recuse', { evaluationId, memberId: first!.id, reason: 'Người thân là chủ cơ sở' });
    expect((await mine(evaluationId, first!.person)).myFindings).toBeNull();
  });
});

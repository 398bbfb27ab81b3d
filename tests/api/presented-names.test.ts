import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportRecord } from '../../server/platform/export-record.js';
import { verifyRecord } from '../../server/verify/verify-record.mjs';
import { library, LiveCouncil } from '../support/live-council.js';
import { accountHolder, roomScreen, type Loose, type Person } from '../support/server.js';

let council: LiveCouncil;
let admin: Person;
let screen: Person;
beforeAll(async () => {
  council = await LiveCouncil.open();
  admin = await accountHolder(council.stage, 'quantri');
  screen = await roomScreen(council.stage, council.sessionId);
});
afterAll(() => council?.close());

/** Corrects the register by clicks of the administrator: the product, its producer and the producer's place. */
async function rename(evaluationId: string, mark: string): Promise<{ product: string; producer: string }> {
  const [row] = await council.sql(
    `select p.id, p.version, p.producer_id, r.version as producer_version, r.place_id, r.kind from evaluation e
       join dossier d on d.id = e.dossier_id join product p on p.id = d.product_id join producer r on r.id = p.producer_id
      where e.id = $1`,
    [evaluationId],
  );
  const { id, version, producer_id: producerId } = row!;
  const product = `Trà ${mark}`;
  const producer = `Hợp tác xã ${mark}`;
  const changed = await admin.act(
    'changeProduct(id: $id, version: $version, input: $input)',
    '$id: ID!, $version: Int!, $input: ProductInput!',
    { id, version, input: { name: product, producerId } },
    '... on Product { name }',
  );
  expect(changed).toMatchObject({ name: product });
  const { kind, place_id: placeId } = row!;
  const moved = await admin.act(
    'changeProducer(id: $id, version: $version, input: $input)',
    '$id: ID!, $version: Int!, $input: ProducerInput!',
    { id: producerId, version: row!['producer_version'], input: { name: producer, kind, placeId } },
    '... on Producer { name }',
  );
  expect(moved).toMatchObject({ name: producer });
  await council.sql('update place set name = $2 where id = $1', [placeId, `Xã ${mark}`]);
  return { product, producer };
}

const namesOn = (board: Loose, evaluationId: string): string[] => {
  const { productName, producerName, placeName } = board.agenda.find(({ id }: Loose) => id === evaluationId);
  return [productName, producerName, placeName];
};
const BOARD = `query($id: ID!) { sessionBoard(sessionId: $id) { agenda { id productName producerName placeName } } }`;
const namesFor = async (by: Person, evaluationId: string): Promise<string[]> =>
  namesOn((await by.get(BOARD, { id: council.sessionId })).sessionBoard, evaluationId);

describe('the names under which a dossier is presented', () => {
  it('follow the register while it waits, also when it was taken off the table', async () => {
    const evaluationId = await council.dossier();
    await rename(evaluationId, 'một');
    expect(await namesFor(council.chair, evaluationId)).toEqual(['Trà một', 'Hợp tác xã một', 'Xã một']);
    await council.must('presentDossier', { evaluationId });
    await rename(evaluationId, 'hai');
    expect(await namesFor(council.chair, evaluationId)).toEqual(['Trà một', 'Hợp tác xã một', 'Xã một']);
    await council.must('takeOffTable', { evaluationId, reason: 'Tên chưa đúng' });
    await council.must('presentDossier', { evaluationId });
    expect(await namesFor(council.chair, evaluationId)).toEqual(['Trà hai', 'Hợp tác xã hai', 'Xã hai']);
    await council.must('takeOffTable', { evaluationId, reason: 'Xong' });
  });

  it('are those of the deferral where it was put off while it waited', async () => {
    const [never, taken] = [await council.dossier(), await council.dossier()];
    const defer = (evaluationId: string) =>
      council.must('defer', { evaluationId, reason: 'Thiếu hồ sơ', fixList: 'Bổ sung' });
    await rename(never, 'bốn');
    await defer(never);
    await rename(taken, 'năm');
    await council.must('presentDossier', { evaluationId: taken });
    await council.must('takeOffTable', { evaluationId: taken, reason: 'Tên chưa đúng' });
    await rename(taken, 'sáu');
    await defer(taken);
    await rename(never, 'bảy');
    await rename(taken, 'tám');
    expect((await namesFor(council.chair, never))[0]).toBe('Trà bốn');
    expect((await namesFor(council.chair, taken))[0]).toBe('Trà sáu');
    const { text } = (await exportRecord(council.stage.dataSource.manager, council.sessionId, library))!;
    const { dossiers } = verifyRecord(text);
    const inRecord = (id: string) => dossiers.find(({ evaluation }) => evaluation === id)?.product;
    expect([inRecord(never), inRecord(taken)]).toEqual(['Trà bốn', 'Trà sáu']);
  });

  it('stay those of the room, the history, the reports and the record, whatever the register says later', async () => {
    const evaluationId = await council.dossier();
    await rename(evaluationId, 'sen');
    await council.must('presentDossier', { evaluationId });
    await council.must('openScoring', { evaluationId });
    await council.allHandIn(evaluationId, 77);
    await council.must('closeScoring', { evaluationId });
    await council.must('conclude', { evaluationId, reason: null });
    await council.must('release', { evaluationId });
    await rename(evaluationId, 'nhài');

    const asReleased = ['Trà sen', 'Hợp tác xã sen', 'Xã sen'];
    for (const person of [council.chair, council.voters[3]!.person, screen])
      expect(await namesFor(person, evaluationId)).toEqual(asReleased);
    const { sessionHistory } = await council.chair.get(
      `query($id: ID!, $filter: HistoryFilter) { sessionHistory(sessionId: $id, filter: $filter, first: 50) {
         nodes { dossiers { productName } } } }`,
      { id: council.sessionId, filter: { evaluationId } },
    );
    const told = sessionHistory.nodes.flatMap(({ dossiers }: Loose) => dossiers);
    expect(new Set(told.map(({ productName }: Loose) => productName))).toEqual(new Set(['Trà sen']));
    const { sessionResults } = await admin.get(
      'query($id: ID!) { sessionResults(sessionId: $id) { evaluationId productName producerName placeName } }',
      { id: council.sessionId },
    );
    expect(sessionResults).toContainEqual({
      evaluationId,
      ...{ productName: 'Trà sen', producerName: 'Hợp tác xã sen', placeName: 'Xã sen' },
    });
    const { manager } = council.stage.dataSource;
    const { text } = (await exportRecord(manager, council.sessionId, library))!;
    const { dossiers } = verifyRecord(text);
    expect(dossiers.find(({ evaluation }) => evaluation === evaluationId)).toMatchObject({
      product: 'Trà sen',
      producer: 'Hợp tác xã sen',
    });
  });
});

import { graphql } from 'graphql';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeApi, type Api } from '../../server/compose.js';
import { createDemo, type CreatedDemo } from '../../server/demo/create-demo.js';
import type { Portrait } from '../../server/demo/imagined-marks.js';
import { entities } from '../../server/entities.js';
import { importHanoi2021 } from '../../server/imports/hanoi-2021.js';
import { openDataSource } from '../../server/platform/database/data-source.js';
import type { Viewer } from '../../server/platform/viewer.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { PlayedSession } from '../support/played-session.js';
import { TEST_SETTINGS } from '../support/server.js';

const ID = '00000000-0000-4000-8000-000000000001';
const reporter: Viewer = { kind: 'TOKEN', tokenId: ID, scopes: ['REPORTS'] };
const good: Portrait = { quality: 0.8, meets: 4, hasStory: true };
const fair: Portrait = { quality: 0.6, meets: 3, hasStory: true };

interface Count {
  key: string;
  label: { vi: string; en: string };
  one: number;
  two: number;
  three: number;
  four: number;
  five: number;
  stopped: number;
  total: number;
}

const DISTRIBUTION = `query ($by: StarDistributionBy!, $filter: StarDistributionFilter) {
  starDistribution(by: $by, filter: $filter) { key label { vi en } one two three four five stopped total } }`;
const RESULTS = `query ($id: ID!) { sessionResults(sessionId: $id) { evaluationId position productName productCode
  producerName placeName criteriaSetCode result { evaluationId outcome starClass mean { sum count text }
  parts { code mean { sum count } } why { vi } decree year batch round } } }`;

describe('reports', () => {
  let owned: TestDatabase;
  let database: DataSource;
  let api: Api;
  let demo: CreatedDemo;
  let hanoi: PlayedSession;
  /** Released: three of the demo, one of them rejected, and three of Hà Nội. Concluded or stopped only: one each. */
  beforeAll(async () => {
    owned = await createTestDatabase();
    database = await openDataSource(owned.url, { entities, poolSize: 4 });
    api = await composeApi(database, { ...TEST_SETTINGS, boardIntervalMs: 0 }, () => 'http://x', (error) => { throw error; }); // prettier-ignore
    demo = (await createDemo(database, api.library, () => new Date()))!;
    const play = new PlayedSession(database, api.library, demo.sessionId);
    const [, , , tea, coffee, brocade] = (await play.state()).evaluations.map(({ id }) => id);
    await play.play(tea!, 'CONCLUDED', good);
    await play.play(coffee!, 'STOPPED_AND_RELEASED', good);
    await play.play(brocade!, 'STOPPED', good);
    hanoi = await playHanoi(database, api);
  }, 120_000);
  afterAll(async () => {
    await database.destroy();
    await owned.drop();
  });

  const ask = (source: string, variableValues: Record<string, unknown>, viewer: Viewer = reporter) =>
    graphql({ schema: api.schema, source, variableValues, contextValue: { viewer, address: '127.0.0.1' } });

  async function distribution(by: string, filter?: Record<string, unknown>): Promise<Count[]> {
    const { data, errors } = await ask(DISTRIBUTION, { by, filter });
    expect(errors).toBeUndefined();
    return (data as unknown as { starDistribution: Count[] }).starDistribution.map((count) => ({ ...count }));
  }
  const placeId = async (name: string) =>
    (await database.query<[{ id: string }]>('select id from place where name = $1', [name]))[0].id;

  it.each(['PLACE', 'SECTOR', 'PRODUCT_SET', 'BATCH', 'YEAR', 'DECREE'])(
    'counts by %s every released result once, and none that is concluded or stopped but not released',
    async (by) => {
      const counts = await distribution(by);
      const [released] = await database.query<[{ n: number; unreleased: number }]>(
        `select count(*) filter (where released_at is not null)::int as n,
           count(*) filter (where released_at is null)::int as unreleased from result`,
      );
      expect(released).toEqual({ n: 6, unreleased: 2 });
      expect(counts.reduce((sum, { total }) => sum + total, 0)).toBe(6);
      for (const { one, two, three, four, five, stopped, total } of counts) {
        expect(one + two + three + four + five + stopped).toBe(total);
      }
      expect(counts.reduce((sum, { stopped }) => sum + stopped, 0)).toBe(1);
    },
  );

  it('shows provinces first, and below a province its communes and former districts', async () => {
    expect((await distribution('PLACE')).map(({ label, total }) => [label.vi, total])).toEqual([
      ['Hà Nội', 3],
      ['Tỉnh Minh Hòa', 3],
    ]);
    const below = await distribution('PLACE', { placeId: await placeId('Hà Nội') });
    expect(below.map(({ label, total }) => [label.vi, total])).toEqual([
      ['Ba Vì', 2],
      ['Đan Phượng', 1],
    ]);
    const communes = await distribution('PLACE', { placeId: await placeId('Tỉnh Minh Hòa') });
    expect(communes.map(({ label }) => label.vi)).toEqual(['Xã Mường Lúa', 'Xã Suối Ngọc', 'Xã Tà Lài']);
    const itself = await distribution('PLACE', { placeId: await placeId('Ba Vì') });
    expect(itself.map(({ label, total }) => [label.vi, total])).toEqual([['Ba Vì', 2]]);
  });

  it('gathers the communes of a former district under the district', async () => {
    const district = await placeId('Đan Phượng');
    const [commune] = await database.query<[{ id: string }]>(
      `insert into place (level, name, parent_id) values ('COMMUNE', 'Xã Liên Hà cũ', $1) returning id`,
      [district],
    );
    const move = (from: string, to: string) =>
      database.query('update producer set place_id = $2 where place_id = $1', [from, to]);
    await move(district, commune.id);
    const below = await distribution('PLACE', { placeId: await placeId('Hà Nội') });
    expect(below.map(({ label, total }) => [label.vi, total])).toEqual([
      ['Ba Vì', 2],
      ['Đan Phượng', 1],
    ]);
    await move(commune.id, district);
  });

  it('takes every key that is a code back as a filter', async () => {
    for (const { key, total } of await distribution('DECREE')) {
      const again = await distribution('DECREE', { regime: key });
      expect(again.map((count) => [count.key, count.total])).toEqual([[key, total]]);
    }
    for (const { key, total } of await distribution('PRODUCT_SET')) {
      const [regime, set] = key.split('/');
      const again = await distribution('PRODUCT_SET', { regime, productSet: Number(set) });
      expect(again.map((count) => [count.key, count.total])).toEqual([[key, total]]);
    }
    for (const { key, total } of await distribution('BATCH')) {
      const [year, batch] = key.split('-').map(Number);
      const again = await distribution('BATCH', { year, batch });
      expect(again.map((count) => [count.key, count.total])).toEqual([[key, total]]);
    }
    expect((await distribution('DECREE')).map(({ key }) => key)).toEqual(['R26_2026', 'R1048_781']);
    expect((await distribution('YEAR')).map(({ key, label }) => [key, label.vi])).toEqual([
      ['2026', 'Năm 2026'],
      ['2021', 'Năm 2021'],
    ]);
  });

  it('gives a session its released results in agenda order, each with mean, parts and why', async () => {
    const { data, errors } = await ask(RESULTS, { id: demo.sessionId });
    expect(errors).toBeUndefined();
    const { sessionResults } = data as unknown as {
      sessionResults: { position: number; evaluationId: string; result: { outcome: string; starClass: number | null; mean: { sum: number } | null; why: unknown[] } }[];
    }; // prettier-ignore
    expect(sessionResults.map(({ position }) => position)).toEqual([1, 2, 5]);
    expect(sessionResults.map(({ result }) => [result.outcome, result.starClass])).toEqual([
      ['CLASSIFIED', 4],
      ['CLASSIFIED', 3],
      ['REJECTED', null],
    ]);
    for (const { evaluationId, result } of sessionResults) {
      const [row] = await database.query<[{ sum_points: number | null }]>(
        'select sum_points from result where evaluation_id = $1',
        [evaluationId],
      );
      expect(result.mean?.sum ?? null).toBe(row.sum_points);
      expect(result.why.length).toBeGreaterThan(0);
    }
  });

  it('shows a seat its own session only, and says the same of sessions that do not exist', async () => {
    const seat: Viewer = {
      kind: 'SEAT',
      loginId: ID,
      loginKey: 'k',
      memberId: ID,
      sessionId: demo.sessionId,
    };
    expect((await ask(RESULTS, { id: demo.sessionId }, seat)).errors).toBeUndefined();
    for (const id of [hanoi.sessionId, demo.plannedSessionId, ID]) {
      const { data, errors } = await ask(RESULTS, { id }, seat);
      expect(data).toBeNull();
      expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  it('answers nobody without the right: not the public, not a room screen, not a token of another scope', async () => {
    const strangers: Viewer[] = [
      { kind: 'ANONYMOUS' },
      { kind: 'ROOM', linkId: ID, sessionId: demo.sessionId },
      { kind: 'TOKEN', tokenId: ID, scopes: ['PRODUCTS', 'CRITERIA'] },
    ];
    for (const viewer of strangers) {
      for (const [source, variables] of [
        [RESULTS, { id: demo.sessionId }],
        [DISTRIBUTION, { by: 'PLACE' }],
      ] as const) {
        const { data, errors } = await ask(source, variables, viewer);
        expect(data).toBeNull();
        expect(['UNAUTHENTICATED', 'FORBIDDEN']).toContain(errors?.[0]?.extensions.code);
      }
    }
  });

  it('says NOT_FOUND of a session that does not exist, and names a bad filter by its field', async () => {
    expect((await ask(RESULTS, { id: ID })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const bad = await ask(DISTRIBUTION, { by: 'SECTOR', filter: { productSet: 27, batch: 0 } });
    expect(bad.errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
  });

  it('counts a result in the moment of its release, not before', async () => {
    const play = new PlayedSession(database, api.library, demo.sessionId);
    const waiting = (await play.state()).evaluations.find(({ phase }) => phase === 'WAITING')!;
    const of = () => distribution('PRODUCT_SET', { regime: 'R26_2026', productSet: waiting.productSet });
    expect(await of()).toEqual([]);
    await play.play(waiting.id, 'RELEASED', fair);
    expect((await of()).map(({ total }) => total)).toEqual([1]);
  });
});

/** A session of Hà Nội's council over two dossiers of Ba Vì and one of Đan Phượng, all released. */
async function playHanoi(database: DataSource, api: Api): Promise<PlayedSession> {
  const { councilId } = await importHanoi2021(database, api.library);
  const dossiers = await database.query<{ id: string }[]>(
    `select dossier.id from dossier join product on product.id = dossier.product_id
     where product.name in ('Sản phẩm ngành thực phẩm số 1 – Ba Vì', 'Sản phẩm ngành thảo dược số 1 – Ba Vì',
       'Sản phẩm ngành thực phẩm số 1 – Đan Phượng') order by product.name`,
  );
  const session = await api.live.plan.create({
    ...{ councilId, name: 'Họp lần 1 đợt 1 năm 2021', year: 2021, batch: 1, round: 1, location: null },
    plannedAt: new Date(),
  });
  await api.live.agenda.add(session.id, dossiers.map(({ id }) => id), councilId); // prettier-ignore
  const play = new PlayedSession(database, api.library, session.id);
  await play.open();
  for (const { id } of (await play.state()).evaluations) await play.play(id, 'RELEASED', fair);
  return play;
}

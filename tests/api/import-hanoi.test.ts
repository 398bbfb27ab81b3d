import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeApi } from '../../server/compose.js';
import { entities } from '../../server/entities.js';
import { importHanoi2021, type HanoiImport } from '../../server/imports/hanoi-2021.js';
import { readHanoiPlan } from '../../server/imports/hanoi-plan.js';
import { openDataSource } from '../../server/platform/database/data-source.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { PlayedSession } from '../support/played-session.js';
import { TEST_SETTINGS } from '../support/server.js';

const library = loadScorecards();
const plan = readHanoiPlan();
const tables = ['place', 'producer', 'product', 'dossier', 'council', 'council_member', 'regulation'];

async function openEmpty(): Promise<{ owned: TestDatabase; database: DataSource }> {
  const owned = await createTestDatabase();
  return { owned, database: await openDataSource(owned.url, { entities, poolSize: 4 }) };
}

async function rowsIn(database: DataSource): Promise<Record<string, number>> {
  const counts = await Promise.all(
    tables.map(async (table) => {
      const [row] = await database.query<[{ n: number }]>(`select count(*)::int as n from ${table}`);
      return [table, row.n] as const;
    }),
  );
  return Object.fromEntries(counts);
}

describe('importing Hà Nội 2021', () => {
  let owned: TestDatabase;
  let database: DataSource;
  let first: HanoiImport;
  beforeAll(async () => {
    ({ owned, database } = await openEmpty());
    first = await importHanoi2021(database, library);
  });
  afterAll(async () => {
    await database.destroy();
    await owned.drop();
  });

  it('registers 541 dossiers, by sector as printed', async () => {
    const rows = await database.query<{ sector: string; n: number }[]>(
      'select sector_code as sector, count(*)::int as n from dossier group by 1',
    );
    expect(Object.fromEntries(rows.map(({ sector, n }) => [sector, n]))).toEqual({
      FOOD: 331, BEVERAGE: 25, HERBAL: 21, HANDICRAFT: 119, TEXTILE: 37, TOURISM: 8,
    }); // prettier-ignore
    expect(first).toMatchObject({ imported: true, totals: { total: 541 } });
  });

  it('gives each of the 26 districts the numbers printed beside it', async () => {
    const rows = await database.query<{ district: string; sector: string; n: number }[]>(
      `select place.name as district, dossier.sector_code as sector, count(*)::int as n
       from dossier join product on product.id = dossier.product_id join producer on producer.id = product.producer_id
       join place on place.id = producer.place_id group by 1, 2`,
    );
    expect(new Set(rows.map(({ district }) => district)).size).toBe(26);
    for (const { district, counts } of plan.appendix01.rows) {
      const found = Object.fromEntries(
        rows.filter((row) => row.district === district).map(({ sector, n }) => [sector, n]),
      );
      const printed = Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0));
      expect(found, district).toEqual(printed);
    }
  });

  it('puts every dossier under the cards of 1048 and 781, complete ones only, each sector over all its sets', async () => {
    const rows = await database.query<{ sector: string; set: number; card: string; regime: string }[]>(
      `select distinct sector_code as sector, product_set as set, criteria_set_code as card, regime from dossier order by 2`,
    );
    for (const { card, regime, sector } of rows) {
      expect(library.get(card)).toMatchObject({ complete: true, productGroup: { sectorCode: sector } });
      expect(regime).toBe('1048-781');
    }
    expect(rows.map(({ set }) => set)).toEqual(
      Array.from({ length: 26 }, (_, at) => at + 1).filter((set) => set !== 19),
    );
  });

  it('has districts hand in before the day the plan sets for their batch', async () => {
    const rows = await database.query<{ batch: number; first: string; last: string; n: number }[]>(
      `select batch, min(submitted_on)::text as first, max(submitted_on)::text as last, count(*)::int as n
       from dossier where year = 2021 group by 1 order by 1`,
    );
    expect(rows).toMatchObject([
      { batch: 1, first: '2021-10-06', last: '2021-10-09' },
      { batch: 2, first: '2021-10-10' },
    ]);
    expect(rows[1]!.last < '2021-11-10').toBe(true);
    // Half and half within each district: the 26 odd ones make no more than 13 in all.
    expect(rows[0]!.n - rows[1]!.n).toBeLessThanOrEqual(26);
  });

  it('ends the districts on 1 July 2025 and invents no name of a person', async () => {
    const [places] = await database.query<[{ n: number }]>(
      `select count(*)::int as n from place where level = 'DISTRICT' and retired_on = '2025-07-01'`,
    );
    expect(places.n).toBe(26);
    const names = await database.query<{ full_name: string | null }[]>(
      'select full_name from council_member',
    );
    expect(names.length).toBeGreaterThan(0);
    expect(names.every(({ full_name }) => full_name === null)).toBe(true);
    const [producer] = await database.query<[{ name: string }]>('select name from producer limit 1');
    expect(producer.name).toContain('không in tên');
  });

  it('lets a session take any of them onto its agenda, and score one to its class', async () => {
    const api = await composeApi(database, { ...TEST_SETTINGS, boardIntervalMs: 0 }, () => 'http://x', () => undefined); // prettier-ignore
    const fields = {
      councilId: first.councilId,
      name: 'Họp lần 1 đợt 1 năm 2021',
      year: 2021,
      batch: 1,
      round: 1,
    };
    const session = await api.live.plan.create({ ...fields, location: null, plannedAt: new Date() });
    const dossiers = await database.query<{ id: string }[]>(
      'select id from dossier order by sector_code desc, id',
    );
    await api.live.agenda.add(session.id, dossiers.map(({ id }) => id), first.councilId); // prettier-ignore
    const play = new PlayedSession(database, library, session.id);
    expect((await play.state()).evaluations).toHaveLength(541);
    await play.open();
    const tourism = (await play.state()).evaluations[0]!;
    expect(tourism.criteriaSetCode).toBe('OCOP-781-2020-26');
    await play.play(tourism.id, 'RELEASED', { quality: 0.75, meets: 3, hasStory: true });
    const { result } = (await play.state()).evaluations[0]!;
    expect(result).toMatchObject({ outcome: 'CLASSIFIED', sheetCount: 9 });
    expect(result!.starClass).toBeGreaterThanOrEqual(3);
  });

  it('changes nothing the second time, and says that it is there', async () => {
    const before = await rowsIn(database);
    const again = await importHanoi2021(database, library);
    expect(again).toEqual({ imported: false, councilId: first.councilId, totals: null });
    expect(await rowsIn(database)).toEqual(before);
  });

  it('does the work once when it is started twice at the same moment', async () => {
    const other = await openEmpty();
    const both = await Promise.all([0, 1].map(() => importHanoi2021(other.database, library)));
    expect(both.map(({ imported }) => imported).sort()).toEqual([false, true]);
    expect((await rowsIn(other.database)).dossier).toBe(541);
    await other.database.destroy();
    await other.owned.drop();
  });

  it('gives a province that was entered without a code its code, as a change of that province', async () => {
    const other = await openEmpty();
    await other.database.query(`insert into place (level, name) values ('PROVINCE', 'Thành phố Hà Nội')`);
    await importHanoi2021(other.database, library);
    const provinces: unknown = await other.database.query(
      `select name, code, version from place where level = 'PROVINCE'`,
    );
    expect(provinces).toEqual([{ name: 'Thành phố Hà Nội', code: '01', version: 2 }]);
    await other.database.destroy();
    await other.owned.drop();
  });

  it('leaves a district as it is that was there already, with the communes that stand in it', async () => {
    const name = plan.appendix01.rows[0]!.district;
    const other = await openEmpty();
    await other.database.query(
      `with city as (insert into place (level, name) values ('PROVINCE', 'Thành phố Hà Nội') returning id),
         district as (insert into place (level, name, parent_id)
           select 'DISTRICT', $1, id from city returning id)
       insert into place (level, name, parent_id) select 'COMMUNE', 'Xã Một', id from district`,
      [name],
    );
    expect(await importHanoi2021(other.database, library)).toMatchObject({ imported: true });
    const districts: { name: string; ended: boolean }[] = await other.database.query(
      `select name, retired_on is not null as ended from place where level = 'DISTRICT'`,
    );
    expect(districts.filter(({ ended }) => !ended)).toEqual([{ name, ended: false }]);
    expect(districts.length).toBeGreaterThan(1);
    await other.database.destroy();
    await other.owned.drop();
  });

  it('writes nothing at all when the totals do not come out as printed', async () => {
    const other = await openEmpty();
    const misprinted = structuredClone(plan);
    misprinted.appendix01.statedColumnTotals.FOOD = 330;
    await expect(importHanoi2021(other.database, library, misprinted)).rejects.toThrow(
      /FOOD: 331, printed 330/,
    );
    expect(Object.values(await rowsIn(other.database)).every((n) => n === 0)).toBe(true);
    await other.database.destroy();
    await other.owned.drop();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '../../server/platform/viewer.js';
import { nobody, openRegistryApi, type RegistryApi } from '../support/registry-api.js';
import {
  accountViewer,
  makeDossier,
  makeMember,
  makePlaces,
  makeProducer,
  makeProduct,
  makeSession,
  makeSheet,
  putOnAgenda,
  seatOf,
} from '../support/registry-rows.js';

const SORTED = ['An', 'Ăn', 'Ân', 'Dung', 'Đào', 'Em', 'Ê'];

let api: RegistryApi;
let here: { province: string; commune: string };
beforeAll(async () => {
  api = await openRegistryApi(() => new Date('2026-11-22T02:00:00Z'));
  here = await makePlaces(api);
});
afterAll(() => api?.close());

interface Listed {
  dossiers: {
    nodes: { id: string; year: number; product: { name: string } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    totalCount: number;
  };
}
const LIST = `query ($filter: DossierFilter, $first: Int, $after: String) {
  dossiers(filter: $filter, first: $first, after: $after) {
    nodes { id year product { name } } pageInfo { hasNextPage endCursor } totalCount } }`;
const list = async (variables: Record<string, unknown> = {}, viewer?: Viewer) =>
  (await api.data<Listed>(LIST, variables, viewer)).dossiers;
const names = async (filter: Record<string, unknown>, viewer?: Viewer) =>
  (await list({ filter }, viewer)).nodes.map(({ product }) => product.name);

/** A product with a dossier. */
const register = async (producer: string, name: string, other: Record<string, unknown> = {}) => {
  const product = await makeProduct(api, producer, name);
  return makeDossier(api, product, other);
};

describe('the list of dossiers', () => {
  beforeAll(async () => {
    const producer = await makeProducer(api, here.commune);
    for (const name of ['Ê', 'Đào', 'Ân', 'Dung', 'An', 'Em', 'Ăn'])
      await register(producer, name, { batch: 3 });
    await register(producer, 'Zing', { batch: 4 });
    await register(producer, 'Cam', { batch: 2 });
    await register(producer, 'Bưởi cũ', {
      submittedOn: '2024-03-01',
      year: 2024,
      regime: 'R148',
      productSet: 1,
    });
  });

  it('goes from the newest batch to the oldest, within it as Vietnamese names are sorted', async () => {
    const { nodes, totalCount, pageInfo } = await list({});
    expect(nodes.map(({ product }) => product.name)).toEqual(['Zing', ...SORTED, 'Cam', 'Bưởi cũ']);
    expect(totalCount).toBe(10);
    expect(pageInfo.hasNextPage).toBe(false);
  });

  it.each([1, 2, 3, 7, 10])('shows every dossier once, in order, in pages of %i', async (first) => {
    const seen: string[] = [];
    let after: string | null = null;
    for (let pages = 0; pages < 11; pages += 1) {
      const { nodes, pageInfo, totalCount }: Listed['dossiers'] = await list({ first, after });
      expect(totalCount).toBe(10);
      expect(nodes.length).toBeLessThanOrEqual(first);
      seen.push(...nodes.map(({ product }) => product.name));
      after = pageInfo.endCursor;
      if (!pageInfo.hasNextPage) break;
    }
    expect(seen).toEqual(['Zing', ...SORTED, 'Cam', 'Bưởi cũ']);
  });

  it('is searched with and without the Vietnamese marks, and by the producer', async () => {
    expect(await names({ search: 'dao' })).toEqual(['Đào']);
    expect(await names({ search: 'ĐÀO' })).toEqual(['Đào']);
    expect(await names({ search: 'đáo' })).toEqual([]);
    expect(await names({ search: 'buoi' })).toEqual(['Bưởi cũ']);
    expect(await names({ search: 'đà bắc', batch: 2 })).toEqual(['Cam']);
    expect(await names({ search: 'da bac', batch: 2 })).toEqual(['Cam']);
    expect(await names({ search: '%' })).toEqual([]);
    expect(await names({ search: 'e'.normalize('NFD'), batch: 3 })).toEqual(['Em', 'Ê']);
  });

  it('is narrowed by place and everything above it, decree, set, sector, year and state', async () => {
    const elsewhere = await makePlaces(api, 'Sơn La');
    expect(await names({ placeId: here.province, year: 2024 })).toEqual(['Bưởi cũ']);
    expect(await names({ placeId: here.commune, regime: 'R148' })).toEqual(['Bưởi cũ']);
    expect(await names({ placeId: elsewhere.province })).toEqual([]);
    expect(await names({ productSet: 1 })).toEqual(['Bưởi cũ']);
    expect(await names({ sectorCode: 'FOOD', batch: 4 })).toEqual(['Zing']);
    expect(await names({ sectorCode: 'TOURISM' })).toEqual([]);
    expect(await names({ state: 'EVALUATED' })).toEqual([]);
    expect(await names({ kind: 'FIRST', batch: 4, search: null, state: null })).toEqual(['Zing']);
  });

  it('offers for an agenda only what stands on no open one', async () => {
    const producer = await makeProducer(api, here.commune);
    const free = await register(producer, 'Tự do', { batch: 9 });
    const placed = await register(producer, 'Đã xếp', { batch: 9 });
    const { session } = await makeSession(api, here.commune);
    const evaluation = await putOnAgenda(api, session, placed);
    expect((await list({ filter: { batch: 9, withoutSession: true } })).nodes.map(({ id }) => id)).toEqual([
      free,
    ]);
    await api.database.query(
      `update evaluation set phase = 'DEFERRED', reason = 'x', fix_list = 'y' where id = $1`,
      [evaluation],
    );
    await api.database.query(`update dossier set state = 'AWAITING_ROUND_2' where id = $1`, [placed]);
    expect(await names({ batch: 9, withoutSession: true })).toEqual(['Đã xếp', 'Tự do']);
  });

  it('offers to a session what waits for round 2 only where it is that round of the council that deferred it', async () => {
    const producer = await makeProducer(api, here.commune);
    await register(producer, 'Mới', { batch: 10 });
    const deferred = await register(producer, 'Chờ lần 2', { batch: 10 });
    const { session: first } = await makeSession(api, here.commune);
    const { session: foreign } = await makeSession(api, here.commune);
    const evaluation = await putOnAgenda(api, first, deferred);
    await api.database.query(
      `update evaluation set phase = 'DEFERRED', reason = 'x', fix_list = 'y' where id = $1`,
      [evaluation],
    );
    await api.database.query(`update dossier set state = 'AWAITING_ROUND_2', round = 2 where id = $1`, [
      deferred,
    ]);
    const inRound = async (round: number, session: string) => {
      await api.database.query('update session set round = $2 where id = $1', [session, round]);
      return names({ batch: 10, withoutSession: true, forSession: session });
    };
    expect(await inRound(1, foreign)).toEqual(['Mới']);
    expect(await inRound(2, foreign)).toEqual(['Mới']);
    expect(await inRound(1, first)).toEqual(['Mới']);
    expect(await inRound(2, first)).toEqual(['Chờ lần 2', 'Mới']);
    // Where that council has ended, another one must be able to take it up.
    await api.database.query(
      'update council set retired_at = now() where id = (select council_id from session where id = $1)',
      [first],
    );
    expect(await inRound(2, foreign)).toEqual(['Chờ lần 2', 'Mới']);
    expect(await inRound(1, foreign)).toEqual(['Mới']);
  });

  it('offers to a session only what its council may take: of its place and below, and of its level', async () => {
    const elsewhere = await makePlaces(api, 'Minh Hòa');
    await register(await makeProducer(api, here.commune), 'Nơi này', { batch: 12 });
    await register(await makeProducer(api, elsewhere.commune), 'Nơi khác', { batch: 12 });
    const other = await register(await makeProducer(api, here.commune), 'Cấp khác', { batch: 12 });
    await api.database.query(`update dossier set level = 'CENTRAL' where id = $1`, [other]);
    const offered = async (place: string) =>
      names({ batch: 12, forSession: (await makeSession(api, place)).session });
    expect(await offered(here.province)).toEqual(['Nơi này']);
    expect(await offered(elsewhere.province)).toEqual(['Nơi khác']);
  });

  it('offers to every session a dossier registered for round 2 that was taken off an agenda: nobody deferred it', async () => {
    const producer = await makeProducer(api, here.commune);
    const onPaper = await register(producer, 'Lần 1 trên giấy', { batch: 11 });
    await api.database.query(`update dossier set state = 'AWAITING_ROUND_2', round = 2 where id = $1`, [
      onPaper,
    ]);
    const { session } = await makeSession(api, here.commune);
    expect(await names({ batch: 11, withoutSession: true, forSession: session })).toEqual([
      'Lần 1 trên giấy',
    ]);
  });

  it('answers wrong paging, identifiers and NUL characters in words that name the field', async () => {
    const wrong: [Record<string, unknown>, RegExp][] = [
      [{ first: 0 }, /cần|nhập/],
      [{ first: 201 }, /nhập/],
      [{ after: 'rubbish' }, /nhập/],
      [{ after: Buffer.from('["2026","1","a","not an id"]').toString('base64url') }, /nhập/],
      [{ filter: { placeId: 'x' } }, /nhập/],
      [{ filter: { search: 'a\u0000b' } }, /nhập/],
      [{ filter: { sectorCode: 'a\u0000b' } }, /nhập/],
      [{ filter: { productSet: 27 } }, /nhập/],
    ];
    for (const [variables, words] of wrong) {
      const { errors } = await api.ask(LIST, variables);
      expect(errors?.[0]?.extensions, JSON.stringify(variables)).toMatchObject({ code: 'INVALID_INPUT' });
      expect(errors?.[0]?.message).toMatch(words);
    }
    for (const id of ['x', 'a\u0000', '1 or 1=1']) {
      const { errors } = await api.ask('query ($id: ID!) { dossier(id: $id) { id } }', { id });
      expect(errors?.[0]?.extensions).toMatchObject({
        code: expect.stringMatching(/^(NOT_FOUND|INVALID_INPUT)$/),
      });
    }
  });

  it('asks the database no more often for fifty dossiers than for five', async () => {
    const producer = await makeProducer(api, here.commune);
    for (let at = 0; at < 50; at += 1) await register(producer, `Hàng ${at}`, { batch: 12 });
    const query = `query ($first: Int) { dossiers(filter: { batch: 12 }, first: $first) { nodes {
      place { name parent { name } } selfTotal previous { id } assessments { criterion } criteriaSet { code }
      product { name recognised { starClass } producer { name place { name } } } evaluations { id result { starClass } } } } }`;
    const count = async (first: number) => {
      let statements = 0;
      const { driver } = api.database;
      const make = driver.createQueryRunner.bind(driver);
      driver.createQueryRunner = (mode) => {
        const runner = make(mode);
        const ask = runner.query.bind(runner);
        runner.query = ((...given: Parameters<typeof ask>) => {
          statements += 1;
          return ask(...given);
        }) as typeof runner.query;
        return runner;
      };
      await api.data(query, { first });
      driver.createQueryRunner = make;
      return statements;
    };
    const [few, many] = [await count(5), await count(50)];
    expect(few).toBeGreaterThan(0);
    expect(many).toBe(few);
  });
});

describe('who may open a dossier', () => {
  const OPEN = `query ($id: ID!) { dossier(id: $id) { id selfTotal assessments { criterion } evaluations { id } } }`;
  const open = async (id: string, viewer?: Viewer) => {
    const { data, errors } = await api.ask(OPEN, { id }, viewer);
    return errors ? errors[0]!.extensions.code : (data as { dossier: unknown }).dossier;
  };

  async function council() {
    const producer = await makeProducer(api, here.commune);
    const dossier = await register(producer, 'Chè Shan', { batch: 6, productSet: 4 });
    const other = await register(producer, 'Cá sông Đà', { batch: 6 });
    const made = await makeSession(api, here.commune);
    const evaluation = await putOnAgenda(api, made.session, dossier);
    await api.data(
      `mutation ($id: ID!) { saveAssessments(dossierId: $id, version: 1, author: PRODUCER, entries: [{ criterion: "1.1", levels: [0] }]) {
        ... on Dossier { id } } }`,
      { id: dossier },
    );
    return { ...made, dossier, other, evaluation };
  }

  it('on a seat: only those of its session', async () => {
    const given = await council();
    const seat = seatOf(given);
    expect(await open(given.dossier, seat)).toMatchObject({
      id: given.dossier,
      selfTotal: expect.any(Number),
    });
    expect(await open(given.other, seat)).toBe('NOT_ALLOWED');
    expect((await list({ filter: { batch: 6 } }, seat)).nodes.map(({ id }) => id)).toEqual([given.dossier]);
    expect((await list({}, seat)).totalCount).toBe(1);
  });

  it('recused: not on the seat, not with the account, not in any other council, and not from the list', async () => {
    const given = await council();
    await makeSheet(api, given.evaluation, given.member, 'RECUSED');
    const elsewhere = await makeSession(api, here.commune);
    const twin = await makeMember(api, elsewhere.council, given.account);
    await api.database.query(`insert into evaluation (session_id, dossier_id, position, criteria_set_code)
      values ($1, $2, 1, 'OCOP-26-2026-04')`, [elsewhere.session, given.dossier]); // prettier-ignore
    const recused = [
      seatOf(given),
      accountViewer(given.account),
      // Whoever may administer is no less recused for it.
      { ...accountViewer(given.account), isAdmin: true } as Viewer,
      seatOf({ member: twin, session: elsewhere.session }),
    ];
    for (const viewer of recused) {
      expect(await open(given.dossier, viewer), viewer.kind).toBe('NOT_ALLOWED');
      expect((await list({}, viewer)).nodes.map(({ id }) => id)).not.toContain(given.dossier);
    }
    expect(await open(given.dossier)).toMatchObject({ id: given.dossier });
    expect(await open(given.dossier, seatOf(elsewhere))).toMatchObject({ id: given.dossier });
    expect(await open(given.other, accountViewer(given.account))).toMatchObject({ id: given.other });
  });

  it('recused: sees of it, reached from elsewhere, no more than the room', async () => {
    const given = await council();
    const upgrade = await makeProduct(api, await makeProducer(api, here.commune), 'Nâng hạng');
    const next = await makeDossier(api, upgrade, { kind: 'UPGRADE', batch: 7 });
    await api.database.query('update dossier set previous_id = $1 where id = $2', [given.dossier, next]);
    const query = 'query ($id: ID!) { dossier(id: $id) { previous { id } } }';
    const asked = () => api.data(query, { id: next }, accountViewer(given.account));
    expect(await asked()).toEqual({ dossier: { previous: { id: given.dossier } } });
    await makeSheet(api, given.evaluation, given.member, 'RECUSED');
    expect(await asked()).toEqual({ dossier: { previous: null } });
  });

  it('nobody learns there that its evaluation was stopped, before the chair has released that', async () => {
    const given = await council();
    await api.database.query(`update evaluation set phase = 'STOPPED', reason = 'Hồ sơ giả' where id = $1`, [
      given.evaluation,
    ]);
    const query = 'query ($id: ID!) { dossier(id: $id) { evaluations { phase } } }';
    for (const viewer of [undefined, seatOf(given), accountViewer(given.account)])
      expect(await api.data(query, { id: given.dossier }, viewer)).toEqual({
        dossier: { evaluations: [{ phase: 'CONCLUDED' }] },
      });
  });

  it('not signed in, a room screen, another system: none', async () => {
    const { dossier, session } = await council();
    const room: Viewer = { kind: 'ROOM', linkId: 'l', sessionId: session };
    const token: Viewer = { kind: 'TOKEN', tokenId: 't', scopes: ['REPORTS', 'PRODUCTS', 'CRITERIA'] };
    expect(await open(dossier, nobody)).toBe('UNAUTHENTICATED');
    for (const viewer of [room, token]) {
      expect(await open(dossier, viewer)).toBe('FORBIDDEN');
      expect((await api.ask(LIST, {}, viewer)).errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  it('answers nothing for a dossier that is not there', async () => {
    expect(await open('00000000-0000-4000-8000-00000000ffff')).toBeNull();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '../../server/platform/viewer.js';
import {
  accountHolder,
  startTestServer,
  type Loose,
  type Person,
  type TestServer,
} from '../support/server.js';
import { openRegistryApi, type RegistryApi } from '../support/registry-api.js';
import {
  conclude,
  makeDossier,
  makePlaces,
  makeProducer,
  makeProduct,
  makeSession,
  putOnAgenda,
} from '../support/registry-rows.js';

let api: RegistryApi;
let here: { province: string; commune: string };
let producer: string;
beforeAll(async () => {
  api = await openRegistryApi(() => new Date('2026-11-22T02:00:00Z'));
  here = await makePlaces(api);
  producer = await makeProducer(api, here.commune);
});
afterAll(() => api?.close());

const token: Viewer = { kind: 'TOKEN', tokenId: 't', scopes: ['PRODUCTS'] };

interface Answer {
  id?: string;
  name?: string;
  code?: string;
  fields?: { field: string; message: { vi: string } }[];
}
const createProduct = async (input: Record<string, unknown>) =>
  (
    await api.data<{ createProduct: Answer }>(
      `mutation ($input: ProductInput!) { createProduct(input: $input) {
        ... on Product { id name productCode: code producer { name place { name } } } ... on Refusal { code fields { field message { vi } } } } }`,
      { input },
    )
  ).createProduct;

interface NamedPage {
  readonly nodes: readonly { readonly name: string }[];
  readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
  readonly totalCount: number;
}

describe('producers and products', () => {
  it('are kept by administrators, the name tidied', async () => {
    const { createProducer } = await api.data<{ createProducer: { id: string } }>(
      `mutation ($input: ProducerInput!) { createProducer(input: $input) {
        ... on Producer { id name phone address place { name } } ... on Refusal { code } } }`,
      {
        input: {
          name: '  Tổ hợp tác Mai Châu ',
          kind: 'COOPERATIVE_GROUP',
          placeId: here.commune,
          phone: '0218 3851 234 / 0912 345 678',
        },
      },
    );
    expect(createProducer).toMatchObject({
      name: 'Tổ hợp tác Mai Châu',
      phone: '0218 3851 234 / 0912 345 678',
      address: null,
    });
    const { refused } = await api.data<{ refused: object }>(
      `mutation ($input: ProducerInput!) { refused: createProducer(input: $input) {
        ... on Refusal { code fields { field } } } }`,
      { input: { name: 'Tổ hợp tác', kind: 'OTHER', placeId: here.commune, phone: 'hỏi chị Hoa' } },
    );
    expect(refused).toEqual({ code: 'INVALID_INPUT', fields: [{ field: 'input.phone' }] });
    const made = await createProduct({
      name: 'Rượu cần',
      code: '17-05200-1-2026',
      producerId: createProducer.id,
    });
    expect(made).toMatchObject({
      name: 'Rượu cần',
      productCode: '17-05200-1-2026',
      producer: { name: 'Tổ hợp tác Mai Châu' },
    });
    expect(
      await createProduct({
        name: 'Rượu khác',
        code: '17 – 05200 – 1 – 2026',
        producerId: createProducer.id,
      }),
    ).toMatchObject({
      code: 'DUPLICATE',
      fields: [
        {
          field: 'input.code',
          message: { vi: 'mã số này đã là của sản phẩm “Rượu cần” (“Tổ hợp tác Mai Châu”)' },
        },
      ],
    });
    const changed = await api.data(
      `mutation ($id: ID!, $input: ProductInput!) { changeProduct(id: $id, version: 1, input: $input) {
        ... on Product { name productCode: code } ... on Refusal { code } } }`,
      { id: made.id, input: { name: 'Rượu cần Mai Châu', code: '', producerId: createProducer.id } },
    );
    expect(changed).toEqual({ changeProduct: { name: 'Rượu cần Mai Châu', productCode: null } });
  });

  it('keep one entry for a producer of one name, kind and place', async () => {
    const input = { name: 'Hợp tác xã Hoà Phát', kind: 'COOPERATIVE', placeId: here.commune };
    const answer = async (act: string, given: object): Promise<Record<string, unknown>> =>
      (
        await api.data<{ answer: Record<string, unknown> }>(
          `mutation ($input: ProducerInput!) { answer: ${act}input: $input) {
            ... on Producer { id name phone } ... on Refusal { code fields { field message { vi en } } } } }`,
          { input: given },
        )
      ).answer;
    const first = await answer('createProducer(', input);
    const twice = { ...input, name: 'hợp tác xã  Hòa Phát' };
    const refusal = {
      code: 'DUPLICATE',
      fields: [
        {
          field: 'input.name',
          message: {
            vi: 'đã có chủ thể “Hợp tác xã Hoà Phát” cùng loại hình ở địa phương này',
            en: 'there is a producer “Hợp tác xã Hoà Phát” of that kind in this place already',
          },
        },
      ],
    };
    expect(await answer('createProducer(', twice)).toMatchObject(refusal);
    const other = await answer('createProducer(', { ...twice, kind: 'ENTERPRISE' });
    expect(other).not.toHaveProperty('code');
    expect(await answer(`changeProducer(id: "${String(other.id)}", version: 1, `, twice)).toMatchObject(
      refusal,
    );
    expect(
      await answer(`changeProducer(id: "${String(first.id)}", version: 1, `, {
        ...twice,
        phone: '0912 345 678',
      }),
    ).toMatchObject({ name: twice.name, phone: '0912 345 678' });
  });

  it('are refused with the field named', async () => {
    const wrong: [Record<string, unknown>, string][] = [
      [{ name: '', producerId: producer }, 'input.name'],
      [{ name: 'A\u0000', producerId: producer }, 'input.name'],
      [{ name: 'A', producerId: 'x' }, 'input.producerId'],
      [{ name: 'A', producerId: '00000000-0000-4000-8000-00000000ffff' }, 'input.producerId'],
      [{ name: 'A', producerId: producer, code: 'x'.repeat(61) }, 'input.code'],
      [{ name: 'A', producerId: producer, code: '17-05200-1-2028' }, 'input.code'],
    ];
    for (const [input, field] of wrong) {
      expect(await createProduct(input), field).toMatchObject({ code: 'INVALID_INPUT', fields: [{ field }] });
    }
    const place = await api.data(
      `mutation ($input: ProducerInput!) { createProducer(input: $input) { ... on Refusal { code fields { field } } } }`,
      { input: { name: 'B', kind: 'FARM', placeId: '00000000-0000-4000-8000-00000000ffff' } },
    );
    expect(place).toMatchObject({
      createProducer: { code: 'INVALID_INPUT', fields: [{ field: 'input.placeId' }] },
    });
    const missing = await api.data(
      `mutation ($input: ProducerInput!) { changeProducer(id: "x", version: 1, input: $input) { ... on Refusal { code } } }`,
      { input: { name: 'B', kind: 'FARM', placeId: here.commune } },
    );
    expect(missing).toEqual({ changeProducer: { code: 'NOT_FOUND' } });
  });

  it('are listed by Vietnamese name, page by page', async () => {
    const { commune } = await makePlaces(api, 'Điện Biên');
    for (const name of ['Ê', 'Đào', 'Ân', 'Dung', 'An', 'Em', 'Ăn'])
      await makeProducer(api, commune, `${name} Kỳ Lân`);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { producers }: { producers: NamedPage } = await api.data<{ producers: NamedPage }>(
        `query ($after: String) { producers(search: "ky lan", first: 3, after: $after) {
          nodes { name } pageInfo { endCursor hasNextPage } totalCount } }`,
        { after },
      );
      expect(producers.totalCount).toBe(7);
      seen.push(...producers.nodes.map(({ name }) => name.replace(' Kỳ Lân', '')));
      after = producers.pageInfo.hasNextPage ? producers.pageInfo.endCursor : null;
    } while (after);
    expect(seen).toEqual(['An', 'Ăn', 'Ân', 'Dung', 'Đào', 'Em', 'Ê']);
  });

  it('give other systems no telephone and no address of a producer', async () => {
    await api.database.query(`update producer set phone = '0912', address = 'Xóm 1' where id = $1`, [
      producer,
    ]);
    await makeProduct(api, producer, 'Gạo nếp nương');
    const query =
      '{ products(filter: { search: "nep nuong" }) { nodes { name producer { name phone address } } } }';
    expect(await api.data(query, {}, token)).toMatchObject({
      products: { nodes: [{ producer: { name: 'Hợp tác xã Đà Bắc', phone: null, address: null } }] },
    });
    expect(await api.data(query)).toMatchObject({ products: { nodes: [{ producer: { phone: '0912' } }] } });
    const { errors } = await api.ask('{ producers { totalCount } }', {}, token);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('the code of a product', () => {
  const YEAR = new Date().getUTCFullYear();
  const CODE = `01-00004-12-${YEAR}`;
  let stage: TestServer;
  let administrator: Person;
  let producerId: string;
  beforeAll(async () => {
    stage = await startTestServer();
    await stage.dataSource.query(
      `insert into account (username, display_name, is_admin) values ('quan-tri', 'Quản trị', true)`,
    );
    administrator = await accountHolder(stage, 'quan-tri');
    const place = await make('Place', { level: 'PROVINCE', name: 'Thành phố Hà Nội' });
    const made = await make('Producer', { name: 'HTX Ba Đình', kind: 'COOPERATIVE', placeId: place.id });
    producerId = made.id;
  });
  afterAll(() => stage?.stop());

  const make = (type: string, input: object, more = ''): Promise<Loose> =>
    administrator.act(
      `create${type}(input: $input)`,
      `$input: ${type}Input!`,
      { input },
      `... on ${type} { id ${more} } ... on Refusal { fields { field message { vi en } } }`,
    );
  const add = (code: string, name = 'Trà sen') =>
    make('Product', { name, code, producerId }, 'productCode: code version');
  const change = (id: string, version: number, input: object): Promise<Loose> =>
    administrator.act(
      'changeProduct(id: $id, version: $version, input: $input)',
      '$id: ID!, $version: Int!, $input: ProductInput!',
      { id, version, input: { producerId, ...input } },
      '... on Product { name productCode: code version }',
    );

  it.each(['!!!', 'abc', 'HB-01', '01/00004/12/2020', '01-00004-0-2020', '01-00004-12-2017'])(
    'R 3.5 is refused where it is %s, and the form is told',
    async (code) => {
      const refused = await add(code);
      expect(refused).toMatchObject({ code: 'INVALID_INPUT', fields: [{ field: 'input.code' }] });
      const [{ message }] = refused.fields;
      expect(message.vi).toContain(
        'cần có dạng mã tỉnh-mã xã-số thứ tự-năm đánh giá, ví dụ 01-00004-12-2026',
      );
      expect(message.en).toContain('province-commune-number-year of evaluation, such as 01-00004-12-2026');
    },
  );

  it('R 3.5 is kept with plain hyphens, and a district of former years may stand in it', async () => {
    expect(await add(`01 – 00004 – 12 – ${YEAR}`)).toMatchObject({ productCode: CODE });
    expect(await add(CODE, 'Trà khác')).toMatchObject({
      code: 'DUPLICATE',
      fields: [{ field: 'input.code' }],
    });
    expect(await add('01-271-09619-7-2020', 'Mật ong')).toMatchObject({ productCode: '01-271-09619-7-2020' });
  });

  it('R 3.5 may be another one where it came in long ago, until somebody changes it', async () => {
    const [{ id }] = await stage.dataSource.query<[{ id: string }]>(
      `insert into product (name, code, producer_id) values ('Cốm', 'HN/OCOP 7', $1) returning id`,
      [producerId],
    );
    expect(await change(id, 1, { name: 'Cốm Vòng', code: 'HN/OCOP 7' })).toEqual({
      ...{ __typename: 'Product', name: 'Cốm Vòng', productCode: 'HN/OCOP 7', version: 2 },
    });
    expect(await change(id, 2, { name: 'Cốm Vòng', code: 'HN/OCOP 8' })).toMatchObject({
      ...{ code: 'INVALID_INPUT', fields: [{ field: 'input.code' }] },
    });
    expect(await change(id, 2, { name: 'Cốm Vòng', code: '01-00166-7-2020' })).toMatchObject({
      productCode: '01-00166-7-2020',
    });
  });
});

describe('results of products', () => {
  const RESULTS = `query ($filter: ProductFilter) { products(filter: $filter) { totalCount nodes { name recognised {
    outcome starClass mean { sum count text } parts { code title { vi } maxPoints mean { text } }
    releasedAt year batch round criteriaSetCode decree why { vi en } } } } }`;
  interface Listed {
    products: { totalCount: number; nodes: { name: string; recognised: Record<string, unknown>[] }[] };
  }
  const listed = async (filter: Record<string, unknown>, viewer = token) =>
    (await api.data<Listed>(RESULTS, { filter }, viewer)).products;
  const names = async (filter: Record<string, unknown>) =>
    (await listed(filter)).nodes.map(({ name }) => name);

  beforeAll(async () => {
    const { session } = await makeSession(api, here.commune, 'Phiên đã họp');
    const enter = async (name: string, stars: number, sum: number, releasedAt: string | null) => {
      const product = await makeProduct(api, producer, name);
      const dossier = await makeDossier(api, product, { batch: 5 });
      const evaluation = await putOnAgenda(api, session, dossier, {
        phase: releasedAt ? 'RELEASED' : 'CONCLUDED',
      });
      await conclude(api, evaluation, { stars, sum, releasedAt });
      return { product, dossier };
    };
    await enter('Mật ong bạc hà', 4, 719, '2026-11-20T02:00:00Z');
    await enter('Mật ong rừng', 5, 730, null);
    const { product } = await enter('Mật ong hoa nhãn', 3, 480, '2026-11-20T03:00:00Z');
    const again = await makeDossier(api, product, { batch: 6, kind: 'UPGRADE', productSet: 4 });
    const evaluation = await putOnAgenda(api, session, again, { phase: 'RELEASED' });
    await conclude(api, evaluation, { stars: 4, sum: 600, releasedAt: '2026-11-21T02:00:00Z' });
  });

  it('are told exactly, cut and not rounded: 719 on 8 sheets is 89,87 and four stars', async () => {
    const [honey] = (await listed({ search: 'bac ha' })).nodes;
    expect(honey?.recognised).toEqual([
      {
        outcome: 'CLASSIFIED',
        starClass: 4,
        mean: { sum: 719, count: 8, text: '89,87' },
        parts: [
          expect.objectContaining({ code: 'A', maxPoints: 40, mean: { text: '36,25' } }),
          expect.objectContaining({ code: 'B', maxPoints: 25, mean: { text: '22,50' } }),
          expect.objectContaining({ code: 'C', maxPoints: 35, mean: { text: '31,12' } }),
        ],
        releasedAt: expect.anything(),
        year: 2026,
        batch: 5,
        round: 1,
        criteriaSetCode: 'OCOP-26-2026-04',
        decree: '26/2026/QĐ-TTg',
        why: [{ vi: 'Đạt 4 sao', en: '4 stars' }],
      },
    ]);
  });

  it('are silent until released: not shown, not found by class, not counted', async () => {
    expect((await listed({ search: 'rung' })).nodes).toEqual([{ name: 'Mật ong rừng', recognised: [] }]);
    expect(await listed({ starClass: 5 })).toEqual({ totalCount: 0, nodes: [] });
    expect(await names({ batch: 5 })).not.toContain('Mật ong rừng');
    expect(await names({ productSet: 4, year: 2026 })).not.toContain('Mật ong rừng');
    const { dossiers } = await api.data<{ dossiers: { nodes: { evaluations: unknown[] }[] } }>(
      `{ dossiers(filter: { search: "rung" }) { nodes { state evaluations { phase result { starClass } } } } }`,
    );
    expect(dossiers.nodes).toEqual([
      { state: 'IN_SESSION', evaluations: [{ phase: 'CONCLUDED', result: null }] },
    ]);
  });

  it('are found by class, batch, set, sector, decree and place, all of one and the same result', async () => {
    expect(await names({ starClass: 4 })).toEqual(['Mật ong bạc hà', 'Mật ong hoa nhãn']);
    expect(await names({ starClass: 4, batch: 5 })).toEqual(['Mật ong bạc hà']);
    expect(await names({ starClass: 3, batch: 6 })).toEqual([]);
    expect(await names({ starClass: 3 })).toEqual(['Mật ong hoa nhãn']);
    expect(await names({ regime: 'R148' })).toEqual([]);
    expect(await names({ regime: 'R26_2026', sectorCode: 'FOOD', placeId: here.province })).toHaveLength(2);
  });

  it('of one product come newest first, and show at the dossier they belong to', async () => {
    const [honey] = (await listed({ search: 'hoa nhan' })).nodes;
    expect(honey?.recognised.map(({ starClass }) => starClass)).toEqual([4, 3]);
    const { dossiers } = await api.data<{ dossiers: { nodes: unknown[] } }>(
      `{ dossiers(filter: { search: "hoa nhan", batch: 5 }) { nodes { evaluations { sessionName sessionPhase result { starClass mean { text } } } } } }`,
    );
    expect(dossiers.nodes).toEqual([
      {
        evaluations: [
          {
            sessionName: 'Phiên đã họp',
            sessionPhase: 'OPEN',
            result: { starClass: 3, mean: { text: '60,00' } },
          },
        ],
      },
    ]);
  });
});

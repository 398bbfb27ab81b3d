import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nobody, openRegistryApi, type RegistryApi } from '../support/registry-api.js';
import { makePlaces, makeSession } from '../support/registry-rows.js';

let api: RegistryApi;
beforeAll(async () => {
  api = await openRegistryApi(() => new Date('2026-11-22T02:00:00Z'));
});
afterAll(() => api?.close());

const CREATE = `mutation ($input: PlaceInput!) { createPlace(input: $input) {
  ... on Place { id name level parent { name } }
  ... on Refusal { code fields { field message { vi en } } } } }`;

interface Created {
  createPlace: {
    id: string;
    code?: string;
    name: string;
    fields?: { field: string; message: { vi: string; en: string } }[];
  };
}
interface Refused {
  readonly code?: string;
  readonly fields?: { field: string; message: { vi: string; en: string } }[];
}
const create = async (level: string, name: string, parentId?: string | null) =>
  (await api.data<Created>(CREATE, { input: { level, name, parentId } })).createPlace;

describe('places', () => {
  it('stand under one another, and are sorted as Vietnamese names are', async () => {
    const province = await create('PROVINCE', 'Tỉnh Một');
    for (const name of ['Ê', 'Đào', 'Ân', 'Dung', 'An', 'Em', 'Ăn'])
      await create('COMMUNE', name, province.id);
    const { places } = await api.data<{ places: { name: string; parent: { name: string } }[] }>(
      `query ($parentId: ID) { places(parentId: $parentId) { name parent { name } } }`,
      { parentId: province.id },
    );
    expect(places.map(({ name }) => name)).toEqual(['An', 'Ăn', 'Ân', 'Dung', 'Đào', 'Em', 'Ê']);
    expect(new Set(places.map(({ parent }) => parent.name))).toEqual(new Set(['Tỉnh Một']));
  });

  it('may not stand under a place of the wrong level', async () => {
    const province = await create('PROVINCE', 'Tỉnh Hai');
    const commune = await create('COMMUNE', 'Xã Hai', province.id);
    const refused = await create('COMMUNE', 'Xã Ba', commune.id);
    expect(refused).toMatchObject({ code: 'INVALID_INPUT', fields: [{ field: 'input.parentId' }] });
    expect(await create('DISTRICT', 'Huyện lẻ')).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('of one level under one place have different names', async () => {
    const province = await create('PROVINCE', 'Tỉnh Ba');
    await create('COMMUNE', 'Xã Trùng', province.id);
    expect(await create('COMMUNE', ' Xã Trùng ', province.id)).toMatchObject({
      code: 'DUPLICATE',
      fields: [
        {
          field: 'input.name',
          message: { vi: 'đã có “Xã Trùng” thuộc “Tỉnh Ba”', en: 'there is “Xã Trùng” in “Tỉnh Ba” already' },
        },
      ],
    });
    const other = await create('PROVINCE', 'Tỉnh Bốn');
    expect(await create('COMMUNE', 'Xã Trùng', other.id)).toMatchObject({ name: 'Xã Trùng' });
  });

  it('have codes of their own, and the refusal says whose a code is', async () => {
    const input = { level: 'PROVINCE', name: 'Tỉnh Mã', code: 'M-01' };
    await api.data(CREATE, { input });
    const { createPlace } = await api.data<Created>(CREATE, { input: { ...input, parentId: null } });
    expect(createPlace.code).toBe('DUPLICATE');
    const refused = (await api.data<Created>(CREATE, { input: { ...input, name: 'Tỉnh khác' } })).createPlace;
    expect(refused).toMatchObject({
      code: 'DUPLICATE',
      fields: [{ field: 'input.code', message: { en: 'this code belongs to “Tỉnh Mã”' } }],
    });
    const both = { ...input, level: 'COMMUNE', parentId: null };
    expect((await api.data<Created>(CREATE, { input: both })).createPlace).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ field: 'input.parentId' }, { field: 'input.code' }],
    });
  });

  it('added at the same moment under one name are one place, and the others are told which', async () => {
    const made = await Promise.all([1, 2, 3].map(() => create('PROVINCE', 'Tỉnh Song Sinh')));
    const refused = made.filter(({ code }) => code === 'DUPLICATE');
    expect(refused).toHaveLength(2);
    for (const { fields } of refused)
      expect(fields).toMatchObject([{ field: 'input.name', message: { vi: 'đã có “Tỉnh Song Sinh”' } }]);
  });

  it('are refused with the field named when the name is empty, too long or disguised', async () => {
    for (const name of ['   ', 'x'.repeat(201), 'Xã\u0000 A', 'Xã\u202E A']) {
      const refused = await create('PROVINCE', name);
      expect(refused, JSON.stringify(name)).toMatchObject({
        code: 'INVALID_INPUT',
        fields: [{ field: 'input.name' }],
      });
      expect(refused.fields?.[0]?.message.vi).not.toBe('');
    }
    expect(await create('PROVINCE', '  Tỉnh Năm  ')).toMatchObject({ name: 'Tỉnh Năm' });
  });

  it('take a search text literally, and answer one with a NUL in words', async () => {
    await create('PROVINCE', 'Tỉnh 100%');
    const search = `query ($search: String) { places(search: $search) { name } }`;
    const found = await api.data<{ places: { name: string }[] }>(search, { search: '%' });
    expect(found.places.map(({ name }) => name)).toEqual(['Tỉnh 100%']);
    const { errors } = await api.ask(search, { search: 'a\u0000' });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('cease on a day that somebody may live to see', async () => {
    const { id } = await create('PROVINCE', 'Tỉnh Chín');
    const retire = `mutation ($id: ID!, $on: Date!) { retirePlace(id: $id, on: $on) {
      ... on Refusal { code fields { field } } } }`;
    for (const on of ['9999-01-01', '0025-07-01']) {
      expect(await api.data(retire, { id, on })).toEqual({
        retirePlace: { code: 'INVALID_INPUT', fields: [{ field: 'on' }] },
      });
    }
  });

  it('answer an identifier that is none as not found', async () => {
    const change = `mutation ($id: ID!) { changePlace(id: $id, version: 1, input: { level: PROVINCE, name: "Z" }) {
      ... on Refusal { code } } }`;
    for (const id of ['x', '00000000-0000-4000-8000-00000000ffff']) {
      expect(await api.data(change, { id })).toEqual({ changePlace: { code: 'NOT_FOUND' } });
    }
    expect(await create('COMMUNE', 'Xã', 'không phải')).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('do not cease while a council, a session or a place below goes on there, and are told which', async () => {
    const { province } = await makePlaces(api, 'Tỉnh đang dùng');
    const { council, session } = await makeSession(api, province, 'Phiên tháng 11');
    const retire = async (on = '2026-11-22') =>
      (
        await api.data<{ retired: Refused }>(
          `mutation ($id: ID!, $on: Date!) { retired: retirePlace(id: $id, on: $on) {
            ... on Place { retiredOn } ... on Refusal { code fields { field message { vi en } } } } }`,
          { id: province, on },
        )
      ).retired;
    const said = async () => {
      const { code, fields = [] } = await retire();
      return [code, ...fields.map(({ field, message }) => `${field}: ${message.vi} / ${message.en}`)];
    };
    const inCommune = expect.stringMatching(
      /^id: đơn vị trực thuộc “.+” còn hoạt động.* \/ there are places below/,
    );
    const inCouncil = expect.stringMatching(
      /^id: hội đồng “.+” đang hoạt động.* \/ there are councils in office/,
    );
    const inSession = expect.stringMatching(
      /^id: phiên họp “Phiên tháng 11” chưa bế mạc.* \/ there are sessions/,
    );
    expect(await said()).toEqual(['IN_USE', inSession, inCouncil, inCommune]);
    await api.database.query('update place set retired_on = $2 where parent_id = $1', [
      province,
      '2026-07-01',
    ]);
    expect(await said()).toEqual(['IN_USE', inSession, inCouncil]);
    await api.database.query(`update session set phase = 'PLANNED' where id = $1`, [session]);
    expect(await said()).toEqual(['IN_USE', inSession, inCouncil]);
    await api.database.query(
      `update session set phase = 'CLOSED', opened_at = now(), closed_at = now() where id = $1`,
      [session],
    );
    expect(await said()).toEqual(['IN_USE', inCouncil]);
    // A term that is over by the day hinders no more than a council that was ended.
    await api.database.query(`update council set term_to = '2027-01-31' where id = $1`, [council]);
    expect(await said()).toEqual(['IN_USE', inCouncil]);
    expect(await retire('2027-02-01')).toEqual({ retiredOn: '2027-02-01' });
  });

  it('name no more than three of what goes on below', async () => {
    const province = await create('PROVINCE', 'Tỉnh nhiều xã');
    for (const name of ['Xã A', 'Xã B', 'Xã C', 'Xã D', 'Xã E']) await create('COMMUNE', name, province.id);
    const { retired } = await api.data<{ retired: Refused }>(
      `mutation ($id: ID!) { retired: retirePlace(id: $id, on: "2026-11-22") { ... on Refusal { code fields { field message { vi en } } } } }`,
      { id: province.id },
    );
    expect(retired.fields?.[0]?.message).toEqual({
      vi: 'đơn vị trực thuộc “Xã A”, “Xã B”, “Xã C” và 2 đơn vị trực thuộc khác còn hoạt động; ngừng hoặc chuyển các đơn vị đó trước',
      en: 'there are places below that go on: “Xã A”, “Xã B”, “Xã C” and 2 more; retire or move them first',
    });
  });

  it('retire once and stay in old data', async () => {
    const { id } = await create('PROVINCE', 'Tỉnh cũ');
    const retire = `mutation ($id: ID!) { retirePlace(id: $id, on: "2025-07-01") {
      ... on Place { retiredOn } ... on Refusal { code } } }`;
    expect(await api.data(retire, { id })).toEqual({ retirePlace: { retiredOn: '2025-07-01' } });
    expect(await api.data(retire, { id })).toEqual({ retirePlace: { code: 'ALREADY_DONE' } });
    const { places } = await api.data<{ places: { name: string }[] }>(
      `{ places(search: "Tỉnh cũ") { name } }`,
    );
    expect(places).toHaveLength(1);
  });

  it('are shown to nobody who has not signed in, and changed by administrators only', async () => {
    const { errors } = await api.ask('{ places { name } }', {}, nobody);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED' });
    const token = { kind: 'TOKEN', tokenId: 't', scopes: ['REPORTS'] } as const;
    expect((await api.ask('{ places { name } }', {}, token)).errors).toBeUndefined();
    const denied = await api.ask(CREATE, { input: { level: 'PROVINCE', name: 'Tỉnh Sáu' } }, token);
    expect(denied.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });
});

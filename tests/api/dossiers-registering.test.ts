import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRegistryApi, type RegistryApi } from '../support/registry-api.js';
import {
  accountViewer,
  dossierInput,
  makeDossier,
  makeMark,
  makePlaces,
  makeProducer,
  makeProduct,
  makeSession,
  makeSheet,
  putOnAgenda,
} from '../support/registry-rows.js';

const AUTUMN = new Date('2026-11-22T02:00:00Z');
let now = AUTUMN;
let api: RegistryApi;
let producer: string;
let product: string;
let commune: string;
let names = 0;

beforeAll(async () => {
  api = await openRegistryApi(() => now);
  ({ commune } = await makePlaces(api));
  producer = await makeProducer(api, commune);
});
afterAll(() => api?.close());
beforeEach(async () => {
  now = AUTUMN;
  product = await makeProduct(api, producer, `Mật ong ${(names += 1)}`);
});

/** The session is named, and the way out. */
const ON_AGENDA = {
  code: 'IN_USE',
  fields: [
    {
      field: 'id',
      message: {
        vi: expect.stringMatching(/^hồ sơ này đang ở chương trình phiên họp “.+”; đưa ra khỏi/) as unknown,
        en: expect.stringMatching(/^this dossier is on the agenda of the session “.+”; take/) as unknown,
      },
    },
  ],
};
const ANSWER = `... on Dossier { id state year submittedOn hasStory version criteriaSet { code regime } previous { id } }
  ... on Refusal { code message { vi en } fields { field message { vi en } } }`;

type Answer = Record<string, unknown> & { id: string; version: number; code?: string };
const run = async (operation: string, variables: Record<string, unknown>) => {
  const data = await api.data<Record<string, Answer>>(operation, variables);
  return Object.values(data)[0]!;
};
const create = (other: Record<string, unknown> = {}) =>
  run(`mutation ($input: DossierInput!) { createDossier(input: $input) { ${ANSWER} } }`, {
    input: dossierInput(product, other),
  });
const change = (id: string, version: number, other: Record<string, unknown>) =>
  run(
    `mutation ($id: ID!, $version: Int!, $input: DossierInput!) { changeDossier(id: $id, version: $version, input: $input) { ${ANSWER} } }`,
    { id, version, input: dossierInput(product, other) },
  );
const withdraw = (id: string, reason: string) =>
  run(`mutation ($id: ID!, $reason: String!) { withdrawDossier(id: $id, reason: $reason) { ${ANSWER} } }`, {
    id,
    reason,
  });

describe('registering a dossier', () => {
  it('pins the scorecard of its product set under the decree in force', async () => {
    expect(await create()).toMatchObject({
      state: 'REGISTERED',
      submittedOn: '2026-09-01',
      version: 1,
      criteriaSet: { code: 'OCOP-26-2026-04', regime: 'R26_2026' },
    });
  });

  it('names the decree beforehand, or why none governs', async () => {
    const governing = (kind: string, submittedOn: string) =>
      run(
        `query ($kind: DossierKind!, $on: Date!) { governingRegime(kind: $kind, submittedOn: $on) {
           ... on GoverningRegime { regime name { vi } } ... on Refusal { code fields { field } } } }`,
        { kind, on: submittedOn },
      );
    now = new Date('2026-06-22T02:00:00Z');
    expect(await governing('FIRST', '2026-05-21')).toEqual({
      regime: 'R148',
      name: { vi: 'Quyết định 148/QĐ-TTg, sửa đổi bởi 1489/QĐ-TTg' },
    });
    expect(await governing('FIRST', '2026-05-22')).toMatchObject({ regime: 'R26_2026' });
    expect(await governing('RE_EVALUATION', '2026-05-21')).toMatchObject({ code: 'CARD_NOT_IN_FORCE' });
    expect(await governing('FIRST', '2026-06-23')).toEqual({
      code: 'INVALID_INPUT',
      fields: [{ field: 'submittedOn' }],
    });
  });

  it('keeps two decrees apart while both are live (R 1.2)', async () => {
    now = new Date('2026-06-15T02:00:00Z');
    const before = await create({ submittedOn: '2026-05-21' });
    const after = await create({ submittedOn: '2026-05-22', batch: 2 });
    expect(before).toMatchObject({ criteriaSet: { code: 'OCOP-148-2023-04' } });
    expect(after).toMatchObject({ criteriaSet: { code: 'OCOP-26-2026-04' } });
    now = new Date('2026-06-22T02:00:00Z');
    expect(await create({ submittedOn: '2026-05-21', kind: 'RE_EVALUATION' })).toMatchObject({
      code: 'CARD_NOT_IN_FORCE',
    });
    // What was pinned stays when its decree has lapsed (R 1.4); another set still comes from that decree.
    now = AUTUMN;
    expect(await change(before.id, 1, { submittedOn: '2026-05-21', hasStory: false })).toMatchObject({
      criteriaSet: { code: 'OCOP-148-2023-04' },
      hasStory: false,
    });
    expect(await change(before.id, 2, { submittedOn: '2026-05-21', productSet: 1 })).toMatchObject({
      criteriaSet: { code: 'OCOP-148-2023-01' },
    });
  });

  it('takes old data under the decree of their day, and no other', async () => {
    const old = { submittedOn: '2021-10-06', year: 2021, productSet: 1 };
    expect(await create({ ...old, regime: 'R148' })).toMatchObject({ code: 'CARD_NOT_IN_FORCE' });
    expect(await create(old)).toMatchObject({ code: 'CARD_NOT_IN_FORCE' });
    expect(await create({ ...old, regime: 'R1048_781' })).toMatchObject({
      criteriaSet: { code: 'OCOP-1048-2019-01' },
    });
  });

  it('is refused under a scorecard that lacks points', async () => {
    const answer = await create({ submittedOn: '2024-03-01', year: 2024, productSet: 11, regime: 'R148' });
    expect(answer).toMatchObject({ code: 'CARD_INCOMPLETE', message: { vi: expect.stringMatching(/\S/) } });
  });

  it('is refused with the field named when the input cannot be right', async () => {
    const faults: [Record<string, unknown>, string][] = [
      [{ productId: 'x' }, 'input.productId'],
      [{ productId: '00000000-0000-4000-8000-00000000ffff' }, 'input.productId'],
      [{ year: 1999 }, 'input.year'],
      [{ batch: 0 }, 'input.batch'],
      [{ round: 10 }, 'input.round'],
      [{ productSet: 27 }, 'input.productSet'],
      [{ submittedOn: '2026-11-23' }, 'input.submittedOn'],
      [{ level: 'DISTRICT' }, 'input.level'],
    ];
    for (const [other, field] of faults) {
      const answer = await create(other);
      expect(answer, field).toMatchObject({ code: 'INVALID_INPUT', fields: [{ field }] });
    }
  });

  it('happens once for a product, kind and round of a batch, unless the first was withdrawn', async () => {
    const { id } = await create();
    expect(await create()).toMatchObject({
      code: 'DUPLICATE',
      fields: [
        { field: 'input.productId', message: { vi: expect.stringContaining('đã có hồ sơ cùng loại ở đợt') } },
      ],
    });
    const { version } = await create({ batch: 3 });
    expect(version).toBe(1);
    expect(await create({ batch: 2 })).toMatchObject({ state: 'REGISTERED' });
    await withdraw(id, 'Nộp nhầm');
    expect(await create()).toMatchObject({ state: 'REGISTERED' });
  });

  it('links an upgrade to the dossier that last brought a released result', async () => {
    const { session } = await makeSession(api, commune);
    const first = await makeDossier(api, product, { batch: 1 });
    const evaluation = await putOnAgenda(api, session, first, { phase: 'CONCLUDED' });
    await api.database.query(
      `insert into result (evaluation_id, outcome, parts, reason) values ($1, 'STOPPED', '[]', 'x')`,
      [evaluation],
    );
    expect(await create({ batch: 2, kind: 'UPGRADE' })).toMatchObject({ previous: null });
    await api.database.query('update result set released_at = now() where evaluation_id = $1', [evaluation]);
    expect(await create({ batch: 3, kind: 'UPGRADE' })).toMatchObject({ previous: { id: first } });
    expect(await create({ batch: 4 })).toMatchObject({ previous: null });
  });

  it('is for administrators only', async () => {
    const { account } = await makeSession(api, commune);
    const { errors } = await api.ask(
      `mutation ($input: DossierInput!) { createDossier(input: $input) { ${ANSWER} } }`,
      { input: dossierInput(product) },
      accountViewer(account),
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('changing a dossier', () => {
  it('brings another card with another set, and a higher version', async () => {
    const { id } = await create();
    expect(await change(id, 1, { productSet: 5, batch: 2 })).toMatchObject({
      version: 2,
      criteriaSet: { code: 'OCOP-26-2026-05' },
    });
  });

  it('is refused to whoever had not seen the last change', async () => {
    const { id } = await create();
    await change(id, 1, { batch: 2 });
    expect(await change(id, 1, { batch: 3 })).toMatchObject({ code: 'CONFLICT' });
    const both = await Promise.all([change(id, 2, { batch: 4 }), change(id, 2, { batch: 5 })]);
    expect(both.map(({ code }) => code ?? 'done').sort()).toEqual(['CONFLICT', 'done']);
  });

  it('cannot touch what decides the scorecard after the first mark, but the rest', async () => {
    const { session, member } = await makeSession(api, commune);
    const { id } = await create();
    const evaluation = await putOnAgenda(api, session, id);
    const sheet = await makeSheet(api, evaluation, member, 'DRAFT');
    await api.database.query(
      `update evaluation set phase = 'DEFERRED', reason = 'Thiếu', fix_list = 'Kiểm nghiệm' where id = $1`,
      [evaluation],
    );
    await api.database.query(`update dossier set state = 'AWAITING_ROUND_2' where id = $1`, [id]);
    expect(await change(id, 1, { productSet: 5 })).toMatchObject({ version: 2 });
    expect(await change(id, 2, {})).toMatchObject({ version: 3 });
    await makeMark(api, sheet);
    for (const other of [{ productSet: 5 }, { kind: 'UPGRADE' }, { submittedOn: '2026-09-02' }]) {
      expect(await change(id, 3, other), JSON.stringify(other)).toMatchObject({ code: 'CARD_FROZEN' });
    }
    expect(await change(id, 3, { batch: 2, hasStory: false })).toMatchObject({ version: 4, hasStory: false });
  });

  it('is refused on an agenda, once evaluated and once withdrawn, marks or no marks', async () => {
    const { session } = await makeSession(api, commune);
    const { id } = await create();
    await putOnAgenda(api, session, id);
    expect(await change(id, 1, { batch: 2 })).toMatchObject(ON_AGENDA);
    expect(await change(id, 1, { productSet: 5 })).toMatchObject(ON_AGENDA);
    await api.database.query(`update dossier set state = 'EVALUATED' where id = $1`, [id]);
    expect(await change(id, 1, { batch: 2 })).toMatchObject({ code: 'WRONG_PHASE' });
    expect(await change('x', 1, {})).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('withdrawing a dossier', () => {
  it('needs a reason, happens once, and keeps the dossier', async () => {
    const { id } = await create();
    expect(await withdraw(id, '  ')).toMatchObject({ code: 'REASON_REQUIRED' });
    expect(await withdraw(id, 'Lý do\u0000')).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ field: 'reason' }],
    });
    expect(await withdraw(id, 'Chủ thể xin rút')).toMatchObject({ state: 'WITHDRAWN' });
    expect(await withdraw(id, 'Chủ thể xin rút')).toMatchObject({ code: 'ALREADY_DONE' });
    expect(await change(id, 2, { batch: 2 })).toMatchObject({ code: 'WRONG_PHASE' });
    expect(await withdraw('không', 'x')).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is refused while the dossier stands on an open agenda, even where its state does not say so', async () => {
    const { session } = await makeSession(api, commune);
    const { id } = await create();
    await putOnAgenda(api, session, id);
    expect(await withdraw(id, 'Rút')).toMatchObject(ON_AGENDA);
    await api.database.query(`update dossier set state = 'REGISTERED' where id = $1`, [id]);
    expect(await withdraw(id, 'Rút')).toMatchObject(ON_AGENDA);
    await api.database.query(`update session set phase = 'CLOSED' where id = $1`, [session]);
    expect(await withdraw(id, 'Rút')).toMatchObject({ state: 'WITHDRAWN' });
  });
});

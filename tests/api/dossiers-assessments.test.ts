import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openRegistryApi, type RegistryApi } from '../support/registry-api.js';
import {
  dossierInput,
  makeDossier,
  makePlaces,
  makeProducer,
  makeProduct,
  makeSession,
  putOnAgenda,
} from '../support/registry-rows.js';

let api: RegistryApi;
let commune: string;
let producer: string;
let product: string;
let dossier: string;
let names = 0;

beforeAll(async () => {
  api = await openRegistryApi(() => new Date('2026-11-22T02:00:00Z'));
  ({ commune } = await makePlaces(api));
  producer = await makeProducer(api, commune);
});
afterAll(() => api?.close());
beforeEach(async () => {
  product = await makeProduct(api, producer, `Mật ong ${(names += 1)}`);
  dossier = await makeDossier(api, product);
});

interface Entry {
  author: string;
  criterion: string;
  levels: number[];
  points: number | null;
  remark: string | null;
}
interface Saved {
  selfTotal: number | null;
  assessments: Entry[];
  code?: string;
  fields?: { field: string }[];
}

const SAVE = `mutation ($id: ID!, $version: Int!, $author: AssessmentAuthor!, $entries: [AssessmentInput!]!) {
  saveAssessments(dossierId: $id, version: $version, author: $author, entries: $entries) {
    ... on Dossier { selfTotal assessments { author criterion levels points remark } }
    ... on Refusal { code fields { field } } } }`;
const saveOver = async (version: number, author: string, entries: unknown[], id = dossier) =>
  (await api.data<{ saveAssessments: Saved }>(SAVE, { id, version, author, entries })).saveAssessments;
/** As an administrator who has just read the dossier. */
const save = async (author: string, entries: unknown[], id = dossier) =>
  saveOver(await versionOf(id), author, entries, id);
const versionOf = async (id: string): Promise<number> => {
  const rows: { version: number }[] = await api.database.query(
    'select version from dossier where id::text = $1',
    [id],
  );
  return rows[0]?.version ?? 1;
};

/** Points of the card itself, so that nothing here repeats what the code under test computes. */
const pointsAt = async (criterion: string, position: number) => {
  const { criteriaSet } = await api.data<{
    criteriaSet: { parts: { sections: { criteria: { code: string; levels: { points: number }[] }[] }[] }[] };
  }>(
    '{ criteriaSet(code: "OCOP-26-2026-04") { parts { sections { criteria { code levels { points } } } } } }',
  );
  const criteria = criteriaSet.parts.flatMap((part) => part.sections.flatMap((section) => section.criteria));
  return criteria.find(({ code }) => code === criterion)!.levels[position]!.points;
};

describe('what is said of a dossier before the council meets', () => {
  it('is worth what the scorecard gives for the options', async () => {
    const saved = await save('PRODUCER', [
      { criterion: '1.2', levels: [1], remark: 'Có hợp đồng' },
      { criterion: '1.1', levels: [0] },
      { criterion: '2.1', levels: [] },
    ]);
    const [first, second] = [await pointsAt('1.1', 0), await pointsAt('1.2', 1)];
    expect(saved.assessments).toEqual([
      { author: 'PRODUCER', criterion: '1.1', levels: [0], points: first, remark: null },
      { author: 'PRODUCER', criterion: '1.2', levels: [1], points: second, remark: 'Có hợp đồng' },
      { author: 'PRODUCER', criterion: '2.1', levels: [], points: 0, remark: null },
    ]);
    expect(saved.selfTotal).toBe(first + second);
  });

  it('replaces what the same author said, and nothing of the others', async () => {
    await save('PRODUCER', [{ criterion: '1.1', levels: [0] }]);
    await save('COMMUNE', [{ criterion: '1.1', remark: 'Nguyên liệu tại xã' }]);
    const saved = await save('PRODUCER', [{ criterion: '1.2', levels: [0] }]);
    expect(saved.assessments.map(({ author, criterion }) => `${author} ${criterion}`)).toEqual([
      'PRODUCER 1.2',
      'COMMUNE 1.1',
    ]);
    const cleared = await save('PRODUCER', []);
    expect(cleared.assessments).toHaveLength(1);
    expect(cleared.selfTotal).toBeNull();
  });

  it('has no self total where only others spoke, or only in prose', async () => {
    await save('SUPPORT_TEAM', [{ criterion: '1.1', levels: [0] }]);
    expect((await save('PRODUCER', [{ criterion: '1.1', remark: 'Xem minh chứng' }])).selfTotal).toBeNull();
    expect((await save('PRODUCER', [{ criterion: '1.1', levels: [] }])).selfTotal).toBe(0);
  });

  it('may only speak of what the scorecard has', async () => {
    expect(await save('PRODUCER', [{ criterion: '99.9', levels: [0] }])).toMatchObject({
      code: 'UNKNOWN_CRITERION',
    });
    expect(await save('COMMUNE', [{ criterion: '99.9', remark: 'x' }])).toMatchObject({
      code: 'UNKNOWN_CRITERION',
    });
    expect(await save('PRODUCER', [{ criterion: '1.1', levels: [40] }])).toMatchObject({
      code: 'UNKNOWN_LEVEL',
    });
    expect(await save('PRODUCER', [{ criterion: '1.1', levels: [-1] }])).toMatchObject({
      code: 'UNKNOWN_LEVEL',
    });
    expect(await save('PRODUCER', [{ criterion: '1.1', levels: [0, 1] }])).toMatchObject({
      code: 'ONE_LEVEL_ONLY',
    });
  });

  it('may not speak of the story where there is none (R 4.10)', async () => {
    const untold = await makeDossier(api, product, { batch: 2, hasStory: false });
    for (const entry of [
      { criterion: '5.2', levels: [0] },
      { criterion: '5.2', remark: 'Có' },
    ]) {
      expect(await save('PRODUCER', [entry], untold)).toMatchObject({ code: 'CRITERION_NOT_APPLICABLE' });
      expect((await save('PRODUCER', [entry])).assessments).toHaveLength(1);
    }
  });

  it('names the entry that is wrong, and then keeps what was there', async () => {
    await save('PRODUCER', [{ criterion: '1.1', levels: [0] }]);
    const wrong: [unknown[], string][] = [
      [[{ criterion: '1.1' }], 'entries[0]'],
      [
        [
          { criterion: '1.1', levels: [0] },
          { criterion: '1.1', levels: [0] },
        ],
        'entries[1].criterion',
      ],
    ];
    for (const [entries, field] of wrong) {
      expect(await save('PRODUCER', entries)).toMatchObject({ code: 'INVALID_INPUT', fields: [{ field }] });
    }
    for (const remark of ['a\u0000b', 'dài'.repeat(700)])
      expect(
        await save('PRODUCER', [
          { criterion: '1.1', levels: [0] },
          { criterion: '1.2', remark },
        ]),
      ).toMatchObject({ code: 'INVALID_INPUT', fields: [{ field: 'entries[1].remark' }] });
    expect(await save('PRODUCER', [{ criterion: '1.1', levels: [70_000] }])).toMatchObject({
      code: 'UNKNOWN_LEVEL',
    });
    const { dossier: kept } = await api.data<{ dossier: Saved }>(
      'query ($id: ID!) { dossier(id: $id) { assessments { criterion } } }',
      { id: dossier },
    );
    expect(kept.assessments).toEqual([{ criterion: '1.1' }]);
  });

  it('is closed from the moment the council has the dossier on the table', async () => {
    const { session } = await makeSession(api, commune);
    const evaluation = await putOnAgenda(api, session, dossier);
    const entries = [{ criterion: '1.1', levels: [0] }];
    expect((await save('SUPPORT_TEAM', entries)).assessments).toHaveLength(1);
    await api.database.query(`update evaluation set phase = 'PRESENTING' where id = $1`, [evaluation]);
    expect(await save('SUPPORT_TEAM', entries)).toMatchObject({ code: 'WRONG_PHASE' });
    expect(await save('SUPPORT_TEAM', entries, 'x')).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('holds the scorecard: another set or no story needs it cleared first', async () => {
    await save('PRODUCER', [{ criterion: '1.1', levels: [0] }]);
    const change = async (version: number, other: Record<string, unknown>) =>
      (
        await api.data<{ changeDossier: Saved & { version?: number } }>(
          `mutation ($id: ID!, $version: Int!, $input: DossierInput!) {
            changeDossier(id: $id, version: $version, input: $input) {
              ... on Dossier { version } ... on Refusal { code fields { field } } } }`,
          { id: dossier, version, input: dossierInput(product, other) },
        )
      ).changeDossier;
    expect(await change(2, { productSet: 5 })).toMatchObject({ fields: [{ field: 'input.productSet' }] });
    expect(await change(2, { hasStory: false })).toMatchObject({ fields: [{ field: 'input.hasStory' }] });
    expect(await change(2, { batch: 2 })).toMatchObject({ version: 3 });
    await save('PRODUCER', []);
    expect(await change(4, { productSet: 5 })).toMatchObject({ version: 5 });
  });

  it('is taken from one of two who save at the same moment, also while it waits on an agenda', async () => {
    const { session } = await makeSession(api, commune);
    await putOnAgenda(api, session, dossier);
    const two = [
      [
        { criterion: '1.1', levels: [0] },
        { criterion: '1.2', levels: [0] },
      ],
      [
        { criterion: '1.1', levels: [1] },
        { criterion: '2.1', levels: [] },
      ],
    ];
    const answers = await Promise.all(two.map((entries) => saveOver(1, 'PRODUCER', entries)));
    expect(answers.map(({ code }) => code ?? 'done').sort()).toEqual(['CONFLICT', 'done']);
    const { dossier: kept } = await api.data<{ dossier: Saved }>(
      'query ($id: ID!) { dossier(id: $id) { assessments { criterion levels } } }',
      { id: dossier },
    );
    expect(kept.assessments).toEqual(two[answers.findIndex(({ code }) => !code)]);
    expect(await versionOf(dossier)).toBe(2);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composeApi } from '../../server/compose.js';
import { loadLibrary } from '../../server/compose-library.js';
import { contentOf } from '../../server/scorecards/card-content.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import {
  beginDraft,
  criterionIn,
  discardDraft,
  publishDraft,
  publishNext,
  readDraft,
  readSet,
  saveDraft,
  type Typed,
} from '../support/card-drafts.js';
import {
  accountHolder,
  startTestServer,
  TEST_SETTINGS,
  type Loose,
  type Person,
  type TestServer,
} from '../support/server.js';

const UNFINISHED = 'OCOP-148-2023-07';
const BASIS = 'Công báo số 12, trang 7';

let stage: TestServer;
let first: Person;
let second: Person;
let plain: Person;
let placeId: string;

beforeAll(async () => {
  stage = await startTestServer();
  for (const [username, admin] of [['quan-tri-1', true], ['quan-tri-2', true], ['nguoi-xem', false]])
    await stage.dataSource.query(
      'insert into account (username, display_name, is_admin) values ($1, $1, $2)',
      [username, admin],
    ); // prettier-ignore
  first = await accountHolder(stage, 'quan-tri-1');
  second = await accountHolder(stage, 'quan-tri-2');
  plain = await accountHolder(stage, 'nguoi-xem');
  placeId = (await made('createPlace', 'Place', { level: 'PROVINCE', name: 'Tỉnh Hòa Bình' })).id;
});
afterAll(() => stage?.stop());

const made = (field: string, type: string, input: object, more = ''): Promise<Loose> =>
  first.act(`${field}(input: $input)`, `$input: ${type}Input!`, { input }, `... on ${type} { id ${more} }`);

let producers = 0;
/** Registers a dossier of a product of its own. */
async function register(other: object = {}): Promise<Loose> {
  const producer = await made('createProducer', 'Producer', {
    name: `HTX Đà Bắc ${(producers += 1)}`,
    kind: 'COOPERATIVE',
    placeId,
  });
  const product = await made('createProduct', 'Product', { name: 'Chè Shan', producerId: producer.id });
  const stated = { kind: 'FIRST', level: 'PROVINCE', year: 2026, batch: 1, submittedOn: '2026-09-01' };
  const input = { productId: product.id, ...stated, productSet: 4, hasStory: true, ...other };
  const dossier = await made('createDossier', 'Dossier', input, 'version criteriaSet { code }');
  return { ...dossier, input };
}
const OF_148 = { productSet: 7, regime: 'R148', submittedOn: '2024-03-01', year: 2024 };

const library = () => stage.server.api.library;
const sql = <Row = Loose>(statement: string, parameters: unknown[] = []): Promise<Row[]> =>
  stage.dataSource.query<Row[]>(statement, parameters);

/** Whatever is missing at 6.4 of the unfinished card is filled in; the paper has no English. */
function complete(content: Typed): void {
  content.complete = true;
  content.missing = [];
  const { levels } = criterionIn(content, '6.4');
  levels.push({ points: 4, label: { vi: 'Mức còn thiếu', en: '' }, abridged: false });
}
const renamed = (words: string) => (content: Typed) => void (criterionIn(content, '1.1').title.vi = words);

describe('an unfinished scorecard', () => {
  it('is completed from the paper, published, and then fit for dossiers', async () => {
    expect(await register(OF_148)).toMatchObject({ __typename: 'Refusal', code: 'CARD_INCOMPLETE' });
    const begun = await beginDraft(first, UNFINISHED);
    expect(begun).toMatchObject({ cardCode: `${UNFINISHED}.2`, edition: 2, version: 1, basis: '', changedBy: 'quan-tri-1' });
    expect(begun).toMatchObject({ base: { code: UNFINISHED }, differences: [] });
    expect(begun.faults.map(({ path }: Loose) => path)).toEqual(['basis', null]);

    // What is half typed is kept as it is, and shown to the colleague.
    const broken = await saveDraft(first, begun, (content) => {
      const criterion = criterionIn(content, '6.4');
      criterion.levels.push({ points: 1000, label: { vi: ' Mức ', en: '' }, abridged: false });
      content.parts[0]!.title.vi = '';
    });
    expect(broken).toMatchObject({ version: 2, differences: [], content: { parts: [{ title: { vi: '' } }, {}, {}] } });
    expect(broken.faults.length).toBeGreaterThan(2);
    const seen = await readDraft(second, begun.id);
    expect(seen).toEqual({ ...broken, __typename: undefined });
    const refused = await publishDraft(second, seen);
    expect(refused).toMatchObject({ __typename: 'Refusal', code: 'INVALID_INPUT' });
    expect(refused.fields.map(({ field }: Loose) => field)).toEqual(broken.faults.map(({ path }: Loose) => path));
    expect(library().get(`${UNFINISHED}.2`)).toBeUndefined();

    const mended = await saveDraft(
      second,
      { ...seen, content: begun.content },
      complete,
      `  ${BASIS}\n`,
    );
    expect(mended).toMatchObject({ version: 3, faults: [], changedBy: 'quan-tri-2' });
    expect(mended.differences).toContainEqual(expect.objectContaining({ criterion: '6.4', kind: 'LEVELS' }));
    expect(criterionIn(mended.content as Typed, '6.4').levels.at(-1)!.label.en).toBe('');
    const published = await publishDraft(second, mended);
    expect(criterionIn(contentOf(library().get(published.cardCode)!) as Typed, '6.4').levels.at(-1)!.label).toEqual({ vi: 'Mức còn thiếu', en: 'Mức còn thiếu' });
    expect(published).toMatchObject({ cardCode: `${UNFINISHED}.2`, edition: 2, basedOn: UNFINISHED, basis: BASIS });
    expect(published).toMatchObject({ complete: true, missing: [], supersededBy: null });
    expect(Date.parse(published.publishedAt)).toBeLessThanOrEqual(Date.now() + 60_000);

    expect(await readSet(plain, UNFINISHED)).toMatchObject({ edition: 1, complete: false, basis: null, publishedAt: null, supersededBy: `${UNFINISHED}.2` });
    expect(await register(OF_148)).toMatchObject({ criteriaSet: { code: `${UNFINISHED}.2` } });
    const { sets, all, differences } = await plain.get(`{
      sets: criteriaSets(regime: R148) { code productSet complete }
      all: criteriaSets(regime: R148, superseded: true) { code }
      differences: cardDifferences(from: "${UNFINISHED}", to: "${UNFINISHED}.2") { kind criterion } }`);
    expect(sets[6]).toEqual({ code: `${UNFINISHED}.2`, productSet: 7, complete: true });
    expect(sets).toHaveLength(26);
    expect(all.slice(6, 8).map(({ code }: Loose) => code)).toEqual([UNFINISHED, `${UNFINISHED}.2`]);
    expect(differences).toContainEqual({ kind: 'COMPLETE', criterion: '' });
  }); // prettier-ignore

  it('that is published is nobody’s to change or remove, in the database too', async () => {
    for (const statement of [
      `update card_edition set basis = 'Khác'`,
      'delete from card_edition',
      'truncate card_edition',
    ])
      await expect(sql(statement)).rejects.toThrow('never changes');
    expect(await sql('select code from card_edition')).toEqual([{ code: `${UNFINISHED}.2` }]);
  });

  it('is there with its fingerprint after a restart, before anything is served', async () => {
    const before = await readSet(first, `${UNFINISHED}.2`);
    await stage.restart();
    expect(await readSet(first, `${UNFINISHED}.2`)).toEqual(before);
    expect(library().sha256(`${UNFINISHED}.2`)).toBe(before.sha256);
    expect(library().forProductSet('148', 7).code).toBe(`${UNFINISHED}.2`);
  });
});

describe('drafts', () => {
  it('are for administrators alone', async () => {
    const draft = await beginDraft(first, 'OCOP-26-2026-21');
    const asked = [
      '{ criteriaSetDrafts { id } }',
      `{ criteriaSetDraft(id: "${draft.id}") { id } }`,
      'mutation { draftCriteriaSet(code: "OCOP-26-2026-22") { __typename } }',
      `mutation { discardCriteriaSetDraft(id: "${draft.id}", version: 1) { __typename } }`,
      `mutation { publishCriteriaSetDraft(id: "${draft.id}", version: 1) { __typename } }`,
    ];
    for (const query of asked)
      expect((await plain.ask(query)).errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    const { criteriaSetDrafts } = await second.get('{ criteriaSetDrafts { code } }');
    expect(criteriaSetDrafts).toEqual([{ code: 'OCOP-26-2026-21.2' }]);
    expect(await readSet(plain, draft.cardCode)).toBeNull();
    expect(await discardDraft(first, draft)).toMatchObject({ id: draft.id, cardCode: draft.cardCode });
    expect(await readDraft(first, draft.id)).toBeNull();
    expect(await discardDraft(first, draft)).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are one a card, and the second asker hears whose it is', async () => {
    const code = 'OCOP-26-2026-05';
    const begun = await Promise.all([first, second, first, second].map((who) => beginDraft(who, code)));
    const drafts = begun.filter(({ __typename }) => __typename === 'CriteriaSetDraft');
    expect(drafts).toHaveLength(1);
    const refused = begun.find((one) => one.code === 'DUPLICATE');
    expect(refused.fields).toEqual([{ field: 'code' }]);
    const stale = await saveDraft(first, drafts[0], renamed('Một'));
    expect(await saveDraft(second, drafts[0], renamed('Hai'))).toMatchObject({ code: 'CONFLICT' });
    expect(await discardDraft(second, drafts[0])).toMatchObject({ code: 'CONFLICT' });
    expect(await publishDraft(second, drafts[0])).toMatchObject({ code: 'CONFLICT' });
    expect((await readDraft(second, stale.id)).version).toBe(2);
    expect(await beginDraft(first, 'OCOP-26-2026-99')).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('published by several at once are published once; the next draft follows the newest edition', async () => {
    const code = 'OCOP-26-2026-06';
    const ready = await saveDraft(first, await beginDraft(first, code), renamed('Tên đã sửa'), BASIS);
    const [published, begun] = await Promise.all([
      Promise.all([first, second, first, second].map((who) => publishDraft(who, ready))),
      beginDraft(second, code),
    ]);
    expect(published.filter(({ __typename }) => __typename === 'CriteriaSet')).toHaveLength(1);
    const others = published.filter(({ __typename }) => __typename === 'Refusal');
    expect(others.map((one) => one.code)).toEqual(['ALREADY_DONE', 'ALREADY_DONE', 'ALREADY_DONE']);
    // Begun while it was published: refused, or already from the new edition.
    const next = begun.__typename === 'Refusal' ? await beginDraft(second, code) : begun;
    expect(next).toMatchObject({ cardCode: `${code}.3`, edition: 3, base: { code: `${code}.2` } });
    await discardDraft(second, next);
    // Whichever edition is named, the newest is what is drafted from.
    const again = await beginDraft(second, `${code}.2`);
    expect(again).toMatchObject({ cardCode: `${code}.3`, base: { code: `${code}.2` } });
    expect(criterionIn(again.content, '1.1').title.vi).toBe('Tên đã sửa');
  });

  it('may be as large as the largest card, and no larger than any card could be', async () => {
    const largest = [...loadScorecards().all].sort(
      (a, b) => JSON.stringify(b).length - JSON.stringify(a).length,
    )[0]!;
    const draft = await beginDraft(first, largest.code);
    const sent = await saveDraft(first, draft, (content) => {
      // Half as much again in every criterion: what a colleague may add before he takes something away.
      for (const part of content.parts)
        for (const { criteria } of part.sections)
          for (const { levels } of criteria) levels.push(...levels.slice(0, Math.ceil(levels.length / 2)));
    });
    expect(sent).toMatchObject({ __typename: 'CriteriaSetDraft', version: 2 });
    const tooLong = await saveDraft(first, sent, (content) => void (content.title.vi = 'x'.repeat(2001)));
    expect(tooLong).toMatchObject({ code: 'INVALID_INPUT', fields: [{ field: 'input.content.title.vi' }] });
    // A member's mark names its criterion in no more than 20 characters.
    const longCode = await saveDraft(first, sent, (content) => {
      criterionIn(content, '1.1').code = '1.1.1.1.1.1.1.1.1.1.1';
    });
    expect(longCode.fields).toEqual([{ field: 'input.content.parts.0.sections.0.criteria.0.code' }]);
    const tooMany = await saveDraft(first, sent, (content) => {
      content.sourceNotes = Array.from({ length: 101 }, () => '');
      criterionIn(content, '1.1').levels[0]!.points = 1001;
    });
    expect(tooMany.fields.map(({ field }: Loose) => field)).toEqual(
      expect.arrayContaining([
        'input.content.sourceNotes',
        'input.content.parts.0.sections.0.criteria.0.levels.0.points',
      ]),
    );
    expect((await readDraft(first, sent.id)).version).toBe(2);
  });
});

describe('a published edition', () => {
  it('leaves registered dossiers with the card they have, also when something else of them is corrected', async () => {
    const before = await register({ productSet: 8 });
    await publishNext(first, 'OCOP-26-2026-08', renamed('Tên đã sửa'));
    expect(await register({ productSet: 8 })).toMatchObject({ criteriaSet: { code: 'OCOP-26-2026-08.2' } });
    const change = (input: object, version: number): Promise<Loose> =>
      first.act(
        'changeDossier(id: $id, version: $version, input: $input)',
        '$id: ID!, $version: Int!, $input: DossierInput!',
        { id: before.id, version, input },
        '... on Dossier { version criteriaSet { code } newerCriteriaSet { code } }',
      );
    const corrected = await change({ ...before.input, submittedOn: '2026-09-02', hasStory: false }, 1);
    expect(corrected).toMatchObject({
      criteriaSet: { code: 'OCOP-26-2026-08' },
      newerCriteriaSet: { code: 'OCOP-26-2026-08.2' },
    });
    // Another product set and back again is a new choice of card.
    const other = await change({ ...before.input, productSet: 4 }, 2);
    expect(other.criteriaSet.code).toBe('OCOP-26-2026-04');
    expect((await change(before.input, 3)).criteriaSet.code).toBe('OCOP-26-2026-08.2');
  });

  it('reaches another node over the same database by the fact of its publication', async () => {
    const own = loadScorecards();
    const faults: unknown[] = [];
    const node = await composeApi(stage.dataSource, TEST_SETTINGS, () => '', (error) => faults.push(error), own); // prettier-ignore
    const { cardCode: code } = await publishNext(first, 'OCOP-26-2026-09', renamed('Tên đã sửa'));
    expect(own.get(code)).toBeUndefined();
    node.bus.publish({ kind: 'editionPublished', code });
    await expect.poll(() => own.get(code)).toEqual(library().get(code));
    expect(own.sha256(code)).toBe(library().sha256(code));
    expect(faults).toEqual([]);
  });

  it('that is not what was published keeps the server from starting', async () => {
    const [edition] = await sql<{ sha256: string }>('select sha256 from card_edition where code = $1', [`${UNFINISHED}.2`]);
    const [account] = await sql<{ id: string }>('select id from account limit 1');
    await sql(
      `insert into card_edition (code, card, edition, based_on, basis, content, sha256, draft_id, published_by)
       select 'OCOP-148-2023-07.3', card, 3, code, basis, replace(content, '-07.2"', '-07.3"'), $1, gen_random_uuid(), $2
         from card_edition where code = 'OCOP-148-2023-07.2'`,
      [edition!.sha256, account!.id],
    );
    await expect(loadLibrary(stage.dataSource.manager)).rejects.toThrow('OCOP-148-2023-07.3');
  }); // prettier-ignore
});

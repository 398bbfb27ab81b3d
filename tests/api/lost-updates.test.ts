import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DEFAULT_REGULATION } from '../../server/domain/regulation.js';
import {
  accountHolder,
  startTestServer,
  type Loose,
  type Person,
  type TestServer,
} from '../support/server.js';

const PASSWORD = 'Sáu con thuyền 41';
/** How many change the same thing at the same moment. */
const AT_ONCE = 6;

let stage: TestServer;
let first: Person;
let second: Person;
let placeId: string;
let producerId: string;
let councilId: string;

beforeAll(async () => {
  stage = await startTestServer();
  for (const username of ['quan-tri-1', 'quan-tri-2'])
    await stage.dataSource.query(
      'insert into account (username, display_name, is_admin) values ($1, $1, true)',
      [username],
    );
  first = await accountHolder(stage, 'quan-tri-1');
  second = await accountHolder(stage, 'quan-tri-2');
  placeId = await make('createPlace', 'PlaceInput!', 'Place', placeInput('Tỉnh Hòa Bình'));
  producerId = await make('createProducer', 'ProducerInput!', 'Producer', producerInput('HTX Đà Bắc'));
  councilId = await makeCouncil();
});
afterAll(() => stage?.stop());

async function make(field: string, type: string, typename: string, input: object): Promise<string> {
  const made = await first.act<Loose>(
    `${field}(input: $input)`,
    `$input: ${type}`,
    { input },
    `... on ${typename} { id }`,
  );
  if (!made.id) throw new Error(JSON.stringify(made));
  return made.id;
}

const makeCouncil = (name = 'Hội đồng tỉnh') =>
  make('createCouncil', 'CouncilInput!', 'Council', {
    ...{ name, level: 'PROVINCE', placeId, decisionNumber: '12/QĐ-UBND' },
    ...{ decisionDate: '2026-01-05', termFrom: '2026-01-10' },
  });
const placeInput = (name: string) => ({ level: 'PROVINCE', name });
const accountInput = (displayName: string, username: string = randomUUID()) => ({
  username,
  displayName,
  isAdmin: false,
});
const producerInput = (name: string) => ({ name, kind: 'COOPERATIVE', placeId });
const productInput = (name: string) => ({ name, producerId });
const dossierInput = (productId: string) => ({
  ...{ productId, kind: 'FIRST', level: 'PROVINCE', year: 2026, batch: 1 },
  ...{ submittedOn: '2026-09-01', productSet: 4, hasStory: true },
});
const memberInput = (title: string, other: object = {}) => ({
  title,
  institution: 'Sở Công Thương',
  role: 'MEMBER',
  voting: true,
  memberFrom: '2026-01-10',
  ...other,
});

/** What the tests compare: who wrote last, and the version after it. */
interface Seen {
  readonly wording: string;
  readonly version: number;
}
interface Outcome {
  readonly __typename: string;
  readonly code?: string;
}
interface Kind {
  /** Whose row every change waits for. */
  readonly table: string;
  create(): Promise<string>;
  change(who: Person, id: string, version: number, wording: string): Promise<Outcome>;
  read(who: Person, id: string): Promise<Seen>;
}

/** The four that are changed and read each by itself. */
const alone = (
  one: string,
  wording: string,
  inputOf: (text: string) => object,
  create: (input: object) => Promise<string>,
): Kind => {
  const type = one[0]!.toUpperCase() + one.slice(1);
  return {
    table: one,
    create: () => create(inputOf(`Cũ ${randomUUID()}`)),
    change: (who, id, version, text) =>
      who.act(
        `change${type}(id: $id, version: $version, input: $input)`,
        `$id: ID!, $version: Int!, $input: ${type}Input!`,
        { id, version, input: inputOf(text) },
        `... on ${type} { id }`,
      ),
    read: async (who, id) =>
      (
        await who.get<Record<string, Seen>>(
          `query ($id: ID!) { ${one}(id: $id) { version wording: ${wording} } }`,
          { id },
        )
      )[one]!,
  };
};

const addMember = async (title: string, other: object = {}): Promise<string> => {
  const { members } = await first.act<Loose>(
    'addMember(councilId: $councilId, input: $input)',
    '$councilId: ID!, $input: CouncilMemberInput!',
    { councilId, input: memberInput(title, other) },
    '... on Council { members { id } }',
  );
  return members.at(-1).id;
};
const membersOf = async (who: Person): Promise<(Seen & { id: string; memberTo: string | null })[]> =>
  (
    await who.get<Loose>(
      'query ($id: ID!) { council(id: $id) { members { id version memberTo wording: title } } }',
      { id: councilId },
    )
  ).council.members;
const member: Kind = {
  table: 'council_member',
  create: () => addMember('Phó Giám đốc'),
  change: (who, id, version, text) =>
    who.act(
      'changeMember(memberId: $id, version: $version, input: $input)',
      '$id: ID!, $version: Int!, $input: CouncilMemberInput!',
      { id, version, input: memberInput(text) },
      '... on Council { id }',
    ),
  read: async (who, id) => {
    const { version, wording } = (await membersOf(who)).find((each) => each.id === id)!;
    return { version, wording };
  },
};
const place = alone('place', 'name', placeInput, (input) =>
  make('createPlace', 'PlaceInput!', 'Place', input),
);
const account = alone('account', 'displayName', accountInput, async (input) => {
  const made = await first.act<Loose>(
    'createAccount(input: $input, password: $password)',
    '$input: AccountInput!, $password: String!',
    { input, password: PASSWORD },
    '... on Account { id }',
  );
  return made.id;
});
const producer = alone('producer', 'name', producerInput, (input) =>
  make('createProducer', 'ProducerInput!', 'Producer', input),
);
const product = alone('product', 'name', productInput, (input) =>
  make('createProduct', 'ProductInput!', 'Product', input),
);

const { sheetsVisibleAfterRelease, ...usual } = DEFAULT_REGULATION;
/** Told apart by their notes; the limit makes each of them another regulation than the one before. */
const regulationInput = (version: number, note: string) => ({
  ...{ ...usual, sheetsAfterRelease: sheetsVisibleAfterRelease },
  ...{ deviationLimit: 20 + version, note },
});
const regulation: Kind = {
  table: 'council',
  create: () => makeCouncil(`Hội đồng ${randomUUID()}`),
  change: (who, id, version, note) =>
    who.act(
      'saveRegulation(councilId: $id, version: $version, input: $input)',
      '$id: ID!, $version: Int!, $input: RegulationInput!',
      { id, version, input: regulationInput(version, note) },
      '... on Council { id }',
    ),
  read: async (who, id) =>
    (
      await who.get<{ council: { regulation: Seen } }>(
        'query ($id: ID!) { council(id: $id) { regulation { version wording: note } } }',
        { id },
      )
    ).council.regulation,
};

const say = (who: Person, id: string, version: number, remark: string, author = 'PRODUCER') =>
  who.act<Outcome>(
    'saveAssessments(dossierId: $id, version: $version, author: $author, entries: $entries)',
    '$id: ID!, $version: Int!, $author: AssessmentAuthor!, $entries: [AssessmentInput!]!',
    { id, version, author, entries: [{ criterion: '1.1', remark }] },
    '... on Dossier { id }',
  );
const said = async (who: Person, id: string) =>
  (
    await who.get<{ dossier: { version: number; assessments: { author: string; remark: string }[] } }>(
      'query ($id: ID!) { dossier(id: $id) { version assessments { author remark } } }',
      { id },
    )
  ).dossier;
const assessments: Kind = {
  table: 'dossier',
  create: async () => make('createDossier', 'DossierInput!', 'Dossier', dossierInput(await product.create())),
  change: say,
  read: async (who, id) => {
    const { version, assessments: entries } = await said(who, id);
    return { version, wording: entries.map(({ remark }) => remark).join() };
  },
};

/** All at the same moment: nobody may write before all of them have come as far as they can. */
async function together<Answer>(
  { table }: Kind,
  id: string,
  asks: (() => Promise<Answer>)[],
): Promise<Answer[]> {
  const holder = stage.dataSource.createQueryRunner();
  await holder.startTransaction();
  await holder.query(`select 1 from ${table} where id = $1 for update`, [id]);
  const answers = Promise.all(asks.map((ask) => ask()));
  const waiting = `select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  await vi.waitFor(
    async () => expect(await stage.dataSource.query(waiting)).toEqual([{ count: asks.length }]),
    {
      timeout: 20_000,
    },
  );
  await holder.commitTransaction();
  await holder.release();
  return answers;
}

const KINDS = {
  'a place': place,
  'an account': account,
  'a producer': producer,
  'a product': product,
  'a member': member,
  'a regulation': regulation,
  'what is said of a dossier': assessments,
};

describe.each(Object.entries(KINDS))('%s', (_name, kind) => {
  it('read by two administrators keeps what the first one wrote, and the second one is told', async () => {
    const id = await kind.create();
    const { version } = await kind.read(second, id);
    expect(version).toBe(1);
    expect((await kind.change(first, id, version, 'Của người thứ nhất')).code).toBeUndefined();
    expect(await kind.change(second, id, version, 'Của người thứ hai')).toMatchObject({
      __typename: 'Refusal',
      code: 'CONFLICT',
      message: { vi: expect.stringContaining('Người khác vừa thay đổi mục này') },
    });
    expect(await kind.read(first, id)).toEqual({ wording: 'Của người thứ nhất', version: 2 });
    expect((await kind.change(second, id, 2, 'Của người thứ hai')).code).toBeUndefined();
    expect(await kind.read(first, id)).toEqual({ wording: 'Của người thứ hai', version: 3 });
  });

  it('changed by several at the same moment is changed by exactly one', async () => {
    const id = await kind.create();
    const wordings = Array.from({ length: AT_ONCE }, (_, at) => `Bản ${at} ${randomUUID()}`);
    const answers = await together(
      kind,
      id,
      wordings.map((wording, at) => () => kind.change(at % 2 ? first : second, id, 1, wording)),
    );
    const codes = answers.map(({ code }) => code ?? 'done').sort();
    expect(codes).toEqual([...Array<string>(AT_ONCE - 1).fill('CONFLICT'), 'done']);
    const winner = wordings[answers.findIndex(({ code }) => code === undefined)];
    expect(await kind.read(second, id)).toEqual({ wording: winner, version: 2 });
  });

  it('cannot be changed with a version that is still to come', async () => {
    const id = await kind.create();
    expect((await kind.change(first, id, 2, 'Mới')).code).toBe('CONFLICT');
  });
});

describe('what else is done to them meanwhile', () => {
  const retirePlace = (who: Person, id: string, on: string) =>
    who.act<Loose>(
      'retirePlace(id: $id, on: $on)',
      '$id: ID!, $on: Date!',
      { id, on },
      '... on Place { retiredOn version }',
    );

  it('an old version cannot change a place that has ceased, and it ceases on one day only', async () => {
    const id = await place.create();
    const days = ['2026-07-01', '2026-07-02', '2026-07-03', '2026-07-04'];
    const answers = await together(
      place,
      id,
      days.map((on) => () => retirePlace(first, id, on)),
    );
    expect(answers.map(({ code }) => code ?? 'done').sort()).toEqual([
      ...Array<string>(days.length - 1).fill('ALREADY_DONE'),
      'done',
    ]);
    const [row] = await stage.dataSource.query<{ day: string }[]>(
      'select retired_on::text as day from place where id = $1',
      [id],
    );
    expect(row?.day).toBe(answers.find(({ code }) => !code).retiredOn);
    expect((await place.change(second, id, 1, 'Mới')).code).toBe('CONFLICT');
  });

  it('an account keeps its version when its holder signs in or it is given another password', async () => {
    const id = await account.create();
    const [row] = await stage.dataSource.query<{ username: string }[]>(
      'select username from account where id = $1',
      [id],
    );
    await accountHolder(stage, row!.username);
    await first.act(
      'setPassword(id: $id, password: $password)',
      '$id: ID!, $password: String!',
      { id, password: `${PASSWORD} x` },
      '... on Account { id }',
    );
    expect((await account.read(second, id)).version).toBe(1);
    await first.act('retireAccount(id: $id)', '$id: ID!', { id }, '... on Account { id }');
    expect((await account.change(second, id, 1, 'Mới')).code).toBe('RETIRED');
    expect((await account.read(second, id)).version).toBe(2);
  });

  const replace = (who: Person, id: string, version: number) =>
    who.act<Outcome>(
      'replaceMember(memberId: $id, version: $version, on: $on, by: $by)',
      '$id: ID!, $version: Int!, $on: Date!, $by: CouncilMemberInput!',
      { id, version, on: '2026-06-01', by: memberInput('Người kế nhiệm', { memberFrom: '2026-06-01' }) },
      '... on Council { id }',
    );

  it('nobody takes the place of a member whom somebody has just changed, until that was read', async () => {
    const id = await member.create();
    await member.change(first, id, 1, 'Giám đốc');
    const before = await membersOf(first);
    expect((await replace(second, id, 1)).code).toBe('CONFLICT');
    expect(await membersOf(first)).toEqual(before);
    expect((await replace(second, id, 2)).code).toBeUndefined();
    const left = (await membersOf(first)).find((each) => each.id === id);
    expect(left).toMatchObject({ wording: 'Giám đốc', memberTo: '2026-05-31', version: 3 });
    expect((await member.change(first, id, 2, 'Mới')).code).toBe('CONFLICT');
  });

  it('one of several who put a successor into the same place at once does', async () => {
    const id = await member.create();
    const before = (await membersOf(first)).length;
    const answers = await together(
      member,
      id,
      [first, second, first, second].map((who) => () => replace(who, id, 1)),
    );
    expect(answers.map(({ code }) => code ?? 'done').sort()).toEqual([
      ...Array<string>(3).fill('ALREADY_DONE'),
      'done',
    ]);
    expect(await membersOf(first)).toHaveLength(before + 1);
  });

  it('a member leaves whatever was changed meanwhile, and what was typed before is refused', async () => {
    const id = await member.create();
    await member.change(first, id, 1, 'Giám đốc');
    await second.act(
      'retireMember(memberId: $id, on: $on)',
      '$id: ID!, $on: Date!',
      { id, on: '2026-07-01' },
      '... on Council { id }',
    );
    expect((await membersOf(first)).find((each) => each.id === id)).toMatchObject({
      wording: 'Giám đốc',
      memberTo: '2026-06-30',
      version: 3,
    });
    expect((await member.change(first, id, 2, 'Mới')).code).toBe('CONFLICT');
  });

  it('another order of the members keeps their versions', async () => {
    const id = await member.create();
    const ids = (await membersOf(first)).map((each) => each.id).reverse();
    await first.act(
      'orderMembers(councilId: $councilId, memberIds: $ids)',
      '$councilId: ID!, $ids: [ID!]!',
      { councilId, ids },
      '... on Council { id }',
    );
    expect((await membersOf(first))[0]!.id).toBe(id);
    expect((await member.change(second, id, 1, 'Giám đốc')).code).toBeUndefined();
  });

  it('one regulation made by two administrators keeps what each of them changed, version by version', async () => {
    const id = await regulation.create();
    await regulation.change(first, id, 1, 'Của người thứ nhất');
    await regulation.change(second, id, 1, 'Của người thứ hai');
    await regulation.change(second, id, 2, 'Của cả hai');
    const { council } = await first.get<Loose>(
      'query ($id: ID!) { council(id: $id) { regulations { version note } } }',
      { id },
    );
    expect(council.regulations).toEqual([
      { version: 3, note: 'Của cả hai' },
      { version: 2, note: 'Của người thứ nhất' },
      { version: 1, note: null },
    ]);
  });

  it('a dossier has one version for itself and for all that is said of it', async () => {
    const id = await assessments.create();
    const { dossier } = await first.get<Loose>('query ($id: ID!) { dossier(id: $id) { product { id } } }', {
      id,
    });
    const change = (version: number) =>
      second.act<Outcome>(
        'changeDossier(id: $id, version: $version, input: $input)',
        '$id: ID!, $version: Int!, $input: DossierInput!',
        { id, version, input: { ...dossierInput(dossier.product.id), batch: 2 } },
        '... on Dossier { id }',
      );
    await say(first, id, 1, 'Chủ thể ghi');
    expect((await say(second, id, 1, 'Xã ghi', 'COMMUNE')).code).toBe('CONFLICT');
    expect((await change(1)).code).toBe('CONFLICT');
    expect((await change(2)).code).toBeUndefined();
    expect((await say(first, id, 2, 'Chủ thể ghi lại')).code).toBe('CONFLICT');
    expect((await say(second, id, 3, 'Xã ghi', 'COMMUNE')).code).toBeUndefined();
    expect(await said(first, id)).toEqual({
      version: 4,
      assessments: [
        { author: 'PRODUCER', remark: 'Chủ thể ghi' },
        { author: 'COMMUNE', remark: 'Xã ghi' },
      ],
    });
  });
});

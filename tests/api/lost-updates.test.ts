import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountHolder, type Loose, type Person, type TestServer } from '../support/server.js';
import {
  dossierInput,
  memberInput,
  PASSWORD,
  said,
  say,
  TwoAdministrators,
  type Outcome,
} from '../support/two-administrators.js';

/** How many change the same thing at the same moment. */
const AT_ONCE = 6;

const administrators = new TwoAdministrators();
const { account, assessments, member, membersOf, place, producer, product, regulation, together } =
  administrators;
let stage: TestServer;
let first: Person;
let second: Person;
let councilId: string;
beforeAll(async () => {
  await administrators.start();
  ({ stage, first, second, councilId } = administrators);
});
afterAll(() => administrators.stop());

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

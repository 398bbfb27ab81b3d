import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import { DEFAULT_REGULATION } from '../../server/domain/regulation.js';
import { accountHolder, startTestServer, type Loose, type Person, type TestServer } from './server.js';

export const PASSWORD = 'Sáu con thuyền 41';

const placeInput = (name: string) => ({ level: 'PROVINCE', name });
const accountInput = (displayName: string, username: string = randomUUID()) => ({
  username,
  displayName,
  isAdmin: false,
});
export const dossierInput = (productId: string) => ({
  ...{ productId, kind: 'FIRST', level: 'PROVINCE', year: 2026, batch: 1 },
  ...{ submittedOn: '2026-09-01', productSet: 4, hasStory: true },
});
export const memberInput = (title: string, other: object = {}) => ({
  title,
  institution: 'Sở Công Thương',
  role: 'MEMBER',
  voting: true,
  memberFrom: '2026-01-10',
  ...other,
});

/** What the tests compare: who wrote last, and the version after it. */
export interface Seen {
  readonly wording: string;
  readonly version: number;
}
export interface Outcome {
  readonly __typename: string;
  readonly code?: string;
}
/** What administrators change, each over the version that they have read. */
export interface Kind {
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

const { sheetsVisibleAfterRelease, ...usual } = DEFAULT_REGULATION;
/** Told apart by their notes; the limit makes each of them another regulation than the one before. */
const regulationInput = (version: number, note: string) => ({
  ...{ ...usual, sheetsAfterRelease: sheetsVisibleAfterRelease },
  ...{ deviationLimit: 20 + version, note },
});

export const say = (who: Person, id: string, version: number, remark: string, author = 'PRODUCER') =>
  who.act<Outcome>(
    'saveAssessments(dossierId: $id, version: $version, author: $author, entries: $entries)',
    '$id: ID!, $version: Int!, $author: AssessmentAuthor!, $entries: [AssessmentInput!]!',
    { id, version, author, entries: [{ criterion: '1.1', remark }] },
    '... on Dossier { id }',
  );
export const said = async (who: Person, id: string) =>
  (
    await who.get<{ dossier: { version: number; assessments: { author: string; remark: string }[] } }>(
      'query ($id: ID!) { dossier(id: $id) { version assessments { author remark } } }',
      { id },
    )
  ).dossier;

/** Two administrators at their desks, and whatever both may change at the same time. */
export class TwoAdministrators {
  stage!: TestServer;
  first!: Person;
  second!: Person;
  councilId!: string;
  private placeId!: string;
  private producerId!: string;

  async start(): Promise<void> {
    this.stage = await startTestServer();
    for (const username of ['quan-tri-1', 'quan-tri-2'])
      await this.stage.dataSource.query(
        'insert into account (username, display_name, is_admin) values ($1, $1, true)',
        [username],
      );
    this.first = await accountHolder(this.stage, 'quan-tri-1');
    this.second = await accountHolder(this.stage, 'quan-tri-2');
    this.placeId = await this.make('createPlace', 'PlaceInput!', 'Place', placeInput('Tỉnh Hòa Bình'));
    this.producerId = await this.make(
      'createProducer',
      'ProducerInput!',
      'Producer',
      this.producerInput('HTX Đà Bắc'),
    );
    this.councilId = await this.makeCouncil();
  }

  async stop(): Promise<void> {
    await this.stage?.stop();
  }

  private async make(field: string, type: string, typename: string, input: object): Promise<string> {
    const made = await this.first.act<Loose>(
      `${field}(input: $input)`,
      `$input: ${type}`,
      { input },
      `... on ${typename} { id }`,
    );
    if (!made.id) throw new Error(JSON.stringify(made));
    return made.id;
  }

  private readonly makeCouncil = (name = 'Hội đồng tỉnh') =>
    this.make('createCouncil', 'CouncilInput!', 'Council', {
      ...{ name, level: 'PROVINCE', placeId: this.placeId, decisionNumber: '12/QĐ-UBND' },
      ...{ decisionDate: '2026-01-05', termFrom: '2026-01-10' },
    });

  private readonly producerInput = (name: string) => ({ name, kind: 'COOPERATIVE', placeId: this.placeId });

  private readonly productInput = (name: string) => ({ name, producerId: this.producerId });

  private readonly addMember = async (title: string, other: object = {}): Promise<string> => {
    const { members } = await this.first.act<Loose>(
      'addMember(councilId: $councilId, input: $input)',
      '$councilId: ID!, $input: CouncilMemberInput!',
      { councilId: this.councilId, input: memberInput(title, other) },
      '... on Council { members { id } }',
    );
    return members.at(-1).id;
  };

  readonly membersOf = async (who: Person): Promise<(Seen & { id: string; memberTo: string | null })[]> =>
    (
      await who.get<Loose>(
        'query ($id: ID!) { council(id: $id) { members { id version memberTo wording: title } } }',
        { id: this.councilId },
      )
    ).council.members;

  readonly member: Kind = {
    table: 'council_member',
    create: () => this.addMember('Phó Giám đốc'),
    change: (who, id, version, text) =>
      who.act(
        'changeMember(memberId: $id, version: $version, input: $input)',
        '$id: ID!, $version: Int!, $input: CouncilMemberInput!',
        { id, version, input: memberInput(text) },
        '... on Council { id }',
      ),
    read: async (who, id) => {
      const { version, wording } = (await this.membersOf(who)).find((each) => each.id === id)!;
      return { version, wording };
    },
  };

  readonly place = alone('place', 'name', placeInput, (input) =>
    this.make('createPlace', 'PlaceInput!', 'Place', input),
  );

  readonly account = alone('account', 'displayName', accountInput, async (input) => {
    const made = await this.first.act<Loose>(
      'createAccount(input: $input, password: $password)',
      '$input: AccountInput!, $password: String!',
      { input, password: PASSWORD },
      '... on Account { id }',
    );
    return made.id;
  });

  readonly producer = alone('producer', 'name', this.producerInput, (input) =>
    this.make('createProducer', 'ProducerInput!', 'Producer', input),
  );

  readonly product = alone('product', 'name', this.productInput, (input) =>
    this.make('createProduct', 'ProductInput!', 'Product', input),
  );

  readonly regulation: Kind = {
    table: 'council',
    create: () => this.makeCouncil(`Hội đồng ${randomUUID()}`),
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

  readonly assessments: Kind = {
    table: 'dossier',
    create: async () =>
      this.make('createDossier', 'DossierInput!', 'Dossier', dossierInput(await this.product.create())),
    change: say,
    read: async (who, id) => {
      const { version, assessments: entries } = await said(who, id);
      return { version, wording: entries.map(({ remark }) => remark).join() };
    },
  };

  /** All at the same moment: nobody may write before all of them have come as far as they can. */
  readonly together = async <Answer>(
    { table }: Kind,
    id: string,
    asks: (() => Promise<Answer>)[],
  ): Promise<Answer[]> => {
    const holder = this.stage.dataSource.createQueryRunner();
    await holder.startTransaction();
    await holder.query(`select 1 from ${table} where id = $1 for update`, [id]);
    const answers = Promise.all(asks.map((ask) => ask()));
    const waiting = `select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    await vi.waitFor(
      async () => expect(await this.stage.dataSource.query(waiting)).toEqual([{ count: asks.length }]),
      {
        timeout: 20_000,
      },
    );
    await holder.commitTransaction();
    await holder.release();
    return answers;
  };
}

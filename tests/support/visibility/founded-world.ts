import { randomUUID } from 'node:crypto';
import type { Scorecard } from '../../../server/domain/scorecard.js';
import { loadScorecards } from '../../../server/scorecards/load-scorecards.js';
import { accountHolder, Person, roomScreen, seat, type TestServer } from '../server.js';
import { MEMBER_ROLES, SEATS, type Role, type Voter, VOTERS, type WorldPlan } from './cast.js';
import type { Secret } from './secrets.js';

const cards = loadScorecards();
const PRODUCTS = ['Trà', 'Gạo', 'Mật', 'Miến'] as const;

/** A council with a session and its people, and where secrets are written down. Everything goes through the real API. */
export class FoundedWorld {
  readonly people = new Map<string, Person>();
  readonly memberIds = new Map<string, string>();
  readonly secrets: Secret[] = [];
  /** Ids of the evaluations and dossiers, in agenda order. */
  readonly items: string[] = [];
  readonly dossierIds: string[] = [];
  readonly sheetIds = new Map<string, string>();
  /** Answers to the acts of members who hold no gavel, by role; to be judged like any other answer. */
  readonly told: { role: Role; answer: unknown }[] = [];
  sessionId = '';
  councilId = '';
  provinceId = '';
  protected card!: Scorecard;

  constructor(
    protected readonly stage: TestServer,
    readonly plan: WorldPlan,
    private readonly admin: Person,
  ) {}

  person(name: string): Person {
    const found = this.people.get(name);
    if (!found) throw new Error(`nobody is ${name}`);
    return found;
  }

  productName(item: number): string {
    return `${PRODUCTS[item]!} ${this.plan.name}`;
  }

  /** Who submits a sheet in this world. */
  voters(item: number): Voter[] {
    return VOTERS.filter(
      (voter) =>
        !['recused', 'recusedAdmin', 'absent'].includes(voter) &&
        !(
          voter === 'chair' &&
          (this.plan.chair === 'ABSENT' || (this.plan.chair === 'RECUSED' && item === 0))
        ),
    );
  }

  /** Who presides over the dossier. */
  presiding(item: number): 'chair' | 'vice' {
    return this.plan.chair === 'ABSENT' || (this.plan.chair === 'RECUSED' && item === 0) ? 'vice' : 'chair';
  }

  plant(kind: string, item: number | null, of?: string): string {
    const text = `BÍ-MẬT-${kind}-${item ?? 'phiên'}-${of ?? ''}-${randomUUID().slice(0, 4)}x`;
    this.secrets.push({ kind, item, text, ...(of !== undefined && { of }) });
    return text;
  }

  note(kind: string, item: number, text: string, of?: string): void {
    this.secrets.push({ kind, item, text, ...(of !== undefined && { of }) });
  }

  /** Registers places, products, dossiers, accounts, council, session and agenda, and lets everybody sign in. */
  async found(outsiders: Readonly<Record<string, Person>>): Promise<void> {
    const { plan } = this;
    const make = (field: string, type: string, input: object) => this.make(field, type, input);
    this.provinceId = await make('createPlace', 'PlaceInput', {
      level: 'PROVINCE',
      name: `Tỉnh ${plan.name}`,
    });
    const producerId = await make('createProducer', 'ProducerInput', {
      kind: 'COOPERATIVE',
      name: `Hợp tác xã ${plan.name}`,
      placeId: this.provinceId,
    });
    for (const item of PRODUCTS.keys()) {
      const productId = await make('createProduct', 'ProductInput', {
        name: this.productName(item),
        producerId,
      });
      const dossier = { productId, kind: 'FIRST', level: 'PROVINCE', year: 2026, batch: 2, productSet: 4 };
      this.dossierIds.push(
        await make('createDossier', 'DossierInput', {
          ...dossier,
          submittedOn: '2026-08-01',
          hasStory: true,
        }),
      );
    }
    await this.foundCouncil();
    this.sessionId = await this.planSession('Phiên một');
    const other = await this.planSession('Phiên khác');
    const added = await this.admin.get(
      `mutation($id: ID!, $dossiers: [ID!]!) { addToAgenda(sessionId: $id, dossierIds: $dossiers) { __typename ... on Session { agenda { id dossier { criteriaSet { code } } } } ... on Refusal { code message { vi } } } }`,
      { id: this.sessionId, dossiers: this.dossierIds },
    );
    const agenda = added.addToAgenda.agenda as { id: string; dossier: { criteriaSet: { code: string } } }[];
    if (!agenda) throw new Error(JSON.stringify(added));
    this.items.push(...agenda.map(({ id }) => id));
    this.card = cards.get(agenda[0]!.dossier.criteriaSet.code)!;
    await this.seatPeople(other, outsiders);
  }

  private async foundCouncil(): Promise<void> {
    const { plan } = this;
    const from = '2026-01-01';
    this.councilId = await this.make('createCouncil', 'CouncilInput', {
      ...{ name: `Hội đồng ${plan.name}`, level: 'PROVINCE', placeId: this.provinceId },
      ...{ decisionNumber: 'QĐ', decisionDate: from, termFrom: from },
    });
    for (const name of SEATS) {
      let accountId: string | null = null;
      if (name === 'adminMember' || name === 'recusedAdmin') {
        const input = { username: this.username(name), displayName: name, isAdmin: true };
        const made = await this.admin.get(
          `mutation($input: AccountInput!) { createAccount(input: $input, password: "một mật khẩu dài và lạ") { __typename ... on Account { id } ... on Refusal { code message { vi } fields { field } } } }`,
          { input },
        );
        accountId = made.createAccount.id;
        if (!accountId) throw new Error(JSON.stringify(made));
      }
      const input = { title: `Ông ${name}`, institution: `Sở ${name}`, role: MEMBER_ROLES[name], accountId };
      const made = await this.admin.get(
        `mutation($id: ID!, $input: CouncilMemberInput!) { addMember(councilId: $id, input: $input) { __typename ... on Council { members { id title } } ... on Refusal { code message { vi } fields { field message { vi } } } } }`,
        {
          id: this.councilId,
          input: { ...input, voting: name !== 'secretary' && name !== 'support', memberFrom: from },
        },
      );
      const members = made.addMember.members as { id: string; title: string }[];
      if (!members) throw new Error(JSON.stringify(made));
      this.memberIds.set(name, members.find(({ title }) => title === input.title)!.id);
    }
    await this.regulate();
  }

  private async regulate(): Promise<void> {
    const { averagesVisibleTo, blindAverages, sheetsAfterRelease, resultsVisibleToRoom } = this.plan;
    const made = await this.admin.get(
      `mutation($id: ID!, $input: RegulationInput!) { saveRegulation(councilId: $id, version: 1, input: $input) { __typename ... on Refusal { code message { vi } fields { field } } } }`,
      {
        id: this.councilId,
        input: {
          ...{ averagesVisibleTo, blindAverages, sheetsAfterRelease, resultsVisibleToRoom },
          ...{ quorumNum: 1, quorumDen: 2, presidingRequired: true, deviationLimit: 10, roundsPerBatch: 2 },
          ...{ afterDeviation: 'RESCORE_OR_REASON', minimumTest: 'MEAN', hideOthersUntilMarked: false },
        },
      },
    );
    if (made.saveRegulation.__typename !== 'Council') throw new Error(JSON.stringify(made));
  }

  private planSession(name: string): Promise<string> {
    const input = {
      councilId: this.councilId,
      name,
      year: 2026,
      batch: 2,
      round: 1,
      plannedAt: '2026-11-20T01:00:00Z',
    };
    return this.make('createSession', 'SessionInput', input);
  }

  private async seatPeople(other: string, outsiders: Readonly<Record<string, Person>>): Promise<void> {
    for (const name of ['chair', 'vice', 'secretary', 'owner', 'other', 'recused', 'absent', 'support'])
      this.people.set(name, await seat(this.stage, this.sessionId, this.memberIds.get(name)!));
    for (const name of ['adminMember', 'recusedAdmin'])
      this.people.set(name, await accountHolder(this.stage, this.username(name)));
    this.people.set('room', await roomScreen(this.stage, this.sessionId));
    this.people.set('otherSeat', await seat(this.stage, other, this.memberIds.get('owner')!));
    this.people.set('admin', this.admin);
    this.people.set('anonymous', new Person(() => this.stage.server.address));
    for (const [name, person] of Object.entries(outsiders)) this.people.set(name, person);
  }

  private username(name: string): string {
    return `${name.toLowerCase()}-${this.plan.chair.toLowerCase()}`;
  }

  private async make(field: string, type: string, input: object): Promise<string> {
    const data = await this.admin.get(
      `mutation($input: ${type}!) { ${field}(input: $input) { __typename ... on Refusal { code message { vi } fields { field message { vi } } } ... on ${field.replace('create', '')} { id } } }`,
      { input },
    );
    const made = data[field];
    if (!made.id) throw new Error(`${field}: ${JSON.stringify(made)}`);
    return made.id;
  }
}

import { randomUUID } from 'node:crypto';
import type { Scorecard } from '../../server/domain/scorecard.js';
import { reportableConditions } from '../../server/domain/findings.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { marksOfTotal } from './marks-of-total.js';
import { accountHolder, type Loose, Person, roomScreen, saveInput, seat, type TestServer } from './server.js';
import type { Secret } from './visibility-secrets.js';

/** Everybody who may ask anything; in one order for all worlds. */
export const CAST = [
  'chair',
  'vice',
  'secretary',
  'owner',
  'recused',
  'absent',
  'support',
  'admin',
  'adminMember',
  'recusedAdmin',
  'room',
  'tokenReports',
  'tokenProducts',
  'tokenCriteria',
  'stranger',
  'otherSeat',
  'anonymous',
] as const;
export type Role = (typeof CAST)[number];

/** What differs between the worlds. */
export interface WorldPlan {
  readonly name: string;
  /** PRESIDES; ABSENT: the vice-chair acts; RECUSED: the vice-chair acts for the first dossier only. */
  readonly chair: 'PRESIDES' | 'ABSENT' | 'RECUSED';
  readonly averagesVisibleTo: 'CHAIR_AND_SECRETARY' | 'CHAIR';
  readonly blindAverages: boolean;
  readonly sheetsAfterRelease: 'CHAIR' | 'MEMBERS';
  readonly resultsVisibleToRoom: 'AFTER_RELEASE' | 'AFTER_CLOSING';
}

const VOTERS = [
  'chair',
  'vice',
  'owner',
  'other',
  'adminMember',
  'recused',
  'recusedAdmin',
  'absent',
] as const;
type Voter = (typeof VOTERS)[number];
const SEATS = [...VOTERS, 'secretary', 'support'] as const;

const MEMBER_ROLES: Readonly<Record<(typeof SEATS)[number], string>> = {
  chair: 'CHAIR',
  vice: 'VICE_CHAIR',
  owner: 'MEMBER',
  other: 'MEMBER',
  adminMember: 'MEMBER',
  recused: 'MEMBER',
  recusedAdmin: 'MEMBER',
  absent: 'MEMBER',
  secretary: 'SECRETARY',
  support: 'SUPPORT',
};

const cards = loadScorecards();

/** A council with a session, its people, and the secrets planted in it. Everything goes through the real API. */
export class World {
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
  private card!: Scorecard;

  constructor(
    private readonly stage: TestServer,
    readonly plan: WorldPlan,
    private readonly admin: Person,
  ) {}

  person(name: string): Person {
    const found = this.people.get(name);
    if (!found) throw new Error(`nobody is ${name}`);
    return found;
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
    for (const name of ['Trà', 'Gạo', 'Mật', 'Miến']) {
      const productId = await make('createProduct', 'ProductInput', {
        name: `${name} ${plan.name}`,
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

  /** An act of conducting that must succeed. @returns the whole answer */
  async act(by: string, field: string, args: string, variables: Record<string, unknown>): Promise<Loose> {
    const types: Record<string, string> = { reason: 'String!', remark: 'String!', fixList: 'String!', code: 'String!', scope: 'String!', memberIds: '[ID!]', entries: '[AttendanceInput!]!', decision: 'FindingDecision!' }; // prettier-ignore
    const declared = Object.keys(variables).map((name) => `$${name}: ${types[name] ?? 'ID!'}`).join(', '); // prettier-ignore
    const answer = await this.person(by).ask(
      `mutation(${declared}) { ${field}(${args}) { __typename ... on Refusal { code message { vi en } } ... on SessionBoard { ${BOARD} } } }`,
      variables,
    );
    const outcome = answer.data?.[field as never] as { __typename?: string } | undefined;
    if (outcome?.__typename !== 'SessionBoard') throw new Error(`${by} ${field}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** An act upon one dossier of the agenda. */
  conduct(by: string, field: string, item: number, more: Record<string, unknown> = {}): Promise<Loose> {
    const args = ['id', ...Object.keys(more)].map(
      (name) => `${name === 'id' ? 'evaluationId' : name}: $${name}`,
    );
    return this.act(by, field, args.join(', '), { id: this.items[item], ...more });
  }

  async recuseAll(): Promise<void> {
    for (const item of this.items.keys()) {
      for (const name of ['recused', 'recusedAdmin'] as const) {
        const reason = this.plant('recusal', item, name);
        const answer = await this.conduct(name, 'recuse', item, {
          memberId: this.memberIds.get(name),
          reason,
        });
        this.told.push({ role: name, answer });
      }
      await this.recuseByMistake(item);
    }
    if (this.plan.chair !== 'RECUSED') return;
    const reason = this.plant('recusal', 0, 'chair');
    const answer = await this.conduct('chair', 'recuse', 0, {
      memberId: this.memberIds.get('chair'),
      reason,
    });
    this.told.push({ role: 'chair', answer });
  }

  /** Recused and let in again at once: what was said of it stands in the history and nowhere else. */
  private async recuseByMistake(item: number): Promise<void> {
    const memberId = this.memberIds.get('other');
    for (const field of ['recuse', 'withdrawRecusal'])
      await this.conduct('secretary', field, item, { memberId, reason: this.plant('mistake', item) });
  }

  /** Who is here; absences have their reasons. */
  async attend(): Promise<void> {
    const away: string[] = ['absent', ...(this.plan.chair === 'ABSENT' ? ['chair'] : [])];
    const entries = SEATS.map((name) => ({
      memberId: this.memberIds.get(name),
      present: !away.includes(name),
      reason: away.includes(name) ? this.plant('absence', null, name) : null,
    }));
    await this.act('secretary', 'markAttendance', 'sessionId: $id, entries: $entries', {
      id: this.sessionId,
      entries,
    });
  }

  /** A whole sheet of so many points, with a remark and an opinion that nobody else writes. */
  async score(voter: string, item: number, total: number, kinds: string, submit: boolean): Promise<void> {
    const person = this.person(voter);
    const { mySheet } = await person.get('query($id: ID!) { mySheet(evaluationId: $id) { id version } }', {
      id: this.items[item],
    });
    this.sheetIds.set(`${voter} ${item}`, mySheet.id);
    const chosen = marksOfTotal(this.card, true, total);
    const remark = this.plant(`${kinds}remark`, item, voter);
    const marks = chosen.map((mark, at) => (at === 0 ? { ...mark, remark } : mark));
    const saved = await person.get(
      `mutation($input: SaveMarksInput!) { saveMarks(input: $input) { __typename ... on MarksSaved { sheet { version total scored applicable } } ... on Refusal { code message { vi } } } }`,
      { input: saveInput(mySheet.id, mySheet.version, marks) },
    );
    const sheet = saved.saveMarks.sheet;
    if (sheet?.total !== total || sheet.scored !== sheet.applicable) throw new Error(JSON.stringify(saved));
    this.note(`${kinds}total`, item, String(total), voter);
    if (!submit) return;
    const opinion = this.plant(`${kinds}opinion`, item, voter);
    const { submitSheet } = await person.get(
      `mutation($input: SubmitSheetInput!) { submitSheet(input: $input) { __typename ... on ScoreSheet { receipt } ... on Refusal { code message { vi } } } }`,
      { input: { sheetId: mySheet.id, version: sheet.version, opinion } },
    );
    if (!submitSheet.receipt) throw new Error(JSON.stringify(submitSheet));
    this.note(`${kinds}receipt`, item, submitSheet.receipt, voter);
  }

  /** Everybody but those who did so already hands in a sheet; the mean becomes a secret of its own. */
  async scoreAll(
    item: number,
    totals: Readonly<Record<string, number>>,
    kinds: string,
    means: string,
    already: readonly string[] = [],
  ): Promise<void> {
    const voters = this.voters(item);
    for (const voter of voters)
      if (!already.includes(voter)) await this.score(voter, item, totals[voter]!, kinds, true);
    const points = voters.map((voter) => totals[voter]!);
    const sum = points.reduce((all, one) => all + one, 0);
    const cents = Math.floor((sum * 100) / points.length);
    this.note(`${means}mean`, item, `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`);
    this.note(`${means}mean`, item, String(sum));
    const spread = Math.max(...points) - Math.min(...points);
    // A small number would be found everywhere.
    if (spread > 40) this.note(`${means}spread`, item, String(spread));
  }

  /** Some member reports a fact. @returns the finding's id, as whoever presides sees it */
  async report(item: number, effect: 'REJECT' | 'STOP', remark: string): Promise<string> {
    const found = reportableConditions(this.card).find((one) => one.effect === effect);
    if (!found) throw new Error(`${this.card.code} has no ${effect}`);
    const answer = await this.conduct('owner', 'reportStop', item, {
      code: found.code,
      scope: found.scope,
      remark,
    });
    this.told.push({ role: 'owner', answer });
    const { sessionBoard } = await this.person(this.presiding(item)).get(
      `query($id: ID!) { sessionBoard(sessionId: $id) { agenda { id findings { id state } } } }`,
      { id: this.sessionId },
    );
    const { findings } = sessionBoard.agenda.find(({ id }: { id: string }) => id === this.items[item]);
    return findings.find(({ state }: { state: string }) => state === 'REPORTED').id;
  }

  decide(item: number, findingId: string, decision: 'CONFIRM' | 'DISMISS', reason: string): Promise<unknown> {
    const args = 'findingId: $findingId, decision: $decision, reason: $reason';
    return this.act(this.presiding(item), 'confirmStop', args, { findingId, decision, reason });
  }

  leave(): void {
    for (const person of this.people.values()) person.leave();
  }
}

/** All of a board but who is connected when, which is no secret and never the same twice. */
export const BOARD = `id revision cohort name phase suspendedReason onTable recordCode
  quorum { appointed present required met presidingLabel presidingIsActing }
  members { id label role voting present absenceReason }
  regulation { version blindAverages }
  agenda { id position phase attempt round productName producerName placeName dossierId criteriaSetCode recused
    submittedCount expectedCount
    seats { id label state attempt scored applicable total parts { code points } previousTotal reason }
    provisional { mean { sum count text } parts { code mean { text } } bandClass starClass
      minimums { stars criterion met mean { text } failingMembers } next { stars shortBy missingMinimums }
      deviation { spread limit exceeded highest lowest } why { vi en } obstacles { code message { vi en } } }
    myFindings { id state remark reason }
    findings { id code effect scope text { vi } remark reportedBy state reason }
    result { outcome starClass mean { sum count text } parts { code mean { text } } why { vi en } reason }
    reason fixList }`;

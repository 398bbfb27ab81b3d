import type { Viewer } from '../../server/platform/viewer.js';
import { openCouncilApi, type CouncilApi } from './council-api.js';
import { mutate } from './registry-api.js';
import { makePlaces, makeProducer, makeProduct } from './registry-rows.js';

const FIELDS = `id name phase version plannedAt location council { id } regulation { version }
  agenda { id position phase round dossier { id state } }
  attendance { member { id } present reason changedAt } roomLinkIssued`;
const ANSWER = `... on Session { ${FIELDS} } ... on Refusal { code fields { field message { vi en } } }`;

interface Item {
  readonly id: string;
  readonly position: number;
  readonly round: number;
  readonly dossier: { id: string; state: string };
}
interface Answer {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly code?: string;
  readonly fields?: { field: string; message: { vi: string; en: string } }[];
  readonly regulation: { version: number };
  readonly agenda: Item[];
  readonly attendance: {
    member: { id: string };
    present: boolean;
    reason: string | null;
    changedAt: string | null;
  }[];
  readonly roomLinkIssued: boolean;
}

/** Sessions planned through the API; each test founds a council of its own for them. */
export class SessionPlans {
  api!: CouncilApi;
  province!: string;
  councilId!: string;
  private producer!: string;
  private decision = 0;

  async start(): Promise<void> {
    this.api = await openCouncilApi();
    const { province, commune } = await makePlaces(this.api);
    this.province = province;
    this.producer = await makeProducer(this.api, commune);
  }

  async stop(): Promise<void> {
    await this.api?.close();
  }

  /** By a decision of its own. */
  async foundCouncil(): Promise<string> {
    const { made } = await this.api.data<{ made: { id: string } }>(
      `mutation ($input: CouncilInput!) { made: createCouncil(input: $input) { ... on Council { id } } }`,
      {
        input: {
          name: 'Hội đồng tỉnh',
          level: 'PROVINCE',
          placeId: this.province,
          decisionNumber: `${(this.decision += 1)}/QĐ-UBND`,
          decisionDate: '2026-01-05',
          termFrom: '2026-01-10',
        },
      },
    );
    return (this.councilId = made.id);
  }

  private readonly act = (name: string, types: string, variables: Record<string, unknown>) =>
    mutate<Answer>(this.api, name, types, variables, ANSWER);

  private readonly sessionInput = (other: Record<string, unknown> = {}) => ({
    councilId: this.councilId,
    name: 'Phiên họp đợt 2',
    year: 2026,
    batch: 2,
    round: 1,
    location: ' ',
    plannedAt: '2026-11-25T01:00:00.000Z',
    ...other,
  });

  readonly create = (other?: Record<string, unknown>) =>
    this.act('createSession', 'SessionInput!', { input: this.sessionInput(other) });

  readonly change = (id: string, version: number, other?: Record<string, unknown>) =>
    this.act('changeSession', 'ID! Int! SessionInput!', { id, version, input: this.sessionInput(other) });

  /** A new regulation of the council, with so many rounds in a batch. */
  readonly allowRounds = (rounds: number) =>
    this.api.database.query(
      `insert into regulation (council_id, version, settings)
       select council_id, version + 1, settings || jsonb_build_object('roundsPerBatch', $2::int)
       from regulation where council_id = $1 order by version desc limit 1`,
      [this.councilId, rounds],
    );

  readonly remove = (id: string) => this.act('removeSession', 'ID!', { id });

  readonly add = (sessionId: string, ...dossierIds: string[]) =>
    this.act('addToAgenda', 'ID! [ID!]!', { sessionId, dossierIds });

  readonly takeOff = (evaluationId: string) => this.act('removeFromAgenda', 'ID!', { evaluationId });

  readonly order = (sessionId: string, evaluationIds: string[]) =>
    this.act('orderAgenda', 'ID! [ID!]!', { sessionId, evaluationIds });

  readonly read = async (id: string, viewer?: Viewer): Promise<Answer | null> =>
    (
      await this.api.data<{ session: Answer | null }>(
        `query ($id: ID!) { session(id: $id) { ${FIELDS} } }`,
        { id },
        viewer,
      )
    ).session;

  readonly dossier = async (name: string, other: Record<string, unknown> = {}): Promise<string> => {
    const values = {
      product_id: await makeProduct(this.api, this.producer, name),
      kind: 'FIRST',
      level: 'PROVINCE',
      regime: '26-2026',
      product_set: 4,
      sector_code: 'FOOD',
      criteria_set_code: 'OCOP-26-2026-04',
      year: 2026,
      batch: 2,
      submitted_on: '2026-09-01',
      has_story: true,
      ...other,
    };
    const [row]: { id: string }[] = await this.api.database.query(
      `insert into dossier (${Object.keys(values).join(', ')}) values (${Object.keys(values)
        .map((_, at) => `$${at + 1}`)
        .join(', ')}) returning id`,
      Object.values(values),
    );
    return row!.id;
  };

  readonly stateOf = async (id: string): Promise<string> => {
    const [row]: { state: string }[] = await this.api.database.query(
      'select state from dossier where id = $1',
      [id],
    );
    return row!.state;
  };

  readonly open = (id: string) =>
    this.api.database.query(
      `update session set phase = 'OPEN', opened_at = now(),
         regulation_id = (select id from regulation where council_id = session.council_id order by version desc limit 1)
       where id = $1`,
      [id],
    );

  readonly present = (evaluationId: string) =>
    this.api.database.query(`update evaluation set phase = 'PRESENTING' where id = $1`, [evaluationId]);

  readonly revisionOf = async (id: string): Promise<number> => {
    const [row]: { revision: number }[] = await this.api.database.query(
      'select revision from session where id = $1',
      [id],
    );
    return row!.revision;
  };

  readonly member = async (role: string, other: Record<string, unknown> = {}): Promise<string> => {
    const { made } = await this.api.data<{ made: { members: { id: string }[]; code?: string } }>(
      `mutation ($councilId: ID!, $input: CouncilMemberInput!) { made: addMember(councilId: $councilId, input: $input) {
        ... on Council { members { id } } ... on Refusal { code } } }`,
      {
        councilId: this.councilId,
        input: {
          title: 'Ông',
          institution: 'Sở',
          role,
          voting: role !== 'SUPPORT',
          memberFrom: '2026-01-10',
          ...other,
        },
      },
    );
    return made.members.at(-1)!.id;
  };
}

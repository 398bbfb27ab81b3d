import type { Viewer } from '../../server/platform/viewer.js';
import type { RegistryApi } from './registry-api.js';

interface Made {
  readonly id: string;
}

/** One row, straight into the table: for what these tests need and another feature makes. */
async function row(api: RegistryApi, table: string, values: Record<string, unknown>): Promise<string> {
  const columns = Object.keys(values);
  const places = columns.map((_, at) => `$${at + 1}`);
  const [made]: Made[] = await api.database.query(
    `insert into ${table} (${columns.join(', ')}) values (${places.join(', ')}) returning *`,
    Object.values(values),
  );
  return made!.id;
}

/** A province with one commune. */
export async function makePlaces(api: RegistryApi, name = 'Hòa Bình') {
  const province = await row(api, 'place', { level: 'PROVINCE', name });
  const commune = await row(api, 'place', { level: 'COMMUNE', name: `Xã ${name}`, parent_id: province });
  return { province, commune };
}

export const makeProducer = (api: RegistryApi, placeId: string, name = 'Hợp tác xã Đà Bắc') =>
  row(api, 'producer', { name, kind: 'COOPERATIVE', place_id: placeId });

export const makeProduct = (api: RegistryApi, producerId: string, name: string) =>
  row(api, 'product', { name, producer_id: producerId });

/** What `createDossier` is asked with; a honey dossier of this year unless said otherwise. */
export const dossierInput = (productId: string, other: Record<string, unknown> = {}) => ({
  productId,
  kind: 'FIRST',
  level: 'PROVINCE',
  year: 2026,
  batch: 1,
  submittedOn: '2026-09-01',
  productSet: 4,
  hasStory: true,
  ...other,
});

const CREATE = `mutation ($input: DossierInput!) { createDossier(input: $input) {
  ... on Dossier { id } ... on Refusal { code fields { field } } } }`;

export async function makeDossier(
  api: RegistryApi,
  productId: string,
  other: Record<string, unknown> = {},
): Promise<string> {
  const { createDossier } = await api.data<{ createDossier: Made }>(CREATE, {
    input: dossierInput(productId, other),
  });
  if (!createDossier.id) throw new Error(`refused: ${JSON.stringify(createDossier)}`);
  return createDossier.id;
}

/** A council with one open session and one member, who has an account. */
export async function makeSession(api: RegistryApi, placeId: string, name = 'Phiên họp tháng 11') {
  const council = await row(api, 'council', {
    name: 'Hội đồng tỉnh',
    level: 'PROVINCE',
    place_id: placeId,
    decision_number: '1/QĐ-UBND',
    decision_date: '2026-01-01',
    term_from: '2026-01-01',
  });
  const account = await row(api, 'account', { username: `u-${council}`, display_name: 'Ủy viên' });
  const member = await makeMember(api, council, account);
  const regulation = await row(api, 'regulation', { council_id: council, version: 1, settings: {} });
  const session = await row(api, 'session', {
    council_id: council,
    regulation_id: regulation,
    name,
    year: 2026,
    batch: 1,
    planned_at: '2026-11-22T01:00:00Z',
    phase: 'OPEN',
  });
  return { council, account, member, session };
}

export const makeMember = (api: RegistryApi, council: string, account: string | null) =>
  row(api, 'council_member', {
    council_id: council,
    account_id: account,
    title: 'Phó Giám đốc',
    institution: 'Sở Công Thương',
    role: 'MEMBER',
    voting: true,
    position: 1,
    member_from: '2026-01-01',
  });

/** Puts a dossier on an agenda, as adding it there does. */
export async function putOnAgenda(
  api: RegistryApi,
  session: string,
  dossier: string,
  other: Record<string, unknown> = {},
): Promise<string> {
  const [{ next } = { next: 1 }]: { next: number }[] = await api.database.query(
    'select coalesce(max(position), 0)::int + 1 as next from evaluation where session_id = $1',
    [session],
  );
  const [pinned]: { code: string }[] = await api.database
    .query(`update dossier set state = 'IN_SESSION' where id = $1 returning criteria_set_code as code`, [
      dossier,
    ])
    .then(([rows]: [{ code: string }[], number]) => rows);
  return row(api, 'evaluation', {
    session_id: session,
    dossier_id: dossier,
    position: next,
    criteria_set_code: pinned!.code,
    ...other,
  });
}

export const makeSheet = (api: RegistryApi, evaluation: string, member: string, state: string) =>
  row(api, 'sheet', {
    evaluation_id: evaluation,
    member_id: member,
    state,
    reason: state === 'RECUSED' ? 'Có góp vốn' : null,
  });

export const makeMark = (api: RegistryApi, sheet: string) =>
  row(api, 'mark', {
    sheet_id: sheet,
    criterion: '1.1',
    part: 0,
    choice: 'NONE',
    levels: [],
    points: 0,
    entered_at: '2026-11-22T02:00:00Z',
  });

/** A concluded result; released only where `releasedAt` is given. */
export async function conclude(
  api: RegistryApi,
  evaluation: string,
  { stars, sum, releasedAt }: { stars: number; sum: number; releasedAt: string | null },
): Promise<void> {
  await row(api, 'result', {
    evaluation_id: evaluation,
    outcome: 'CLASSIFIED',
    star_class: stars,
    sum_points: sum,
    sheet_count: 8,
    parts: JSON.stringify([
      { code: 'A', sum: 290, count: 8 },
      { code: 'B', sum: 180, count: 8 },
      { code: 'C', sum: sum - 470, count: 8 },
    ]),
    classification: { why: [{ vi: `Đạt ${stars} sao`, en: `${stars} stars` }] },
    released_at: releasedAt,
  });
}

export const seatOf = ({ member, session }: { member: string; session: string }): Viewer => ({
  kind: 'SEAT',
  loginId: 'l',
  loginKey: 'k',
  memberId: member,
  sessionId: session,
});

export const accountViewer = (accountId: string): Viewer => ({
  kind: 'ACCOUNT',
  loginId: 'l',
  loginKey: 'k',
  accountId,
  isAdmin: false,
});

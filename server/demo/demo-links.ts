import { createHmac } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Links } from '../features/accounts/links.js';
import { newSecret, secretHash } from '../platform/secrets.js';
import type { Tx } from '../platform/transact.js';
import type { DemoCast } from './demo-cast.js';
import { DEMO_ADMINISTRATOR, DEMO_COUNCIL, DEMO_OFFICES } from './demo-offices.js';

/** Fresh links into the demo. */
export interface DemoLinks {
  /** For the terminal, each with a bilingual label. */
  readonly shown: readonly { readonly label: string; readonly url: string }[];
  /** For `npm run demo:live`; null where no session of the demo is left to play. */
  readonly cast: DemoCast | null;
}

interface Seated {
  readonly memberId: string;
  readonly accountId: string;
  readonly username: string;
}

/** Whose seats are shown on the terminal, in this order, besides the administrator and the room. */
const SHOWN: readonly (readonly [username: string, label: string])[] = [
  ['chutich', 'Chủ tịch (chair)'],
  ['thuky', 'Thư ký (secretary)'],
  ['congthuong', 'Ủy viên, Sở Công Thương (member)'],
  ['yte', 'Ủy viên, Sở Y tế (member)'],
  ['chuyengia', 'Ủy viên, chuyên gia (member)'],
];

/** As long as a meeting's day. */
const HOURS = 12;

/**
 * Links into the demo: seats and the room screen keep theirs from start to start, those into accounts work once.
 * @param address  where people reach the server, without a slash at the end
 * @returns null where the database has no demo
 */
export function demoLinks(dataSource: DataSource, links: Links, address: string): Promise<DemoLinks | null> {
  return dataSource.transaction(async (tx) => {
    // Two nodes that start together: the second finds the first one's links.
    await tx.query(`select pg_advisory_xact_lock(hashtext('demo links'))`);
    const demo: unknown[] = await tx.query('select 1 from council where decision_number = $1', [
      DEMO_COUNCIL.decisionNumber,
    ]);
    if (demo.length === 0) return null;
    // Also when every session is closed: the demo's accounts have no password, and somebody must be able to enter.
    const administrator = await administratorLink(tx, links, address);
    const sessionId = await demoSession(tx);
    if (sessionId === null) return { shown: administrator, cast: null };
    const seated = await demoMembers(tx, sessionId);
    const seats = await seatLinks(tx, links, address, sessionId, seated);
    return { shown: [...administrator, ...seats], cast: await castOf(tx, links, address, sessionId, seated) };
  });
}

type Shown = { readonly label: string; readonly url: string };

async function administratorLink(tx: Tx, links: Links, address: string): Promise<Shown[]> {
  const [account] = await tx.query<{ id: string }[]>(
    'select id from account where username = $1 and is_admin and retired_at is null',
    [DEMO_ADMINISTRATOR.username],
  );
  if (!account) return [];
  await voidFormer(tx, [account.id]);
  const { token } = await links.issueAccountLink(tx, account.id, HOURS);
  return [{ label: 'Quản trị, một lần (administrator, once)', url: `${address}/ghe/${token}` }];
}

async function seatLinks(
  tx: Tx,
  links: Links,
  address: string,
  sessionId: string,
  seated: readonly Seated[],
): Promise<Shown[]> {
  const shown: Shown[] = [];
  const key = await keptKey(tx);
  for (const [username, label] of SHOWN) {
    const member = seated.find((one) => one.username === username);
    if (!member) continue;
    const kept = keptToken(key, 'seat.', sessionId, member.memberId);
    const seat = { kind: 'SEAT', sessionId, memberId: member.memberId } as const;
    const token = await lasting(tx, kept, seat, (fresh) =>
      links.issueSeatLink(tx, sessionId, member.memberId, fresh),
    );
    if (token !== null) shown.push({ label, url: `${address}/ghe/${token}` });
  }
  const kept = keptToken(key, 'room.', sessionId, sessionId);
  const room = { kind: 'ROOM', sessionId, memberId: null } as const;
  const token = await lasting(tx, kept, room, (fresh) => links.issueRoomLink(tx, sessionId, fresh));
  if (token !== null)
    shown.push({ label: 'Màn hình phòng họp (room screen)', url: `${address}/man-hinh/${token}` });
  return shown;
}

/**
 * What the lasting tokens are made with: the hash of the first link that was ever made for an administrator of this
 * database. It is random, stays from start to start wherever the database runs, and leaves it for nobody.
 */
async function keptKey(tx: Tx): Promise<Buffer | null> {
  const [first] = await tx.query<{ tokenHash: Buffer }[]>(
    `select link.token_hash as "tokenHash" from link join account on account.id = link.account_id
     where link.kind = 'ACCOUNT' and account.is_admin order by link.created_at, link.id limit 1`,
  );
  return first?.tokenHash ?? null;
}

/** The same token at every start over the same database. */
function keptToken(key: Buffer | null, prefix: string, ...of: readonly string[]): string {
  if (!key) return newSecret(prefix);
  const made = createHmac('sha256', key).update(['demo', prefix, ...of].join('\n'));
  return prefix + made.digest('base64url').slice(0, 32);
}

/**
 * Cards lie on tables and screens hang on walls: what still works is shown again and not issued anew.
 * @returns null where somebody has issued another one: that one works, and only he knows it
 */
async function lasting(
  tx: Tx,
  token: string,
  { kind, sessionId, memberId }: { kind: 'SEAT' | 'ROOM'; sessionId: string; memberId: string | null },
  issue: (token?: string) => Promise<{ token: string }>,
): Promise<string | null> {
  const found = await tx.query<{ own: boolean; good: boolean }[]>(
    `select token_hash = $1 as own, voided_at is null and expires_at > now() as good
       from link where token_hash = $1
         or (kind = $2 and session_id = $3 and member_id is not distinct from $4::uuid)`,
    [secretHash(token), kind, sessionId, memberId],
  );
  const own = found.find((link) => link.own);
  if (own?.good) return token;
  if (found.some((link) => link.good)) return null;
  return (await issue(own ? undefined : token)).token;
}

async function castOf(
  tx: Tx,
  links: Links,
  address: string,
  sessionId: string,
  seated: readonly Seated[],
): Promise<DemoCast> {
  await voidFormer(tx, seated.map(({ accountId }) => accountId)); // prettier-ignore
  const members: DemoCast['members'] = [];
  for (const { username, memberId, accountId } of seated) {
    const { token } = await links.issueAccountLink(tx, accountId, HOURS);
    members.push({ username, memberId, token });
  }
  return { address, sessionId, members };
}

/** The demo's session: the open one, or the next that is planned. */
async function demoSession(tx: Tx): Promise<string | null> {
  const rows = await tx.query<{ id: string }[]>(
    `select session.id from session join council on council.id = session.council_id
      where council.decision_number = $1 and council.retired_at is null and session.phase <> 'CLOSED'
      order by session.phase = 'PLANNED', session.planned_at limit 1`,
    [DEMO_COUNCIL.decisionNumber],
  );
  return rows[0]?.id ?? null;
}

/** Members in office whose demo account is still in use. */
async function demoMembers(tx: Tx, sessionId: string): Promise<Seated[]> {
  return tx.query<Seated[]>(
    `select member.id as "memberId", account.id as "accountId", account.username
       from session join council_member member on member.council_id = session.council_id
       join account on account.id = member.account_id
      where session.id = $1 and member.member_to is null and account.retired_at is null and account.username = any($2)
      order by member.position`,
    [sessionId, DEMO_OFFICES.map(({ username }) => username)],
  );
}

async function voidFormer(tx: Tx, accountIds: readonly string[]): Promise<void> {
  await tx.query(
    `update link set voided_at = now()
      where kind = 'ACCOUNT' and account_id = any($1::uuid[]) and used_at is null and voided_at is null`,
    [accountIds],
  );
}

import type { DataSource } from 'typeorm';
import type { Tx } from '../../platform/transact.js';
import type { Links } from './links.js';

const USERNAME = 'quantri';
const DISPLAY_NAME = 'Quản trị hệ thống';

/** As long as an office's day: whoever starts the server may not be the one who opens the link. */
const HOURS = 12;

/**
 * The way into a server that nobody can administer yet: a link into the first administrator's account, which is made
 * where there is none. Good once; each start gives a new one until an administrator has set a password.
 * @returns the token, or null where an administrator can sign in by password
 */
export function firstAdministratorToken(dataSource: DataSource, links: Links): Promise<string | null> {
  return dataSource.transaction(async (tx) => {
    // Two nodes that start together over a new database: the second finds the first one's account.
    await tx.query(`select pg_advisory_xact_lock(hashtext('first administrator'))`);
    const administrators = await tx.query<{ id: string; able: boolean }[]>(
      `select id, password_hash is not null as able from account
        where is_admin and retired_at is null order by created_at, id`,
    );
    if (administrators.some(({ able }) => able)) return null;
    const accountId = administrators[0]?.id ?? (await open(tx));
    await tx.query(
      `update link set voided_at = now()
        where kind = 'ACCOUNT' and account_id = $1 and used_at is null and voided_at is null`,
      [accountId],
    );
    return (await links.issueAccountLink(tx, accountId, HOURS)).token;
  });
}

async function open(tx: Tx): Promise<string> {
  const taken = await tx.query<{ username: string }[]>(
    `select lower(username) as username from account where lower(username) like $1`,
    [`${USERNAME}%`],
  );
  const names = new Set(taken.map(({ username }) => username));
  let username = USERNAME;
  for (let number = 2; names.has(username); number += 1) username = `${USERNAME}${number}`;
  const rows = await tx.query<{ id: string }[]>(
    'insert into account (username, display_name, is_admin) values ($1, $2, true) returning id',
    [username, DISPLAY_NAME],
  );
  return rows[0]!.id;
}

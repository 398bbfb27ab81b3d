import type { EntityManager } from 'typeorm';
import { pageOf, type Page, type PageRequest } from '../../domain/page.js';
import type { OpenSignIn, OpenSignInRecords } from './open-sign-ins.js';
import { SIGN_INS, STANDING } from './sign-in-standing.js';

const NAME = `coalesce(a.display_name, m.full_name, m.title || ', ' || m.institution)`;

const SHOWN = `select l.id, ${NAME} as name, l.account_id as "accountId", a.username, l.session_id as "sessionId",
    s.name as "sessionName", l.address, l.user_agent as "userAgent", l.created_at as "signedInAt",
    l.last_seen_at as "lastSeenAt", l.expires_at as "expiresAt"
  ${SIGN_INS} where (${STANDING}) is null`;

/** Tones count only where the searcher wrote some. */
const FOUND = `($1::text is null or a.username ilike $1 or searchable(${NAME}) like searchable($1)
    and (searchable($1) = lower($1) or ${NAME} ilike $1))`;

export class OpenSignInRepository implements OpenSignInRecords {
  constructor(private readonly database: EntityManager) {}

  async list(search: string | null, { first, after }: PageRequest): Promise<Page<OpenSignIn>> {
    const pattern = search && `%${search.normalize('NFC').replace(/[\\%_]/g, '\\$&')}%`;
    const [counted] = await this.database.query<{ total: number }[]>(
      `select count(*)::int as total ${SIGN_INS} where (${STANDING}) is null and ${FOUND}`,
      [pattern],
    );
    const rows = await this.database.query<OpenSignIn[]>(
      `${SHOWN} and ${FOUND}
         and ($2::uuid is null or (l.created_at, l.id) < (select created_at, id from login where id = $2))
       order by l.created_at desc, l.id desc limit $3`,
      [pattern, after?.[0] ?? null, first + 1],
    );
    return pageOf(rows, first, counted!.total, ({ id }) => [id]);
  }

  ofAccount(accountId: string): Promise<OpenSignIn[]> {
    return this.database.query<OpenSignIn[]>(
      `${SHOWN} and l.account_id = $1 order by l.created_at desc, l.id desc`,
      [accountId],
    );
  }

  async find(id: string): Promise<OpenSignIn | null> {
    const [found] = await this.database.query<OpenSignIn[]>(`${SHOWN} and l.id = $1`, [id]);
    return found ?? null;
  }

  async end(id: string, byAccountId: string): Promise<boolean> {
    const [, affected] = await this.database.query<[unknown[], number]>(
      `update login set ended_at = now(), ended_because = 'REVOKED', ended_by = $2 where id = $1 and ended_at is null`,
      [id, byAccountId],
    );
    return affected === 1;
  }

  async exists(id: string, accountId: string | null): Promise<boolean> {
    const rows = await this.database.query<unknown[]>(
      'select 1 from login where id = $1 and ($2::uuid is null or account_id = $2)',
      [id, accountId],
    );
    return rows.length > 0;
  }
}

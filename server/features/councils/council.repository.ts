import { randomUUID } from 'node:crypto';
import { In, IsNull, Not, type EntityManager } from 'typeorm';
import { PlaceRow } from '../places/place.entity.js';
import type { PlaceLevel } from '../places/places.js';
import { CouncilRow } from './council.entity.js';
import type { Council, CouncilFields } from './council.js';
import type { CouncilRows } from './council-records.js';

export class CouncilRepository implements CouncilRows {
  constructor(private readonly database: EntityManager) {}

  list(retired: boolean): Promise<Council[]> {
    const where = { retiredAt: retired ? Not(IsNull()) : IsNull() };
    return this.database.find(CouncilRow, { where, order: { name: 'ASC', id: 'ASC' } }) as Promise<Council[]>;
  }

  find(id: string): Promise<Council | null> {
    return this.database.findOneBy(CouncilRow, { id }) as Promise<Council | null>;
  }

  findMany(ids: readonly string[]): Promise<Council[]> {
    return this.database.findBy(CouncilRow, { id: In([...ids]) }) as Promise<Council[]>;
  }

  async lock(id: string): Promise<void> {
    await this.database.query('select id from council where id = $1 for no key update', [id]);
    await this.database.query(
      `select id from session where council_id = $1 and phase <> 'CLOSED' order by id for no key update`,
      [id],
    );
  }

  async place(id: string): Promise<{ level: PlaceLevel; retiredOn: string | null } | null> {
    return (await this.database.findOneBy(PlaceRow, { id })) as {
      level: PlaceLevel;
      retiredOn: string | null;
    } | null;
  }

  async sessions(id: string): Promise<{ all: number; open: string[]; suspended: string[] }> {
    const names = (phase: string) =>
      `coalesce(array_agg(name order by opened_at, id) filter (where phase = '${phase}'), '{}')`;
    const [sessions] = await this.database.query<[{ all: number; open: string[]; suspended: string[] }]>(
      `select count(*)::int as all, ${names('OPEN')} as open, ${names('SUSPENDED')} as suspended
       from session where council_id = $1`,
      [id],
    );
    return sessions;
  }

  async closedSession(id: string, after: string | null, until: string | null): Promise<string | null> {
    const [{ day }] = await this.database.query<[{ day: string | null }]>(
      `select min(held.day)::text as day
       from (select (opened_at at time zone 'Asia/Ho_Chi_Minh')::date as day from session
             where council_id = $1 and phase = 'CLOSED') held
       where held.day > coalesce($2::date, 'infinity') and held.day <= coalesce($3::date, 'infinity')`,
      [id, after, until],
    );
    return day;
  }

  async claimNames(): Promise<void> {
    await this.database.query(`select pg_advisory_xact_lock(hashtext('names of councils'))`);
  }

  async insert(fields: CouncilFields): Promise<Council> {
    const council: Council = { ...fields, id: randomUUID(), retiredAt: null, version: 1 };
    await this.database.insert(CouncilRow, council);
    return council;
  }

  async update(id: string, version: number, fields: CouncilFields): Promise<boolean> {
    const { affected } = await this.database.update(
      CouncilRow,
      { id, version },
      { ...fields, version: version + 1 },
    );
    return affected === 1;
  }

  async retire(id: string): Promise<void> {
    await this.database.update(
      CouncilRow,
      { id },
      { retiredAt: () => 'now()', version: () => 'version + 1' },
    );
  }

  async openedSessions(id: string): Promise<string[]> {
    const rows = await this.database.query<{ id: string }[]>(
      `select id from session where council_id = $1 and phase in ('OPEN', 'SUSPENDED') order by id`,
      [id],
    );
    return rows.map((session) => session.id);
  }

  async touchSessions(id: string): Promise<{ id: string; revision: number }[]> {
    const [rows] = await this.database.query<[{ id: string; revision: number }[], number]>(
      `update session set revision = revision + 1 where council_id = $1 and phase <> 'CLOSED' returning id, revision`,
      [id],
    );
    return rows;
  }
}

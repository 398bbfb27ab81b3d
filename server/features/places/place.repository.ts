import { randomUUID } from 'node:crypto';
import { In, IsNull, type EntityManager } from 'typeorm';
import { PlaceRow } from './place.entity.js';
import type { PlaceUses } from './uses-of-place.js';
import type { Place, PlaceFields, PlaceFilter, PlaceRecords } from './places.js';

/** Below a place that has ceased others may go on: they count as well. */
const USES = `with recursive below as (
    select id, name, retired_on from place where parent_id = $1
    union select place.id, place.name, place.retired_on from place join below on place.parent_id = below.id),
  here as (select id, name, term_to from council where place_id = $1 and retired_at is null)
  select
    array(select name from here where term_to is null or term_to >= $2 order by name) as councils,
    array(select session.name from session join council on council.id = session.council_id
      where council.place_id = $1 and (session.phase in ('OPEN', 'SUSPENDED')
        or session.phase = 'PLANNED' and council.retired_at is null)
      order by session.planned_at, session.id) as sessions,
    array(select name from below where retired_on is null or retired_on > $2 order by name) as places`;

export class PlaceRepository implements PlaceRecords {
  constructor(private readonly database: EntityManager) {}

  list({ level, parentId, search }: PlaceFilter): Promise<Place[]> {
    const query = this.database
      .createQueryBuilder(PlaceRow, 'place')
      .orderBy('place.name')
      .addOrderBy('place.id');
    if (level) query.andWhere('place.level = :level', { level });
    if (parentId) query.andWhere('place.parent_id = :parentId', { parentId });
    if (search)
      query.andWhere('place.name ilike :search', { search: `%${search.replace(/[\\%_]/g, '\\$&')}%` });
    return query.getMany() as Promise<Place[]>;
  }

  find(id: string): Promise<Place | null> {
    return this.database.findOneBy(PlaceRow, { id }) as Promise<Place | null>;
  }

  findMany(ids: readonly string[]): Promise<Place[]> {
    return this.database.findBy(PlaceRow, { id: In([...ids]) }) as Promise<Place[]>;
  }

  alike({ code, level, name, parentId }: PlaceFields): Promise<Place[]> {
    const sameName = { level, name, parentId: parentId ?? IsNull() };
    return this.database.find(PlaceRow, {
      where: code === null ? sameName : [{ code }, sameName],
    }) as Promise<Place[]>;
  }

  async insert(fields: PlaceFields): Promise<Place> {
    const place: Place = { ...fields, id: randomUUID(), retiredOn: null, version: 1 };
    await this.database.insert(PlaceRow, place);
    return place;
  }

  async update(id: string, version: number, fields: PlaceFields): Promise<boolean> {
    const { affected } = await this.database.update(
      PlaceRow,
      { id, version },
      { ...fields, version: version + 1 },
    );
    return affected === 1;
  }

  async uses(id: string, on: string): Promise<PlaceUses> {
    const [uses] = await this.database.query<[PlaceUses]>(USES, [id, on]);
    return uses;
  }

  async retire(id: string, on: string): Promise<boolean> {
    const { affected } = await this.database.update(
      PlaceRow,
      { id, retiredOn: IsNull() },
      { retiredOn: on, version: () => 'version + 1' },
    );
    return affected === 1;
  }
}

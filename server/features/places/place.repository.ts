import { randomUUID } from 'node:crypto';
import { In, IsNull, type EntityManager } from 'typeorm';
import { PlaceRow } from './place.entity.js';
import type { Place, PlaceFields, PlaceFilter, PlaceRecords } from './places.js';

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

  async retire(id: string, on: string): Promise<boolean> {
    const { affected } = await this.database.update(
      PlaceRow,
      { id, retiredOn: IsNull() },
      { retiredOn: on, version: () => 'version + 1' },
    );
    return affected === 1;
  }
}

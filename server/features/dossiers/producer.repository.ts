import { randomUUID } from 'node:crypto';
import { In, type EntityManager } from 'typeorm';
import type { Page, PageRequest } from '../../domain/page.js';
import { readNamePage, searchNames } from './name-page.repository.js';
import { ProducerRow } from './producer.entity.js';
import type { Producer, ProducerFields, ProducerKind, ProducerRecords } from './producers.js';

export class ProducerRepository implements ProducerRecords {
  constructor(private readonly database: EntityManager) {}

  page(search: string | null, request: PageRequest): Promise<Page<Producer>> {
    const query = this.database.createQueryBuilder(ProducerRow, 'producer');
    if (search) searchNames(query, search, ['producer']);
    return readNamePage(query, 'producer', request) as Promise<Page<Producer>>;
  }

  find(id: string): Promise<Producer | null> {
    return this.database.findOneBy(ProducerRow, { id }) as Promise<Producer | null>;
  }

  findMany(ids: readonly string[]): Promise<Producer[]> {
    return this.database.findBy(ProducerRow, { id: In([...ids]) }) as Promise<Producer[]>;
  }

  alike(kind: ProducerKind, placeId: string): Promise<Producer[]> {
    return this.database.findBy(ProducerRow, { kind, placeId }) as Promise<Producer[]>;
  }

  async placeExists(placeId: string): Promise<boolean> {
    const found: unknown[] = await this.database.query('select 1 from place where id = $1', [placeId]);
    return found.length > 0;
  }

  async insert(fields: ProducerFields): Promise<Producer> {
    const producer: Producer = { ...fields, id: randomUUID(), version: 1 };
    await this.database.insert(ProducerRow, producer);
    return producer;
  }

  async update(id: string, version: number, fields: ProducerFields): Promise<boolean> {
    const { affected } = await this.database.update(
      ProducerRow,
      { id, version },
      { ...fields, version: version + 1 },
    );
    return affected === 1;
  }
}

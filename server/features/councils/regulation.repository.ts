import { randomUUID } from 'node:crypto';
import { In, type EntityManager } from 'typeorm';
import type { Regulation } from '../../domain/regulation.js';
import type { RegulationVersion } from './council.js';
import type { RegulationRows } from './council-records.js';
import { RegulationRow } from './regulation.entity.js';

export class RegulationRepository implements RegulationRows {
  constructor(private readonly database: EntityManager) {}

  ofCouncils(councilIds: readonly string[]): Promise<RegulationVersion[]> {
    return this.database.find(RegulationRow, {
      where: { councilId: In([...councilIds]) },
      order: { version: 'DESC' },
    });
  }

  latest(councilIds: readonly string[]): Promise<RegulationVersion[]> {
    return this.database
      .createQueryBuilder(RegulationRow, 'regulation')
      .distinctOn(['regulation.councilId'])
      .where('regulation.council_id = any(:councilIds)', { councilIds })
      .orderBy('regulation.councilId')
      .addOrderBy('regulation.version', 'DESC')
      .getMany();
  }

  findMany(ids: readonly string[]): Promise<RegulationVersion[]> {
    return this.database.findBy(RegulationRow, { id: In([...ids]) });
  }

  uses(ids: readonly string[]): Promise<{ id: string; sessions: number }[]> {
    return this.database.query(
      `select regulation_id as id, count(*)::int as sessions from session
       where regulation_id = any($1) group by regulation_id`,
      [ids],
    );
  }

  async insert(
    councilId: string,
    version: number,
    settings: Regulation,
    note: string | null,
    createdById: string | null,
  ): Promise<void> {
    await this.database.insert(RegulationRow, {
      id: randomUUID(),
      councilId,
      version,
      settings: { ...settings },
      note,
      createdById,
    });
  }
}

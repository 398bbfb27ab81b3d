import { randomUUID } from 'node:crypto';
import { In, type EntityManager } from 'typeorm';
import { CouncilMemberRow } from './council-member.entity.js';
import type { CouncilMember, MemberFields, MemberRecord } from './council.js';
import type { MemberRows } from './council-records.js';

export class CouncilMemberRepository implements MemberRows {
  constructor(private readonly database: EntityManager) {}

  ofCouncils(councilIds: readonly string[]): Promise<CouncilMember[]> {
    return this.database.find(CouncilMemberRow, {
      where: { councilId: In([...councilIds]) },
      order: { position: 'ASC', memberFrom: 'ASC', id: 'ASC' },
    }) as Promise<CouncilMember[]>;
  }

  find(id: string): Promise<CouncilMember | null> {
    return this.database.findOneBy(CouncilMemberRow, { id }) as Promise<CouncilMember | null>;
  }

  findMany(ids: readonly string[]): Promise<CouncilMember[]> {
    return this.database.findBy(CouncilMemberRow, { id: In([...ids]) }) as Promise<CouncilMember[]>;
  }

  /** The database refuses it where anything refers to the member. */
  async remove(id: string): Promise<void> {
    await this.database.query(`delete from link where member_id = $1 and used_at is null`, [id]);
    await this.database.delete(CouncilMemberRow, { id });
  }

  async accountUsable(accountId: string): Promise<boolean> {
    // Held until the act ends, so that the account cannot be retired meanwhile.
    const rows = await this.database.query<unknown[]>(
      'select 1 from account where id = $1 and retired_at is null for share',
      [accountId],
    );
    return rows.length > 0;
  }

  async record(id: string): Promise<MemberRecord> {
    const [record] = await this.database.query<[MemberRecord]>(
      `select exists (select 1 from sheet where member_id = $1) as "hasSheets",
         exists (select 1 from login where member_id = $1) as "hasSatDown",
         min(part.day)::text as "firstDay", max(part.day)::text as "lastDay"
       from (
         select (session.opened_at at time zone 'Asia/Ho_Chi_Minh')::date as day
         from session
         where exists (select 1 from attendance where attendance.session_id = session.id and member_id = $1)
            or exists (select 1 from sheet join evaluation on evaluation.id = sheet.evaluation_id
                       where evaluation.session_id = session.id and sheet.member_id = $1)
       ) part`,
      [id],
    );
    return record;
  }

  async insert(councilId: string, fields: MemberFields, position: number): Promise<CouncilMember> {
    const member: CouncilMember = {
      ...fields,
      id: randomUUID(),
      councilId,
      position,
      memberTo: null,
      replacedById: null,
      version: 1,
    };
    await this.database.insert(CouncilMemberRow, member);
    return member;
  }

  async update(
    id: string,
    version: number,
    fields: Partial<MemberFields> & { memberTo?: string | null },
  ): Promise<boolean> {
    const { affected } = await this.database.update(
      CouncilMemberRow,
      { id, version },
      { ...fields, version: version + 1 },
    );
    return affected === 1;
  }

  async retire(id: string, memberTo: string): Promise<void> {
    await this.database.update(CouncilMemberRow, { id }, { memberTo, version: () => 'version + 1' });
  }

  async arrange(id: string, fields: { position: number } | { replacedById: string | null }): Promise<void> {
    await this.database.update(CouncilMemberRow, { id }, fields);
  }
}

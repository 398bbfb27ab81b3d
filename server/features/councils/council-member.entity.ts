import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One person's term on one council. Never deleted: whoever scored stays in the record. */
@Entity('council_member')
export class CouncilMemberRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'council_id' })
  councilId!: string;

  @Column('uuid', { name: 'account_id', nullable: true })
  accountId!: string | null;

  @Column('text', { name: 'full_name', nullable: true })
  fullName!: string | null;

  @Column('text')
  title!: string;

  @Column('text')
  institution!: string;

  @Column('text')
  role!: string;

  @Column('boolean')
  voting!: boolean;

  /** Place in the founding decision, from 1. */
  @Column('smallint')
  position!: number;

  @Column('date', { name: 'member_from' })
  memberFrom!: string;

  /** The last day in office; null while it is open. */
  @Column('date', { name: 'member_to', nullable: true })
  memberTo!: string | null;

  @Column('uuid', { name: 'replaced_by_id', nullable: true })
  replacedById!: string | null;

  @Column('integer')
  version!: number;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One meeting of a council (phiên họp). Its row is the lock under which everything of the session happens. */
@Entity('session')
export class SessionRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'council_id' })
  councilId!: string;

  /** Pinned when the session opens; null before. */
  @Column('uuid', { name: 'regulation_id', nullable: true })
  regulationId!: string | null;

  @Column('text')
  name!: string;

  @Column('smallint')
  year!: number;

  @Column('smallint')
  batch!: number;

  @Column('smallint')
  round!: number;

  @Column('text', { nullable: true })
  location!: string | null;

  @Column('timestamptz', { name: 'planned_at' })
  plannedAt!: Date;

  @Column('text')
  phase!: string;

  @Column('text', { name: 'suspended_reason', nullable: true })
  suspendedReason!: string | null;

  @Column('uuid', { name: 'on_table_id', nullable: true })
  onTableId!: string | null;

  @Column('timestamptz', { name: 'opened_at', nullable: true })
  openedAt!: Date | null;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  /** Rises with every change anybody could see. */
  @Column('integer')
  revision!: number;

  /** How many of these revisions were saves of marks alone. */
  @Column('integer')
  saves!: number;

  /** Rises when the plan itself (name, time …) changes. */
  @Column('integer')
  version!: number;
}

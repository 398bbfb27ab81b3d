import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Regulation } from '../../domain/regulation.js';

/** One version of a council's working regulation; never changed, since sessions pin it (R 1.4). */
@Entity('regulation')
export class RegulationRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'council_id' })
  councilId!: string;

  /** From 1, without gaps. */
  @Column('integer')
  version!: number;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('jsonb')
  settings!: Regulation;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('uuid', { name: 'created_by', nullable: true })
  createdById!: string | null;
}

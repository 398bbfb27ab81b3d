import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An evaluation council, as its founding decision names it (R 8.1). */
@Entity('council')
export class CouncilRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  level!: string;

  @Column('uuid', { name: 'place_id' })
  placeId!: string;

  @Column('text', { name: 'decision_number' })
  decisionNumber!: string;

  @Column('date', { name: 'decision_date' })
  decisionDate!: string;

  @Column('date', { name: 'term_from' })
  termFrom!: string;

  /** The last day; null while it is open. */
  @Column('date', { name: 'term_to', nullable: true })
  termTo!: string | null;

  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt!: Date | null;

  @Column('integer')
  version!: number;
}

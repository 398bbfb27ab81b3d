import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What somebody other than the council said of one criterion of a dossier. */
@Entity('assessment')
export class AssessmentRow {
  @PrimaryColumn('uuid', { name: 'dossier_id' })
  dossierId!: string;

  @PrimaryColumn('text')
  author!: string;

  @PrimaryColumn('text')
  criterion!: string;

  /** Positions within the criterion; empty where only prose was written, or where no option applies. */
  @Column('smallint', { array: true })
  levels!: number[];

  /** Whole points; null where only prose was written. */
  @Column('smallint', { nullable: true })
  points!: number | null;

  @Column('text', { nullable: true })
  remark!: string | null;
}

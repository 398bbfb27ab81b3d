import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One product's request to be evaluated, once. Its scorecard is pinned here when it is registered. */
@Entity('dossier')
export class DossierRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'product_id' })
  productId!: string;

  @Column('text')
  kind!: string;

  @Column('text')
  state!: string;

  @Column('text')
  level!: string;

  @Column('text')
  regime!: string;

  /** 1–26. */
  @Column('smallint', { name: 'product_set' })
  productSet!: number;

  @Column('text', { name: 'sector_code' })
  sectorCode!: string;

  @Column('text', { name: 'criteria_set_code' })
  criteriaSetCode!: string;

  @Column('smallint')
  year!: number;

  /** Đợt within the year, 1–12. */
  @Column('smallint')
  batch!: number;

  /** Lần within the batch, 1–9. */
  @Column('smallint')
  round!: number;

  /** The day it was handed in to the commune. */
  @Column('date', { name: 'submitted_on' })
  submittedOn!: string;

  @Column('boolean', { name: 'has_story' })
  hasStory!: boolean;

  @Column('text', { name: 'withdrawn_reason', nullable: true })
  withdrawnReason!: string | null;

  @Column('uuid', { name: 'previous_id', nullable: true })
  previousId!: string | null;

  @Column('integer')
  version!: number;
}

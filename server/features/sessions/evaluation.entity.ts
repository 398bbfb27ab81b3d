import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One dossier on the agenda of one session. */
@Entity('evaluation')
export class EvaluationRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'session_id' })
  sessionId!: string;

  @Column('uuid', { name: 'dossier_id' })
  dossierId!: string;

  /** Place on the agenda, from 1. */
  @Column('smallint')
  position!: number;

  @Column('text')
  phase!: string;

  /** 1 for the first scoring, one more for each re-scoring. */
  @Column('smallint')
  attempt!: number;

  /** Lần within the batch, as the dossier had it when it came onto the agenda. */
  @Column('smallint')
  round!: number;

  /** The scorecard, pinned when the dossier came onto the agenda (R 1.4). */
  @Column('text', { name: 'criteria_set_code' })
  criteriaSetCode!: string;

  /** The card's content, pinned when scoring opens; hex SHA-256. */
  @Column('text', { name: 'card_sha256', nullable: true })
  cardSha256!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('text', { name: 'fix_list', nullable: true })
  fixList!: string | null;

  /** The names under which it came to the table; the register may have others by now. Null before it is presented. */
  @Column('text', { name: 'product_name', nullable: true })
  productName!: string | null;

  @Column('text', { name: 'producer_name', nullable: true })
  producerName!: string | null;

  @Column('text', { name: 'place_name', nullable: true })
  placeName!: string | null;
}

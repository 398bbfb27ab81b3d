import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A product; its star classes come from its dossiers. */
@Entity('product')
export class ProductRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  /** Province code - commune code - running number - year (R 3.5), where given. */
  @Column('text', { nullable: true })
  code!: string | null;

  @Column('uuid', { name: 'producer_id' })
  producerId!: string;

  @Column('text', { name: 'photo_url', nullable: true })
  photoUrl!: string | null;

  @Column('integer')
  version!: number;
}

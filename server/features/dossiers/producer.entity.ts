import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who makes a product and applies for its star class (chủ thể). */
@Entity('producer')
export class ProducerRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  kind!: string;

  @Column('uuid', { name: 'place_id' })
  placeId!: string;

  @Column('text', { nullable: true })
  phone!: string | null;

  @Column('text', { nullable: true })
  address!: string | null;

  @Column('integer')
  version!: number;
}

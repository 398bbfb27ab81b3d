import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A unit of administration: centre, province, district (data before July 2025 only, R 2.7) or commune. */
@Entity('place')
export class PlaceRow {
  @PrimaryColumn('uuid')
  id!: string;

  /** Unit code of Quyết định 19/2025/QĐ-TTg, where known. */
  @Column('text', { nullable: true })
  code!: string | null;

  @Column('text')
  level!: string;

  @Column('text')
  name!: string;

  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId!: string | null;

  @Column('date', { name: 'retired_on', nullable: true })
  retiredOn!: string | null;

  @Column('integer')
  version!: number;
}

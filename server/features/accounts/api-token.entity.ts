import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The right of another system to ask for reports. */
@Entity('api_token')
export class ApiTokenRow {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  /** SHA-256 of the secret; the secret itself is kept nowhere. */
  @Column('bytea', { name: 'token_hash', select: false })
  tokenHash!: Buffer;

  @Column('text', { array: true })
  scopes!: string[];

  @Column('uuid', { name: 'created_by', nullable: true })
  createdById!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}

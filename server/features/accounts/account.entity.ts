import { Column, Entity, PrimaryColumn, VirtualColumn } from 'typeorm';

/** Somebody who signs in with a user name: administrators, and members who do not use a seat card. */
@Entity('account')
export class AccountRow {
  @PrimaryColumn('uuid')
  id!: string;

  /** As it was typed; unique without regard to upper and lower case. */
  @Column('text')
  username!: string;

  @Column('text', { name: 'display_name' })
  displayName!: string;

  /** Argon2id in PHC form; null for an account that enters only by one-time links. */
  @Column('text', { name: 'password_hash', nullable: true, select: false })
  passwordHash!: string | null;

  @VirtualColumn('boolean', { query: (account) => `${account}.password_hash is not null` })
  hasPassword!: boolean;

  @VirtualColumn('boolean', {
    query: (account) =>
      `exists (select 1 from second_factor f where f.account_id = ${account}.id and f.confirmed_at is not null)`,
  })
  hasSecondFactor!: boolean;

  @VirtualColumn('text', {
    query: (account) => `(select i.claim from provider_identity i where i.account_id = ${account}.id)`,
  })
  providerName!: string | null;

  @VirtualColumn('timestamptz', {
    query: (account) => `(select i.bound_at from provider_identity i where i.account_id = ${account}.id)`,
  })
  providerBoundAt!: Date | null;

  @Column('boolean', { name: 'is_admin' })
  isAdmin!: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'last_sign_in_at', nullable: true })
  lastSignInAt!: Date | null;

  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt!: Date | null;

  @Column('integer')
  version!: number;
}

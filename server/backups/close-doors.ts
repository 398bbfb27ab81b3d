import type { ClientBase } from 'pg';

/** What no longer opens after a restore. */
export interface ClosedDoors {
  readonly signIns: number;
  readonly oneTimeLinks: number;
}

/**
 * A backup does not know who was sent away after it: a device taken over, an account signed out, a one-time link used up.
 * So everybody signs in again. Cards on the seats and the room screen's address stay as they were: the council goes on
 * with them, and a new card voids an old one as ever. A sign-in that ended before its time and has no other reason is
 * told that it ended by a restore (`login.repository.ts`): the tables here are those of the backup's own version, which
 * may know no word for it.
 */
export async function closeDoors(client: ClientBase): Promise<ClosedDoors> {
  const signIns = await client.query(`update login set ended_at = now() where ended_at is null`);
  const oneTimeLinks = await client.query(
    `update link set voided_at = now() where kind = 'ACCOUNT' and used_at is null and voided_at is null`,
  );
  return { signIns: signIns.rowCount ?? 0, oneTimeLinks: oneTimeLinks.rowCount ?? 0 };
}

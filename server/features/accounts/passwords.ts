import { hash, verify } from '@node-rs/argon2';

/** Argon2id (2) at 19 MiB and two passes, the least that OWASP advises: some 50 ms a hash on a small server. */
const COST = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * The hash of a random text that nobody knows, at `COST`. Verified where there is no password, so that the time an
 * answer takes does not tell whether a user name exists.
 */
export const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$oaUX6mqMsCgBAUPPUhRdjQ$FcDHSO4/wCtzU8SyELVW6zCV7Fwogl7pN68rxxiBzYc';

/** The same text typed on two keyboards may differ in code points; it must not differ as a password. */
const canonical = (password: string): string => password.normalize('NFKC');

/** @returns the Argon2id hash in PHC form, with its salt and cost */
export function hashPassword(password: string): Promise<string> {
  return hash(canonical(password), COST);
}

/** @param passwordHash null where the account does not exist, is retired or has no password: never right, and as slow */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const right = await verify(passwordHash ?? NOBODYS_HASH, canonical(password));
  return right && passwordHash !== null;
}

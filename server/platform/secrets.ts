import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret of 192 random bits, fit for an address or a header. */
export function newSecret(prefix = ''): string {
  return prefix + randomBytes(24).toString('base64url');
}

/** Whether a text could be a secret made with one of these prefixes: most of what strangers try is not even that. */
export function couldBeSecret(text: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => text.startsWith(prefix) && /^[\w-]{32}$/.test(text.slice(prefix.length)));
}

/** What is kept of a secret. It is random and long, so a plain hash suffices; passwords use Argon2id. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Compares without telling by time how much agrees. */
export function sameSecret(secret: string, hash: Buffer): boolean {
  return sameHash(secretHash(secret), hash);
}

/** As `sameSecret`, for whoever has the hash already. */
export function sameHash(own: Buffer, hash: Buffer): boolean {
  return own.length === hash.length && timingSafeEqual(own, hash);
}

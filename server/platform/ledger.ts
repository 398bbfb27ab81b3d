import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { EntityManager } from 'typeorm';
import type { LedgerAct } from './ledger-acts.js';

/** One act as the record keeps it. */
export interface LedgerEntry {
  readonly act: LedgerAct;
  /** "member:<id>", or "account:<id>" of an administrator who has no seat in the session. */
  readonly actor: string;
  /**
   * Ids, numbers and reasons; anything JSON can hold. Where a member acted signed in with an account and not from
   * a card, `account` is its id.
   */
  readonly content: Readonly<Record<string, unknown>>;
}

const GENESIS = '0'.repeat(64);

/**
 * Appends an act to its session's hash chain. The caller holds the session's lock, so the chain cannot fork;
 * the database refuses to change or delete what stands.
 * @returns the new head of the chain, hex SHA-256
 */
export async function appendToLedger(
  tx: EntityManager,
  sessionId: string,
  entry: LedgerEntry,
  at: Date,
): Promise<string> {
  const [last] = await tx.query<{ seq: number; hash: string }[]>(
    'select seq, hash from ledger where session_id = $1 order by seq desc limit 1',
    [sessionId],
  );
  const seq = (last?.seq ?? 0) + 1;
  const previous = last?.hash ?? GENESIS;
  const content = canonical({
    session: sessionId,
    seq,
    act: entry.act,
    actor: entry.actor,
    at: at.toISOString(),
    content: entry.content,
  });
  const hash = createHash('sha256').update(`${previous}\n${content}`).digest('hex');
  await tx.query(
    'insert into ledger (session_id, seq, act, actor, at, content, previous_hash, hash) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [sessionId, seq, entry.act, entry.actor, at, content, previous, hash],
  );
  return hash;
}

/** RFC 8785 form: the same content always gives the same bytes. */
export function canonical(content: unknown): string {
  const text = (canonicalize as unknown as (value: unknown) => string | undefined)(content);
  if (text === undefined) throw new TypeError('only JSON can enter the record');
  return text;
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A short code people can copy: eight letters and digits of a hash, without those that look alike ("7F3K-2QTM"). */
export function shortCode(hash: string): string {
  return lettersOf(hash.slice(0, 16), 8);
}

/**
 * The code of the end of a record: sixteen letters, 80 bits ("7F3K-2QTM-9XWC-40BD"). Half as many could be met by trying
 * other ends until one fits, on one good graphics card, by whoever can write to the database.
 */
export function headCode(hash: string): string {
  return lettersOf(hash.slice(0, 20), 16);
}

/** The lowest bits of a hexadecimal number, five to a letter, in groups of four. */
function lettersOf(digits: string, count: number): string {
  const bits = BigInt(`0x${digits}`);
  const letters = Array.from(
    { length: count },
    (_, index) => ALPHABET[Number((bits >> BigInt(index * 5)) & 31n)],
  );
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
}

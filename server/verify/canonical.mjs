// What binds the record together: the canonical form, the hash over it, and the short code people copy from a screen.
import { createHash } from 'node:crypto';

/** What the first entry of every chain names as its predecessor. */
export const GENESIS = '0'.repeat(64);

/** RFC 8785: keys in the order of their UTF-16 code units, no blanks, numbers and texts as ECMAScript writes them. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${members.join(',')}}`;
}

/** Whether two JSON values are the same. */
export const same = (one, other) => canonical(one) === canonical(other);

/** Hex SHA-256 of a text in UTF-8. */
export const sha256 = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

/** The hash of an entry: over its predecessor's hash, a line break, and its own canonical form. */
export const entryHash = (previous, entry) => sha256(`${previous}\n${canonical(entry)}`);

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The last 40 bits of the first 64 bits of a hash, five by five from the lowest, as "7F3K-2QTM". */
export function shortCode(hash) {
  const bits = BigInt(`0x${hash.slice(0, 16)}`);
  let code = '';
  for (let place = 0n; place < 8n; place += 1n) code += LETTERS[Number((bits >> (place * 5n)) & 31n)];
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

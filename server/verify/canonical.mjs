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

/** A receipt's code: the last 40 bits of the first 64 bits of a hash, as "7F3K-2QTM". */
export const shortCode = (hash) => lettersOf(hash.slice(0, 16), 8);

/** The code of the end of a record: the first 80 bits of a hash, as "7F3K-2QTM-9XWC-40BD". */
export const headCode = (hash) => lettersOf(hash.slice(0, 20), 16);

/** The lowest bits of a hexadecimal number, five to a letter, from the lowest on. */
function lettersOf(digits, count) {
  const bits = BigInt(`0x${digits}`);
  let code = '';
  for (let place = 0; place < count; place += 1) code += LETTERS[Number((bits >> BigInt(place * 5)) & 31n)];
  return code.match(/.{4}/g).join('-');
}

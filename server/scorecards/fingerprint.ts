import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Scorecard } from '../domain/scorecard.js';

/** Hex SHA-256 of a card in RFC 8785 form: layout and line ends of a checkout do not change it, a word does. */
export function fingerprint(card: object): string {
  return createHash('sha256')
    .update(canonicalize(card) ?? '')
    .digest('hex');
}

/** Whether two editions of a card hold the same but for their codes. */
export function sameContent(one: Scorecard, other: Scorecard): boolean {
  return fingerprint({ ...one, code: '' }) === fingerprint({ ...other, code: '' });
}

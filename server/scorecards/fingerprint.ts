import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** Hex SHA-256 of a card in RFC 8785 form: layout and line ends of a checkout do not change it, a word does. */
export function fingerprint(card: object): string {
  return createHash('sha256')
    .update(canonicalize(card) ?? '')
    .digest('hex');
}

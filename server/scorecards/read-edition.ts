import type { Scorecard } from '../domain/scorecard.js';
import { editionSchema } from './card-schema.js';
import { fingerprint } from './fingerprint.js';
import { readShape } from './read-card.js';

/**
 * A published edition as it was kept. Its rules were checked when it was published; here it must be the same as then.
 * @throws {Error} where it is not: results rest on it, so nothing may be served with it
 */
export function readEdition(code: string, json: string, sha256: string): Scorecard {
  const { value, faults } = readShape<Scorecard>(code, json, editionSchema);
  if (!value || value.code !== code || fingerprint(value) !== sha256) {
    const lines = faults.map(({ sentence }) => `\n- ${sentence.vi} / ${sentence.en}`);
    throw new Error(
      `Phiên bản ${code} trong cơ sở dữ liệu không đúng như khi ban hành. / ` +
        `The edition ${code} in the database is not as it was published.${lines.join('')}`,
    );
  }
  return value;
}

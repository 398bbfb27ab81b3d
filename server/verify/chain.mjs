// The chain of hashes, and what a code that somebody copied from a screen vouches for.
import { GENESIS, entryHash, headCode } from './canonical.mjs';

/** @returns what is wrong with the chain: { key, details, seq } */
export function chainFaults({ session, entries }) {
  const faults = [];
  let previous = GENESIS;
  entries.forEach(({ entry, previous: said, hash }, index) => {
    const note = (key) =>
      faults.push({ key, details: { expected: index + 1 }, seq: entry.seq, evaluation: null });
    if (entry.seq !== index + 1) note('seq');
    if (entry.session !== session) note('session');
    if (!isMoment(entry.at)) note('moment');
    if (said !== previous) note('previous');
    if (entryHash(said, entry) !== hash) note('hash');
    previous = hash;
  });
  if (entries.length === 0) faults.push({ key: 'empty', details: {}, seq: null, evaluation: null });
  return faults;
}

function isMoment(text) {
  const moment = new Date(text);
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === text;
}

/** A code as people copy it ("7F3K-2QTM-9XWC-40BD", dashes and case as they like) or a whole hash; null for neither. */
export function readHead(text) {
  if (/^[0-9a-f]{64}$/i.test(text)) return text.toLowerCase();
  const letters = text.toUpperCase().replaceAll('-', '');
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(letters) ? letters.match(/.{4}/g).join('-') : null;
}

/**
 * How far the record is vouched for.
 * NONE: no code was given. ALL: the code is that of the last entry. PART: of an earlier one, `upTo`. FALSE: of none.
 * @param {string | null} head as `readHead` gives it
 */
export function endOf({ entries }, head) {
  const codeAt = (index) =>
    index < 0 ? null : { seq: index + 1, code: headCode(entries[index].hash), hash: entries[index].hash };
  const closing = codeAt(entries.findLastIndex(({ entry }) => entry.act === 'closeSession'));
  const last = codeAt(entries.length - 1);
  const upTo =
    head === null ? -1 : entries.findLastIndex(({ hash }) => head === hash || head === headCode(hash));
  const found = upTo < 0 ? 'FALSE' : upTo === entries.length - 1 ? 'ALL' : 'PART';
  const after = entries.slice(upTo + 1).map(({ entry }) => entry.act);
  return { last, closing, head, vouched: head === null ? 'NONE' : found, upTo: upTo + 1, after };
}

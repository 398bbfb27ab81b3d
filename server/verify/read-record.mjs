// Reads the file strictly: nothing may stand in it that the checks do not look at.

const HASH = /^[0-9a-f]{64}$/;
const FIELDS = {
  file: ['cards', 'entries', 'format', 'session', 'version'],
  link: ['entry', 'hash', 'previous'],
  entry: ['act', 'actor', 'at', 'content', 'seq', 'session'],
};

/** Thrown for a file that is no record at all; `key` and `details` are worded by `words.mjs`. */
export class Unreadable extends Error {
  constructor(key, details = {}) {
    super(key);
    this.key = key;
    this.details = details;
  }
}

/**
 * @param {string} text the whole file
 * @returns {{ session: string, entries: { entry: object, previous: string, hash: string }[], cards: object[] }}
 * @throws {Unreadable}
 */
export function readRecord(text) {
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    throw new Unreadable('notJson');
  }
  if (!isObject(file) || file.format !== 'cham-sao/record') throw new Unreadable('notARecord');
  if (file.version !== 1) throw new Unreadable('otherVersion', { version: String(file.version) });
  requirePlain(text);
  requireShape(file, FIELDS.file, 'file');
  if (typeof file.session !== 'string' || !Array.isArray(file.entries) || !Array.isArray(file.cards))
    throw new Unreadable('shape', { at: 'session, entries, cards' });
  file.entries.forEach((link, index) => requireLink(link, `entries[${index}]`));
  file.cards.forEach((card, index) => {
    if (!isObject(card) || typeof card.code !== 'string')
      throw new Unreadable('shape', { at: `cards[${index}]` });
  });
  return file;
}

function requireLink(link, at) {
  requireShape(link, FIELDS.link, at);
  requireShape(link.entry, FIELDS.entry, `${at}.entry`);
  const { act, actor, at: moment, session, content, seq } = link.entry;
  const texts = [act, actor, moment, session].every((value) => typeof value === 'string');
  const hashes = [link.hash, link.previous].every((value) => typeof value === 'string' && HASH.test(value));
  if (!texts || !hashes || !isObject(content) || !Number.isSafeInteger(seq))
    throw new Unreadable('shape', { at });
}

function requireShape(value, fields, at) {
  if (!isObject(value) || Object.keys(value).sort().join() !== fields.join())
    throw new Unreadable('shape', { at });
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Texts without escapes, and small whole numbers: there is one way to write them. */
const SIMPLE = /^(?:"[^"\\\p{Cc}\p{Cs}]*"|0|[1-9]\d{0,14})$/u;

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * The text says each thing once and in one way. A key that stands twice, of which programs see only the last, or a
 * number with digits that are lost in reading could show people something else than what is checked.
 */
function requirePlain(text) {
  const open = [];
  let before = '';
  for (const [token] of text.matchAll(TOKEN)) {
    const keys = open.at(-1);
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (token !== ',' && token !== ':') {
      const isKey = keys && (before === '{' || before === ',');
      if ((!SIMPLE.test(token) && JSON.stringify(JSON.parse(token)) !== token) || (isKey && keys.has(token)))
        throw new Unreadable('notPlain', { at: token.slice(0, 60) });
      if (isKey) keys.add(token);
    }
    before = token;
  }
}

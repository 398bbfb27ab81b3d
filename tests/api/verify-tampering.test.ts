import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entryHash } from '../../server/verify/canonical.mjs';
import { verifyRecord, type Report } from '../../server/verify/verify-record.mjs';
import { LiveCouncil } from '../support/live-council.js';
import { fullDay, smallDay } from '../support/recorded-scenes.js';
import type { Loose } from '../support/server.js';

/** Where a value stands in the file. */
type Path = readonly (string | number)[];
interface Taken {
  readonly text: string;
  readonly headCode: string;
}

const at = (file: Loose, path: Path): Loose => path.reduce((value: Loose, key) => value[key], file);

/** Every value of the file below its root, containers too. */
function* pathsIn(value: Loose, path: Path = []): Generator<Path> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value))
    yield* pathsIn(value[key], [...path, Array.isArray(value) ? Number(key) : key]);
}

/** Another value of the same kind. */
function altered(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (value === null) return 0;
  if (typeof value !== 'string') return Array.isArray(value) ? [...value, 0] : { ...(value as object), x: 0 };
  // The last letter becomes its neighbour: a hash stays a hash, a date may stay a date, an id an id.
  const last = value.slice(-1);
  return last === '' ? 'x' : value.slice(0, -1) + (/[0-8a-e]/i.test(last) ? String.fromCharCode(last.charCodeAt(0) + 1) : '0');
} // prettier-ignore

const KINDS = ['alter', 'remove', 'repeat', 'swap', 'insert', 'cut'] as const;
type Kind = (typeof KINDS)[number];

/** Tampers with the value at a place. @returns whether anything is different now */
function tamper(file: Loose, path: Path, kind: Kind): boolean {
  const before = JSON.stringify(file);
  const [parent, key] = [at(file, path.slice(0, -1)), path.at(-1)!];
  if (kind === 'alter') parent[key] = altered(parent[key]);
  else if (kind === 'insert' && !Array.isArray(parent)) parent[`${key}_`] = parent[key];
  else if (kind === 'remove' && !Array.isArray(parent)) delete parent[key];
  else if (Array.isArray(parent)) tamperList(parent, Number(key), kind);
  return JSON.stringify(file) !== before;
}

function tamperList(list: Loose[], index: number, kind: Kind): void {
  const one = structuredClone(list[index]);
  if (kind === 'remove') list.splice(index, 1);
  if (kind === 'repeat') list.splice(index, 0, one);
  if (kind === 'insert') list.splice(index, 0, { ...one, x: 0 });
  if (kind === 'cut') list.splice(index);
  if (kind === 'swap' && index > 0) list.splice(index - 1, 2, one, list[index - 1]);
}

/** Whoever can write the database can also hash: numbers, predecessors and hashes made good again. */
function rehash(file: Loose): void {
  let previous = '0'.repeat(64);
  file.entries.forEach((link: Loose, index: number) => {
    link.entry.seq = index + 1;
    link.previous = previous;
    previous = entryHash(previous, link.entry);
    link.hash = previous;
  });
}

const faultsOf = ({ general, dossiers }: Report) =>
  [...general, ...dossiers.flatMap(({ faults }) => faults)].map(({ key }) => key);

describe('a record that somebody has tampered with', () => {
  let council: LiveCouncil;
  let small: Taken;
  let full: Taken;
  beforeAll(async () => {
    council = await LiveCouncil.open();
    small = await (await smallDay(council)).exported();
    full = await (await fullDay(council, 'MAJORITY')).exported();
    for (const { text, headCode } of [small, full]) expect(verifyRecord(text, headCode).exitCode).toBe(0);
  });
  afterAll(() => council.close());

  it('is found at every single value, and at every entry removed, repeated, swapped, inserted or cut off', { timeout: 300_000 }, () => {
    const untouched = JSON.parse(small.text);
    const missed: unknown[] = [];
    let tried = 0;
    for (const path of pathsIn(untouched)) {
      const value = at(untouched, path);
      const single = typeof value !== 'object' || value === null;
      const ofList = path.length === 2;
      for (const kind of single ? (['alter'] as const) : ofList ? KINDS : []) {
        // Only what lies on the way to the place is copied: the file is large and the places are many.
        const file = copyAlong(untouched, path);
        if (!tamper(file, path, kind)) continue;
        tried += 1;
        const { exitCode } = verifyRecord(JSON.stringify(file), small.headCode);
        if (exitCode !== 1) missed.push([kind, ...path]);
      }
    }
    expect(missed).toEqual([]);
    expect(tried).toBeGreaterThan(1000);
  }); // prettier-ignore

  const anyTampering = () => {
    const entries = fc.nat(JSON.parse(full.text).entries.length - 1).map((index): Path => ['entries', index]);
    const values = fc.constantFrom(...pathsIn(JSON.parse(full.text)));
    return fc.record({ path: fc.oneof(entries, values), kind: fc.constantFrom(...KINDS) });
  };

  it('is found in a long day wherever and however often, and by the code where all was hashed again', { timeout: 300_000 }, () => {
    const many = fc.array(anyTampering(), { minLength: 1, maxLength: 4 });
    let hashed = 0;
    fc.assert(
      fc.property(many, fc.boolean(), (steps, again) => {
        const file = JSON.parse(full.text);
        for (const { path, kind } of steps) {
          // A step before may have taken the place away.
          try {
            tamper(file, path, kind);
          } catch (error) {
            expect(error).toBeInstanceOf(TypeError);
          }
        }
        if (again) {
          try {
            rehash(file);
            hashed += 1;
          } catch (error) {
            expect(error).toBeInstanceOf(TypeError);
          }
        }
        const text = JSON.stringify(file);
        fc.pre(text !== JSON.stringify(JSON.parse(full.text)));
        expect(verifyRecord(text, full.headCode).exitCode).toBe(1);
        expect(verifyRecord(text).exitCode).not.toBe(0);
      }),
      { numRuns: 100 },
    );
    expect(hashed).toBeGreaterThan(20);
  }); // prettier-ignore

  it('is found at every entry that is hashed again with all after it, for the code is another one', () => {
    for (const [index] of JSON.parse(small.text).entries.entries()) {
      for (const kind of KINDS) {
        const file = JSON.parse(small.text);
        const entry: Path = ['entries', index, ...(kind === 'alter' ? ['entry', 'at'] : [])];
        if (!tamper(file, entry, kind)) continue;
        if (kind === 'alter') file.entries[index].entry.at = '2026-11-22T00:00:00.000Z';
        if (kind === 'insert') delete file.entries[index].x;
        rehash(file);
        const report = verifyRecord(JSON.stringify(file), small.headCode);
        // What is only added behind the end leaves its code where it was: then the code is of an earlier entry.
        const behind = index === file.entries.length - 2 && (kind === 'repeat' || kind === 'insert');
        expect([report.exitCode, report.end?.vouched], `${kind} ${index}`).toEqual([
          1,
          behind ? 'PART' : 'FALSE',
        ]);
      }
    }
  });

  it('whose end was cut off is found by the code alone, and without one nothing is vouched for', () => {
    const { length } = JSON.parse(small.text).entries;
    for (let kept = 1; kept < length; kept += 1) {
      const file = JSON.parse(small.text);
      file.entries.splice(kept);
      const scored = file.entries.some(({ entry }: Loose) => entry.act === 'openScoring');
      if (!scored) file.cards = [];
      const text = JSON.stringify(file);
      expect(faultsOf(verifyRecord(text, small.headCode))).toEqual(['headUnknown']);
      expect(verifyRecord(text)).toMatchObject({ exitCode: 3, general: [], end: { vouched: 'NONE' } });
    }
  });

  it('is found at every letter, digit and sign of the file', { timeout: 120_000 }, () => {
    const { text, headCode } = small;
    const places = [...text.matchAll(/\S/g)].map(({ index }) => index);
    const signs = fc.constantFrom(...'0123456789abfx{}[]",:-. \\é'.split(''));
    fc.assert(
      fc.property(fc.constantFrom(...places), signs, (index, sign) => {
        fc.pre(text[index] !== sign);
        const other = text.slice(0, index) + sign + text.slice(index + 1);
        expect(verifyRecord(other, headCode).exitCode).toBe(1);
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    [
      'a key that stands twice',
      (text: string) => text.replace('"starClass":3', '"starClass":5,"starClass":3'),
    ],
    ['a number with lost digits', (text: string) => text.replace('"sum":161', '"sum":161.00000000000000001')],
    ['a number written otherwise', (text: string) => text.replace('"sum":161', '"sum":1.61e2')],
    ['a text written otherwise', (text: string) => text.replace('"conclude"', '"\\u0063onclude"')],
    ['nothing', () => ''],
    ['brackets without end', () => '['.repeat(100_000)],
    ['another format', (text: string) => text.replace('cham-sao/record', 'cham-sao/other')],
    ['a later version', (text: string) => text.replace('"version":1', '"version":2')],
  ])('is found where the file holds %s', (_what, change) => {
    const text = change(small.text);
    expect(text).not.toBe(small.text);
    expect(verifyRecord(text, small.headCode).exitCode).toBe(1);
  });

  it('and blanks between its values are none', () => {
    const pretty = JSON.stringify(JSON.parse(small.text), null, 2);
    expect(verifyRecord(pretty, small.headCode).exitCode).toBe(0);
  });

  // The code is gone or was never copied, and everything is hashed again: the acts themselves must contradict it.
  const entryOf = (file: Loose, act: string, place = 0): Loose =>
    file.entries.filter(({ entry }: Loose) => entry.act === act)[place].entry;
  const said = (file: Loose, act: string, place = 0): Loose => entryOf(file, act, place).content;
  const without = (file: Loose, act: string, place = 0) => {
    const found = file.entries.filter(({ entry }: Loose) => entry.act === act)[place];
    file.entries.splice(file.entries.indexOf(found), 1);
  };
  it.each<[string, string[], (file: Loose) => unknown]>([
    ['points of a mark', ['marks', 'receipt'], (f) => (said(f, 'submitSheet').marks[0].points += 1)],
    ['what was ticked', ['marks', 'receipt'], (f) => (said(f, 'submitSheet').marks.find((m: Loose) => m.choice.levels[0] > 0).choice.levels = [0])],
    ['a level there is not', ['marks', 'receipt'], (f) => (said(f, 'submitSheet').marks[0].choice.levels = [99])],
    ['a mark left out', ['incomplete', 'receipt'], (f) => said(f, 'submitSheet').marks.pop()],
    ['a total', ['total', 'receipt'], (f) => (said(f, 'submitSheet').total += 5)],
    ['points of a part', ['total', 'receipt'], (f) => (said(f, 'submitSheet').parts[0].points -= 1)],
    ['an opinion', ['receipt'], (f) => (said(f, 'submitSheet').opinion = 'khác')],
    ['a receipt', ['receipt'], (f) => (said(f, 'submitSheet').receipt = 'AAAA-AAAA')],
    ['whose sheet it is', ['mayNotSubmit', 'receipt', 'sheetsMissing'], (f) => (said(f, 'submitSheet').member = said(f, 'openSession').members[5].member)],
    ['when it was handed in', ['attempt', 'receipt'], (f) => (said(f, 'submitSheet').submittedAt = '2020-01-01T00:00:00.000Z')],
    ['a sheet left out', ['sheetsMissing', 'counted', 'sum'], (f) => without(f, 'submitSheet')],
    ['a class', ['starClass'], (f) => (said(f, 'conclude').starClass = 4)],
    ['a band', ['bandClass'], (f) => (said(f, 'conclude').bandClass = 5)],
    ['a sum', ['sum'], (f) => (said(f, 'conclude').sum += 1)],
    ['a part’s mean', ['parts'], (f) => (said(f, 'conclude').parts[1].sum += 1)],
    ['a missed minimum', ['missed'], (f) => said(f, 'conclude').missed.pop()],
    ['a counted sheet', ['counted'], (f) => said(f, 'conclude').counted.pop()],
    ['who was outside', ['counted'], (f) => said(f, 'conclude').outside.pop()],
    ['the deviation', ['deviation'], (f) => (said(f, 'conclude').deviation = 9)],
    ['how it was settled', ['deviation'], (f) => (said(f, 'conclude').settledBy = 'REASON')],
    ['who presided', ['notPresiding'], (f) => (said(f, 'conclude').presiding = said(f, 'openSession').members[1].member)],
    ['how many were needed', ['quorum'], (f) => (said(f, 'conclude').required = 0)],
    ['the quorum of the regulation', ['quorum', 'noQuorum'], (f) => (said(f, 'openSession').settings.quorumNum = 100)],
    ['the limit of deviation', ['unsettled', 'deviation'], (f) => (said(f, 'openSession').settings.deviationLimit = 0)],
    ['an attendance', ['members', 'mayNotSubmit'], (f) => Object.assign(said(f, 'markAttendance').entries[0], { present: false, reason: 'x' })],
    ['an absence', ['members', 'sheetsMissing', 'counted'], (f) => Object.assign(said(f, 'markAttendance').entries[8], { present: true, reason: null })],
    ['a vote', ['members', 'mayNotSubmit'], (f) => (said(f, 'openSession').members[0].voting = false)],
    ['a story', ['total'], (f) => (said(f, 'openScoring').hasStory = false)],
    ['the card', ['cardMissing', 'cardUnpinned', 'cannotCompute'], (f) => (said(f, 'openScoring').cardSha256 = '0'.repeat(64))],
    ['the card itself', ['cardMissing', 'cardUnpinned', 'cannotCompute'], (f) => (f.cards[0].starMinimums = [])],
    ['a card nobody used', ['cardUnpinned'], (f) => f.cards.push({ ...f.cards[0], code: 'OCOP-99' })],
    ['a recusal of one who voted', ['recusedVoter', 'counted'], (f) => said(f, 'conclude').recused.push(said(f, 'submitSheet').member)],
    ['an act left out', ['step'], (f) => without(f, 'openScoring')],
    ['a closing left out', ['step'], (f) => without(f, 'closeScoring')],
    ['an opening left out', ['phase', 'malformed'], (f) => without(f, 'openSession')],
    ['the end moved forward', ['phase', 'closedOverTable'], (f) => f.entries.splice(6, 0, f.entries.pop())],
    ['an act there is not', ['unknownAct'], (f) => (f.entries[2].entry.act = 'constructor')],
    ['a dossier on no agenda', ['notOnAgenda'], (f) => (said(f, 'openSession').agenda = [])],
    ['another session', ['session'], (f) => (f.entries[3].entry.session = 'x')],
  ])('R 5, R 8 is found without a code where %s is another', (_what, keys, change) => {
    const file = JSON.parse(small.text);
    change(file);
    rehash(file);
    const report = verifyRecord(JSON.stringify(file));
    expect(report.exitCode).toBe(1);
    expect(faultsOf(report)).toEqual(expect.arrayContaining(keys));
  }); // prettier-ignore

  it.each<[string, string[], (file: Loose) => unknown]>([
    ['a stop that was dismissed', ['stopOutcome', 'step'], (f) => (said(f, 'confirmStop').decision = 'CONFIRM')],
    ['what a stop leads to', ['stopOutcome'], (f) => (said(f, 'confirmStop', 1).outcome = 'REJECTED')],
    ['a report of it', ['noReport', 'stopOutcome'], (f) => without(f, 'reportStop')],
    ['a condition', ['noReport', 'noSuchCondition'], (f) => (said(f, 'reportStop', 2).condition = 'X')],
    ['a sheet taken back', ['mayNotSubmit'], (f) => without(f, 'withdrawSheet')],
    ['a return', ['step', 'attempt'], (f) => without(f, 'returnSheets')],
    ['a recusal', ['recusedVoter'], (f) => without(f, 'recuse', 1)],
    ['a recusal that was withdrawn', ['notRecused'], (f) => without(f, 'recuse', 2)],
    ['the withdrawal of a recusal', ['mayNotSubmit'], (f) => without(f, 'withdrawRecusal')],
    ['whose recusal was withdrawn', ['notRecused', 'mayNotSubmit'], (f) => (said(f, 'withdrawRecusal').member = said(f, 'openSession').members[0].member)],
    ['who withdrew it', ['mayNotLetBackIn'], (f) => (entryOf(f, 'withdrawRecusal').actor = `member:${said(f, 'withdrawRecusal').member}`)],
    ['why it was withdrawn', ['mayNotLetBackIn'], (f) => (said(f, 'withdrawRecusal').reason = '')],
    ['who takes part again', ['recusedBack'], (f) => said(f, 'conclude', 3).recused.push(said(f, 'withdrawRecusal').member)],
    ['who was recused', ['recusedLost'], (f) => (said(f, 'conclude', 2).recused = [])],
    ['the test of minimums', ['missed'], (f) => (said(f, 'openSession').settings.minimumTest = 'ALL')],
    ['a deferral beyond the last round', ['noFurtherRound'], (f) => (said(f, 'openSession').settings.roundsPerBatch = 1)],
  ])('R 4.24, R 8 is found without a code in a long day where %s is another', (_what, keys, change) => {
    const file = JSON.parse(full.text);
    change(file);
    rehash(file);
    expect(faultsOf(verifyRecord(JSON.stringify(file)))).toEqual(expect.arrayContaining(keys));
  }); // prettier-ignore
});

/** The file with copies of all that lies on the way to a place, and of its parent's children. */
function copyAlong(file: Loose, path: Path): Loose {
  const [key, ...rest] = path;
  const copy = Array.isArray(file) ? [...file] : { ...file };
  if (key !== undefined && rest.length > 0) copy[key] = copyAlong(copy[key], rest);
  return copy;
}

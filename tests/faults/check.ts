import type { JournalRow, Kept, KeptAct } from './kept.js';
import type { SentMark, SentSave, Told } from './told.js';

/** What must never happen, as it would be seen from outside. */
export type Wrong = 'lost' | 'doubled' | 'stale' | 'late' | 'board' | 'unexplained';

export interface Finding {
  readonly wrong: Wrong;
  /** The device it befell, where there is one. */
  readonly saveId: string | null;
  readonly words: string;
}

/**
 * Compares what everybody was told with what is kept. It shares no code with the server or the client: what should
 * stand on a sheet is made again here from the saves as they left the devices, in the order the journal gives them.
 */
export function check(told: Told, kept: Kept): Finding[] {
  const sent = new Map(told.sent.map((save) => [save.saveId, save]));
  return [
    ...acknowledgedAndGone(told, kept),
    ...handedInAndGone(told, kept),
    ...writtenTwice(kept, sent),
    ...sheetsMadeAgain(kept, sent),
    ...olderOverNewer(told, kept, sent),
    ...afterClosing(kept),
    ...sums(kept),
    ...boardsGoingBack(told, kept),
  ];
}

const of = (wrong: Wrong, saveId: string | null, words: string): Finding => ({ wrong, saveId, words });

function acknowledgedAndGone(told: Told, { journal }: Kept): Finding[] {
  const kept = new Map(journal.map((row) => [row.saveId, row]));
  return told.acknowledged.flatMap(({ saveId, sheetId, version }) => {
    const row = kept.get(saveId);
    if (!row) return of('lost', saveId, `acknowledged, and not in the journal`);
    if (row.sheetId !== sheetId)
      return of('lost', saveId, `acknowledged for ${sheetId}, written to ${row.sheetId}`);
    // Asked again later, a save is answered with the sheet as it stands then.
    if (row.version > version)
      return of('lost', saveId, `acknowledged as version ${version}, kept as ${row.version}`);
    return [];
  });
}

function handedInAndGone(told: Told, { attempts }: Kept): Finding[] {
  const kept = new Set(attempts.map(({ sheetId, receipt }) => `${sheetId} ${receipt}`));
  return told.handedIn.flatMap(({ sheetId, receipt }) =>
    kept.has(`${sheetId} ${receipt}`)
      ? []
      : of('lost', null, `${sheetId} was handed in as ${receipt}, which is not kept`),
  );
}

/** Each save once, and each touch of a finger in one save alone. */
function writtenTwice({ journal }: Kept, sent: ReadonlyMap<string, SentSave>): Finding[] {
  const saves = new Set<string>();
  const places = new Set<string>();
  const stamps = new Map<string, string>();
  return journal.flatMap(({ saveId, sheetId, version }) => {
    const place = `${sheetId} ${version}`;
    const twice = saves.has(saveId) || places.has(place);
    saves.add(saveId);
    places.add(place);
    if (twice) return of('doubled', saveId, `twice in the journal, or its version ${version} is`);
    return (sent.get(saveId)?.marks ?? []).flatMap(({ stamp }) => {
      const before = stamps.get(stamp);
      stamps.set(stamp, saveId);
      return before ? of('doubled', saveId, `${stamp} was written by ${before} before`) : [];
    });
  });
}

/** Every mark that stands is the last one written to its place, and every last one stands. */
function sheetsMadeAgain({ journal, marks }: Kept, sent: ReadonlyMap<string, SentSave>): Finding[] {
  const found: Finding[] = [];
  const expected = new Map<string, { saveId: string; mark: SentMark; before: string[] }>();
  for (const { saveId, sheetId } of journal) {
    const save = sent.get(saveId);
    if (!save) found.push(of('unexplained', saveId, 'written, and no device ever sent it'));
    for (const mark of save?.marks ?? []) {
      const place = `${sheetId} ${mark.criterion}`;
      const earlier = expected.get(place);
      const before = earlier ? [...earlier.before, earlier.mark.stamp] : [];
      expected.set(place, { saveId, mark, before });
    }
  }
  const standing = new Map(marks.map((mark) => [`${mark.sheetId} ${mark.criterion}`, mark]));
  for (const [place, { saveId, mark, before }] of expected) {
    const now = standing.get(place);
    standing.delete(place);
    if (now?.stamp === mark.stamp && sameChoice(now, mark)) continue;
    if (now && before.includes(now.stamp))
      found.push(
        of('stale', saveId, `${now.stamp} stands at ${place}, where ${mark.stamp} was written later`),
      );
    else
      found.push(
        of('lost', saveId, `${mark.stamp} does not stand at ${place}, but ${now?.stamp ?? 'nothing'}`),
      );
  }
  for (const [place, { stamp }] of standing)
    found.push(of('unexplained', null, `${stamp} stands at ${place}, and no save wrote it`));
  return found;
}

const sameChoice = (a: Pick<SentMark, 'choice' | 'levels'>, b: Pick<SentMark, 'choice' | 'levels'>) =>
  a.choice === b.choice && [...a.levels].sort().join() === [...b.levels].sort().join();

/** At one place of a sheet, later versions carry what its member meant later. */
function olderOverNewer(told: Told, { journal }: Kept, sent: ReadonlyMap<string, SentSave>): Finding[] {
  const meant = new Map(told.taps.map(({ stamp, at }) => [stamp, at]));
  for (const { stamp, at } of told.decisions) meant.set(stamp, Math.max(at, meant.get(stamp) ?? 0));
  const newest = new Map<string, { stamp: string; at: number }>();
  return journal.flatMap(({ saveId, sheetId }) =>
    (sent.get(saveId)?.marks ?? []).flatMap(({ criterion, stamp }) => {
      const at = meant.get(stamp);
      if (at === undefined) return of('unexplained', saveId, `nobody tapped ${stamp}`);
      const place = `${sheetId} ${criterion}`;
      const before = newest.get(place);
      if (before && before.at > at)
        return of('stale', saveId, `${stamp} was written over ${before.stamp}, which was meant later`);
      newest.set(place, { stamp, at });
      return [];
    }),
  );
}

/** Of each sheet nothing is written between a closing and the next opening of its product. */
function afterClosing({ journal, acts }: Kept): Finding[] {
  return acts.flatMap((closing) => {
    if (closing.act !== 'closeScoring') return [];
    const reopened = acts.find((act) => opensAgain(act, closing))?.at ?? Infinity;
    const versions = new Map(closing.sheets.map(({ id, version }) => [id, version]));
    const isLate = ({ sheetId, version, savedAt }: JournalRow) =>
      version > (versions.get(sheetId) ?? Infinity) && savedAt < reopened;
    return journal
      .filter(isLate)
      .map(({ saveId, version }) =>
        of('late', saveId, `version ${version} came after closing ${closing.seq}`),
      );
  });
}

const opensAgain = ({ seq, act, evaluation }: KeptAct, closing: KeptAct) =>
  seq > closing.seq && evaluation === closing.evaluation && ['openScoring', 'returnSheets'].includes(act);

/** Totals and means are what the marks add up to. */
function sums({ marks, sheets, results }: Kept): Finding[] {
  const points = new Map<string, number>();
  for (const { sheetId, points: worth } of marks) points.set(sheetId, (points.get(sheetId) ?? 0) + worth);
  const totals = sheets.flatMap(({ id, total }) =>
    total === (points.get(id) ?? 0)
      ? []
      : of('unexplained', null, `sheet ${id} says ${total}, its marks ${points.get(id) ?? 0}`),
  );
  const means = results.flatMap(({ evaluationId, sum, count }) => {
    const sealed = sheets.filter((sheet) => sheet.evaluationId === evaluationId && sheet.state === 'SEALED');
    const made = sealed.reduce((all, { id }) => all + (points.get(id) ?? 0), 0);
    return made === sum && sealed.length === count
      ? []
      : of(
          'unexplained',
          null,
          `${evaluationId} counts ${sum}/${count}, the marks say ${made}/${sealed.length}`,
        );
  });
  return [...totals, ...means];
}

function boardsGoingBack(told: Told, { lastRevision }: Kept): Finding[] {
  const back = (kind: string, boards: readonly { key: string; revision: number }[]) => {
    const newest = new Map<string, number>();
    return boards.flatMap(({ key, revision }) => {
      const before = newest.get(key) ?? 0;
      newest.set(key, Math.max(before, revision));
      return revision < before
        ? of('board', null, `${kind} ${key} went from ${before} back to ${revision}`)
        : [];
    });
  };
  const ahead = told.boards.filter(({ revision }) => revision > lastRevision);
  return [
    ...back(
      'the stream',
      told.boards.map(({ screen, stream, revision }) => ({ key: `${screen}#${stream}`, revision })),
    ),
    ...back(
      'the screen',
      told.shown.map(({ screen, revision }) => ({ key: screen, revision })),
    ),
    ...ahead.map(({ screen, revision }) =>
      of('board', null, `${screen} was told of ${revision}, which is not kept`),
    ),
  ];
}

import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Scorecard } from '../domain/scorecard.js';
import { productGroupsSchema, type ProductGroups } from './card-schema.js';
import { checkLibrary } from './check-library.js';
import { deepFreeze } from './deep-freeze.js';
import { fingerprint } from './fingerprint.js';
import { readCard, readShape } from './read-card.js';
import { scorecardLibrary, type ScorecardLibrary } from './scorecard-library.js';

const folderInSources = join('server', 'scorecards');
const productGroupsFile = 'product-groups-2026.json';

/** All that a library is made of, checked. */
interface CheckedScorecards {
  readonly cards: readonly Scorecard[];
  /** Of each code. */
  readonly fingerprints: readonly (readonly [string, string])[];
  readonly groups: ProductGroups;
}

/** Lies beside the cards of a built server alone. Building is what follows every change of a card. */
const checkedFile = 'checked.json';

function takeChecked(folder: string): CheckedScorecards | undefined {
  const file = join(folder, checkedFile);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as CheckedScorecards) : undefined;
}

/** Keeps what a check of the cards has found, so that each start need not find it anew. @throws {Error} as `loadScorecards` */
export function keepChecked(folder: string): void {
  rmSync(join(folder, checkedFile), { force: true });
  writeFileSync(join(folder, checkedFile), JSON.stringify(readScorecards(folder)));
}

/**
 * The folder that holds the scorecards. tsc copies no JSON, so compiled code must find the source folder: it is
 * looked for from `start` upwards, which is right for server/scorecards as for dist/server/scorecards.
 * @param start  a folder inside the package
 * @throws {Error} naming `start` when no folder above it has the cards
 */
export function findScorecardFolder(start: string = dirname(fileURLToPath(import.meta.url))): string {
  for (let at = start; ; at = dirname(at)) {
    const folder = join(at, folderInSources);
    if (existsSync(join(folder, 'cards')) && existsSync(join(folder, productGroupsFile))) return folder;
    if (dirname(at) === at) {
      throw new Error(
        `Không tìm thấy thư mục ${folderInSources} với các bộ tiêu chí ở ${start} hay các thư mục bên trên. / ` +
          `No folder ${folderInSources} with the scorecards at ${start} or above it.`,
      );
    }
  }
}

/**
 * The shipped scorecards, each of them checked: as they are read, or, of a built server, when it was built. Nothing is served
 * unless all are in order.
 * @throws {Error} one, listing every fault of every file
 * @source RULES 15
 */
export function loadScorecards(folder: string = findScorecardFolder()): ScorecardLibrary {
  const { cards, fingerprints, groups } = takeChecked(folder) ?? readScorecards(folder);
  deepFreeze([cards, groups]);
  return scorecardLibrary(cards, new Map(fingerprints), groups);
}

/**
 * Reads and checks every scorecard.
 * @throws {Error} as `loadScorecards`
 */
function readScorecards(folder: string): CheckedScorecards {
  const cardsFolder = join(folder, 'cards');
  const files = readdirSync(cardsFolder)
    .filter((name) => name.endsWith('.json'))
    .sort();
  const readings = files.map((name) => {
    const json = readFileSync(join(cardsFolder, name), 'utf8');
    return { ...readCard(name, json), json };
  });
  const groups = readShape<ProductGroups>(
    productGroupsFile,
    readFileSync(join(folder, productGroupsFile), 'utf8'),
    productGroupsSchema,
  );

  const faults = [...readings.flatMap((reading) => reading.faults), ...groups.faults];
  const cards = readings.flatMap(({ value }) => (value ? [value] : []));
  // a card that could not be read would be reported a second time as missing from its decree
  if (groups.value && cards.length === readings.length) faults.push(...checkLibrary(cards, groups.value));
  if (faults.length > 0 || !groups.value) {
    const lines = faults.map(({ sentence }) => `- ${sentence.vi} / ${sentence.en}`);
    throw new Error(
      `Các bộ tiêu chí có ${faults.length} lỗi: / The scorecards have ${faults.length} faults:\n${lines.join('\n')}`,
    );
  }
  const fingerprints = readings.map(({ value, json }): [string, string] => [
    (value as Scorecard).code,
    fingerprint(JSON.parse(json) as object),
  ]);
  return { cards, fingerprints, groups: groups.value };
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
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
 * Reads and checks every scorecard; nothing is served unless all are in order.
 * @throws {Error} one, listing every fault of every file
 * @source RULES 15
 */
export function loadScorecards(folder: string = findScorecardFolder()): ScorecardLibrary {
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
  deepFreeze([cards, groups.value]);
  const fingerprints = new Map(
    readings.map(({ value, json }) => [(value as Scorecard).code, fingerprint(JSON.parse(json) as object)]),
  );
  return scorecardLibrary(cards, fingerprints, groups.value);
}

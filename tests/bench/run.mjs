// npm run bench: how fast server and client are, as ratios to a floor and to the plain way, all measured in this one run.
// `node tests/bench/run.mjs boards saves` runs the parts that are named; `country [minutes]` and `soak [minutes]` run only so.
// The exit code is not 0 when a bar is missed.
import { cpus } from 'node:os';
import { createDatabases } from './databases.mjs';
import { measureBoards } from './measure-boards.mjs';
import { CHAIR_COUNCILS, measureChair } from './measure-chair.mjs';
import { measureCountry, SIZES } from './measure-country.mjs';
import { GROWTH_COUNCILS, measureGrowth } from './measure-growth.mjs';
import { measureSaves } from './measure-saves.mjs';
import { AUDIENCES, measureViewers } from './measure-viewers.mjs';
import { measureStalled } from './measure-stalled.mjs';
import { measureStart } from './measure-start.mjs';
import { measureTaps } from './measure-taps.mjs';
import { boardLines, printTable, saveLines, tapLines } from './table.mjs';
import { chairLines } from './table-chair.mjs';
import { countryLines } from './table-country.mjs';
import { growthLines } from './table-growth.mjs';
import { startLines } from './table-start.mjs';
import { stalledLines, viewerLines } from './table-viewers.mjs';
import { withCouncils } from './under-test.mjs';

/** Two for the boards, one of them with nobody watching, and six for the saves. */
const COUNCILS = 8;

/** How the server under test keeps boards apart, where somebody wants to know what another interval would do. */
const { BOARD_INTERVAL_MS } = process.env;
const env = BOARD_INTERVAL_MS === undefined ? {} : { BOARD_INTERVAL_MS };

async function measureTable({ runs }) {
  return withCouncils({ councils: COUNCILS }, async ({ server, address, url, sessions: staged }) => {
    const [hall, unwatched, ...sessions] = staged;
    const lines = [];
    if (runs('boards'))
      lines.push(...boardLines(await measureBoards({ server, address, session: hall, unwatched })));
    if (runs('saves')) {
      const databaseUrls = await createDatabases(url, ['bare', 'plain']);
      lines.push(...saveLines(await measureSaves({ server, address, sessions, databaseUrls })));
    }
    return lines;
  });
}

const growth = () =>
  withCouncils({ councils: GROWTH_COUNCILS }, async ({ address, url, sessions }) => {
    const { growth: databaseUrl } = await createDatabases(url, ['growth']);
    return growthLines(await measureGrowth({ address, sessions, databaseUrl }));
  });

const chair = () =>
  withCouncils({ councils: CHAIR_COUNCILS, env }, async (staged) => chairLines(await measureChair(staged)));

const viewers = () =>
  withCouncils({ councils: AUDIENCES.length, flags: ['--expose-gc'] }, async (staged) =>
    viewerLines(await measureViewers(staged)),
  );

/** Boards as fast as they can be made, so that a socket that is not read is soon full. */
const stalled = () =>
  withCouncils({ councils: 1, flags: ['--expose-gc'], env: { BOARD_INTERVAL_MS: '0' } }, async (staged) =>
    stalledLines(await measureStalled(staged)),
  );

const taps = () => withCouncils({ councils: 0 }, async (empty) => tapLines(await measureTaps(empty)));

/** What `npm run bench` runs, in this order; some share one server. */
const parts = [
  { names: ['boards', 'saves'], run: measureTable },
  { names: ['saves', 'growth'], run: growth },
  { names: ['chair'], run: chair },
  { names: ['viewers'], run: viewers },
  { names: ['viewers', 'stalled'], run: stalled },
  { names: ['taps'], run: taps },
  { names: ['start'], run: async () => startLines(await measureStart()) },
];

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const runs = (name) => wanted.length === 0 || wanted.includes(name);

/** By hand only: each takes its minutes, and a machine for itself. */
const byHand = Object.keys(SIZES).find((name) => wanted.includes(name));
const minutes = wanted.map(Number).find((number) => number > 0);

const startedAt = Date.now();
const lines = [];
if (byHand) lines.push(...countryLines(await measureCountry(SIZES[byHand], minutes)));
else for (const { names, run } of parts) if (names.some(runs)) lines.push(...(await run({ runs })));
const seconds = Math.round((Date.now() - startedAt) / 1000);
console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${seconds} s\n`);
process.exitCode = printTable(lines) ? 0 : 1;

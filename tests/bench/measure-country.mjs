import { readFileSync } from 'node:fs';
import pg from 'pg';
import { quantile } from './load/arrivals.mjs';
import { Program } from './program.mjs';
import { mean, median } from './ratios.mjs';
import { withCouncils } from './under-test.mjs';

/** Every member marks every ten seconds; beside members and chairs, screens in the halls look on. */
const COUNTRY = { councils: 700, screens: 9300, minutes: 10 };
const TENTH = { councils: 70, screens: 930, minutes: 30 };
export const SIZES = { country: COUNTRY, soak: TENTH };

const MEMBERS = 11;
const SECONDS_A_MARK = 10;
/** As few as can be told from none: what a mark takes when nothing else is asked of the server. */
const LIGHT_RATE = 10;
const PROCESSES = 2;
/** A few dossiers a council, so that staging does not take longer than the run. */
const DOSSIERS = 4;
const MINUTE_MS = 60_000;
/** Until a save counts as lost. */
const PATIENCE_MS = 120_000;

/** @throws where this machine lets no process have so many sockets */
function requireSockets(sockets) {
  if (process.platform !== 'linux') return;
  const [, most] = /Max open files\s+\S+\s+(\S+)/.exec(readFileSync('/proc/self/limits', 'utf8')) ?? [];
  if (Number(most) < sockets + 500)
    throw new Error(`${sockets} sockets are wanted, and ulimit -Hn is ${most}: raise it first`);
}

const shares = (items) =>
  Array.from({ length: PROCESSES }, (_, at) => items.filter((_item, index) => index % PROCESSES === at));

const sum = (items, figure) => items.reduce((total, item) => total + item[figure], 0);

/** All the councils of a country, or a tenth of them, on this one machine, for so many minutes. */
export function measureCountry(size, minutes = size.minutes) {
  const { councils, screens } = size;
  requireSockets(councils * MEMBERS + screens);
  const startedAt = Date.now();
  const say = (text) => console.log(`${((Date.now() - startedAt) / 1000).toFixed(0).padStart(5)} s  ${text}`);
  return withCouncils({ councils, dossiers: DOSSIERS }, async ({ server, address, url, sessions }) => {
    say(`${councils} councils staged`);
    const load = (script) =>
      Array.from({ length: PROCESSES }, () => new Program(new URL(script, import.meta.url)));
    const tappers = load('./load/tappers.mjs');
    const crowds = load('./load/crowd.mjs');
    try {
      await Promise.all(
        shares(sessions).map((part, at) =>
          tappers[at].ask('joinOurs', { address, sessions: part, everybody: true }),
        ),
      );
      await seatScreens({ crowds, address, sessions, screens });
      say(`${councils * MEMBERS} members and ${screens} screens follow`);
      const watch = { server, tappers, crowds, say };
      await minuteOf(watch, { rate: LIGHT_RATE, name: 'warming up' });
      const light = await minuteOf(watch, { rate: LIGHT_RATE, name: 'lightly loaded' });
      const rate = (councils * MEMBERS) / SECONDS_A_MARK;
      const each = [];
      for (let minute = 1; minute <= minutes; minute += 1)
        each.push(await minuteOf(watch, { rate, seed: minute, name: `minute ${minute}` }));
      const wrong = await compare(
        url,
        (await Promise.all(tappers.map((one) => one.ask('ends', 'ours')))).flat(),
      );
      return judged({ ...size, rate, light, each, wrong });
    } finally {
      await Promise.all([...tappers, ...crowds].map((program) => program.stop()));
    }
  });
}

async function seatScreens({ crowds, address, sessions, screens }) {
  await Promise.all(
    shares(sessions).map(async (part, at) => {
      for (const { sessionId, room } of part) {
        const count = Math.round(screens / sessions.length);
        await crowds[at].ask('follow', { name: 'screens', address, sessionId, room, count });
      }
    }),
  );
}

async function minuteOf({ server, tappers, crowds, say }, { rate, seed = 0, name }) {
  const seen = async () =>
    (await Promise.all(crowds.map((crowd) => crowd.ask('received', 'screens')))).reduce((a, b) => a + b);
  const [before, shown] = [await server.ask('usage'), await seen()];
  const startedAt = Date.now();
  const results = await Promise.all(
    tappers.map((one, at) =>
      one.ask('tap', {
        ...{ name: 'ours', rate: rate / PROCESSES, milliseconds: MINUTE_MS, seed: seed * PROCESSES + at },
        ...{ patience: PATIENCE_MS, whole: true },
      }),
    ),
  );
  const after = await server.ask('usage', { resources: true });
  const seconds = (Date.now() - startedAt) / 1000;
  const delays = results.flatMap((result) => result.delays);
  const minute = {
    ...{
      saves: delays.length,
      half: quantile(delays, 0.5),
      slowest: quantile(delays, 0.99),
      worst: quantile(delays, 1),
    },
    lost: sum(results, 'givenUp') + sum(results, 'lost'),
    // Counted from the beginning of all minutes.
    astray: sum(results, 'astray') + sum(results, 'fallen'),
    ...{ rss: after.rss, held: after.held, resources: countOf(after.resources) },
    server: (after.microseconds - before.microseconds) / 1e6 / seconds,
    load: sum(results, 'cpu') / 1e6 / seconds,
    late: Math.max(...results.map(({ late }) => late)),
    toScreens: (await seen()) - shown,
  };
  say(
    `${name}: ${minute.saves} saves, half within ${minute.half.toFixed(0)} ms, 99 % within ${minute.slowest.toFixed(0)}, the worst ${minute.worst.toFixed(0)}; lost ${minute.lost}; RSS ${(minute.rss / 2 ** 20).toFixed(0)} MB, held ${(minute.held / 2 ** 20).toFixed(0)} MB; of a core: server ${minute.server.toFixed(2)}, load ${minute.load.toFixed(2)}, itself late by ${minute.late.toFixed(0)} ms; ${sum(results, 'boards')} boards to chairs, ${minute.toScreens} to screens; handles ${JSON.stringify(minute.resources)}`,
  );
  return minute;
}

function countOf(resources) {
  const counts = {};
  for (const kind of resources) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** @returns sheets that do not hold in the database what their members were told */
async function compare(url, told) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    `select s.id, s.version, s.total, (select count(*)::int from sheet_save j where j.sheet_id = s.id) as journal
     from sheet s where s.id = any($1::uuid[])`,
    [told.map(({ sheetId }) => sheetId)],
  );
  await client.end();
  const kept = new Map(rows.map((row) => [row.id, row]));
  return told.filter(({ sheetId, version, total }) => {
    const row = kept.get(sheetId);
    return row?.version !== version || row.total !== total || row.journal !== version;
  }).length;
}

/** Bytes a minute by which a figure grows, by least squares. */
function slopeOf(values) {
  const middle = (values.length - 1) / 2;
  const level = mean(values);
  const over = values.reduce((total, value, at) => total + (at - middle) * (value - level), 0);
  return over / values.reduce((total, _value, at) => total + (at - middle) ** 2, 0);
}

function judged({ councils, screens, rate, light, each, wrong }) {
  // What a server needs for its work it has taken after a fifth of the time.
  const warm = each.slice(Math.floor(each.length / 5));
  const rss = warm.map((minute) => minute.rss);
  return {
    ...{ councils, screens, rate, light, wrong, minutes: each.length },
    slowest: median(each.map((minute) => minute.slowest)),
    lost: sum(each, 'lost') + light.lost + each.at(-1).astray,
    memory: { slope: warm.length > 2 ? slopeOf(rss) : 0, level: mean(rss), minutes: warm.length },
    toScreens: sum(each, 'toScreens'),
    sockets: warm.map(({ resources }) => resources.TCPSocketWrap ?? 0),
  };
}

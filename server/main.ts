import { readProcessConfig, type Config } from './config.js';
import { explainStartFailure } from './launch/explain-start-failure.js';
import { dieInPlainWords, lastWords } from './launch/last-words.js';
import { startDatabase } from './platform/database/start-database.js';
import type { RunningServer } from './compose.js';

let config: Config | undefined;
let running: RunningServer | undefined;
/** What has been started, last first: stopping goes backwards. */
const stops: (() => Promise<unknown>)[] = [];

async function start(): Promise<void> {
  config = readProcessConfig();
  // The database is a process of its own and starts while all the rest is loaded here.
  const starting = startDatabase(config).then((database) => {
    stops.unshift(() => database.stop());
    return database;
  });
  const [database, { serveOver }] = await Promise.all([starting, import('./serve-over.js')]);
  running = await serveOver(database, config, (stop) => stops.unshift(stop));
  void database.lost.then(fail);
}

let stopping: Promise<void> | undefined;
let hurry: () => void = () => undefined;
const hurried = new Promise<void>((done) => (hurry = done));
/**
 * Stops everything once, however often it is asked; a second signal ends the leaving, and cuts nothing short that has begun.
 * @param leaving  how long to go on meanwhile, in seconds
 */
function stop(exitCode: number, leaving = 0): Promise<void> {
  if (stopping) hurry();
  stopping ??= (async () => {
    if (leaving > 0) await running?.leave(leaving * 1000, hurried);
    for (const each of stops)
      await each().catch((error) => process.stderr.write(lastWords('fault while stopping', error)));
    process.exit(exitCode);
  })();
  return stopping;
}

async function fail(error: unknown): Promise<void> {
  process.stderr.write(`${explainStartFailure(error, config)}\n`);
  await stop(1);
}

dieInPlainWords();
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
// Whoever watches over several nodes ends one by this; somebody at a terminal does not want to wait.
process.on('SIGTERM', () => void stop(0, config?.drainSeconds));
await start().catch(fail);

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ReplicaState } from './database/replica-state.js';
import { batchCommitted, boardHanded, faulted, refused, requestAnswered, saveAnswered } from './spots.js';

/** What is read when somebody asks, and not counted meanwhile. */
export interface Gauges {
  /** Open WebSockets. */
  sockets(): number;
  /** Open live boards. */
  streams(): number;
  /** How things stand with the replica; null where none is set. */
  replica(): ReplicaState | null;
  /** The connections to the database that statements are shared out over. */
  database(): { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number };
  /** When the newest good backup was made of those in this node's folder; null where there is none. */
  lastBackup(): Promise<Date | null>;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/**
 * The numbers of one node for Prometheus, since it started. Only counts and times: no label names a person, a session, a
 * product, a place or a mark, for whoever watches machines may see none of these (R 11; ARCHITECTURE §8).
 */
export class Metrics {
  private readonly registry = new Registry();
  private readonly stops: (() => void)[] = [];

  constructor(gauges: Gauges) {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
      new Gauge({ name, help, registers, async collect() { this.set(await read()); } }); // prettier-ignore
    gauge('cham_sao_sockets', 'Open WebSockets.', gauges.sockets);
    gauge('cham_sao_streams', 'Open live boards.', gauges.streams);
    const { database, lastBackup } = gauges;
    gauge(
      'cham_sao_database_connections',
      'Connections of the pool that are open.',
      () => database().totalCount,
    );
    gauge('cham_sao_database_busy', 'Of these, at work.', () => database().totalCount - database().idleCount);
    gauge('cham_sao_database_waiting', 'Who waits for one of them.', () => database().waitingCount);
    gauge('cham_sao_backup_age_seconds', "Age of the newest good backup in this node's folder; +Inf where there is none, NaN where nobody can tell.", () => ageOf(lastBackup)); // prettier-ignore
    if (gauges.replica() !== null) {
      const state = () => gauges.replica();
      gauge('cham_sao_replica_in_use', 'Whether reports are read from the replica: 1 or 0.', () => Number(state()?.trouble === null)); // prettier-ignore
      gauge('cham_sao_replica_lag_seconds', 'How far the replica is behind; NaN where nobody can tell.', () => state()?.lagSeconds ?? NaN); // prettier-ignore
    }
    this.countSaves(registers);
    this.countBoards(registers);
    this.countAnswers(registers);
  }

  /** In the text format of Prometheus. */
  read(): Promise<string> {
    return this.registry.metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  stop(): void {
    for (const stop of this.stops) stop();
    this.registry.clear();
  }

  private countSaves(registers: Registry[]): void {
    const saves = new Histogram({
      ...{ name: 'cham_sao_save_seconds', help: 'Saves of marks from arrival to answer, by outcome.' },
      ...{ labelNames: ['outcome'], buckets: SECONDS, registers },
    });
    const commits = new Histogram({
      ...{ name: 'cham_sao_commit_seconds', help: 'Transactions of the write path of marks.' },
      ...{ buckets: SECONDS, registers },
    });
    const sizes = new Histogram({
      ...{ name: 'cham_sao_commit_saves', help: 'Saves in one transaction.' },
      ...{ buckets: [1, 2, 4, 8, 16, 32, 64, 128], registers },
    });
    this.stops.push(
      saveAnswered.listen(({ outcome, seconds }) => saves.observe({ outcome }, seconds)),
      batchCommitted.listen(({ saves: size, seconds }) => {
        commits.observe(seconds);
        sizes.observe(size);
      }),
    );
  }

  private countBoards(registers: Registry[]): void {
    const boards = new Counter({ name: 'cham_sao_boards_total', help: 'Boards made.', registers });
    const deliveries = new Counter({
      ...{ name: 'cham_sao_deliveries_total', help: 'Boards handed to a viewer.', registers },
    });
    const lag = new Histogram({
      ...{
        name: 'cham_sao_board_lag_seconds',
        help: 'From a change to its board, the agreed pause included.',
      },
      ...{ buckets: SECONDS, registers },
    });
    this.stops.push(
      boardHanded.listen(({ viewers, lagSeconds }) => {
        boards.inc();
        deliveries.inc(viewers);
        if (lagSeconds !== null) lag.observe(lagSeconds);
      }),
    );
  }

  private countAnswers(registers: Registry[]): void {
    const refusals = new Counter({
      ...{
        name: 'cham_sao_refusals_total',
        help: 'Lawful refusals by code.',
        labelNames: ['code'],
        registers,
      },
    });
    const faults = new Counter({
      name: 'cham_sao_faults_total',
      help: 'Faults written to the log.',
      registers,
    });
    const requests = new Histogram({
      ...{ name: 'cham_sao_request_seconds', help: 'HTTP requests by kind of status.' },
      ...{ labelNames: ['status'], buckets: SECONDS, registers },
    });
    this.stops.push(
      refused.listen(({ code }) => refusals.inc({ code })),
      faulted.listen(() => faults.inc()),
      requestAnswered.listen(({ status, seconds }) =>
        requests.observe({ status: `${Math.floor(status / 100)}xx` }, seconds),
      ),
    );
  }
}

/** In seconds. Whoever watches must hear that there is none, and a folder that cannot be read may not cost him the rest. */
async function ageOf(lastBackup: Gauges['lastBackup']): Promise<number> {
  try {
    const at = await lastBackup();
    return at ? (Date.now() - at.getTime()) / 1000 : Infinity;
  } catch {
    return NaN;
  }
}

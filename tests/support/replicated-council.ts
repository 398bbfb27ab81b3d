import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { serve, type ComposeSettings, type RunningServer } from '../../server/compose.js';
import { createDemo, type CreatedDemo } from '../../server/demo/create-demo.js';
import type { Portrait } from '../../server/demo/imagined-marks.js';
import { entities } from '../../server/entities.js';
import { migrateToLatest, openDataSource } from '../../server/platform/database/data-source.js';
import type { ReplicaSettings } from '../../server/platform/database/report-reader.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { PlayedSession } from './played-session.js';
import { accountHolder, Person, TEST_SETTINGS, type Loose } from './server.js';
import { ReplicatedDatabase } from './standby.js';

export const RESULTS = `query ($id: ID!) { sessionResults(sessionId: $id) { evaluationId result { starClass } } }`;
export const METRICS = 'numbers-for-the-machine-room';
export const portrait: Portrait = { quality: 0.8, meets: 4, hasStory: true };

interface Answered {
  readonly released: readonly string[];
  /** In milliseconds since 1970; undefined where the answer does not say. */
  readonly asOf: number | undefined;
}

/** A server over the primary, and another system that asks it. */
export interface ReportNode {
  readonly server: RunningServer;
  readonly log: string[];
  readonly system: Person;
  readonly state: () => string | null | undefined;
  results(): Promise<Answered>;
}

/** The demo council over a database with a replica, and servers that read reports from it. */
export class ReplicatedCouncil {
  /** Of the demo's dossiers those that nobody has played yet. */
  waiting: string[] = [];
  private readonly library = loadScorecards();
  private readonly servers: RunningServer[] = [];

  private constructor(
    readonly pair: ReplicatedDatabase,
    readonly dataSource: DataSource,
    readonly demo: CreatedDemo,
    readonly play: PlayedSession,
  ) {}

  static async open(): Promise<ReplicatedCouncil> {
    const pair = await ReplicatedDatabase.start();
    const library = loadScorecards();
    const dataSource = await openDataSource(pair.primary.url, { entities, poolSize: 10 });
    await migrateToLatest(dataSource);
    await pair.letRead();
    const demo = (await createDemo(dataSource, library, () => new Date()))!;
    const play = new PlayedSession(dataSource, library, demo.sessionId);
    const council = new ReplicatedCouncil(pair, dataSource, demo, play);
    council.waiting = (await play.state()).evaluations
      .filter(({ phase }) => phase === 'WAITING' || phase === 'PRESENTING')
      .map(({ id }) => id);
    await pair.caughtUp();
    return council;
  }

  /** @param replica  left out: it reads reports from the primary alone */
  async startNode(
    replica?: Partial<ReplicaSettings>,
    dataSource: DataSource = this.dataSource,
  ): Promise<ReportNode> {
    const log: string[] = [];
    const settings: ComposeSettings = {
      ...TEST_SETTINGS,
      logLevel: 'warn',
      logTo: { write: (line) => void log.push(line) },
      metricsToken: METRICS,
      replica: replica && {
        url: this.pair.replicaUrl,
        mostSeconds: 60,
        times: { look: 50, retry: 50 },
        ...replica,
      },
    };
    const server = await serve(dataSource, settings, { host: '127.0.0.1', port: 0 }, this.library);
    this.servers.push(server);
    const { secret } = await this.makeToken(server, dataSource);
    const system = new Person(() => server.address, secret);
    return {
      server,
      log,
      system,
      state: () => server.api.reader.state?.trouble,
      results: async () => {
        const answer: Loose = await system.ask(RESULTS, { id: this.demo.sessionId });
        expect(answer.errors).toBeUndefined();
        const asOf = answer.extensions?.reports.asOf;
        const released = answer.data.sessionResults.map(({ evaluationId }: Loose) => evaluationId);
        return { released, asOf: asOf && Date.parse(asOf) };
      },
    };
  }

  async administrator(server: RunningServer, dataSource: DataSource = this.dataSource): Promise<Person> {
    return accountHolder({ server, dataSource } as never, 'quantri');
  }

  async makeToken(
    server: RunningServer,
    dataSource: DataSource = this.dataSource,
  ): Promise<{ id: string; secret: string }> {
    const { made } = await (
      await this.administrator(server, dataSource)
    ).get(
      `mutation ($input: ApiTokenInput!) { made: createApiToken(input: $input) { ... on NewApiToken { secret token { id } } } }`,
      {
        input: {
          name: 'Cổng dữ liệu',
          scopes: ['REPORTS', 'PRODUCTS'],
          expiresAt: new Date(Date.now() + 864e5).toISOString(),
        },
      },
    );
    return { id: made.token.id, secret: made.secret };
  }

  /** Stops the servers but the first so many of them. */
  async stopNodes(keep = 0): Promise<void> {
    for (const server of this.servers.splice(keep)) await server.stop();
  }

  async close(): Promise<void> {
    await this.stopNodes();
    await this.dataSource.destroy();
    await this.pair.stop();
  }
}

export const inUse = (at: ReportNode) => vi.waitFor(() => expect(at.state()).toBeNull(), 20_000);
export const away = (at: ReportNode, why: string) => vi.waitFor(() => expect(at.state()).toBe(why), 20_000);

/** What the log says of the replica. */
export const told = (at: ReportNode) =>
  at.log.map((line) => JSON.parse(line) as Loose).filter(({ replica }) => replica);

/** A council with its replica and one server that reads from it, for all tests of a file; other servers end with their test. */
export function withReplica(opened: (council: ReplicatedCouncil, node: ReportNode) => void): void {
  let council: ReplicatedCouncil;
  beforeAll(async () => {
    council = await ReplicatedCouncil.open();
    const node = await council.startNode({});
    await inUse(node);
    opened(council, node);
  }, 120_000);
  afterEach(async () => {
    await council.pair.resume();
    await council.stopNodes(1);
  });
  afterAll(() => council?.close());
}

import 'reflect-metadata';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GraphQLSchema } from 'graphql';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { BackupResolver } from './backups/backup.resolver.js';
import { Backups, type BackupSettings } from './backups/backups.js';
import type { Config } from './config.js';
import { type BusSettings, composeBus } from './compose-bus.js';
import { followEditions, loadLibrary } from './compose-library.js';
import { composeLive, judgesSignIn, subscribeTo } from './compose-live.js';
import { composeRegistry } from './compose-registry.js';
import { clientAddress, trustOf } from './platform/client-address.js';
import { Documents, limitRules } from './platform/documents.js';
import { type EventBus, LocalBus } from './platform/event-bus.js';
import { createHttpServer, type HttpConfig } from './platform/http-server.js';
import { findProjectRoot } from './platform/database/project-root.js';
import { ReplicaResolver } from './platform/database/replica.resolver.js';
import { ReportReader, type ReplicaSettings } from './platform/database/report-reader.js';
import { type Gauges, Metrics } from './platform/metrics.js';
import { requestIds } from './platform/request-ids.js';
import { reportTo } from './platform/report-fault.js';
import { buildApiSchema, type Resolver } from './platform/schema.js';
import { serveSockets } from './platform/sockets.js';
import { StartFault } from './platform/database/start-fault.js';
import { Transactor } from './platform/transact.js';
import { TrustedDocuments } from './platform/trusted-documents.js';
import { loadScorecards } from './scorecards/load-scorecards.js';
import type { ScorecardLibrary } from './scorecards/scorecard-library.js';

/** What composing needs of the settings. */
export type ComposeSettings = Pick<
  Config,
  | 'logLevel'
  | 'trustProxy'
  | 'publicUrl'
  | 'introspection'
  | 'requestsPerMinute'
  | 'sessionHours'
  | 'boardIntervalMs'
  | 'documents'
> &
  Pick<HttpConfig, 'logTo'> &
  BusSettings & {
    readonly backups: BackupSettings;
    /** Where reports are read; absent: from the database itself. */
    readonly replica?: ReplicaSettings | undefined;
    /** The list of our own client's documents. */
    readonly documentsFile: string;
    readonly metricsToken?: string | undefined;
    readonly oidc?: Config['oidc'];
  };

/** The use cases and the schema over one database; nothing is read or written yet. */
export async function composeApi(
  dataSource: DataSource,
  settings: Pick<ComposeSettings, 'sessionHours' | 'boardIntervalMs' | 'backups' | 'replica' | 'oidc'>,
  publicUrl: () => string,
  fault: (error: unknown) => void,
  library: ScorecardLibrary = loadScorecards(),
  now: () => Date = () => new Date(),
  bus: EventBus = new LocalBus(),
) {
  const transactor = new Transactor(dataSource, bus);
  const editions = followEditions(bus, dataSource.manager, library, fault);
  const reader = new ReportReader(dataSource, settings.replica);
  const parts = { manager: dataSource.manager, reader, transactor, bus, library, now };
  const registry = composeRegistry(parts);
  const live = composeLive({ ...settings, ...parts, haveCards: editions.have, registry, publicUrl, fault });
  const backups = composeBackups(dataSource, settings.backups, fault, now);
  bus.listen((fact) => fact.kind === 'dossierConcluded' && backups.concluded());
  const keeping = [new BackupResolver(backups), new ReplicaResolver(reader)];
  const resolvers = [...registry.resolvers, ...live.resolvers, ...keeping];
  const schema: GraphQLSchema = await buildApiSchema(resolvers as unknown as Resolver[]);
  const watchEditions = editions.watch;
  return { schema, registry, live, reader, backups, transactor, bus, library, watchEditions };
}

/** Backups are made over a connection of their own, to the same database. */
function composeBackups(
  dataSource: DataSource,
  settings: BackupSettings,
  fault: (error: unknown) => void,
  now: () => Date,
): Backups {
  const { url = '' } = dataSource.options as { url?: string };
  return new Backups({ settings, url, reader: dataSource.manager, fault, now });
}

/** The numbers of this node, where a scraper has a token to ask for them. */
function composeMetrics(token: string | undefined, gauges: Gauges) {
  if (token === undefined) return undefined;
  const metrics = new Metrics(gauges);
  const door = { token, contentType: metrics.contentType, read: () => metrics.read() };
  return { door, stop: () => metrics.stop() };
}

export type Api = Awaited<ReturnType<typeof composeApi>>;

export interface RunningServer {
  /** Where it listens on this machine. */
  readonly address: string;
  /** Where people on other devices reach it: for cards and QR codes. */
  readonly publicUrl: string;
  readonly api: Api;
  /**
   * Says that it is about to stop, and goes on as before but for new sockets: whoever shares work out finds another node.
   * @param patience  how long, in milliseconds; less if `hurry` settles
   */
  leave(patience: number, hurry: Promise<unknown>): Promise<void>;
  stop(): Promise<void>;
}

/** Where other devices of the same network reach a server that listens on all addresses; null where there is no network. */
function networkAddress(host: string, port: number): string | null {
  if (host !== '0.0.0.0' && host !== '::') return null;
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const found = own.find(({ internal, family }) => !internal && family === 'IPv4');
  return found ? `http://${found.address}:${port}` : null;
}

/** @throws {StartFault} where nothing else is to be taken and nothing is known */
function trustedDocuments({ documents, documentsFile }: ComposeSettings): TrustedDocuments {
  const trusted = new TrustedDocuments(documentsFile, documents === 'trusted');
  if (documents === 'any' || !trusted.isEmpty) return trusted;
  throw new StartFault(
    'DOCUMENTS=trusted cần giao diện đã dựng: chạy npm run build trước, hoặc dùng npm start.',
    'DOCUMENTS=trusted needs the built client: run npm run build first, or use npm start.',
  );
}

/**
 * Puts the whole server together and listens.
 * @param at  host and port; port 0 takes any free one
 * @param given  the scorecards, where they are loaded already
 */
export async function serve(
  dataSource: DataSource,
  settings: ComposeSettings,
  at: { readonly host: string; readonly port: number },
  given?: ScorecardLibrary,
): Promise<RunningServer> {
  const trusted = trustedDocuments(settings);
  const library = given ?? (await loadLibrary(dataSource.manager));
  let publicUrl = settings.publicUrl ?? '';
  let leaving = false;
  let report: (error: unknown) => void = () => undefined;
  const fault = (error: unknown) => report(error);
  const { url: databaseUrl = '' } = dataSource.options as { url?: string };
  const { bus, open, stop: stopBus } = composeBus(settings, databaseUrl, fault);
  const api = await composeApi(dataSource, settings, () => publicUrl, fault, library, undefined, bus);
  const identify = api.live.viewers.identify.bind(api.live.viewers);
  const rules = limitRules(settings.introspection);
  const trust = trustOf(settings.trustProxy);
  const nameOf = requestIds(settings.trustProxy !== false);
  const metrics = composeMetrics(settings.metricsToken, {
    sockets: () => sockets.count(),
    streams: () => api.live.live.watching,
    replica: () => api.reader.state,
    database: () => (dataSource.driver as PostgresDriver).master as Pool,
    lastBackup: () => api.backups.lastGoodAt(),
  });
  const http = await createHttpServer({
    config: settings,
    schema: api.schema,
    rules,
    trusted,
    identify,
    clientFolder: join(findProjectRoot(), 'dist/client'),
    metrics: metrics?.door,
    provider: api.live.provider ?? undefined,
    nameOf,
    leaving: () => leaving,
    ready: async () => void (await dataSource.query('select 1')),
  });
  report = reportTo(http.log);
  const sockets = serveSockets({
    server: http.server,
    schema: api.schema,
    documents: new Documents(api.schema, rules),
    trusted,
    identify,
    subscribe: subscribeTo(api.live.live),
    judgesSignIn,
    publicUrl: settings.publicUrl,
    addressOf: (request) => clientAddress(request, trust),
    requestsPerMinute: settings.requestsPerMinute,
    log: http.log,
    nameOf,
    leaving: () => leaving,
    parseCookies: (header) => http.parseCookie(header),
  });
  const unwatch = [api.live.presence.share(bus), api.live.missed.watch(), api.watchEditions()];
  await api.reader.open((message, details) => http.log.warn(details, message));
  await open();
  await http.listen(at).catch(async (error: unknown) => {
    await stopBus();
    await api.reader.stop();
    throw error;
  });
  const port = (http.server.address() as { port: number }).port;
  const address = `http://127.0.0.1:${port}`;
  publicUrl ||= networkAddress(at.host, port) ?? address;
  api.backups.watch();
  return {
    address,
    publicUrl,
    api,
    leave: async (patience, hurry) => {
      leaving = true;
      await Promise.race([sleep(patience), hurry]);
    },
    stop: async () => {
      leaving = true;
      api.live.live.stop();
      await sockets.stop();
      await http.close();
      await api.backups.stop();
      await api.reader.stop();
      for (const each of unwatch) each();
      await stopBus();
      metrics?.stop();
    },
  };
}

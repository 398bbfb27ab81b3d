import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type Client } from 'graphql-ws';
import type { DataSource } from 'typeorm';
import WebSocket from 'ws';
import { serve, type ComposeSettings, type RunningServer } from '../../server/compose.js';
import { createDemo, type CreatedDemo } from '../../server/demo/create-demo.js';
import { entities } from '../../server/entities.js';
import { openDataSource } from '../../server/platform/database/data-source.js';
import { documentsFileOf } from '../../server/platform/documents-file.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { createTestDatabase } from './database.js';

export const TEST_SETTINGS: ComposeSettings = {
  logLevel: 'silent',
  trustProxy: false,
  publicUrl: undefined,
  introspection: false,
  requestsPerMinute: 0,
  sessionHours: 12,
  boardIntervalMs: 20,
  documents: 'any',
  bus: 'local',
  redisUrl: undefined,
  documentsFile: documentsFileOf('test'),
  // None is made unless a test asks for it; then in a folder of its own.
  backups: { folder: join(tmpdir(), 'cham-sao-test-no-backups'), automatic: false, hour: 2, keepDays: 30 },
};

/** The real server over a real database of its own, on a free port. */
export interface TestServer {
  readonly server: RunningServer;
  readonly dataSource: DataSource;
  /** Stops the server and starts another one over the same database and port, with these settings changed from then on. */
  restart(changes?: Partial<ComposeSettings>): Promise<void>;
  stop(): Promise<void>;
}

/** @param databaseOptions of its connections, as in a URL: "lock_timeout=200" */
export async function startTestServer({
  databaseOptions = '',
  ...settings
}: Partial<ComposeSettings> & { databaseOptions?: string } = {}): Promise<TestServer> {
  const database = await createTestDatabase();
  const dataSource = await openDataSource(`${database.url}?${databaseOptions}`, { entities, poolSize: 10 });
  // There is no such folder until the first backup.
  const folder = join(tmpdir(), `cham-sao-test-${randomUUID()}`);
  let all: ComposeSettings = { ...TEST_SETTINGS, backups: { ...TEST_SETTINGS.backups, folder }, ...settings };
  let server = await serve(dataSource, all, { host: '127.0.0.1', port: 0 });
  return {
    get server() {
      return server;
    },
    dataSource,
    restart: async (changes = {}) => {
      all = { ...all, ...changes };
      const port = Number(new URL(server.address).port);
      await server.stop();
      server = await serve(dataSource, all, { host: '127.0.0.1', port });
    },
    stop: async () => {
      await server.stop();
      await dataSource.destroy();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The demo council in a test server. */
export async function stageDemo({ dataSource }: TestServer): Promise<CreatedDemo> {
  const created = await createDemo(dataSource, loadScorecards(), () => new Date());
  if (!created) throw new Error('the database was not empty');
  return created;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what an answer holds is what the test is about
export type Loose = any;

/** An answer of the API, errors and all. */
export interface Answer<Data = Record<string, never>> {
  readonly data?: Data | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly reason?: string };
  }[];
}

export const USE_LINK =
  'mutation($token: String!, $takeOver: Boolean) { useLink(token: $token, takeOver: $takeOver) { __typename ... on SignedIn { loginKey } ... on Refusal { code } } }';

/** Somebody at a device: a cookie jar, a sign-in, requests and a socket over the real network. */
export class Person {
  private readonly cookies = new Map<string, string>();
  private readonly sockets: Client[] = [];
  login: string | undefined;
  /** Length of every message that came over the sockets, as whoever taps the line would count them. */
  readonly frames: number[] = [];
  /** How answers came over the wire, all but what they say; written down while a test wants it. */
  wire: string[] | undefined;
  /** The links this person opened. */
  readonly links: string[] = [];

  constructor(
    readonly address: () => string,
    private readonly bearer?: string,
  ) {}

  ask<Data = Loose>(query: string, variables: Record<string, unknown> = {}): Promise<Answer<Data>> {
    return this.send<Data>({ query, variables });
  }

  /** A request as it stands, whatever is in it. */
  async send<Data = Loose>(body: unknown): Promise<Answer<Data>> {
    const response = await this.post(body);
    const text = await response.text();
    const headers = [...response.headers].filter(([name]) => name !== 'date');
    this.wire?.push(`${response.status} ${JSON.stringify(headers)} ${text.length}`);
    return JSON.parse(text) as Answer<Data>;
  }

  /** The answer as it came, for whoever looks at more than what it says. */
  async post(body: unknown): Promise<Response> {
    const response = await fetch(`${this.address()}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.headers() },
      body: JSON.stringify(body),
    });
    this.keepCookies(response);
    return response;
  }

  /** Opens an address of the server, as the browser's own line does; goes nowhere else. */
  async visit(path: string): Promise<Response> {
    const response = await fetch(this.address() + path, {
      redirect: 'manual',
      headers: { accept: 'text/html', ...(this.cookies.size > 0 && { cookie: this.cookieHeader() }) },
    });
    this.keepCookies(response);
    return response;
  }

  private keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }

  /** The data of an answer that must have no errors. */
  async get<Data = Loose>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const { data, errors } = await this.ask<Data>(query, variables);
    if (errors || !data) throw new Error(JSON.stringify(errors));
    return data;
  }

  /** The outcome of a mutation whose one field is a union with Refusal; `__typename` is asked for by the caller. */
  async act<Outcome = Loose>(
    field: string,
    args: string,
    variables: Record<string, unknown>,
    selection: string,
  ): Promise<Outcome> {
    const query = `mutation(${args}) { ${field} { __typename ... on Refusal { code message { vi } fields { field } } ${selection} } }`;
    const data = await this.get<Record<string, Outcome>>(query, variables);
    return Object.values(data)[0]!;
  }

  async openLink(token: string, takeOver = false): Promise<Answer<Loose>> {
    this.links.push(token);
    const answer = await this.ask<Loose>(USE_LINK, { token, takeOver });
    this.login = answer.data?.useLink?.loginKey ?? this.login;
    return answer;
  }

  /** Follows a subscription; `seen` grows with every message. */
  follow<Data = Loose>(
    query: string,
    variables: Record<string, unknown> = {},
    retryAttempts = 100,
    extensions?: Record<string, unknown>,
  ): Followed<Data> {
    const client = this.connect(retryAttempts);
    const followed = new Followed<Data>();
    followed.stop = client.subscribe({ query, variables, ...(extensions && { extensions }) }, followed);
    return followed;
  }

  /** A socket to the same server, as this device would open it; it ends when the person leaves. */
  connect(retryAttempts: number): Client {
    const client = createClient({
      url: `${this.address().replace('http', 'ws')}/graphql`,
      webSocketImpl: this.socketClass(),
      connectionParams: { login: this.login, ...(this.bearer && { bearer: this.bearer }) },
      retryAttempts,
      retryWait: () => new Promise((resolve) => setTimeout(resolve, 50)),
      shouldRetry: () => true,
    });
    this.sockets.push(client);
    return client;
  }

  /** What lets somebody in as this person: nobody else may ever read it. */
  get keys(): readonly string[] {
    return [...this.links, ...this.cookies.values(), ...(this.bearer ? [this.bearer] : [])];
  }

  leave(): void {
    for (const client of this.sockets) void client.dispose();
  }

  private headers(): Record<string, string> {
    return {
      ...(this.cookies.size > 0 && { cookie: this.cookieHeader() }),
      ...(this.login && { 'x-login': this.login }),
      ...(this.bearer && { authorization: `Bearer ${this.bearer}` }),
    };
  }

  /** As its browser sends it. */
  cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Browsers send cookies along with the handshake; a client in Node has to be told. */
  private socketClass(): typeof WebSocket {
    const header = () => this.cookieHeader();
    const { frames } = this;
    return class extends WebSocket {
      constructor(address: string, protocols?: string | string[]) {
        super(address, protocols, { headers: { cookie: header() } });
        this.on('message', (message: Buffer) => frames.push(message.length));
      }
    } as unknown as typeof WebSocket;
  }
}

/** Whom the server takes somebody for, by the kind of viewer, or why the sign-in has ended. */
export async function standingOf(who: Person): Promise<Loose> {
  const { data, errors } = await who.ask('{ viewer { kind name loginKey } }');
  return data ? data.viewer.kind : errors?.[0]?.extensions?.reason;
}

/** What a subscription has said so far. */
export class Followed<Data> {
  readonly seen: Data[] = [];
  readonly errors: unknown[] = [];
  completed = false;
  stop: () => void = () => undefined;

  next({ data, errors }: { data?: Data | null; errors?: readonly unknown[] | undefined }): void {
    if (data) this.seen.push(data);
    if (errors) this.errors.push(...errors);
  }

  error(error: unknown): void {
    this.errors.push(...(Array.isArray(error) ? error : [error]));
  }

  complete(): void {
    this.completed = true;
  }

  /** The last message for which the condition holds, waiting for it. */
  async until(holds: (data: Data) => boolean, milliseconds = 10_000): Promise<Data> {
    const deadline = Date.now() + milliseconds;
    for (;;) {
      const found = this.seen.findLast(holds);
      if (found) return found;
      if (Date.now() > deadline)
        throw new Error(
          `not seen in time; last: ${JSON.stringify(this.seen.at(-1))?.slice(0, 2000)} errors: ${JSON.stringify(this.errors)}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}

/** Somebody with a card of a seat of this session, signed in. */
export async function seat(stage: TestServer, sessionId: string, memberId: string): Promise<Person> {
  const { token } = await stage.dataSource.transaction((tx) =>
    stage.server.api.live.links.issueSeatLink(tx, sessionId, memberId),
  );
  const person = new Person(() => stage.server.address);
  const { data } = await person.openLink(token, true);
  if (!person.login) throw new Error(JSON.stringify(data));
  return person;
}

/** A results screen of this session. */
export async function roomScreen(stage: TestServer, sessionId: string): Promise<Person> {
  const { token } = await stage.dataSource.transaction((tx) =>
    stage.server.api.live.links.issueRoomLink(tx, sessionId),
  );
  return new Person(() => stage.server.address, token);
}

/** Somebody signed in to an account by a one-time link. */
export async function accountHolder(stage: TestServer, username: string): Promise<Person> {
  const [account] = await stage.dataSource.query<{ id: string }[]>(
    'select id from account where username = $1',
    [username],
  );
  if (!account) throw new Error(`no account ${username}`);
  const { token } = await stage.dataSource.transaction((tx) =>
    stage.server.api.live.links.issueAccountLink(tx, account.id),
  );
  const person = new Person(() => stage.server.address);
  await person.openLink(token);
  return person;
}

/** A save as the member's device would send it. */
export const saveInput = (
  sheetId: string,
  baseVersion: number,
  marks: readonly object[],
  saveId: string = randomUUID(),
) => ({
  sheetId,
  saveId,
  baseVersion,
  marks,
  enteredAt: new Date().toISOString(),
});

import type { IncomingHttpHeaders } from 'node:http';
import type { FaultLog } from './mask-error.js';
import { closeSocket } from './outgoing.js';
import { credentialsOf, type Identify } from './request-context.js';
import type { OpenSocket } from './speak-graphql.js';
import { faulted } from './spots.js';
import type { Credentials, Viewer } from './viewer.js';

/** What a socket was opened with, as the client says it. */
type Params = Readonly<Record<string, unknown>> | undefined;

/** How long somebody counts as looked up, for what finds out by itself whether his sign-in holds, in milliseconds. */
const LATELY_MS = 60_000;

/** Who asks over each socket. */
export class SocketViewers {
  /** What its browser showed with the request, until it also says what it opens with. */
  private readonly asked = new WeakMap<OpenSocket, IncomingHttpHeaders>();
  /** Read once a socket: neither its request nor what it opened with can change. */
  private readonly shown = new WeakMap<OpenSocket, Credentials>();
  private readonly lately = new WeakMap<OpenSocket, { viewer: Viewer; until: number }>();

  constructor(
    private readonly identify: Identify,
    private readonly parseCookies: (header: string) => Readonly<Record<string, string | undefined>>,
    private readonly log: FaultLog,
  ) {}

  /** A socket was opened by a request with these headers. */
  greet(from: OpenSocket, headers: IncomingHttpHeaders): void {
    this.asked.set(from, headers);
  }

  /**
   * Who asks now. Nobody's sign-in is over because the database is away: 1013 has the client try again by itself, whereas
   * a fault thrown from here would end the socket for good.
   */
  async now(from: OpenSocket, params: Params): Promise<Viewer> {
    try {
      const viewer = await this.identify(this.credentials(from, params));
      this.lately.set(from, { viewer, until: Date.now() + LATELY_MS });
      return viewer;
    } catch (error) {
      faulted.tell({});
      this.log.error({ reqId: from.requestId, err: error }, 'fault while finding out who asks over a socket');
      closeSocket(from.socket, 1013, 'Try again later');
      return { kind: 'ANONYMOUS' };
    }
  }

  /** Who asked when it was last found out: enough for what asks itself, under its locks, whether the sign-in still holds. */
  async known(from: OpenSocket, params: Params): Promise<Viewer> {
    const known = this.lately.get(from);
    return known && known.until > Date.now() ? known.viewer : this.now(from, params);
  }

  private credentials(from: OpenSocket, params: Params): Credentials {
    const known = this.shown.get(from);
    if (known) return known;
    const headers = this.asked.get(from) ?? {};
    this.asked.delete(from);
    const read = credentialsOf(headers as Record<string, unknown>, this.parseCookies(headers.cookie ?? ''), {
      login: params?.['login'],
      bearer: params?.['bearer'],
    });
    this.shown.set(from, read);
    return read;
  }
}

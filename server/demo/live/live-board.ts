import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { LivePerson } from './live-person.js';

/** One dossier as the chair sees it. */
export interface LiveItem {
  readonly id: string;
  readonly position: number;
  readonly phase: string;
  readonly attempt: number;
  readonly productName: string;
  readonly criteriaSetCode: string;
  readonly dossierId: string;
  readonly seats: readonly { readonly id: string; readonly label: string; readonly state: string }[] | null;
  readonly provisional: {
    readonly deviation: { readonly spread: number; readonly limit: number; readonly exceeded: boolean; readonly highest: string[]; readonly lowest: string[] } | null;
  } | null;
  readonly result: { readonly starClass: number | null; readonly mean: { readonly text: string } | null; readonly why: { vi: string }[]; readonly releasedAt: string | null } | null;
} // prettier-ignore

export interface LiveBoardState {
  readonly revision: number;
  readonly phase: string;
  readonly onTable: string | null;
  readonly regulation: { readonly deviationLimit: number };
  readonly members: readonly { readonly id: string; readonly present: boolean }[] | null;
  readonly agenda: readonly LiveItem[];
}

/** A person's socket, as a browser would open it. */
export function openSocket(address: string, { sign }: LivePerson): Client {
  class SignedSocket extends WebSocket {
    constructor(url: string, protocols?: string | string[]) {
      super(url, protocols, { headers: { cookie: sign.cookie } });
    }
  }
  return createClient({
    url: `${address.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: SignedSocket,
    connectionParams: { login: sign.loginKey },
    retryAttempts: 5,
  });
}

/** Follows the session without looking, so that the chair sees the member connected. @returns how to leave */
export function attend(address: string, person: LivePerson, sessionId: string): () => Promise<void> {
  const client = openSocket(address, person);
  const nothing = () => undefined;
  client.subscribe(
    { query: ATTEND, variables: { sessionId } },
    { next: nothing, error: nothing, complete: nothing },
  );
  return async () => client.dispose();
}

/** The session as it changes, followed over the public socket with the chair's eyes. */
export class LiveBoard {
  private readonly client: Client;
  private latest: LiveBoardState | null = null;
  private failure: unknown;
  private readonly waiting = new Set<() => void>();

  constructor(address: string, chair: LivePerson, sessionId: string) {
    this.client = openSocket(address, chair);
    this.client.subscribe<{ sessionBoard: LiveBoardState }>(
      { query: FOLLOW, variables: { sessionId } },
      {
        next: ({ data }) => data && this.take(data.sessionBoard),
        error: (error) => this.fail(error),
        complete: () => this.fail(new Error('the server ended the stream')),
      },
    );
  }

  /**
   * The first board that fits, the present one included.
   * @throws {Error} when the stream ends, or after `seconds`
   */
  until(fits: (board: LiveBoardState) => boolean, seconds: number, what: string): Promise<LiveBoardState> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(
        () => settle(() => reject(new Error(`không thấy trong ${seconds} giây: ${what}`))),
        seconds * 1000,
      );
      const settle = (end: () => void) => {
        clearTimeout(late);
        this.waiting.delete(look);
        end();
      };
      const look = () => {
        const board = this.latest;
        if (this.failure !== undefined) settle(() => reject(asError(this.failure)));
        else if (board && fits(board)) settle(() => resolve(board));
      };
      this.waiting.add(look);
      look();
    });
  }

  /** One dossier once it stands as wanted. */
  async item(
    id: string,
    fits: (item: LiveItem) => boolean,
    seconds: number,
    what: string,
  ): Promise<LiveItem> {
    const find = (board: LiveBoardState) => board.agenda.find((item) => item.id === id);
    const board = await this.until((one) => { const item = find(one); return item !== undefined && fits(item); }, seconds, what); // prettier-ignore
    return find(board)!;
  }

  async leave(): Promise<void> {
    await this.client.dispose();
  }

  private take(board: LiveBoardState): void {
    if (this.latest === null || board.revision >= this.latest.revision) this.latest = board;
    for (const look of [...this.waiting]) look();
  }

  private fail(error: unknown): void {
    this.failure = error;
    for (const look of [...this.waiting]) look();
  }
}

/** graphql-ws fails with an error, a close event or a list of GraphQL errors. */
function asError(failure: unknown): Error {
  if (failure instanceof Error) return failure;
  const { reason, code } = failure as { reason?: string; code?: number };
  return new Error(Array.isArray(failure) ? JSON.stringify(failure) : `socket ${code ?? ''} ${reason ?? ''}`);
}

const ATTEND = `subscription ($sessionId: ID!) { sessionBoard(sessionId: $sessionId) { revision } }`;
const FOLLOW = `subscription ($sessionId: ID!) { sessionBoard(sessionId: $sessionId) {
  revision phase onTable regulation { deviationLimit } members { id present }
  agenda { id position phase attempt productName criteriaSetCode dossierId
    seats { id label state }
    provisional { deviation { spread limit exceeded highest lowest } }
    result { starClass mean { text } why { vi } releasedAt } } } }`;

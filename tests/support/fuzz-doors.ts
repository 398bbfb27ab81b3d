import type { Client } from 'graphql-ws';
import type { Answer, Loose, Person } from './server.js';

/** What somebody was answered: `data`, the code of a refusal or rejection, or `FAULT` with what is wrong about it. */
export interface Outcome {
  readonly code: string;
  readonly wrong?: string;
  /** The whole answer, as it travelled. */
  readonly said: string;
}

/** The codes that an answer of ours may have beside those of the rulebook; nothing else is a rejection. */
const CODED = /^[A-Z][A-Z_]+$/;
const PATIENCE = 15_000;

/** Asks over HTTP, and looks at the answer as a whole: the status, the kind of content, the connection. */
export async function overHttp(who: Person, text: string, variables: object): Promise<Outcome> {
  let said = '';
  try {
    const response = await who.post({ query: text, variables });
    said = await response.text();
    if (response.status >= 500) return fault(`status ${response.status}`, said);
    if (response.status === 429) return fault('turned away by a limit', said);
    const type = response.headers.get('content-type') ?? 'none';
    if (!/^application\/(graphql-response\+)?json\b/.test(type))
      return fault(`content of type ${type}`, said);
    return judge(JSON.parse(said) as Answer<Loose>, said);
  } catch (error) {
    return fault(`the connection: ${String((error as Error).cause ?? error)}`, said);
  }
}

/** Asks over a socket that is open already, and takes the first message for the answer. */
export function overSocket(client: Client, query: string, variables: object): Promise<Outcome> {
  return new Promise((resolve) => {
    let stop: () => void = () => undefined;
    const silent = setTimeout(() => settle(fault('no word in time', '')), PATIENCE);
    const settle = (outcome: Outcome) => {
      clearTimeout(silent);
      resolve(outcome);
      queueMicrotask(() => stop());
    };
    stop = client.subscribe<Loose>(
      { query, variables: variables as Record<string, unknown> },
      {
        next: (answer) => settle(judge(answer as Answer<Loose>, JSON.stringify(answer))),
        error: (error) => settle(judgeError(error)),
        complete: () => settle(fault('ended without a word', '')),
      },
    );
  });
}

/** Errors of a question come as a list; anything else is the end of the socket. */
function judgeError(error: unknown): Outcome {
  if (Array.isArray(error)) return judge({ errors: error }, JSON.stringify(error));
  const { code, reason } = error as { code?: number; reason?: string };
  // Who is nobody, or no longer signed in, has no socket; the reason is written on its end.
  if (code === 4403) return { code: 'UNAUTHENTICATED', said: String(reason) };
  return fault(`the socket was cut: ${code} ${reason}`, String(error));
}

function judge({ data, errors }: Answer<Loose>, said: string): Outcome {
  if (errors !== undefined) {
    const codes = errors.map(({ extensions }) => String(extensions?.code));
    if (codes.includes('INTERNAL_SERVER_ERROR')) return fault('a fault of ours', said);
    const [first = 'none'] = codes;
    return codes.length > 0 && codes.every((code) => CODED.test(code))
      ? { code: first, said }
      : fault(`rejected without a code: ${first}`, said);
  }
  if (data === null || data === undefined) return fault('neither data nor errors', said);
  const outcome = Object.values(data)[0] as { __typename?: string; code?: string } | null;
  if (outcome?.__typename !== 'Refusal') return { code: 'data', said };
  return CODED.test(String(outcome.code))
    ? { code: outcome.code!, said }
    : fault('a refusal without a code', said);
}

const fault = (wrong: string, said: string): Outcome => ({ code: 'FAULT', wrong, said });

/** How often what was answered, by field and code. */
export class Tally {
  private readonly counts = new Map<string, Map<string, number>>();

  add(field: string, code: string): void {
    const codes = this.counts.get(field) ?? new Map<string, number>();
    this.counts.set(field, codes.set(code, (codes.get(code) ?? 0) + 1));
  }

  /** Codes with how often they came, the commonest first. */
  codes(): [string, number][] {
    const all = new Map<string, number>();
    for (const codes of this.counts.values())
      for (const [code, times] of codes) all.set(code, (all.get(code) ?? 0) + times);
    return [...all].sort(([, a], [, b]) => b - a);
  }

  /** The fields whose answers were of one of these kinds at least once. */
  fieldsWith(wanted: (code: string) => boolean): string[] {
    return [...this.counts].filter(([, codes]) => [...codes.keys()].some(wanted)).map(([field]) => field);
  }

  get fields(): string[] {
    return [...this.counts.keys()];
  }
}

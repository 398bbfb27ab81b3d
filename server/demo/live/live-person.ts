import type { DemoCast } from '../demo-cast.js';

/** What the API said no to, in Vietnamese. */
export class LiveRefusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'LiveRefusal';
  }
}

interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

type Sign = NonNullable<DemoCast['members'][number]['signedIn']>;

/** One person of the demo at the public API, as a browser would be there: a cookie and the key of the sign-in. */
export class LivePerson {
  private constructor(
    readonly username: string,
    readonly memberId: string,
    private readonly address: string,
    readonly sign: Sign,
  ) {}

  /**
   * Signs in by the one-time link, or goes on with the sign-in that it opened earlier.
   * @throws {LiveRefusal} LINK_INVALID where the link was used up by somebody else
   */
  static async enter(
    address: string,
    { username, memberId, token, signedIn }: DemoCast['members'][number],
  ): Promise<LivePerson> {
    if (signedIn) {
      const person = new LivePerson(username, memberId, address, signedIn);
      const { viewer } = await person.ask<{ viewer: { kind: string } }>('{ viewer { kind } }');
      if (viewer.kind === 'ACCOUNT') return person;
    }
    const { answer, cookies } = await post(address, {}, USE_LINK, { token });
    const outcome = dataOf<{ useLink: { loginKey?: string } }>(answer).useLink;
    const cookie = cookies.find((one) => one.startsWith(`cs_${outcome.loginKey ?? ''}=`));
    if (outcome.loginKey === undefined || cookie === undefined)
      throw new LiveRefusal('LINK_INVALID', 'không đăng nhập được');
    return new LivePerson(username, memberId, address, { cookie, loginKey: outcome.loginKey });
  }

  /** @throws {LiveRefusal} for errors, and for an outcome that is a refusal */
  async ask<Data>(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Data> {
    const { cookie, loginKey } = this.sign;
    const { answer } = await post(this.address, { cookie, 'x-login': loginKey }, query, variables);
    return dataOf<Data>(answer);
  }
}

const USE_LINK = `mutation ($token: String!) { useLink(token: $token) {
  __typename ... on SignedIn { loginKey } ... on Refusal { code message { vi } } } }`;

async function post(
  address: string,
  headers: Readonly<Record<string, string>>,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<{ answer: Answer; cookies: string[] }> {
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const cookies = response.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '');
  return { answer: (await response.json()) as Answer, cookies };
}

function dataOf<Data>({ data, errors }: Answer): Data {
  const [error] = errors ?? [];
  if (error) throw new LiveRefusal(error.extensions?.code ?? 'ERROR', error.message);
  for (const outcome of Object.values(data ?? {})) {
    const {
      __typename: type,
      code,
      message,
    } = (outcome ?? {}) as { __typename?: string; code?: string; message?: { vi: string } };
    if (type === 'Refusal') throw new LiveRefusal(code ?? '', message?.vi ?? '');
  }
  return data as Data;
}

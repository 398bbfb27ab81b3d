import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { accountHolder, type Loose, Person, stageDemo, startTestServer, type TestServer } from './server.js';
import { SignOn } from './sign-on.js';

export const PEOPLE = {
  hoa: { email: 'Hoa@tinh.vn', email_verified: true, preferred_username: 'hoa.tt' },
  namesake: { email: 'hoa@tinh.vn', email_verified: true, preferred_username: 'hoa.khac' },
  unverified: { email: 'hoa@tinh.vn', email_verified: false },
  unsaid: { email: 'hoa@tinh.vn' },
  stranger: { email: 'nguoi.la@tinh.vn', email_verified: true },
  nameless: {},
};

export const BEGIN =
  'mutation($next: String!) { beginProviderSignIn(next: $next) { __typename ... on ProviderAddress { address } ... on Refusal { code message { vi en } } } }';
export const FINISH =
  'mutation($key: String!, $code: String) { finishProviderSignIn(key: $key, code: $code) { __typename ... on SignedIn { loginKey viewer { kind account { username } } } ... on Refusal { code message { vi en } } } }';

/** A server whose people come in by a province's sign-on. */
export interface SignOnStage {
  readonly stage: TestServer;
  readonly signOn: SignOn;
  readonly admin: Person;
}

/** For all tests of a file; nobody is linked, and nobody on his way, when a test begins. @returns what a browser does there */
export function useSignOn(opened: (by: SignOnStage) => void) {
  let stage: TestServer;
  let signOn: SignOn;
  let admin: Person;
  const log: string[] = [];

  beforeAll(async () => {
    signOn = await SignOn.plan();
    stage = await startTestServer({
      oidc: signOn.config,
      logLevel: 'trace',
      logTo: { write: (line) => void log.push(line) },
    });
    await stageDemo(stage);
    await signOn.start(stage.server.address);
    admin = await accountHolder(stage, 'quantri');
    opened({ stage, signOn, admin });
  });
  afterAll(async () => {
    await signOn.stop();
    await stage.stop();
  });
  beforeEach(async () => {
    log.length = 0;
    await stage.dataSource.query('delete from provider_attempt');
    await stage.dataSource.query('delete from provider_identity');
    await stage.dataSource.query('delete from second_factor');
    await signOn.wish({ people: PEOPLE, delay: 0, token: null });
  });

  const browser = () => new Person(() => stage.server.address);
  const begin = async (who: Person, next = '/'): Promise<Loose> =>
    (await who.get(BEGIN, { next })).beginProviderSignIn;
  const finish = async (who: Person, key: string, code: string | null = null): Promise<Loose> => {
    const outcome = (await who.get(FINISH, { key, code })).finishProviderSignIn;
    if (outcome.loginKey) who.login = outcome.loginKey;
    return outcome;
  };
  /** Where our server sends on whom the provider has sent back. */
  const comeBack = async (who: Person, url: URL): Promise<URL> => {
    expect(url.origin).toBe(stage.server.address);
    const response = await who.visit(url.pathname + url.search);
    expect(response.status).toBe(303);
    return new URL(response.headers.get('location')!, stage.server.address);
  };
  const keyOf = (url: URL) => url.searchParams.get('sso')!;
  /** All of it, as a browser does it. */
  const signIn = async (login: string | null, who = browser()): Promise<Loose> => {
    const { address } = await begin(who);
    return finish(who, keyOf(await comeBack(who, await signOn.visit(address, login))));
  };
  const linkTo = async (username: string, providerName: string | null, by = admin): Promise<Loose> => {
    const { accounts } = await admin.get(
      'query($name: String) { accounts(search: $name) { nodes { id username displayName isAdmin version } } }',
      { name: username },
    );
    const { id, version, ...input } = accounts.nodes.find((each: Loose) => each.username === username);
    return by.act(
      'changeAccount(id: $id, version: $version, input: $input)',
      '$id: ID!, $version: Int!, $input: AccountInput!',
      { id, version, input: { ...input, providerName } },
      '... on Account { providerName providerBoundAt }',
    );
  };
  const signIns = async (): Promise<number> =>
    Number((await stage.dataSource.query<{ count: string }[]>('select count(*) from login'))[0]!.count);
  const bound = () =>
    stage.dataSource.query<{ subject: string | null }[]>('select subject from provider_identity');

  return { log, browser, begin, finish, comeBack, keyOf, signIn, linkTo, signIns, bound };
}

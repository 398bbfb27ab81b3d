import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { meanwhile } from '../support/meanwhile.js';
import {
  type Loose,
  Person,
  stageDemo,
  standingOf,
  startTestServer,
  type TestServer,
} from '../support/server.js';
import { SignOn } from '../support/sign-on.js';

describe('signing in by a province’s sign-on, while the account changes', () => {
  let stage: TestServer;
  let signOn: SignOn;
  beforeAll(async () => {
    signOn = await SignOn.plan();
    stage = await startTestServer({ oidc: signOn.config });
    await stageDemo(stage);
    await signOn.start(stage.server.address);
    await signOn.wish({ people: { hoa: { email: 'hoa@tinh.vn', email_verified: true } } });
  });
  afterAll(async () => {
    await signOn.stop();
    await stage.stop();
  });
  beforeEach(async () => {
    await stage.dataSource.query('delete from provider_attempt');
    await stage.dataSource.query('delete from provider_identity');
    await stage.dataSource.query('delete from second_factor');
    await stage.dataSource.query(`update account set retired_at = null where username = 'chutich'`);
    await stage.dataSource.query(
      `insert into provider_identity (account_id, claim, issuer, subject, bound_at)
       select id, 'hoa@tinh.vn', $1, 'hoa', now() from account where username = 'chutich'`,
      [signOn.config.issuer],
    );
  });

  const begin = async (who: Person): Promise<URL> => {
    const { beginProviderSignIn } = await who.get(
      'mutation { beginProviderSignIn(next: "/") { ... on ProviderAddress { address } } }',
    );
    return signOn.visit(beginProviderSignIn.address, 'hoa');
  };
  const comeBack = async (who: Person, back: URL): Promise<string> => {
    const answer = await who.visit(back.pathname + back.search);
    return new URL(answer.headers.get('location')!, stage.server.address).searchParams.get('sso')!;
  };
  const finish = async (who: Person, key: string): Promise<Loose> =>
    (
      await who.get(
        'mutation($key: String!) { finishProviderSignIn(key: $key) { __typename ... on Refusal { code } } }',
        { key },
      )
    ).finishProviderSignIn;
  const HELD = `with held as (select id from account where username = 'chutich' for update)`;

  it('asks for the code of a second step that is being turned on, and goes on with it', async () => {
    const who = new Person(() => stage.server.address);
    const key = await comeBack(who, await begin(who));
    const on = `${HELD} insert into second_factor (account_id, secret, confirmed_at) select id, 'JBSWY3DPEHPK3PXP', now() from held`;
    const outcome = await meanwhile(stage.dataSource, on, [], () => finish(who, key));
    expect(outcome).toEqual({ __typename: 'Refusal', code: 'CODE_NEEDED' });
    expect(await standingOf(who)).toBe('ANONYMOUS');
    expect(await finish(who, key)).toMatchObject({ code: 'CODE_NEEDED' });
  });

  it('comes to nothing where the account is being retired', async () => {
    const who = new Person(() => stage.server.address);
    const key = await comeBack(who, await begin(who));
    const retired = `update account set retired_at = now() where username = 'chutich'`;
    const outcome = await meanwhile(stage.dataSource, retired, [], () => finish(who, key));
    expect(outcome).toMatchObject({ code: 'ACCOUNT_RETIRED' });
    expect(await standingOf(who)).toBe('ANONYMOUS');
  });

  it('comes to nothing where the link is being taken away as its person comes back', async () => {
    const who = new Person(() => stage.server.address);
    const back = await begin(who);
    const key = await meanwhile(stage.dataSource, 'delete from provider_identity', [], () =>
      comeBack(who, back),
    );
    expect(await finish(who, key)).toMatchObject({ code: 'NOT_LINKED' });
    expect(await standingOf(who)).toBe('ANONYMOUS');
  });
});

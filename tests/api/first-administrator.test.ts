import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstAdministratorToken } from '../../server/features/accounts/first-administrator.js';
import { Person, stageDemo, startTestServer, type TestServer } from '../support/server.js';

describe('a server that nobody can administer yet', () => {
  let stage: TestServer;
  beforeEach(async () => {
    stage = await startTestServer();
  });
  afterEach(() => stage?.stop());

  const token = () => firstAdministratorToken(stage.dataSource, stage.server.api.live.links);
  const enter = async (by: string | null): Promise<Person> => {
    const person = new Person(() => stage.server.address);
    await person.openLink(by!);
    return person;
  };
  const WHO = '{ viewer { kind isAdmin account { username } } }';

  it('gives a link into the first administrator’s account, anew at each start until there is a password', async () => {
    const unused = await token();
    const first = await token();
    expect((await enter(unused)).login).toBeUndefined();
    const person = await enter(first);
    expect(await person.get(WHO)).toEqual({
      viewer: { kind: 'ACCOUNT', isAdmin: true, account: { username: 'quantri' } },
    });
    // Somebody signed in and closed the browser: without a password he would be out for good.
    expect((await enter(await token())).login).toBeDefined();
    expect(await stage.dataSource.query('select count(*)::int as n from account')).toEqual([{ n: 1 }]);

    const changed = await person.act(
      'changePassword(next: $next)',
      '$next: String!',
      { next: 'sầu riêng Cái Mơn 26' },
      '... on Account { username }',
    );
    expect(changed).toMatchObject({ username: 'quantri' });
    expect(await token()).toBeNull();
  });

  it('makes one account where two nodes start at the same moment', async () => {
    const tokens = await Promise.all([token(), token()]);
    expect(new Set(tokens).size).toBe(2);
    expect(await stage.dataSource.query('select count(*)::int as n from account')).toEqual([{ n: 1 }]);
  });

  it('lets back in where all administrators are retired, and opens no account that is not an administrator’s', async () => {
    await stageDemo(stage);
    await stage.dataSource.query(`update account set retired_at = now() where is_admin`);
    const person = await enter(await token());
    expect(await person.get(WHO)).toEqual({
      viewer: { kind: 'ACCOUNT', isAdmin: true, account: { username: 'quantri2' } },
    });
  });
});

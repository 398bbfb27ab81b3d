import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyPassword } from '../../server/features/accounts/passwords.js';
import type { Viewer } from '../../server/platform/viewer.js';
import { AccountActs, GOOD } from '../support/account-acts.js';
import type { CouncilApi } from '../support/council-api.js';
import { administrator, nobody } from '../support/registry-api.js';
import { accountViewer, seatOf } from '../support/registry-rows.js';

const accounts = new AccountActs();
const { change, create, retire, setPassword } = accounts;
let api: CouncilApi;
beforeAll(async () => {
  await accounts.start();
  ({ api } = accounts);
});
afterAll(() => accounts.stop());

const adminId = (administrator as { accountId: string }).accountId;

const signIn = async (accountId: string): Promise<string> => {
  const [login]: { id: string }[] = await api.database.query(
    `insert into login (key, secret_hash, account_id, expires_at)
     values (gen_random_uuid()::text, decode('00', 'hex'), $1, now() + interval '1 day') returning id`,
    [accountId],
  );
  return login!.id;
};
const endOf = async (loginId: string): Promise<string | null> => {
  const [row]: { because: string | null }[] = await api.database.query(
    'select ended_because as because from login where id = $1',
    [loginId],
  );
  return row!.because;
};
const adminViewer = (accountId: string, loginId = 'none'): Viewer => ({
  kind: 'ACCOUNT',
  loginId,
  loginKey: 'k',
  accountId,
  isAdmin: true,
});

describe('accounts', () => {
  it('keep the user name as typed but without spaces around it, and the password only as an Argon2id hash', async () => {
    const made = await create('  Thư.Ký ');
    expect(made).toMatchObject({ username: 'Thư.Ký' });
    const [row]: { hash: string }[] = await api.database.query(
      'select password_hash as hash from account where id = $1',
      [made.id],
    );
    expect(row!.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(row!.hash, GOOD)).toBe(true);
  });

  it('cannot share a user name in other letters, and the refusal names the field', async () => {
    await create('Chu-Tich');
    expect(await create('chu-tịch')).not.toHaveProperty('code');
    expect(await create('CHU-TICH')).toMatchObject({
      code: 'DUPLICATE',
      message: {
        vi: 'Không làm được việc này vì tên đăng nhập này đã là của “Chu-Tich”. Chưa có gì thay đổi.',
      },
      fields: [{ field: 'input.username' }],
    });
    const other = await create('pho-chu-tich');
    const taken = await change(other.id, { username: 'chu-tich', displayName: 'X', isAdmin: false });
    expect(taken).toMatchObject({ code: 'DUPLICATE', fields: [{ field: 'input.username' }] });
    expect(
      await change(other.id, { username: 'PHO-CHU-TICH', displayName: 'X', isAdmin: false }),
    ).toMatchObject({
      username: 'PHO-CHU-TICH',
    });
  });

  it('made at the same moment under one name are one account and one refusal by field', async () => {
    const answers = await Promise.all([create('song-sinh'), create('Song-Sinh'), create('SONG-SINH')]);
    expect(answers.filter(({ code }) => !code)).toHaveLength(1);
    for (const { fields } of answers.filter(({ code }) => code === 'DUPLICATE'))
      expect(fields).toMatchObject([{ field: 'input.username' }]);
  });

  it('name every faulty field of the input', async () => {
    const refused = await create(' ', { name: '\u0007' });
    expect(refused.code).toBe('INVALID_INPUT');
    expect(refused.fields!.map(({ field }) => field).sort()).toEqual(['input.displayName', 'input.username']);
    expect(await create('có khoảng trắng')).toMatchObject({ fields: [{ field: 'input.username' }] });
  });

  it('name every faulty field at once, whichever rule refuses it', async () => {
    await create('da-co');
    const fieldsOf = async (...given: Parameters<typeof create>) => {
      const { code, fields } = await create(...given);
      return [code, fields?.map(({ field }) => field)];
    };
    expect(await fieldsOf('có trắng', { name: '\u0007', password: 'ngắn' })).toEqual([
      'INVALID_INPUT',
      ['input.displayName', 'input.username', 'password'],
    ]);
    expect(await fieldsOf('DA-CO', { password: 'matkhau2026' })).toEqual([
      'INVALID_INPUT',
      ['input.username', 'password'],
    ]);
    expect(await fieldsOf('moi', { password: 'matkhau2026' })).toEqual(['WEAK_PASSWORD', ['password']]);
  });

  it('are listed by display name as Vietnamese names are sorted, page by page, and found by part of either name', async () => {
    for (const name of ['Zét Đào', 'Zét Ân', 'Zét An', 'Zét Ăn'])
      await create(name.replace(' ', '.'), { name });
    const LIST = `query ($after: String) { accounts(search: "zét", first: 3, after: $after) {
      nodes { displayName } pageInfo { hasNextPage endCursor } totalCount } }`;
    interface List {
      accounts: {
        nodes: { displayName: string }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
        totalCount: number;
      };
    }
    const first = (await api.data<List>(LIST)).accounts;
    const second = (await api.data<List>(LIST, { after: first.pageInfo.endCursor })).accounts;
    expect([...first.nodes, ...second.nodes].map(({ displayName }) => displayName)).toEqual([
      'Zét An',
      'Zét Ăn',
      'Zét Ân',
      'Zét Đào',
    ]);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage, first.totalCount]).toEqual([
      true,
      false,
      4,
    ]);
    expect((await api.ask('{ accounts(first: 201) { totalCount } }')).errors?.[0]?.extensions.code).toBe(
      'INVALID_INPUT',
    );
    expect((await api.ask('{ accounts(after: "x") { totalCount } }')).errors?.[0]?.extensions.code).toBe(
      'INVALID_INPUT',
    );
  });

  it('that are retired lose every sign-in at once, tell the screens, and are never retired twice', async () => {
    const { id } = await create('sap-nghi');
    const logins = [await signIn(id), await signIn(id)];
    api.facts.length = 0;
    expect((await retire(id)).retiredAt).toBeTruthy();
    expect(await Promise.all(logins.map(endOf))).toEqual(['REVOKED', 'REVOKED']);
    expect(api.facts).toEqual([{ kind: 'rightsChanged', sessionId: null }]);
    expect(await retire(id)).toMatchObject({ code: 'ALREADY_DONE' });
    expect(await setPassword(id, GOOD)).toMatchObject({ code: 'RETIRED' });
    expect(await change(id, { username: 'sap-nghi', displayName: 'X', isAdmin: true })).toMatchObject({
      code: 'RETIRED',
    });
  });

  it('that may administer no longer must sign in anew, so that no open screen keeps the old rights', async () => {
    const { id } = await create('het-quyen', { isAdmin: true });
    const login = await signIn(id);
    await change(id, { username: 'het-quyen', displayName: 'Y', isAdmin: true });
    expect(await endOf(login)).toBeNull();
    await change(id, { username: 'het-quyen', displayName: 'Y', isAdmin: false });
    expect(await endOf(login)).toBe('REVOKED');
  });

  it('keep the right to administer until a colleague takes it: nobody shuts himself out with one switch', async () => {
    const own = await create('tu-bo-quyen', { isAdmin: true });
    const self = adminViewer(own.id, await signIn(own.id));
    const changed = { username: 'tu-bo-quyen', displayName: 'Tên mới', isAdmin: false };
    expect(await change(own.id, changed, self)).toMatchObject({
      code: 'IN_USE',
      fields: [
        {
          field: 'input.isAdmin',
          message: { vi: 'đây là quyền đồng chí đang dùng; nhờ một quản trị viên khác thôi quyền này' },
        },
      ],
    });
    expect(await endOf((self as { loginId: string }).loginId)).toBeNull();
    expect(await change(own.id, { ...changed, isAdmin: true }, self)).toMatchObject({ id: own.id });
    expect(await change(own.id, changed)).toMatchObject({ id: own.id, isAdmin: false });
  });

  it('are found without tones, and with tones only where they agree', async () => {
    await create('bay.ong', { name: 'Ủy viên Sở Y tế Bảy' });
    const count = async (search: string) =>
      (
        await api.data<{ accounts: { totalCount: number } }>(
          'query ($search: String) { accounts(search: $search) { totalCount } }',
          { search },
        )
      ).accounts.totalCount;
    expect(await Promise.all(['so y te bay', 'Sở Y TẾ BẢY', 'sờ y tế bảy', '%'].map(count))).toEqual([
      1, 1, 0, 0,
    ]);
  });

  it('given a new password lose all their sign-ins', async () => {
    const { id } = await create('quen-mat-khau', { isAdmin: true });
    const logins = [await signIn(id), await signIn(id)];
    expect(await setPassword(id, 'Bảy dòng sông 52')).toMatchObject({ id });
    expect(await Promise.all(logins.map(endOf))).toEqual(['REVOKED', 'REVOKED']);
    await retire(id);
  });

  it('give themselves no password that way, however the id is written: a device left open must not be enough', async () => {
    const { id } = await create('bo-quen-may', { isAdmin: true });
    const hashOf = async () =>
      api.database.query('select password_hash as hash, version from account where id = $1', [id]);
    const [here, elsewhere, before] = [await signIn(id), await signIn(id), await hashOf()];
    for (const own of [id, id.toUpperCase(), `{${id}}`]) {
      const refused = await setPassword(own, 'Bảy dòng sông 52', adminViewer(id, here));
      expect(refused).toMatchObject({ code: 'IN_USE', fields: [{ field: 'id' }] });
      expect(JSON.stringify(refused)).toContain('mật khẩu hiện tại');
    }
    expect(await hashOf()).toEqual(before);
    expect([await endOf(here), await endOf(elsewhere)]).toEqual([null, null]);
    await retire(id);
  });

  it('that do not exist are not found, whatever the id looks like', async () => {
    expect(await retire('00000000-0000-4000-8000-00000000ffff')).toMatchObject({ code: 'NOT_FOUND' });
    expect(await setPassword('no-id', GOOD)).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('the last administrator', () => {
  beforeEach(async () => {
    await api.database.query(
      'update account set retired_at = now() where is_admin and id <> $1 and retired_at is null',
      [adminId],
    );
  });

  it('can neither retire himself nor give up the right to administer', async () => {
    expect(await retire(adminId)).toMatchObject({
      code: 'IN_USE',
      message: {
        vi: expect.stringContaining('đây là tài khoản đồng chí đang dùng; nhờ một quản trị viên khác'),
      },
    });
    const self = { username: 'quan-tri', displayName: 'Quản trị', isAdmin: false };
    expect(await change(adminId, self)).toMatchObject({
      code: 'IN_USE',
      fields: [
        {
          field: 'input.isAdmin',
          message: { vi: 'đây là quản trị viên duy nhất còn lại; thêm một quản trị viên khác trước' },
        },
      ],
    });
    const other = await create('quan-tri-2', { isAdmin: true });
    expect(await change(adminId, self, adminViewer(other.id))).toMatchObject({ id: adminId, isAdmin: false });
    await change(adminId, { ...self, isAdmin: true }, adminViewer(other.id));
  });

  it('is left when two administrators retire each other at the same moment', async () => {
    const other = await create(`quan-tri-${Date.now()}`, { isAdmin: true });
    const answers = await Promise.all([retire(other.id), retire(adminId, adminViewer(other.id))]);
    expect(answers.map(({ code }) => code ?? 'done').sort()).toEqual(['IN_USE', 'done']);
    const [left]: { count: number }[] = await api.database.query(
      'select count(*)::int as count from account where is_admin and retired_at is null',
    );
    expect(left!.count).toBe(1);
    await api.database.query('update account set retired_at = null where id = $1', [adminId]);
  });
});

describe('strangers', () => {
  const strangers: [string, Viewer, string][] = [
    ['nobody signed in', nobody, 'UNAUTHENTICATED'],
    ['a member with an account', accountViewer('00000000-0000-4000-8000-0000000000aa'), 'FORBIDDEN'],
    ['a seat', seatOf({ member: 'm', session: 's' }), 'FORBIDDEN'],
    [
      'another system',
      { kind: 'TOKEN', tokenId: 't', scopes: ['REPORTS', 'PRODUCTS', 'CRITERIA'] },
      'FORBIDDEN',
    ],
    ['a room screen', { kind: 'ROOM', linkId: 'l', sessionId: 's' }, 'FORBIDDEN'],
  ];
  it.each(strangers)(
    'such as %s may neither read nor change accounts and tokens',
    async (_who, viewer, code) => {
      const input = { username: 'ke-la', displayName: 'Kẻ lạ', isAdmin: true };
      const attempts = [
        api.ask('{ accounts { totalCount } }', {}, viewer),
        api.ask('{ apiTokens { id } }', {}, viewer),
        api.ask(
          'mutation ($input: AccountInput!) { createAccount(input: $input, password: "Sáu con thuyền 41") { __typename } }',
          { input },
          viewer,
        ),
        api.ask(`mutation { retireAccount(id: "${adminId}") { __typename } }`, {}, viewer),
        api.ask(
          `mutation { setPassword(id: "${adminId}", password: "Sáu con thuyền 41") { __typename } }`,
          {},
          viewer,
        ),
        api.ask(
          'mutation { createApiToken(input: { name: "x", scopes: [REPORTS], expiresAt: "2030-01-01T00:00:00Z" }) { __typename } }',
          {},
          viewer,
        ),
      ];
      for (const { errors } of await Promise.all(attempts)) expect(errors?.[0]?.extensions.code).toBe(code);
      const rows: unknown[] = await api.database.query(`select 1 from account where username = 'ke-la'`);
      expect(rows).toEqual([]);
    },
  );
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkNewPassword } from '../../server/features/accounts/account-password.js';
import { hashPassword, NOBODYS_HASH, verifyPassword } from '../../server/features/accounts/passwords.js';
import { AccountActs, GOOD } from '../support/account-acts.js';

const accounts = new AccountActs();
const { create } = accounts;
beforeAll(() => accounts.start());
afterAll(() => accounts.stop());

describe('passwords', () => {
  const weak: [string, string][] = [
    ['short', 'Ngắn 9 kt'],
    ['the user name', 'nguyen.van.an'],
    ['the user name in other letters with a number', 'NGUYEN.van.an1'],
    ['common words', 'MatKhau@2026'],
    ['common words with tones', 'mật khẩu hội đồng'],
    ['a run of digits', '1234567890'],
    ['digits alone', '8392017463'],
    ['a run of letters', 'abcdefghijkl'],
    ['a keyboard row', 'qwertyuiop1'],
    ['one character repeated', 'aaaaaaaaaaaa'],
    ['a short piece repeated', 'xyzxyzxyzxyz'],
    ['the name of the program', 'ChamSao2026!'],
    ['words of the council', 'HoiDong2026ChuTich'],
    ['the programme, its class and the year', 'ocop5sao2026'],
    ['a common password with a year', 'sunshine1990'],
    ['a common password in disguise', 'P@ssw0rd2024!'],
    ['a name and what follows it on lists', 'michael1234'],
    ['common ones in a row', 'iloveyouiloveyou1'],
    ['a province and a year', 'KhanhHoa2026'],
    ['a province, a number and a sign', 'Cantho2026@'],
    ['an office', 'SoCongThuong1'],
  ];
  it.each(weak)('that are %s are refused as weak, by field', async (_why, password) => {
    expect(await create('nguyen.van.an', { password })).toMatchObject({
      code: 'WEAK_PASSWORD',
      fields: [{ field: 'password' }],
    });
  });

  it.each([GOOD, '7#k2!9$Qz4&m', 'correct horse battery', 'nguyen.van.an đi chợ Bưởi'])(
    'such as "%s" are taken',
    async (password) => {
      await expect(checkNewPassword('password', password, 'nguyen.van.an')).resolves.toBeUndefined();
    },
  );

  it('are the same whichever way a keyboard composes the tones', async () => {
    const hash = await hashPassword(GOOD.normalize('NFC'));
    expect(await verifyPassword(hash, GOOD.normalize('NFD'))).toBe(true);
    expect(await verifyPassword(hash, `${GOOD} `)).toBe(false);
  });

  it('of nobody are never right, and cost as much to try as those of somebody', async () => {
    expect(await verifyPassword(null, GOOD)).toBe(false);
    const cost = (hash: string) => hash.split('$').slice(1, 4);
    expect(cost(NOBODYS_HASH)).toEqual(cost(await hashPassword(GOOD)));
  });
});

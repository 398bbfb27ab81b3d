import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '../../server/features/accounts/passwords.js';
import { shoot } from './support/shoot.js';
import { DEVICES, Stage } from './support/stage.js';

const PASSWORD = 'Ruộng bậc thang 7 tầng';

describe('an administrator who signs in with a password and a code from the phone', () => {
  let stage: Stage;
  beforeAll(async () => {
    ({ stage } = await Stage.withDemo());
    await stage.server.dataSource.query('update account set password_hash = $1', [
      await hashPassword(PASSWORD),
    ]);
  });
  afterAll(() => stage?.close());

  async function signIn(page: Page, code: string): Promise<void> {
    await page.getByLabel('Tên đăng nhập').fill('quantri');
    await page.getByLabel('Mật khẩu', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    const field = page.getByLabel('Mã xác thực');
    await field.waitFor();
    await shoot(page, 'second-factor/sign-in');
    await field.fill('000000');
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    await page.getByText('Mã chưa đúng').waitFor();
    await field.fill(code);
    await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: /Quản trị hệ thống/ }).waitFor();
  }

  it('turns it on by what the screens say, signs in by the phone and by paper, and turns it off', async () => {
    const page = await stage.administrator();
    await page.goto(`${stage.address}/mat-khau`);
    await page.getByRole('button', { name: 'Bật xác thực hai lớp' }).click();
    await page.getByRole('dialog').getByLabel('Mật khẩu hiện tại').fill(PASSWORD);
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    const key = (await page.locator('.key').innerText()).replaceAll(' ', '');
    for (const device of ['phone', 'laptop'] as const) {
      await page.setViewportSize(DEVICES[device]);
      await shoot(page, `second-factor/scan-${device}`);
    }
    const phone = new TOTP({ secret: Secret.fromBase32(key) });
    await page.getByLabel('Mã 6 số ứng dụng đang hiện').fill(phone.generate());
    await page.getByRole('button', { name: 'Xác nhận và bật' }).click();
    await page.getByText('Cất các mã dự phòng này').waitFor();
    await shoot(page, 'second-factor/recovery');
    const recovery = await page.locator('.codes li').allInnerTexts();
    expect(recovery).toHaveLength(8);
    await page.keyboard.press('Escape');
    await page.getByText('Cất các mã dự phòng này').waitFor();
    await page.getByRole('button', { name: 'Đã cất xong' }).click();
    await page.getByText('Đang bật: đăng nhập bằng mật khẩu cần thêm mã').waitFor();
    await page.setViewportSize(DEVICES.tablet);
    await shoot(page, 'second-factor/on', true);

    // The code of this half minute is used up; a phone a little ahead shows the next.
    const next = phone.generate({ timestamp: Date.now() + 30_000 });
    await signIn(await stage.visit('laptop', '/dang-nhap'), next);
    await signIn(await stage.visit('phone', '/dang-nhap'), recovery[0]!);

    await page.getByRole('button', { name: 'Tắt xác thực hai lớp' }).click();
    await page.getByLabel('Mã 6 số trên điện thoại, hoặc mã dự phòng').fill(recovery[1]!);
    await page.getByRole('dialog').getByRole('button', { name: 'Tắt xác thực hai lớp' }).click();
    await page.getByText('Nên bật cho tài khoản quản trị').waitFor();
  });
});

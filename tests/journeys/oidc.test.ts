import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SignOn } from '../support/sign-on.js';
import { takeFaults } from './support/faults.js';
import { shoot } from './support/shoot.js';
import { DEVICES, Stage } from './support/stage.js';

describe('a holder of an account who signs in by the province’s own sign-on', () => {
  let stage: Stage;
  let signOn: SignOn;
  beforeAll(async () => {
    signOn = await SignOn.plan();
    ({ stage } = await Stage.withDemo());
    await stage.server.restart({ oidc: signOn.config });
    await signOn.start(stage.address);
    await signOn.wish({ people: { hoa: { email: 'hoa@tinh.vn', email_verified: true } } });
  });
  afterAll(async () => {
    await signOn?.stop();
    await stage?.close();
  });

  /** Through the provider's own page, whose letters would come from elsewhere. */
  async function signInThere(page: Page): Promise<void> {
    await page.route('https://fonts.googleapis.com/**', (route) => route.abort());
    await page.getByRole('button', { name: 'Tài khoản cán bộ tỉnh' }).click();
    await page.waitForURL(`${signOn.config.issuer}/**`);
    await page.getByPlaceholder('Enter any login').fill('hoa');
    await page.getByPlaceholder('and password').fill('any');
    await shoot(page, 'oidc/provider');
    takeFaults(page);
    await page.getByRole('button', { name: 'Sign-in' }).click();
  }

  it('is told what to do before he is linked, is linked by an administrator, and comes in where he wanted to', async () => {
    const page = await stage.visit('tablet', '/dang-nhap?tiep=/ho-so');
    await page.getByRole('button', { name: 'Tài khoản cán bộ tỉnh' }).waitFor();
    for (const device of ['phone', 'laptop', 'tablet'] as const) {
      await page.setViewportSize(DEVICES[device]);
      await shoot(page, `oidc/sign-in-${device}`);
    }
    await signInThere(page);
    await page.getByText('Chưa có tài khoản nào ở đây được gắn').waitFor();
    expect(new URL(page.url()).searchParams.get('sso')).toBeNull();
    expect(page.url()).not.toMatch(/code=|state=/);
    await shoot(page, 'oidc/not-linked');
    expect(takeFaults(page)).toEqual([]);

    const admin = await stage.administrator();
    await admin.goto(`${stage.address}/quan-tri/tai-khoan`);
    await admin.getByRole('row').filter({ hasText: 'thuky' }).getByRole('button', { name: /Sửa/ }).click();
    await admin.getByLabel('Tài khoản đăng nhập một lần').fill('hoa@tinh.vn');
    await shoot(admin, 'oidc/account');
    await admin.getByRole('dialog').getByRole('button', { name: 'Lưu' }).click();
    await admin.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(takeFaults(admin)).toEqual([]);

    // The sign-on still knows him: it sends him back without asking.
    await page.getByRole('button', { name: 'Tài khoản cán bộ tỉnh' }).click();
    await page.waitForURL(`${stage.address}/ho-so`);
    await shoot(page, 'oidc/signed-in');
    expect(takeFaults(page)).toEqual([]);
    await page.reload();
    await page.waitForURL(`${stage.address}/ho-so`);
    await page.goto(`${stage.address}/mat-khau`);
    await page.getByText('Máy này').first().waitFor();

    // Somebody else's sign-in is no news to a list that is open.
    await admin.reload();
    await admin.getByRole('row').filter({ hasText: 'thuky' }).getByRole('button', { name: /Sửa/ }).click();
    await admin.getByText('Đã gắn với một người từ').waitFor();
    await shoot(admin, 'oidc/account-bound');
  });

  it('is told in words when the sign-on is away, and may still use a password', async () => {
    const page = await stage.visit('phone', '/dang-nhap');
    await signOn.stop();
    await stage.server.restart();
    await page.getByRole('button', { name: 'Tài khoản cán bộ tỉnh' }).click();
    await page.getByText('Chưa kết nối được hệ thống đăng nhập một lần').waitFor();
    await shoot(page, 'oidc/away');
    await page.getByLabel('Tên đăng nhập').waitFor();
  });
});

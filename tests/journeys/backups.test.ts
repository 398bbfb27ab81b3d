import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspect } from './support/inspect.js';
import { Stage } from './support/stage.js';

describe('the administrator and the backups', () => {
  let stage: Stage;
  let page: Page;
  let folder: string;

  beforeAll(async () => {
    ({ stage } = await Stage.withDemo());
    ({ folder } = (await stage.server.server.api.backups.status()).settings);
    page = await stage.administrator();
  });
  afterAll(() => stage?.close());

  const overview = async () => {
    await page.goto(`${stage.address}/quan-tri`);
    await page.getByRole('heading', { name: 'Việc sắp tới' }).waitFor();
    await page.locator('[aria-busy="true"], .skeleton').first().waitFor({ state: 'detached' });
  };
  const press = () => page.getByRole('button', { name: 'Sao lưu ngay' }).click();
  const rows = () => page.getByRole('table', { name: 'Các bản đang giữ' }).getByRole('row');

  it('is warned on the overview that there is none, and makes the first with one press', async () => {
    await overview();
    await page.getByText('Chưa có bản sao lưu nào').waitFor();
    await page.getByRole('link', { name: 'Mở trang Sao lưu' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sao lưu' }).waitFor();
    await page.getByText('Thư mục chưa có bản nào').waitFor();
    await inspect(page, 'admin/backups-none');
    await press();
    await page.getByText('Bản sao lưu gần nhất còn mới').waitFor();
    const [file = '', ...others] = readdirSync(folder);
    expect(others).toEqual([]);
    await expect.poll(() => rows().count()).toBe(2);
    await rows().getByText(file).waitFor();
    await page.getByText(`npm run restore -- ${folder}/${file}`).waitFor();
    await inspect(page, 'admin/backups');
    await overview();
    expect(await page.getByText('Chưa có bản sao lưu nào').count()).toBe(0);
  });

  it('is warned when something was concluded since', async () => {
    await stage.server.dataSource.query(
      'update result set concluded_at = now() where evaluation_id = (select evaluation_id from result limit 1)',
    );
    await overview();
    await page.getByText('Có kết luận chưa được sao lưu').waitFor();
    await page.getByRole('link', { name: 'Mở trang Sao lưu' }).click();
    await page.getByText(/đã có hồ sơ được kết luận\. Xin sao lưu ngay/).waitFor();
    await press();
    await page.getByText('Bản sao lưu gần nhất còn mới').waitFor();
    await expect.poll(() => rows().count()).toBe(3);
  });

  it('reads why a backup failed and what to do, on a tablet too', async () => {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'a file where the folder should be');
    await press();
    await page.getByText(/^Lần sao lưu lúc .* không thành công$/).waitFor();
    await page.getByText('Máy chủ không ghi được vào thư mục sao lưu').waitFor();
    await page.setViewportSize({ width: 820, height: 1180 });
    await inspect(page, 'admin/backups-failed');
    await overview();
    await page.getByText('Máy chủ không ghi được vào thư mục sao lưu').waitFor();
    await inspect(page, 'admin/overview-backup-failed');
    rmSync(folder);
    await page.getByRole('link', { name: 'Mở trang Sao lưu' }).click();
    await press();
    await page.getByText('Bản sao lưu gần nhất còn mới').waitFor();
    expect(await page.getByText(/^Lần sao lưu lúc/).count()).toBe(0);
  });
});

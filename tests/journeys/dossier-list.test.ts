import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shoot } from './support/shoot.js';
import { DEVICES, Stage } from './support/stage.js';

describe('The list of dossiers', () => {
  let stage: Stage;

  beforeAll(async () => {
    ({ stage } = await Stage.withDemo());
  });
  afterAll(() => stage?.close());

  it('is shown whole on a tablet and on a phone, in both languages', async () => {
    // The demo's days follow the calendar; September is the longest word a day can hold.
    await stage.server.dataSource.query(`update dossier set submitted_on = date '2026-09-25', year = 2026`);
    const page = await stage.administrator();
    const cut: Record<string, number> = {};
    const measure = async (language: string, heading: string) => {
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await page.locator('.desk-table tbody tr').first().waitFor();
      for (const device of ['phone', 'tablet'] as const) {
        await page.setViewportSize(DEVICES[device]);
        await shoot(page, `dossiers/list-${language}-${device}`);
        cut[`${language}, ${device}`] = await page
          .locator('.desk-table')
          .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
      }
    };
    await page.goto(`${stage.address}/ho-so`);
    await measure('vi', 'Hồ sơ');
    await page.getByRole('button', { name: 'English' }).click();
    await measure('en', 'Dossiers');
    expect(cut).toEqual({ 'vi, tablet': 0, 'vi, phone': 0, 'en, tablet': 0, 'en, phone': 0 });
  });
});

import { expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';

it('finds a browser in which the journeys can walk', async () => {
  const browser = await launchBrowser();
  const page = await browser.newPage();
  await page.setContent('<title>Chấm Sao</title><h1>Phiếu chấm</h1>');
  expect(await page.title()).toBe('Chấm Sao');
  expect(await page.locator('h1').innerText()).toBe('Phiếu chấm');
  await browser.close();
});

import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const folder = fileURLToPath(new URL('../../artefacts/screens/', import.meta.url));

/** Keeps a picture of what the page shows now among the test artefacts, to be looked at by people. */
export async function shoot(page: Page, name: string, fullPage = false): Promise<void> {
  const path = join(folder, `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage, animations: 'disabled' });
}

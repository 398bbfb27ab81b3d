import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const systemBrowsers = [
  ...['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/microsoft-edge'],
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** No sandbox under root, where Chromium has none; nothing that calls out of the machine by itself. */
const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-dev-shm-usage'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** Programs to try, best first: the one named, the machine's own, the one that npm brought (Linux x64). */
async function* findPrograms(): AsyncGenerator<{ path: string; args: string[] }> {
  const named = process.env['CHROME_PATH'];
  if (named) yield { path: named, args: flags };
  for (const path of systemBrowsers.filter(existsSync)) yield { path, args: flags };
  if (process.platform === 'linux' && process.arch === 'x64') {
    const { default: packed } = await import('@sparticuz/chromium');
    yield { path: await packed.executablePath(), args: [...new Set([...packed.args, ...flags])] };
  }
}

/**
 * A headless Chromium for the journeys.
 * @param more  further words for its command line
 * @throws when no program starts, naming each that was tried and why it did not
 */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const tried: string[] = [];
  for await (const { path, args } of findPrograms()) {
    try {
      return await chromium.launch({ executablePath: path, headless: true, args: [...args, ...more] });
    } catch (error) {
      const reason = error instanceof Error ? error.message.split('\n').slice(0, 3).join(' ') : String(error);
      tried.push(`${path}: ${reason}`);
    }
  }
  throw new Error(
    `Không khởi động được Chromium nào: hãy cài chromium hoặc đặt CHROME_PATH. ` +
      `(No Chromium starts: install chromium or set CHROME_PATH.)\n${tried.join('\n') || 'none found'}`,
  );
}

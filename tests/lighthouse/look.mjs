import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { root } from '../../server/launch/repo-node.mjs';
import { Program } from '../bench/program.mjs';
import { median } from '../bench/ratios.mjs';
import { launchBrowser } from '../support/browser.ts';
import { pagesOf, pathOf } from './pages.mjs';

const BAR = 95;
const RUNS = 3;
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];

const { values, positionals } = parseArgs({
  options: { only: { type: 'string', multiple: true }, runs: { type: 'string' } },
  allowPositionals: true,
});
const categories = CATEGORIES.filter((name) => !values.only || values.only.includes(name));
const runs = Number(values.runs ?? RUNS);

/** Lighthouse and the driver that it brings; neither is in the lock file. */
async function loadLighthouse() {
  const at = (path) => import(pathToFileURL(join(root, 'node_modules', path)).href);
  const { default: lighthouse } = await at('lighthouse/core/index.js');
  const { default: puppeteer } = await at('puppeteer-core/lib/puppeteer/puppeteer-core.js');
  return { lighthouse, puppeteer };
}

/** Where a browser listens that Lighthouse's own driver can join: the one the journeys walk in. */
async function openBrowser(puppeteer) {
  const port = 9_200 + (process.pid % 700);
  const browser = await launchBrowser([`--remote-debugging-port=${port}`]);
  const driver = await puppeteer.connect({ browserURL: `http://127.0.0.1:${port}` });
  return { driver, close: () => browser.close() };
}

/** A tab of somebody's own browser, signed in by a link where one is given. */
async function tabOf(driver, link) {
  const context = await driver.createBrowserContext();
  const tab = await context.newPage();
  if (link) {
    await tab.goto(link);
    await tab.waitForFunction(() => !location.pathname.startsWith('/ghe/'));
  }
  return tab;
}

/** One look at a page; its recording fails now and then, and Lighthouse itself then says to run it again. */
async function look(lighthouse, tab, url, again = 2) {
  const settings = { logLevel: 'error', onlyCategories: categories };
  const { lhr } = await lighthouse(url, settings, undefined, tab);
  const isWhole = Object.values(lhr.categories).every(({ score }) => score !== null);
  if (!lhr.runtimeError && isWhole) return lhr;
  if (again > 0) return await look(lighthouse, tab, url, again - 1);
  throw new Error(`${url}: ${lhr.runtimeError?.message ?? 'an audit could not be made'}`);
}

const scoreOf = (name) => (lhr) => Math.round(lhr.categories[name].score * 100);
const FIGURES = [
  ['first-contentful-paint', 's', 1000],
  ['largest-contentful-paint', 's', 1000],
  ['total-blocking-time', 'ms', 1],
  ['cumulative-layout-shift', '', 1],
];

function figuresOf(looks) {
  if (!categories.includes('performance')) return '';
  return FIGURES.map(([name, unit, by]) => {
    const value = median(looks.map(({ audits }) => audits[name].numericValue)) / by;
    return `${value.toFixed(by === 1 && unit ? 0 : 2)} ${unit}`.trim();
  }).join(' | ');
}

/** What an audit that has failed says, for whoever has to mend it. */
const failuresOf = ({ categories: all, audits }) =>
  Object.values(all).flatMap(({ auditRefs }) =>
    auditRefs
      .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.9)
      .map(({ id }) => `${id}: ${audits[id].displayValue ?? audits[id].title}`),
  );

async function lookAtAll(address, printed) {
  const { lighthouse, puppeteer } = await loadLighthouse();
  const { driver, close } = await openBrowser(puppeteer);
  const keep = join(root, 'tests', 'artefacts', 'lighthouse');
  mkdirSync(keep, { recursive: true });
  try {
    const tabs = { nobody: await tabOf(driver) };
    for (const who of ['administrator', 'chair', 'member'])
      tabs[who] = await tabOf(driver, address + pathOf(who, printed));
    const session = /ky-hop\/([0-9a-f-]+)/.exec(tabs.member.url())[1];
    let ok = true;
    console.log(
      `${''.padEnd(16)}${categories.map((name) => name.padStart(16)).join('')}   FCP | LCP | TBT | CLS`,
    );
    for (const { name, who, path } of pagesOf(printed, session)) {
      if (positionals.length > 0 && !positionals.includes(name)) continue;
      const looks = [];
      for (let run = 0; run < runs; run += 1) looks.push(await look(lighthouse, tabs[who], address + path));
      const scores = categories.map((category) => median(looks.map(scoreOf(category))));
      const good = scores.every((score) => score >= BAR);
      ok &&= good;
      console.log(
        `${name.padEnd(16)}${scores.map((score) => String(score).padStart(16)).join('')}   ${figuresOf(looks)}`,
      );
      if (!good) for (const line of failuresOf(looks.at(-1))) console.log(`${''.padEnd(18)}${line}`);
      writeFileSync(join(keep, `${name.replace(' ', '-')}.json`), JSON.stringify(looks.at(-1)));
    }
    return ok;
  } finally {
    await driver.disconnect();
    await close();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'cham-sao-lighthouse-'));
// Under root the database runs as another user, who must get through to its files.
chmodSync(folder, 0o711);
const env = { DATA_DIR: folder, PORT: '0', HOST: '127.0.0.1', DEMO: 'on', BACKUP_AUTO: 'off' };
const server = new Program(join(root, 'dist/bundle/main.js'), { env });
try {
  const [printed] = await server.printed(/[\s\S]*\n\s+Dừng \(stop\)/);
  const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed);
  process.exitCode = (await lookAtAll(address, printed)) ? 0 : 1;
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

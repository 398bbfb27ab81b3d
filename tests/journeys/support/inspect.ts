import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { takeFaults } from './faults.js';
import { shoot } from './shoot.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

declare global {
  interface Window {
    axe: { run(options: object): Promise<AxeResults> };
  }
}

/** What a reader of screens, or somebody with weak eyes, would stumble over badly. */
async function barriers(page: Page, only?: string): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    (rule) => window.axe.run({ resultTypes: ['violations'], ...(rule && { runOnly: [rule] }) }),
    only,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
    );
}

/**
 * Waits until nothing moves or changes its colour any more, and nothing begins to when the last thing has ended; what
 * moves without end is not waited for.
 */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = () =>
      document
        .getAnimations()
        .filter((each) => Number.isFinite(each.effect?.getComputedTiming().endTime))
        .map((each) => each.finished);
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    for (let still = 0; still < 2; still += 1) {
      const moving = ending();
      if (moving.length > 0) still = -1;
      await Promise.allSettled(moving);
      await frame();
    }
  });
}

/** Pixels by which the page is wider than its window, or an open dialog than itself. */
const overhang = (page: Page) =>
  page.evaluate(() =>
    Math.max(
      document.documentElement.scrollWidth - window.innerWidth,
      ...[...document.querySelectorAll('dialog[open], [role="dialog"]')].map(
        ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth,
      ),
    ),
  );

/** What reaches beyond the window's edge. */
const widest = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((each) => each.getBoundingClientRect().right > window.innerWidth + 1)
      .filter((each) => {
        for (let box = each.parentElement; box; box = box.parentElement)
          if (box !== document.body && getComputedStyle(box).overflowX !== 'visible') return false;
        return true;
      })
      .slice(0, 5)
      .map((each) => `${each.tagName}.${each.className} ${each.getBoundingClientRect().right}`),
  );

/**
 * Looks the page over as it stands: by axe in light and dark, on a phone and at twice the size without sideways
 * scrolling, with nothing in its console. Leaves the window as it was.
 */
export async function inspect(
  page: Page,
  name: string,
  on: 'any device' | 'the wall' = 'any device',
): Promise<void> {
  const found: Record<string, unknown> = {};
  const own = page.viewportSize()!;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await settled(page);
    // Only contrast differs in the dark.
    const bad = await barriers(page, colorScheme === 'dark' ? 'color-contrast' : undefined);
    if (bad.length > 0) found[`axe, ${colorScheme}`] = bad;
    await shoot(page, `${name}-${own.width}-${colorScheme}`);
    const beyond = await overhang(page);
    if (beyond > 0) found['sideways'] = beyond;
  }
  await page.emulateMedia({ colorScheme: 'light' });
  const narrow = [
    ['phone', 360, 800],
    ['twice the size', 683, 384],
  ] as const;
  for (const [kind, width, height] of on === 'the wall' ? [] : narrow) {
    await page.setViewportSize({ width, height });
    await settled(page);
    const beyond = await overhang(page);
    if (beyond > 0) found[`sideways, ${kind}`] = await widest(page);
    if (kind === 'phone') await shoot(page, `${name}-360`);
  }
  await page.setViewportSize(own);
  const faults = takeFaults(page);
  if (faults.length > 0) found['console'] = faults;
  // A journey goes on after what is only ugly or hard to see, so that one fault is told as one.
  expect.soft(found, `${name} ${JSON.stringify(found)}`).toEqual({});
}

import type { BrowserContext, Page } from 'playwright-core';

const noted = new WeakMap<BrowserContext, string[]>();

/** Notes whatever a page complains of: errors in the console (broken content policies among them) and uncaught ones. */
export function watchFaults(context: BrowserContext): void {
  const faults: string[] = [];
  noted.set(context, faults);
  context.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${message.location().url} ${message.text()}`);
  });
  context.on('weberror', (fault) => faults.push(String(fault.error().stack ?? fault.error())));
}

/** What the pages of this device have complained of since they were last asked. */
export function takeFaults(of: Page | BrowserContext): string[] {
  const context = 'context' in of ? of.context() : of;
  return noted.get(context)?.splice(0) ?? [];
}

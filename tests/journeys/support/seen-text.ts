import type { BrowserContext, Page } from 'playwright-core';

declare global {
  interface Window {
    seenText: Set<string>;
  }
}

/** Keeps every text that ever stands in a page of this device, for however short a time, and all its sockets receive. */
export async function recordTexts(context: BrowserContext): Promise<{ readonly frames: string[] }> {
  const frames: string[] = [];
  context.on('page', (page) => {
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => frames.push(payload.toString())),
    );
  });
  await context.addInitScript(() => {
    window.seenText = new Set();
    const keep = (node: Node) => {
      const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      if (node.nodeType === Node.TEXT_NODE && node.nodeValue) window.seenText.add(node.nodeValue);
      while (texts.nextNode()) window.seenText.add(texts.currentNode.nodeValue ?? '');
    };
    new MutationObserver((changes) => {
      for (const change of changes) {
        if (change.type === 'characterData') keep(change.target);
        for (const node of change.addedNodes) keep(node);
        // An attribute can be read aloud as well.
        if (change.type === 'attributes' && change.target instanceof Element)
          window.seenText.add(change.target.getAttribute(change.attributeName!) ?? '');
      }
    }).observe(document, {
      ...{ subtree: true, childList: true, characterData: true },
      ...{ attributes: true, attributeFilter: ['aria-label', 'title', 'aria-valuetext'] },
    });
  });
  return { frames };
}

/** All texts seen so far in which the pattern is found. */
export async function textsSeen(page: Page, pattern: RegExp): Promise<string[]> {
  const all = await page.evaluate(() => [...window.seenText]);
  return all.filter((text) => pattern.test(text));
}

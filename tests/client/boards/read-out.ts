/** Everything an element says, piece by piece with one space between, as it is read out: nothing of what only keeps its place. */
export function readOut(element: Element): string {
  const pieces: string[] = [];
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walk.nextNode())
    if (!walk.currentNode.parentElement?.closest('[style*="visibility: hidden"]'))
      pieces.push(walk.currentNode.textContent ?? '');
  return pieces.join(' ').replace(/\s+/g, ' ').trim();
}

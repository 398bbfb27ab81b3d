import { onBeforeUnmount, onMounted, type Ref } from 'vue';

const STEP = 0.05;
/** What the style takes its sizes from, 1 for as designed, in the order in which it gives way, each down to its smallest. */
const GIVES_WAY = [
  ['--fit-names', 0.4],
  ['--fit', 0.5],
] as const;

/**
 * Draws smaller what would not fit into the box, the names first: however long they are, nothing of a result may be
 * cut off or lie under the foot of the wall.
 */
export function useFit(box: Readonly<Ref<HTMLElement | null>>): void {
  function fit(): void {
    const element = box.value;
    if (!element) return;
    const draw = (name: string, size: number) => element.style.setProperty(name, size.toFixed(2));
    const overflows = () => element.scrollHeight > element.clientHeight + 1;
    for (const [name] of GIVES_WAY) draw(name, 1);
    for (const [name, smallest] of GIVES_WAY)
      for (let size = 1; size > smallest && overflows(); draw(name, size)) size -= STEP;
  }
  const changed = new MutationObserver(fit);
  const resized = new ResizeObserver(fit);
  onMounted(() => {
    if (!box.value) return;
    changed.observe(box.value, { childList: true, characterData: true, subtree: true });
    resized.observe(box.value);
    // With the letters of the page itself, which may come after the first words.
    void document.fonts?.ready.then(fit);
  });
  onBeforeUnmount(() => {
    changed.disconnect();
    resized.disconnect();
  });
}

import { onBeforeUnmount, onMounted, type Ref } from 'vue';

const SMALLEST = 0.5;
const STEP = 0.05;

/**
 * Draws what is in the box smaller where it would not fit: however long a name, nothing of a result may be cut off or
 * lie under the foot of the wall. The style takes the size from `--fit`, 1 for as designed.
 */
export function useFit(box: Readonly<Ref<HTMLElement | null>>): void {
  function fit(): void {
    const element = box.value;
    if (!element) return;
    const draw = (part: number) => element.style.setProperty('--fit', part.toFixed(2));
    draw(1);
    for (let part = 1; part > SMALLEST && element.scrollHeight > element.clientHeight + 1;) {
      part -= STEP;
      draw(part);
    }
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

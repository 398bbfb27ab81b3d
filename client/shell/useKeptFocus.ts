import { onBeforeUnmount, onMounted, type Ref } from 'vue';

/**
 * Where the keyboard stands when the control it was on goes with the step it took: the browser would begin again at the
 * top of the page. The focus stays in the nearest part of the page that is still there, on none of its controls, so that
 * a key pressed twice presses nothing.
 */
export function useKeptFocus(page: Readonly<Ref<HTMLElement | null>>): void {
  let byKeys = false;
  let wasAt: HTMLElement[] = [];

  const pressed = (): void => void (byKeys = true);
  const pointed = (): void => void (byKeys = false);
  const entered = ({ target }: FocusEvent): void => void (wasAt = withAncestors(target as HTMLElement));
  const observer = new MutationObserver(() => {
    if (!byKeys || wasAt[0]?.isConnected !== false || document.activeElement !== document.body) return;
    const left = wasAt.find((each) => each.isConnected && page.value?.contains(each));
    wasAt = [];
    if (left) rest(left);
  });

  onMounted(() => {
    if (!page.value) return;
    addEventListener('keydown', pressed, true);
    addEventListener('pointerdown', pointed, true);
    page.value.addEventListener('focusin', entered);
    observer.observe(page.value, { childList: true, subtree: true });
  });
  onBeforeUnmount(() => {
    removeEventListener('keydown', pressed, true);
    removeEventListener('pointerdown', pointed, true);
    observer.disconnect();
  });
}

function withAncestors(element: HTMLElement): HTMLElement[] {
  const chain = [element];
  for (let at = element.parentElement; at; at = at.parentElement) chain.push(at);
  return chain;
}

/** Focuses what is no control, for as long as the focus is there. */
function rest(place: HTMLElement): void {
  if (!place.hasAttribute('tabindex')) {
    place.setAttribute('tabindex', '-1');
    place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true });
  }
  place.focus({ preventScroll: true });
}

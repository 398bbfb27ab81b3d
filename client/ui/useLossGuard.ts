import { inject, onBeforeUnmount, onMounted } from 'vue';
import { routerKey } from 'vue-router';

/**
 * Keeps what was typed from being lost on the way out: every way to another page, the browser's Back among them, asks
 * first; where the whole tab is closed the browser words the question itself.
 * @param isTyped whether something typed or chosen would be lost now
 * @param ways `ask`: whether one may go all the same; without it every way but closing the tab is somebody else's care.
 *   `hurry`: what is still tried while the browser asks.
 */
export function useLossGuard(
  isTyped: () => boolean,
  { ask, hurry }: { ask?: () => Promise<boolean>; hurry?: () => unknown },
): void {
  const router = inject(routerKey, null);
  const release = ask && router?.beforeEach(() => !isTyped() || ask());
  const warn = (event: BeforeUnloadEvent): void => {
    if (!isTyped()) return;
    event.preventDefault();
    hurry?.();
  };
  onMounted(() => window.addEventListener('beforeunload', warn));
  onBeforeUnmount(() => {
    release?.();
    window.removeEventListener('beforeunload', warn);
  });
}

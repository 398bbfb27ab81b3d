import { computed, ref } from 'vue';

/** `system` follows the device. */
export type Appearance = 'system' | 'light' | 'dark';

const KEPT_AS = 'appearance';

function kept(): Appearance {
  try {
    const value = localStorage.getItem(KEPT_AS);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}

const deviceIsDark = ref(false);

/** What the reader chose, or `system`. */
export const appearance = ref<Appearance>(kept());

/** Whether the screen is dark now. */
export const isDark = computed(() =>
  appearance.value === 'system' ? deviceIsDark.value : appearance.value === 'dark',
);

/** Shows and keeps the choice. */
export function setAppearance(next: Appearance): void {
  appearance.value = next;
  show();
  try {
    localStorage.setItem(KEPT_AS, next);
  } catch {
    /* not kept: the choice holds for this tab */
  }
}

/** To be called once, before the first paint. */
export function startAppearance(): void {
  const query = window.matchMedia('(prefers-color-scheme: dark)');
  deviceIsDark.value = query.matches;
  query.addEventListener('change', (event) => (deviceIsDark.value = event.matches));
  show();
}

function show(): void {
  const root = document.documentElement;
  if (appearance.value === 'system') root.removeAttribute('data-theme');
  else root.setAttribute('data-theme', appearance.value);
}

import { onScopeDispose, ref, watchEffect } from 'vue';

/** What the open page calls itself; null while it has not said. The top bar shows it. */
export const pageTitle = ref<string | null>(null);

/** Names the page in the tab and in the top bar; follows the language and whatever the title is made of. */
export function usePageTitle(title: () => string): void {
  watchEffect(() => {
    const now = title();
    pageTitle.value = now || null;
    if (now) document.title = `${now} · Chấm Sao`;
  });
  onScopeDispose(() => (pageTitle.value = null));
}

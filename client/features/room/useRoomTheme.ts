import { onScopeDispose, watch } from 'vue';

/** Darkens or lightens the whole page for the wall, whatever the computer at the projector is set to; gives it back on leaving. */
export function useRoomTheme(light: () => boolean): void {
  const root = document.documentElement;
  const before = root.getAttribute('data-theme');
  watch(light, (now) => root.setAttribute('data-theme', now ? 'light' : 'dark'), { immediate: true });
  onScopeDispose(() => {
    if (before === null) root.removeAttribute('data-theme');
    else root.setAttribute('data-theme', before);
  });
}

import { onScopeDispose, readonly, ref, type Ref } from 'vue';

/** Room for a panel beside the card: a tablet on its side, a laptop; in `rem`, so that zooming in counts as narrow. */
const WIDE = '(min-width: 68rem)';

/** Whether the screen is wide enough for two columns; follows turning and zooming. */
export function useWideScreen(): Readonly<Ref<boolean>> {
  const query = matchMedia(WIDE);
  const wide = ref(query.matches);
  const follow = (): void => {
    wide.value = query.matches;
  };
  query.addEventListener('change', follow);
  onScopeDispose(() => query.removeEventListener('change', follow));
  return readonly(wide);
}

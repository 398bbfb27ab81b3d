import { onScopeDispose, ref, type Ref } from 'vue';

/** Whether the viewer asked for less motion; follows the setting while the component lives. */
export function useReducedMotion(): Readonly<Ref<boolean>> {
  const query = window.matchMedia('(prefers-reduced-motion: reduce)');
  const reduced = ref(query.matches);
  const follow = () => (reduced.value = query.matches);
  query.addEventListener('change', follow);
  onScopeDispose(() => query.removeEventListener('change', follow));
  return reduced;
}

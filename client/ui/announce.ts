import { readonly, ref, watch } from 'vue';
import { locale } from './locale';

const spoken = ref('');
let again = false;
// Nothing stays in the language that was left.
watch(locale, () => (spoken.value = ''));

/** What the polite live region says now; rendered by `UiAnnouncer`, once, in the app shell. */
export const announcement = readonly(spoken);

/** Tells those who listen, politely: after what is being read now. The same sentence twice is said twice. */
export function announce(text: string): void {
  again = !again;
  spoken.value = again ? text : `${text}\u00a0`;
}

import { ref, watch, type Ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** What a list is searched for; it stands in the address, so that reloading or sending the link finds the same. */
export function useSearchInAddress(): Ref<string> {
  const route = useRoute();
  const router = useRouter();
  const search = ref(typeof route.query['tim'] === 'string' ? route.query['tim'] : '');
  watch(search, (text) => void router.replace({ query: { ...route.query, tim: text.trim() || undefined } }));
  return search;
}

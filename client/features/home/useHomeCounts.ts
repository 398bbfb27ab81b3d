import { useQuery } from '@vue/apollo-composable';
import { computed } from 'vue';
import { HomeCountsDocument } from '../../generated/operations';

/** What waits for an administrator, in numbers; undefined while unknown, for the tiles stand without them too. */
export function useHomeCounts(enabled: () => boolean) {
  const { result } = useQuery(HomeCountsDocument, null, () => ({
    enabled: enabled(),
    fetchPolicy: 'cache-and-network',
  }));
  return computed(() => {
    const counts = result.value;
    if (!counts) return undefined;
    return {
      waiting: counts.waiting.totalCount,
      roundTwo: counts.roundTwo.totalCount,
      councils: counts.councils.length,
      openSessions: counts.openSessions.length,
    };
  });
}

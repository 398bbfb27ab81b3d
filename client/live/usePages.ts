import type { OperationVariables, TypedDocumentNode } from '@apollo/client/core';
import { useQuery } from '@vue/apollo-composable';
import { computed, reactive, ref } from 'vue';
import type { DeskPages } from '../ui/desk/desk-pages';
import { wordLoadFault } from './faults';

interface Page<Row> {
  readonly nodes: readonly Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: number;
}

/**
 * A list that the server gives page by page. What was shown stays until other filters have brought their first page.
 * @param field      of the query, which answers with the page
 * @param variables  of the first page; a pause in typing is waited for
 */
export function usePages<Field extends string, Row, Variables extends OperationVariables>(
  document: TypedDocumentNode<Record<Field, Page<Row>>, Variables>,
  field: Field,
  variables: () => Variables,
): DeskPages<Row> {
  const { result, loading, error, refetch, fetchMore } = useQuery(document, variables, {
    fetchPolicy: 'cache-and-network',
    debounce: 200,
    keepPreviousResult: true,
  });
  const page = computed(() => result.value?.[field]);
  const readingMore = ref(false);
  const moreFault = ref('');

  async function readMore(): Promise<void> {
    readingMore.value = true;
    moreFault.value = '';
    try {
      await fetchMore({
        variables: { after: page.value?.pageInfo.endCursor ?? null } as unknown as Variables,
        updateQuery: (before, { fetchMoreResult: next }) => (next ? join(before, next, field) : before),
      });
    } catch (fault) {
      moreFault.value = wordLoadFault(fault);
    } finally {
      readingMore.value = false;
    }
  }

  return reactive({
    rows: computed(() => page.value?.nodes ?? []),
    total: computed(() => page.value?.totalCount ?? 0),
    hasMore: computed(() => page.value?.pageInfo.hasNextPage ?? false),
    waiting: computed(() => loading.value && !page.value),
    readingMore,
    moreFault,
    fault: computed(() => wordLoadFault(error.value)),
    readMore: () => void readMore(),
    retry: () => void refetch(),
  }) as DeskPages<Row>;
}

/** The next page behind those already read. */
function join<Data>(before: Data, next: Data, field: string): Data {
  const [read, more] = [before, next] as unknown as Record<string, Page<unknown>>[];
  const nodes = [...(read?.[field]?.nodes ?? []), ...(more?.[field]?.nodes ?? [])];
  return { ...next, [field]: { ...more?.[field], nodes } };
}

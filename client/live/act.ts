import type { MutationOptions, OperationVariables, TypedDocumentNode } from '@apollo/client/core';
import { computed, ref, shallowRef, type ComputedRef, type Ref } from 'vue';
import { apollo } from './apollo';
import { actFaultKind, wordActFault } from './faults';
import { isRefusal, wordFieldFault, wordRefusal, type RefusalAnswer } from './refusals';

/** The one root field of a mutation. */
type Outcome<TData> = TData[Exclude<keyof TData, '__typename'>];

/** What an outcome is when it is not refused. */
export type Payload<TData> = Exclude<Outcome<TData>, { __typename: 'Refusal' }>;

export interface Act<TData, TVariables extends OperationVariables> {
  /** Sends the act; the payload, or null when it was refused or did not get through. A second call while busy is not sent. */
  run: (variables: TVariables) => Promise<Payload<TData> | null>;
  busy: Readonly<Ref<boolean>>;
  /** The last refusal, until the next run. */
  refusal: Readonly<Ref<RefusalAnswer | null>>;
  /** The last refusal or fault in the reader's language, to be shown beside the control; '' when there is none. */
  notice: ComputedRef<string>;
  /** What is wrong with one field of the input, in words, for `UiField`'s error. */
  fieldFault: (field: string) => string;
  /** Takes the notice away. */
  clear: () => void;
}

/** Sends a mutation whose outcome may be a refusal. Nothing is thrown: whatever went wrong is worded in `notice`. */
export function useAct<TData, TVariables extends OperationVariables>(
  document: TypedDocumentNode<TData, TVariables>,
  options: Omit<MutationOptions<TData, TVariables>, 'mutation' | 'variables'> = {},
): Act<TData, TVariables> {
  const busy = ref(false);
  const refusal = shallowRef<RefusalAnswer | null>(null);
  const fault = ref<ReturnType<typeof actFaultKind> | null>(null);

  async function run(variables: TVariables): Promise<Payload<TData> | null> {
    if (busy.value) return null;
    busy.value = true;
    clear();
    try {
      const { data } = await apollo.mutate<TData, TVariables>({ ...options, mutation: document, variables });
      const outcome = outcomeOf(data);
      if (!isRefusal(outcome as object)) return outcome as Payload<TData>;
      refusal.value = outcome as RefusalAnswer;
    } catch (error) {
      fault.value = actFaultKind(error);
    } finally {
      busy.value = false;
    }
    return null;
  }

  function clear(): void {
    refusal.value = null;
    fault.value = null;
  }

  const notice = computed(() => {
    if (refusal.value) return wordRefusal(refusal.value);
    return fault.value ? wordActFault(fault.value) : '';
  });
  return { run, busy, refusal, notice, fieldFault: (field) => wordFieldFault(refusal.value, field), clear };
}

function outcomeOf(data: unknown): unknown {
  const [, value] = Object.entries(data ?? {}).find(([field]) => field !== '__typename') ?? [];
  if (value === undefined || value === null) throw new Error('The server answered an act with nothing.');
  return value;
}

import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue';
import { LiveBoardDocument, type LiveBoard_BoardFragment } from '../generated/operations';
import { apollo } from './apollo';
import { NOT_TRUSTED } from './outdated';

/** All that the viewer may see of a session now. */
export type Board = LiveBoard_BoardFragment;

const RESUBSCRIBE_MS = 3_000;

export interface LiveBoard {
  /** The newest board, null until the first one has come. Replaced whole, never changed in place. */
  board: ComputedRef<Board | null>;
  /** Why the stream ended for good ('TAKEN_OVER', 'FORBIDDEN', 'NOT_FOUND' …); null while it lives. */
  ended: Readonly<Ref<string | null>>;
}

/**
 * The live board of one session. The stream opens with the whole board and every later one is whole, so
 * joining late and reconnecting need nothing here; a board older than the one shown is ignored.
 * Call it once per page and pass the board down.
 */
export function useLiveBoard(sessionId: () => string): LiveBoard {
  const newest = shallowRef<Board | null>(null);
  const ended = ref<string | null>(null);
  let leave = () => {};

  function take(board: Board): void {
    const shown = newest.value;
    if (!shown || shown.id !== board.id || board.revision >= shown.revision) newest.value = board;
  }

  function join(id: string): void {
    let again: ReturnType<typeof setTimeout> | undefined;
    const rejoin = () => (again = setTimeout(() => join(id), RESUBSCRIBE_MS));
    const subscription = apollo
      .subscribe({ query: LiveBoardDocument, variables: { sessionId: id }, fetchPolicy: 'no-cache' })
      .subscribe({
        next: ({ data, errors }) => {
          if (data) take(data.sessionBoard);
          const reason = errors && reasonOf(errors[0]);
          if (reason) ended.value = reason;
        },
        error: (error) => {
          const reason = endOf(error);
          if (reason) ended.value = reason;
          else rejoin();
        },
        // The server says why before it ends a stream for good; a bare end is a restart.
        complete: () => ended.value ?? rejoin(),
      });
    leave = () => {
      clearTimeout(again);
      subscription.unsubscribe();
    };
  }

  watch(
    sessionId,
    (id) => {
      leave();
      newest.value = null;
      ended.value = null;
      join(id);
    },
    { immediate: true },
  );
  onScopeDispose(() => leave());

  return { board: computed(() => newest.value), ended };
}

type Coded = { extensions?: Record<string, unknown> };

/** Not for good: a fault passes, and a page that is too old keeps its last board and is told to be loaded anew. */
const PASSING = new Set<unknown>(['INTERNAL_SERVER_ERROR', NOT_TRUSTED]);

/** The socket link hands a refused socket on as text only. */
const CLOSED_FOR_GOOD = /^Socket closed with event (?:4401|4403)\s*(.*)$/;

function reasonOf(error: Coded | undefined): string | null {
  const { reason, code } = error?.extensions ?? {};
  if (typeof reason === 'string') return reason;
  return typeof code === 'string' && !PASSING.has(code) ? code : null;
}

/** A reason to stop for good, or null where trying again may help. */
function endOf(error: unknown): string | null {
  const { graphQLErrors = [], message = '' } = error as { graphQLErrors?: Coded[]; message?: string };
  for (const each of graphQLErrors) {
    const reason = reasonOf(each);
    if (reason) return reason;
  }
  const closed = CLOSED_FOR_GOOD.exec(message);
  return closed ? closed[1] || 'ENDED' : null;
}

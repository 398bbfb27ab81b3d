import { computed, watch, type ComputedRef } from 'vue';
import { LiveBoardDocument, ViewerDocument } from '../../generated/operations';
import { forgetCopies, keepCopy } from '../../live/copies';
import { loginKey } from '../../live/sign-in-state';
import { useCopy } from '../../live/useCopy';
import { useLiveBoard, type Board, type LiveBoard } from '../../live/useLiveBoard';
import { useViewer } from '../../live/viewer';

export interface MemberBoard extends LiveBoard {
  /** When the board that is shown came, if it is this device's copy; null: it is the server's own. */
  copiedAt: ComputedRef<number | null>;
}

/**
 * The live board of a member's session; while the server is silent, this device's copy of it. What the device keeps
 * of a session goes when the session closes, when the viewer has no place in it any more, and product by product when
 * he steps aside.
 */
export function useMemberBoard(sessionId: () => string): MemberBoard {
  const { board, ended } = useLiveBoard(sessionId);
  const { viewer, isRemembered } = useViewer();
  const isOver = computed(() => ended.value !== null || board.value?.phase === 'CLOSED');
  const copy = useCopy<Board>(
    'board',
    LiveBoardDocument,
    () => (isOver.value ? null : sessionId()),
    () => board.value && withoutChairs(board.value),
  );

  watch(
    () => board.value !== null && !isOver.value && !isRemembered.value && viewer.value,
    (known) => {
      if (known) void keepCopy('viewer', '', ViewerDocument, known);
    },
  );
  watch(isOver, (over) => {
    if (over) void forgetCopies(loginKey());
  });
  watch(
    () => openItems(board.value),
    (open) => {
      if (open === null) return;
      const may = new Set(open.split(' '));
      const ofProduct = (kind: string) => kind === 'dossier' || kind === 'sheet';
      void forgetCopies(loginKey(), (kind, id) => !ofProduct(kind) || may.has(id));
    },
  );

  return {
    board: computed(() => board.value ?? copy.value?.answer ?? null),
    ended,
    copiedAt: computed(() => copy.value?.at ?? null),
  };
}

/** Ids of the evaluations and dossiers that the viewer may open. */
function openItems(board: Board | null): string | null {
  if (!board) return null;
  const open = board.agenda.filter((item) => !item.recused && item.dossierId);
  return open.flatMap((item) => [item.id, item.dossierId]).join(' ');
}

/**
 * A chair scores on this page too; what only a chair sees is not drawn here and does not stay on the device: of a stop
 * not released, and of why a class was given, it keeps what the members are told.
 */
function withoutChairs(board: Board): Board {
  const agenda = board.agenda.map((item) => ({
    ...item,
    ...(item.phase === 'STOPPED' && {
      phase: 'CONCLUDED' as const,
      myFindings: item.myFindings?.map(beforeRelease) ?? null,
    }),
    seats: null,
    provisional: null,
    findings: null,
    submittedCount: null,
    expectedCount: null,
    result: item.result?.releasedAt ? toldResult(item.result) : null,
  }));
  return { ...board, agenda, members: [] };
}

type Item = Board['agenda'][number];

function beforeRelease(finding: NonNullable<Item['myFindings']>[number]) {
  return finding.state === 'CONFIRMED' ? { ...finding, state: 'REPORTED' as const, reason: null } : finding;
}

function toldResult(result: NonNullable<Item['result']>) {
  return result.outcome === 'CLASSIFIED' ? { ...result, reason: null } : result;
}

// The real client without its pages: what a page would call and watch, for the laboratory to call and watch.
import { effectScope, shallowRef, watch } from 'vue';
import { print } from 'graphql';
import {
  CloseScoringDocument,
  CloseSessionDocument,
  ConcludeDocument,
  DeferDocument,
  LiveBoardDocument,
  MySheetDocument,
  OpenScoringDocument,
  OpenSeatDocument,
  PresentDossierDocument,
  ReleaseDocument,
  ReturnSheetsDocument,
  SubmitSheetDocument,
} from '../../../client/generated/operations';
import { useSheetElsewhere } from '../../../client/features/scoring/useSheetElsewhere';
import type { Sheet } from '../../../client/features/scoring/useMarks';
import { useAct } from '../../../client/live/act';
import { apollo } from '../../../client/live/apollo';
import { useBackOnline, useConnection } from '../../../client/live/connection';
import { outboxOf } from '../../../client/live/outbox-send';
import type { Outbox } from '../../../client/live/outbox';
import { conflicts, effectiveWish, waiting } from '../../../client/live/outbox-state';
import { startProbe } from '../../../client/live/probe';
import { bearer, endedSignIn } from '../../../client/live/sign-in-state';
import { useLiveBoard, type LiveBoard } from '../../../client/live/useLiveBoard';
import { loadViewer, takeSignIn } from '../../../client/live/viewer';
import type { TabAct, TabApi } from '../tab-api';

const ACTS = {
  presentDossier: PresentDossierDocument,
  openScoring: OpenScoringDocument,
  closeScoring: CloseScoringDocument,
  returnSheets: ReturnSheetsDocument,
  conclude: ConcludeDocument,
  release: ReleaseDocument,
  defer: DeferDocument,
  closeSession: CloseSessionDocument,
} as const satisfies Record<TabAct, unknown>;

const page = effectScope(true);
let live: LiveBoard | null = null;
let outbox: Outbox | null = null;
const sheet = shallowRef<Sheet | null>(null);
/** Reads the sheet on the screen again; as `ProductView` does, when the chair moves or the line is back. */
let reread = (): void => undefined;

const complaints: string[] = [];

startProbe();
page.run(() => {
  const { state } = useConnection();
  watch(state, (now) => now === 'offline' && complaints.push('offline'), { flush: 'sync' });
  useBackOnline(() => {
    outbox?.kick();
    reread();
  });
  useSheetElsewhere(
    () => outbox,
    () => sheet.value,
    () => reread(),
  );
});

async function seatOf(sessionId: string): Promise<string | null> {
  const viewer = await loadViewer();
  return viewer.seats.find((seat) => seat.sessionId === sessionId && seat.voting)?.memberId ?? null;
}

/** The words of an act by its document: every one of them is a mutation whose outcome may be a refusal. */
function run(
  document: (typeof ACTS)[TabAct] | typeof SubmitSheetDocument,
  variables: Record<string, unknown>,
) {
  const act = useAct(document as typeof ConcludeDocument);
  return act.run(variables as never).then((payload) => {
    if (payload === null && !act.refusal.value) complaints.push(act.notice.value);
    return { act, done: payload !== null };
  });
}

const asQuery = {
  ...LiveBoardDocument,
  definitions: LiveBoardDocument.definitions.map((definition) =>
    definition.kind === 'OperationDefinition' ? { ...definition, operation: 'query' } : definition,
  ),
} as typeof LiveBoardDocument;

export const api: TabApi = {
  async openLink(token, takeOver) {
    const { run: open, refusal } = useAct(OpenSeatDocument, { fetchPolicy: 'no-cache' });
    const signedIn = await open({ token, takeOver });
    if (signedIn) {
      await takeSignIn(signedIn);
      return 'opened';
    }
    if (!refusal.value) return 'unreachable';
    return refusal.value.refusalCode === 'SEAT_TAKEN' ? 'taken' : 'failed';
  },
  becomeRoom(token) {
    bearer.value = token;
  },
  follow(sessionId, onShown) {
    page.run(() => {
      const following = (live = useLiveBoard(() => sessionId));
      watch(
        () => following.board.value?.revision,
        (revision) => revision !== undefined && onShown(revision),
        { flush: 'sync' },
      );
    });
  },
  async openSheet(sessionId, evaluationId) {
    const memberId = await seatOf(sessionId);
    if (!memberId) return null;
    const box = (outbox = outboxOf(memberId));
    page.run(() =>
      watch(
        () => box.status.trouble,
        (trouble) => trouble && trouble !== 'offline' && complaints.push(trouble),
        { flush: 'sync' },
      ),
    );
    const reading = apollo.watchQuery({
      query: MySheetDocument,
      variables: { evaluationId },
      fetchPolicy: 'cache-and-network',
    });
    reread = () => void reading.refetch().catch(() => undefined);
    // A reading that failed ends its subscription; the page asks again when the line is back, and so does `reread`.
    const listen = (): unknown =>
      reading.subscribe({
        next: ({ data }) => {
          if (!data?.mySheet) return;
          sheet.value = data.mySheet;
          void box.seen(data.mySheet);
        },
        error: () => {
          reading.resetLastResults();
          listen();
        },
      });
    const first = new Promise<Sheet>((come) => {
      page.run(() =>
        watch(sheet, (now) => now?.evaluationId === evaluationId && come(now), { flush: 'sync' }),
      );
    });
    listen();
    page.run(() =>
      watch(
        [
          () => live?.board.value?.agenda.find(({ id }) => id === evaluationId)?.phase,
          () => live?.board.value?.agenda.find(({ id }) => id === evaluationId)?.attempt,
          () => live?.board.value?.phase,
        ],
        () => reread(),
      ),
    );
    const mine = await first;
    await box.seen(mine);
    return { sheetId: mine.id, cardCode: mine.criteriaSetCode };
  },
  async tap({ sheetId, cardCode }, criterion, wish) {
    await outbox?.put(sheetId, { [criterion]: wish }, cardCode);
  },
  sheetState(sheetId) {
    const state = outbox?.states.get(sheetId);
    if (!state) return null;
    const touched = new Set([...state.base.marks.map(({ criterion }) => criterion), ...waiting(state)]);
    return {
      waiting: waiting(state),
      conflicts: conflicts(state),
      blocked: state.blocked?.code ?? null,
      version: state.base.version,
      shown: [...touched].map((criterion) => ({ criterion, ...effectiveWish(state, criterion) })),
    };
  },
  async decide(sheetId, criterion, keep) {
    await outbox?.decide(sheetId, criterion, keep);
  },
  async submit({ sheetId, cardCode }) {
    const version = outbox?.states.get(sheetId)?.base.version;
    if (version === undefined) return { done: false, notice: 'not opened' };
    const input = { sheetId, version, criteriaSetCode: cardCode, opinion: null };
    const { act, done } = await run(SubmitSheetDocument, { input });
    if (!done) reread();
    return { done, notice: act.notice.value };
  },
  async act(name, variables) {
    const { act, done } = await run(ACTS[name], variables);
    return { done, refusal: act.refusal.value?.refusalCode ?? null };
  },
  board: () => live?.board.value ?? null,
  ended: () => live?.ended.value ?? endedSignIn.value?.reason ?? null,
  complaints,
  boardQuery: print(asQuery),
};

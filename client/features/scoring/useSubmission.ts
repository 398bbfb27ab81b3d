import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import { SubmitSheetDocument, WithdrawSheetDocument } from '../../generated/operations';
import { useAct } from '../../live/act';
import { useBackOnline } from '../../live/connection';
import type { Outbox } from '../../live/outbox';
import type { Board } from '../../live/useLiveBoard';
import type { CardView } from './card-view';
import { lacksRemark } from './marking';
import type { Marks, Sheet } from './useMarks';

export interface Submission {
  /** The opinion on the whole sheet; kept on the device until it is submitted. */
  readonly opinion: Readonly<Ref<string>>;
  readonly write: (opinion: string) => void;
  readonly keepOpinion: () => void;
  /** What stands in the way of submitting; all empty and false: it can be submitted. */
  readonly gaps: ComputedRef<{ missing: string[]; remarks: string[]; device: string[]; offline: boolean }>;
  readonly canSubmit: ComputedRef<boolean>;
  readonly busy: ComputedRef<boolean>;
  readonly notice: ComputedRef<string>;
  readonly submit: () => Promise<boolean>;
  readonly withdraw: () => Promise<boolean>;
}

const PAUSE_MS = 600;

/** Submitting a sheet and taking it back; the one thing that needs the connection. */
export function useSubmission(
  outbox: Outbox,
  sheet: () => Sheet,
  card: () => CardView,
  marks: Marks,
  regulation: () => Board['regulation'],
  unreachable: () => boolean,
  reread: () => void,
): Submission {
  const submitting = useAct(SubmitSheetDocument);
  const withdrawing = useAct(WithdrawSheetDocument);
  // "Not sent: no connection" is no longer so; a refusal still is.
  useBackOnline(() => {
    for (const act of [submitting, withdrawing]) if (!act.busy.value && !act.refusal.value) act.clear();
  });
  const opinion = ref(marks.state.value.opinion ?? sheet().opinion ?? '');
  let timer: ReturnType<typeof setTimeout> | undefined;

  // The device's own draft is read a moment after the sheet: it stands before the server's text.
  watch(
    () => marks.state.value.opinion,
    (kept) => {
      if (kept !== null && timer === undefined) opinion.value = kept;
    },
  );
  watch(opinion, () => {
    clearTimeout(timer);
    timer = setTimeout(keepOpinion, PAUSE_MS);
  });

  function keepOpinion(): void {
    clearTimeout(timer);
    timer = undefined;
    const kept = marks.state.value.opinion ?? sheet().opinion ?? '';
    if (marks.ready.value && opinion.value !== kept) void outbox.putOpinion(sheet().id, opinion.value);
  }

  const gaps = computed(() => ({
    missing: [...marks.sum.value.missing],
    remarks: card()
      .criteria.filter(
        (each) => each.applicable && lacksRemark(each, marks.wishOf(each.code), regulation().remarkBeyond),
      )
      .map(({ code }) => code),
    device: marks.waiting.value,
    offline: unreachable(),
  }));
  const canSubmit = computed(() => {
    const { missing, remarks, device, offline } = gaps.value;
    return missing.length + remarks.length + device.length === 0 && !offline;
  });

  async function submit(): Promise<boolean> {
    if (!canSubmit.value) return false;
    withdrawing.clear();
    const { id } = sheet();
    const input = {
      sheetId: id,
      version: marks.state.value.base.version,
      criteriaSetCode: card().code,
      opinion: opinion.value.trim() || null,
    };
    const submitted = await submitting.run({ input });
    if (submitted) {
      clearTimeout(timer);
      timer = undefined;
      await outbox.putOpinion(id, null);
    } else reread();
    return submitted !== null;
  }

  async function withdraw(): Promise<boolean> {
    submitting.clear();
    const withdrawn = await withdrawing.run({ sheetId: sheet().id });
    if (!withdrawn) reread();
    return withdrawn !== null;
  }

  return {
    opinion,
    write: (text) => {
      opinion.value = text;
    },
    keepOpinion,
    gaps,
    canSubmit,
    busy: computed(() => submitting.busy.value || withdrawing.busy.value),
    notice: computed(() => submitting.notice.value || withdrawing.notice.value),
    submit,
    withdraw,
  };
}

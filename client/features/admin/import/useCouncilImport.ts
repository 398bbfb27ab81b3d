import { computed, ref, shallowRef } from 'vue';
import {
  ImportCouncilsDocument,
  PlanCouncilImportDocument,
  type ImportCouncilsMutation,
  type PlanCouncilImportMutation,
} from '../../../generated/operations';
import { useAct, type Payload } from '../../../live/act';
import { readInWorker } from './read-in-worker';
import type { ReadSpreadsheet } from './read-spreadsheet';
import { UnreadableSheet } from './unreadable-sheet';

/** The way of one spreadsheet: chosen, read in this browser, judged by the server line by line, imported. */
export function useCouncilImport() {
  const plans = useAct(PlanCouncilImportDocument);
  const imports = useAct(ImportCouncilsDocument);
  const fileName = ref('');
  const reading = ref(false);
  const read = shallowRef<ReadSpreadsheet | null>(null);
  const unreadable = shallowRef<UnreadableSheet | null>(null);
  const plan = shallowRef<Payload<PlanCouncilImportMutation> | null>(null);
  const done = shallowRef<Payload<ImportCouncilsMutation> | null>(null);
  /** What was shown is no longer what would happen. */
  const changedMeanwhile = ref(false);

  const sheet = () => ({
    columns: [...read.value!.columns],
    lines: read.value!.lines.map(({ line, cells }) => ({ line, cells: [...cells] })),
  });

  function forget(): void {
    read.value = unreadable.value = plan.value = done.value = null;
    changedMeanwhile.value = false;
    plans.clear();
    imports.clear();
  }

  async function choose(file: File): Promise<void> {
    forget();
    fileName.value = file.name;
    reading.value = true;
    try {
      read.value = await readInWorker(file);
    } catch (error) {
      unreadable.value = error instanceof UnreadableSheet ? error : new UnreadableSheet('BROKEN');
    } finally {
      reading.value = false;
    }
    if (read.value) await judge();
  }

  async function judge(): Promise<void> {
    plan.value = await plans.run({ sheet: sheet() });
  }

  async function importAll(): Promise<void> {
    const planCode = plan.value?.planCode;
    if (!planCode) return;
    changedMeanwhile.value = false;
    done.value = await imports.run({ sheet: sheet(), planCode });
    if (imports.refusal.value?.refusalCode !== 'CONFLICT') return;
    imports.clear();
    await judge();
    changedMeanwhile.value = true;
  }

  const busy = computed(() => reading.value || plans.busy.value);
  const notice = computed(() => plans.notice.value || imports.notice.value);
  return {
    ...{ fileName, reading, read, unreadable, plan, done, changedMeanwhile, busy, notice },
    ...{ planning: plans.busy, importing: imports.busy, choose, judge, importAll, forget },
  };
}

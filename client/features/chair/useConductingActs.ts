import { computed, ref } from 'vue';
import { useCloseScoring } from './acts/useCloseScoring';
import { useCloseSession } from './acts/useCloseSession';
import { useConclude } from './acts/useConclude';
import { useDefer } from './acts/useDefer';
import { useOpenScoring } from './acts/useOpenScoring';
import { useOpenSession } from './acts/useOpenSession';
import { usePresentDossier } from './acts/usePresentDossier';
import { useRelease } from './acts/useRelease';
import { useResumeSession } from './acts/useResumeSession';
import { useReturnSheets } from './acts/useReturnSheets';
import { useSuspendSession } from './acts/useSuspendSession';
import { useTakeOffTable } from './acts/useTakeOffTable';
import type { StepId } from './conducting-steps';

export interface StepInput {
  sessionId: string;
  /** Of the item the step concerns; not needed for steps of the session. */
  evaluationId?: string;
  reason?: string;
  fixList?: string;
  /** Who scores again; null for all who submitted. */
  memberIds?: string[] | null;
}

/** All steps of conducting behind one door. One step at a time; `tried` keeps the last one and how it was refused. */
export function useConductingActs() {
  const acts = {
    openSession: useOpenSession(),
    suspendSession: useSuspendSession(),
    resumeSession: useResumeSession(),
    closeSession: useCloseSession(),
    present: usePresentDossier(),
    openScoring: useOpenScoring(),
    reopenScoring: useOpenScoring(),
    closeScoring: useCloseScoring(),
    returnSheets: useReturnSheets(),
    conclude: useConclude(),
    release: useRelease(),
    defer: useDefer(),
    takeOffTable: useTakeOffTable(),
  };
  const tried = ref<StepId | null>(null);
  const busy = computed(() => Object.values(acts).some((act) => act.busy.value));
  const notice = computed(() => (tried.value ? acts[tried.value].notice.value : ''));
  const refusedAs = computed(() => (tried.value && acts[tried.value].refusal.value?.refusalCode) || null);

  function send(id: StepId, input: StepInput): Promise<object | null> {
    const { sessionId, evaluationId = '', reason = '', fixList = '', memberIds = null } = input;
    switch (id) {
      case 'openSession':
      case 'resumeSession':
      case 'closeSession':
        return acts[id].run({ sessionId });
      case 'suspendSession':
        return acts[id].run({ sessionId, reason });
      case 'returnSheets':
        return acts[id].run({ evaluationId, memberIds, reason });
      case 'conclude':
        return acts[id].run({ evaluationId, reason: reason || null });
      case 'takeOffTable':
        return acts[id].run({ evaluationId, reason });
      case 'defer':
        return acts[id].run({ evaluationId, reason, fixList });
      default:
        return acts[id].run({ evaluationId });
    }
  }

  /** @returns whether the server took the step; if not, `notice` says why beside it */
  async function take(id: StepId, input: StepInput): Promise<boolean> {
    if (busy.value) return false;
    tried.value = id;
    return (await send(id, input)) !== null;
  }
  function clear(): void {
    if (tried.value) acts[tried.value].clear();
    tried.value = null;
  }
  return { take, tried, busy, notice, refusedAs, clear };
}

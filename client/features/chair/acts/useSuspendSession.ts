import { SuspendSessionDocument } from '../../../generated/operations';
import { useAct } from '../../../live/act';

/** Suspends the session; the reason goes into the record and to every screen. */
export const useSuspendSession = () => useAct(SuspendSessionDocument);

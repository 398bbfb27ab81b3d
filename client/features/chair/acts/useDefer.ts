import { DeferDocument } from '../../../generated/operations';
import { useAct } from '../../../live/act';

/** Defers the dossier to round 2 with the list of what is to be completed. */
export const useDefer = () => useAct(DeferDocument);

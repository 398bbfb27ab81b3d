import { DeferDocument } from '../../../generated/operations';
import { useAct } from '../../../live/act';

/** Defers the dossier to the next round with the list of what is to be completed. */
export const useDefer = () => useAct(DeferDocument);

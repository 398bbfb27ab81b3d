import { CloseScoringDocument } from '../../../generated/operations';
import { useAct } from '../../../live/act';

/** Closes scoring; no mark is accepted afterwards. */
export const useCloseScoring = () => useAct(CloseScoringDocument);

import { ConcludeDocument } from '../../../generated/operations';
import { useAct } from '../../../live/act';

/** Concludes the dossier; the reason is required where members lie too far apart. */
export const useConclude = () => useAct(ConcludeDocument);

import { OpenScoringDocument } from '../../../generated/operations';
import { useAct } from '../../../live/act';

/** Opens scoring of the dossier on the table. */
export const useOpenScoring = () => useAct(OpenScoringDocument);

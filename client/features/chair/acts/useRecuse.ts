import { RecuseDocument } from '../../../generated/operations';
import { useAct } from '../../../live/act';

/** Takes a member out of the scoring of one dossier, with the reason. */
export const useRecuse = () => useAct(RecuseDocument);

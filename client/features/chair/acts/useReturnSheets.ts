import { ReturnSheetsDocument } from '../../../generated/operations';
import { useAct } from '../../../live/act';

/** Gives sheets back for re-scoring: to the members named, or to all who submitted. */
export const useReturnSheets = () => useAct(ReturnSheetsDocument);

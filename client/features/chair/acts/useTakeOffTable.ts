import { TakeOffTableDocument } from '../../../generated/operations';
import { useAct } from '../../../live/act';

/** Takes the dossier off the table undecided; it waits on the agenda with its sheets. */
export const useTakeOffTable = () => useAct(TakeOffTableDocument);

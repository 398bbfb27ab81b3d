import { CloseSessionDocument } from '../../../generated/operations';
import { useAct } from '../../../live/act';

/** Closes the session for good and seals its record. */
export const useCloseSession = () => useAct(CloseSessionDocument);

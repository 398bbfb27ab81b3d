import { OpenSessionDocument } from '../../../generated/operations';
import { useAct } from '../../../live/act';

/** Opens a planned session; members may enter their sheets from then on. */
export const useOpenSession = () => useAct(OpenSessionDocument);

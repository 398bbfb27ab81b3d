import { ConfirmStopDocument } from '../../../generated/operations';
import { useAct } from '../../../live/act';

/** Settles a finding reported by a member: confirms or dismisses it, with the reason. */
export const useConfirmStop = () => useAct(ConfirmStopDocument);

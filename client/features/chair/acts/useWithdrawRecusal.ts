import { WithdrawRecusalDocument } from '../../../generated/operations';
import { useAct } from '../../../live/act';

/** Lets a member take part again who was recused by mistake, with the reason. */
export const useWithdrawRecusal = () => useAct(WithdrawRecusalDocument);

import { ResumeSessionDocument } from '../../../generated/operations';
import { useAct } from '../../../live/act';

/** Takes a suspended session up again where it stood. */
export const useResumeSession = () => useAct(ResumeSessionDocument);

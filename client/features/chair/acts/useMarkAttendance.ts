import { MarkAttendanceDocument } from '../../../generated/operations';
import { useAct } from '../../../live/act';

/** Records who is present; an absence needs its reason. */
export const useMarkAttendance = () => useAct(MarkAttendanceDocument);

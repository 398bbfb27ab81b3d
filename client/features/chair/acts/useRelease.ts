import { ReleaseDocument } from '../../../generated/operations';
import { useAct } from '../../../live/act';

/** Releases the result to the members, the room and reports. */
export const useRelease = () => useAct(ReleaseDocument);

import { OpenRoomScreenDocument } from '../../../generated/operations';
import { useAct } from '../../../live/act';

/** Makes a new address for the room screen; the former one stops working. */
export const useOpenRoomScreen = () => useAct(OpenRoomScreenDocument);

import { PresentDossierDocument } from '../../../generated/operations';
import { useAct } from '../../../live/act';

/** Puts a waiting dossier on the table; every screen follows. */
export const usePresentDossier = () => useAct(PresentDossierDocument);

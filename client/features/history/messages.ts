import { bilingual } from '../../i18n';
import { deskWords } from '../../ui/desk/desk-words';
import { en } from './messages-en';
import { vi } from './messages-vi';

/** All wordings of the history; English has exactly the keys of Vietnamese. */
export const messages = bilingual({ ...deskWords.vi, ...vi }, { ...deskWords.en, ...en });

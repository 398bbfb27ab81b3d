import { bilingual } from '../../i18n';
import { en } from './messages-en';
import { vi } from './messages-vi';

/** All wordings of the member's scoring screen; English has exactly the keys of Vietnamese. */
export const messages = bilingual(vi, en);

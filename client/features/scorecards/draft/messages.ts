import { deskWords } from '../../../ui/desk/desk-words';
import { messages as scorecardWords } from '../messages';
import { draftWordsEn } from './words-en';
import { draftWordsVi } from './words-vi';

const vi = { ...deskWords.vi, ...scorecardWords.vi, ...draftWordsVi };
const en: typeof vi = { ...deskWords.en, ...scorecardWords.en, ...draftWordsEn };

export const messages = { vi, en };

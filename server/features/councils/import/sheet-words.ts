import type { CouncilLevel } from '../../../domain/council-level.js';
import type { Text } from '../../../domain/scorecard.js';
import type { CouncilRole } from '../council.js';
import { wordKey } from './fold-name.js';

/** How a value is shown, and what else it is understood from. */
interface Meaning {
  readonly shown: Text;
  readonly also: readonly string[];
}

const ROLES: Record<CouncilRole, Meaning> = {
  CHAIR: {
    shown: { vi: 'Chủ tịch', en: 'Chair' },
    also: ['Chủ tịch Hội đồng', 'Chairman', 'Chairwoman', 'Chairperson'],
  },
  VICE_CHAIR: {
    shown: { vi: 'Phó Chủ tịch', en: 'Vice-chair' },
    also: ['Phó Chủ tịch Hội đồng', 'Phó Chủ tịch thường trực', 'Deputy chair', 'Vice chairman'],
  },
  MEMBER: {
    shown: { vi: 'Ủy viên', en: 'Member' },
    also: ['Thành viên', 'Ủy viên Hội đồng', 'Thành viên Hội đồng'],
  },
  SECRETARY: {
    shown: { vi: 'Thư ký', en: 'Secretary' },
    also: ['Thư ký Hội đồng', 'Ủy viên thư ký', 'Ủy viên, thư ký', 'Ủy viên kiêm thư ký'],
  },
  SUPPORT: {
    shown: { vi: 'Tổ tư vấn, giúp việc', en: 'Support team' },
    also: ['Tổ tư vấn', 'Tổ giúp việc', 'Support', 'Advisory team'],
  },
};

const LEVELS: Record<CouncilLevel, Meaning> = {
  CENTRAL: { shown: { vi: 'Trung ương', en: 'Central' }, also: ['Cấp trung ương', 'Centre', 'National'] },
  PROVINCE: { shown: { vi: 'Cấp tỉnh', en: 'Province' }, also: ['Tỉnh', 'Thành phố', 'Provincial'] },
  DISTRICT: { shown: { vi: 'Cấp huyện', en: 'District' }, also: ['Huyện'] },
};

const VOTES: Record<'YES' | 'NO', Meaning> = {
  YES: { shown: { vi: 'Có', en: 'Yes' }, also: ['x', 'y', '1', 'true', 'đúng'] },
  NO: { shown: { vi: 'Không', en: 'No' }, also: ['n', '0', 'false', 'sai'] },
};

function understand<Value extends string>(meanings: Record<Value, Meaning>, cell: string): Value | null {
  const key = wordKey(cell);
  const found = (Object.entries(meanings) as [Value, Meaning][]).find(([, { shown, also }]) =>
    [shown.vi, shown.en, ...also].some((word) => wordKey(word) === key),
  );
  return found?.[0] ?? null;
}

const choices = (meanings: Record<string, Meaning>, language: keyof Text): string =>
  Object.values(meanings).map(({ shown }) => shown[language]).join('; '); // prettier-ignore

const notUnderstood = (meanings: Record<string, Meaning>): Text => ({
  vi: `cần là một trong: ${choices(meanings, 'vi')}`,
  en: `must be one of: ${choices(meanings, 'en')}`,
});

export const readRole = (cell: string): CouncilRole | null => understand(ROLES, cell);
export const readLevel = (cell: string): CouncilLevel | null => understand(LEVELS, cell);
export const readVote = (cell: string): boolean | null => {
  const vote = understand(VOTES, cell);
  return vote === null ? null : vote === 'YES';
};

export const ROLE_NEEDED = notUnderstood(ROLES);
export const LEVEL_NEEDED = notUnderstood(LEVELS);
export const VOTE_NEEDED = notUnderstood(VOTES);

export const showRole = (role: CouncilRole): Text => ROLES[role].shown;
export const showLevel = (level: CouncilLevel): Text => LEVELS[level].shown;
export const showVote = (voting: boolean): Text => VOTES[voting ? 'YES' : 'NO'].shown;

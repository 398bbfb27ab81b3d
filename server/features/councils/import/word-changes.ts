import type { Text } from '../../../domain/scorecard.js';
import type { CouncilFields, MemberFields } from '../council.js';
import type { PlannedChange } from './import-plan.js';
import { COUNCIL_COLUMNS, MEMBER_COLUMNS } from './read-line.js';
import type { SheetColumn } from './sheet-line.js';
import { showLevel, showRole, showVote } from './sheet-words.js';

/** How ids are named where people read. */
export interface Names {
  place(id: string): string;
  account(id: string): string;
}

const same = (text: string): Text => ({ vi: text, en: text });
const optional = (text: string | null): Text | null => (text === null ? null : same(text));

type Shown<Fields> = readonly (readonly [SheetColumn, (fields: Fields) => Text | null])[];

const councilShown = (names: Names): Shown<CouncilFields> => [
  [COUNCIL_COLUMNS.name, ({ name }) => same(name)],
  [COUNCIL_COLUMNS.level, ({ level }) => showLevel(level)],
  [COUNCIL_COLUMNS.place, ({ placeId }) => same(names.place(placeId))],
  [COUNCIL_COLUMNS.decisionNumber, ({ decisionNumber }) => same(decisionNumber)],
  [COUNCIL_COLUMNS.decisionDate, ({ decisionDate }) => same(decisionDate)],
  [COUNCIL_COLUMNS.termFrom, ({ termFrom }) => same(termFrom)],
  [COUNCIL_COLUMNS.termTo, ({ termTo }) => optional(termTo)],
];

const memberShown = (names: Names): Shown<MemberFields> =>
  [
    [MEMBER_COLUMNS.fullName, ({ fullName }) => optional(fullName)],
    [MEMBER_COLUMNS.title, ({ title }) => same(title)],
    [MEMBER_COLUMNS.institution, ({ institution }) => same(institution)],
    [MEMBER_COLUMNS.role, ({ role }) => showRole(role)],
    [MEMBER_COLUMNS.voting, ({ voting }) => showVote(voting)],
    [MEMBER_COLUMNS.memberFrom, ({ memberFrom }) => same(memberFrom)],
    [MEMBER_COLUMNS.username, ({ accountId }) => accountId && same(names.account(accountId))],
  ] as Shown<MemberFields>;

/** What changes in a council, column by column. @param before null for a new one */
export const wordCouncil = (before: CouncilFields | null, after: CouncilFields, names: Names) =>
  difference(councilShown(names), before, after);

/** What changes in a member, column by column. @param before null for a new one */
export const wordMember = (before: MemberFields | null, after: MemberFields, names: Names) =>
  difference(memberShown(names), before, after);

function difference<Fields>(
  shown: Shown<Fields>,
  before: Fields | null,
  after: Fields,
): readonly PlannedChange[] {
  return shown.flatMap(([column, show]) => {
    const was = before === null ? null : show(before);
    const becomes = show(after);
    return was?.vi === becomes?.vi ? [] : [{ column, before: was, after: becomes }];
  });
}

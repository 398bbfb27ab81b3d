import type { IsoDate } from '../../../domain/decrees.js';
import { nameKey } from '../../../platform/name-key.js';
import type { Council, CouncilMember } from '../council.js';
import type { CouncilCells, MemberCells } from './read-line.js';
import { cellFault, type CellFault } from './sheet-line.js';

/** What a line is about: something on record, something new (null), or nothing that can be told for sure. */
export type Match<Row> = { readonly row: Row | null } | { readonly fault: CellFault };

/** By name, and by the decision where the file names one. @param ended  councils that have ended */
export function matchCouncil(
  { name, decisionNumber }: CouncilCells & { readonly name: string },
  current: readonly Council[],
  ended: readonly Council[],
): Match<Council> {
  const isSame = (council: Council) =>
    nameKey(council.name) === nameKey(name) &&
    (decisionNumber === undefined || nameKey(council.decisionNumber) === nameKey(decisionNumber));
  const found = current.filter(isSame);
  if (found.length > 1) return { fault: decisionNumber === undefined ? SEVERAL_NAMED : SEVERAL_ENTERED };
  if (found.length === 0 && decisionNumber !== undefined && ended.some(isSame))
    return { fault: cellFault('COUNCIL_NAME', 'là hội đồng đã kết thúc', 'is a council that has ended') };
  return { row: found[0] ?? null };
}

const SEVERAL_NAMED = cellFault(
  'COUNCIL_NAME',
  'có nhiều hội đồng tên này; hãy ghi số quyết định thành lập',
  'is the name of several councils; say the number of the founding decision',
);

const SEVERAL_ENTERED = cellFault(
  'COUNCIL_NAME',
  'có nhiều hội đồng cùng tên và số quyết định; sửa ở trang hội đồng',
  'is the name of several councils of that decision; mend them on their pages',
);

/**
 * A member in office by full name; by office (title and institution) where one side has no name; at last by account,
 * for a name that was spelled wrongly.
 */
export function matchMember(
  cells: MemberCells,
  accountId: string | null | undefined,
  members: readonly CouncilMember[],
  today: IsoDate,
): Match<CouncilMember> {
  const inOffice = members.filter(({ memberTo }) => memberTo === null || memberTo >= today);
  const named = inOffice.filter(
    ({ fullName }) =>
      fullName !== null && cells.fullName !== undefined && nameKey(fullName) === nameKey(cells.fullName),
  );
  const found = named.length > 0 ? named : inOffice.filter((member) => isOffice(member, cells));
  if (found.length > 1) {
    const column = cells.fullName === undefined ? 'TITLE' : 'FULL_NAME';
    const exact = found.filter(
      (member) => samePhrase(member.title, cells.title) && samePhrase(member.institution, cells.institution),
    );
    if (exact.length === 1 && named.length > 0) return { row: exact[0]! };
    return {
      fault: cellFault(
        column,
        'hội đồng có nhiều thành viên như vậy; hãy sửa từng người ở trang hội đồng',
        'fits several members of the council; change them one by one on the page of the council',
      ),
    };
  }
  if (found.length === 1) return { row: found[0]! };
  const holder = accountId ? inOffice.find((member) => member.accountId === accountId) : undefined;
  return { row: holder ?? null };
}

const samePhrase = (one: string, other: string | undefined): boolean =>
  other !== undefined && nameKey(one) === nameKey(other);

const isOffice = ({ fullName, title, institution }: CouncilMember, cells: MemberCells): boolean =>
  (fullName === null || cells.fullName === undefined) &&
  samePhrase(title, cells.title) &&
  samePhrase(institution, cells.institution);

import type { SheetColumn } from './sheet-line.js';

/** What the cells of each column hold, for the schema. Days are 31/12/2026 or 2026-12-31. */
export const COLUMN_DESCRIPTIONS: Readonly<Record<SheetColumn, string>> = {
  COUNCIL_NAME: 'Tên Hội đồng. Empty: as in the line above.',
  DECISION_NUMBER: 'Số quyết định thành lập; tells councils of one name apart.',
  DECISION_DATE: 'Day of the founding decision.',
  LEVEL: 'Cấp of the council: tỉnh, huyện or trung ương; English words too.',
  PLACE: 'Name or unit code of the place of the council, of its level.',
  TERM_FROM: 'First day of the term of the council.',
  TERM_TO: 'Last day of the term of the council; empty while it is open.',
  FULL_NAME: 'Họ và tên of the member; empty where the decision names the office only.',
  TITLE: 'Chức vụ of the member outside the council.',
  INSTITUTION: 'Cơ quan, đơn vị of the member.',
  ROLE: 'Vai trò in the council, as in CouncilRole.',
  VOTING: 'Có or không: whether the member scores.',
  MEMBER_FROM: 'First day of the member in office.',
  USERNAME: 'User name of an account in use; empty where the member enters by seat cards.',
};

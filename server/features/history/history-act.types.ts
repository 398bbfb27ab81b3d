import { registerEnumType } from 'type-graphql';
import type { FindingOutcome } from '../../domain/findings.js';
import { described } from '../../platform/described.js';
import { LEDGER_ACTS, type LedgerAct } from '../../platform/ledger-acts.js';
import { CHANGED_FIELDS, type ChangedField, type HistoryActor, type HistoryGroup } from './history.js';

/** "openSession" as GraphQL names it: OPEN_SESSION. */
const inCapitals = (name: string): string => name.replace(/[A-Z]/g, '_$&').toUpperCase();
const capitalised = <Value>(values: readonly (readonly [name: string, value: Value])[]) =>
  Object.fromEntries(values.map(([name, value]) => [inCapitals(name), value]));
const named = <Name extends string>(names: readonly Name[]): Record<string, Name> =>
  capitalised(names.map((name) => [name, name]));

const ACTS = described<LedgerAct>({
  openSession: 'Khai mạc: the session was opened under the regulation of that day.',
  suspendSession: 'The session was interrupted, with a reason.',
  resumeSession: 'The session went on where it stood.',
  closeSession: 'Bế mạc: the session ended; dossiers left without a decision are named.',
  markAttendance: 'Điểm danh: members were recorded present or absent.',
  recuse: 'A member was taken out of one product (R 8.14).',
  withdrawRecusal: 'A recusal recorded by mistake was withdrawn; the member takes part again (R 8.14).',
  presentDossier: 'A dossier was put on the table.',
  takeOffTable: 'A dossier left the table undecided, with a reason.',
  openScoring: 'Scoring was opened, or `reopened`.',
  submitSheet: 'A member handed in the sheet.',
  withdrawSheet: 'A member took the sheet back for correction.',
  closeScoring: 'Scoring was ended.',
  returnSheets: 'Chấm lại: sheets went back for re-scoring (R 8.5).',
  reportStop: 'A member reported a fact that excludes or stops (R 4.24).',
  confirmStop: 'A reported fact was decided; `findingOutcome` says how.',
  conclude: 'Kết luận: the result was fixed and the sheets sealed.',
  release: 'Công bố: the result was made public.',
  defer: 'The dossier was left to the next round (R 8.9).',
  addToAgenda: 'Dossiers were put on the agenda.',
  removeFromAgenda: 'A waiting dossier was taken off the agenda.',
  orderAgenda: 'The waiting dossiers were put in another order.',
  addMember: 'A member joined the council.',
  changeMember: 'A member on record was corrected; `changes` says what.',
  replaceMember: 'A successor took the place of a member.',
  retireMember: 'A member left office.',
  orderMembers: 'The members were put in another order.',
});

export const HistoryActEnum = named(LEDGER_ACTS);
registerEnumType(HistoryActEnum, {
  name: 'HistoryAct',
  description: 'An act that the record of a session holds, named as the mutation that does it.',
  valuesConfig: capitalised(Object.entries(ACTS)),
});

const FIELDS = described<ChangedField>({
  fullName: 'Họ và tên.',
  title: 'Chức vụ outside the council.',
  institution: 'Cơ quan, đơn vị.',
  role: 'Role in the council, as in CouncilRole.',
  voting: 'Whether the member scores: true or false.',
  accountId: 'The account the member signs in with.',
  memberFrom: 'First day in office.',
  memberTo: 'Last day in office.',
});

export const ChangedFieldEnum = named(CHANGED_FIELDS);
registerEnumType(ChangedFieldEnum, {
  name: 'HistoryChangedField',
  description: 'What of a member of the council was changed.',
  valuesConfig: capitalised(Object.entries(FIELDS)),
});

export const HistoryGroupEnum: { readonly [G in HistoryGroup]: G } = {
  SESSION: 'SESSION',
  ATTENDANCE: 'ATTENDANCE',
  SCORING: 'SCORING',
  DECISION: 'DECISION',
  ADMINISTRATION: 'ADMINISTRATION',
};
registerEnumType(HistoryGroupEnum, {
  name: 'HistoryGroup',
  description: 'What acts are about.',
  valuesConfig: described<HistoryGroup>({
    SESSION: 'Opening, suspending, resuming and closing.',
    ATTENDANCE: 'Who takes part: roll calls and recusals.',
    SCORING: 'From the table to the handing in, withdrawing and returning of sheets.',
    DECISION: 'Findings, conclusions, releases and deferrals.',
    ADMINISTRATION: 'The agenda, and the members of the council.',
  }),
});

export const HistoryActorKindEnum: { readonly [K in HistoryActor['kind']]: K } = {
  MEMBER: 'MEMBER',
  ADMINISTRATOR: 'ADMINISTRATOR',
  IMPORT: 'IMPORT',
};
registerEnumType(HistoryActorKindEnum, {
  name: 'HistoryActorKind',
  description: 'In what capacity somebody acted.',
  valuesConfig: described<HistoryActor['kind']>({
    MEMBER: 'A member of the council.',
    ADMINISTRATOR: 'An administrator without a seat in the council.',
    IMPORT: 'An imported spreadsheet.',
  }),
});

export const FindingOutcomeEnum: { readonly [O in FindingOutcome]: O } = {
  REJECTED: 'REJECTED',
  STOPPED: 'STOPPED',
  REMARK: 'REMARK',
  DISMISSED: 'DISMISSED',
};
registerEnumType(FindingOutcomeEnum, {
  name: 'FindingOutcome',
  description: 'What became of a reported fact.',
  valuesConfig: described<FindingOutcome>({
    REJECTED: 'The dossier is excluded (R 4.20, 4.21).',
    STOPPED: 'No further steps are evaluated (R 4.23).',
    REMARK: 'An unmet requirement, settled with a reason; scoring went on.',
    DISMISSED: 'The fact does not hold.',
  }),
});

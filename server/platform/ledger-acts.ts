/**
 * Every act the record of a session may hold, named as the mutation that does it. Nothing else can be appended: whoever
 * adds an act adds it here, and the history of the session then wants its sentence.
 */
export const LEDGER_ACTS = [
  'openSession',
  'suspendSession',
  'resumeSession',
  'closeSession',
  'markAttendance',
  'recuse',
  'withdrawRecusal',
  'presentDossier',
  'takeOffTable',
  'openScoring',
  'submitSheet',
  'withdrawSheet',
  'closeScoring',
  'returnSheets',
  'reportStop',
  'confirmStop',
  'conclude',
  'release',
  'defer',
  'addToAgenda',
  'removeFromAgenda',
  'orderAgenda',
  'addMember',
  'changeMember',
  'replaceMember',
  'retireMember',
  'orderMembers',
] as const;

export type LedgerAct = (typeof LEDGER_ACTS)[number];

// When which act is possible: for the session, and for the dossier it concerns.

const OPEN = ['OPEN'];
const OPENED = ['OPEN', 'SUSPENDED'];
const NOT_CLOSED = ['PLANNED', 'OPEN', 'SUSPENDED'];

/** Act → phases of the session in which it is possible. */
export const SESSION_LETS = {
  openSession: ['PLANNED'],
  suspendSession: OPEN,
  resumeSession: ['SUSPENDED'],
  closeSession: OPENED,
  markAttendance: NOT_CLOSED,
  recuse: NOT_CLOSED,
  withdrawRecusal: NOT_CLOSED,
  presentDossier: OPEN,
  takeOffTable: OPEN,
  openScoring: OPEN,
  submitSheet: OPEN,
  withdrawSheet: OPEN,
  closeScoring: OPEN,
  returnSheets: OPEN,
  reportStop: OPEN,
  confirmStop: OPEN,
  conclude: OPEN,
  defer: OPEN,
  release: ['OPEN', 'SUSPENDED', 'CLOSED'],
  addToAgenda: OPENED,
  removeFromAgenda: OPENED,
  orderAgenda: OPENED,
  addMember: OPENED,
  changeMember: OPENED,
  replaceMember: OPENED,
  retireMember: OPENED,
  orderMembers: OPENED,
};

export const ON_TABLE = ['PRESENTING', 'SCORING', 'REVIEWING'];
const UNSETTLED = ['WAITING', ...ON_TABLE];

/** Act → phases of its dossier in which it is possible. */
export const DOSSIER_LETS = {
  recuse: UNSETTLED,
  withdrawRecusal: ['WAITING', 'PRESENTING', 'SCORING'],
  presentDossier: ['WAITING'],
  takeOffTable: ON_TABLE,
  openScoring: ['PRESENTING', 'REVIEWING'],
  submitSheet: ['SCORING'],
  withdrawSheet: ['SCORING'],
  closeScoring: ['SCORING'],
  returnSheets: ['REVIEWING'],
  reportStop: ON_TABLE,
  confirmStop: ON_TABLE,
  conclude: ['REVIEWING'],
  defer: UNSETTLED,
  release: ['CONCLUDED', 'STOPPED'],
};

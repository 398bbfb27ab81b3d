import type { FindingOutcome } from '../../domain/findings.js';
import type { EvaluationPhase } from '../../domain/phases.js';
import type { Text } from '../../domain/scorecard.js';
import type { LedgerAct } from '../../platform/ledger-acts.js';

/** What an act is about, for whoever looks for one. */
export type HistoryGroup = 'SESSION' | 'ATTENDANCE' | 'SCORING' | 'DECISION' | 'ADMINISTRATION';

export const GROUP_OF: Readonly<Record<LedgerAct, HistoryGroup>> = {
  openSession: 'SESSION',
  suspendSession: 'SESSION',
  resumeSession: 'SESSION',
  closeSession: 'SESSION',
  markAttendance: 'ATTENDANCE',
  recuse: 'ATTENDANCE',
  withdrawRecusal: 'ATTENDANCE',
  presentDossier: 'SCORING',
  takeOffTable: 'SCORING',
  openScoring: 'SCORING',
  submitSheet: 'SCORING',
  withdrawSheet: 'SCORING',
  closeScoring: 'SCORING',
  returnSheets: 'SCORING',
  reportStop: 'DECISION',
  confirmStop: 'DECISION',
  conclude: 'DECISION',
  release: 'DECISION',
  defer: 'DECISION',
  addToAgenda: 'ADMINISTRATION',
  removeFromAgenda: 'ADMINISTRATION',
  orderAgenda: 'ADMINISTRATION',
  addMember: 'ADMINISTRATION',
  changeMember: 'ADMINISTRATION',
  replaceMember: 'ADMINISTRATION',
  retireMember: 'ADMINISTRATION',
  orderMembers: 'ADMINISTRATION',
};

/** Which acts are wanted; nothing given is everything. */
export interface HistoryWish {
  readonly evaluationId?: string | null;
  /** A member who acted, or whom an act was about. */
  readonly memberId?: string | null;
  readonly groups?: readonly HistoryGroup[] | null;
}

/** An act as the record keeps it. `said` is its content, written by the acts themselves. */
export interface RecordedAct {
  /** Its number in the record. It counts the acts before it, those withheld too, and so never leaves the server. */
  readonly seq: number;
  readonly act: LedgerAct;
  readonly actor: string;
  readonly at: Date;
  readonly said: Said;
}

/** An act among those that its reader may know of. */
export interface ReadableAct extends RecordedAct {
  /** From 1 among the readable acts of one moment, of which there is seldom more than one. */
  readonly twin: number;
}

/** What acts say of themselves, as docs/record.md lists it; each act only some of it. Never read here: marks, sums, means. */
export interface Said {
  readonly evaluation?: string;
  readonly evaluations?: readonly string[];
  readonly untouched?: readonly string[];
  /** The name under which the act dealt with the dossier, of acts that put it on record. */
  readonly product?: string;
  readonly dossier?: string;
  readonly dossiers?: readonly string[];
  readonly agenda?: readonly { readonly evaluation: string; readonly dossier: string }[];
  readonly member?: string;
  /** Ids, but of the opening, which lists its members whole. */
  readonly members?: readonly (string | SaidMember)[];
  readonly entries?: readonly {
    readonly memberId: string;
    readonly present: boolean;
    readonly reason: string | null;
  }[];
  readonly attempt?: number;
  readonly reopening?: boolean;
  readonly from?: EvaluationPhase;
  readonly condition?: string;
  readonly scope?: string;
  readonly outcome?: FindingOutcome;
  readonly remark?: string;
  readonly reason?: string | null;
  readonly fixList?: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly memberTo?: string;
  readonly successor?: SaidMember;
}

export interface SaidMember {
  readonly member: string;
  readonly label?: string;
  readonly present?: boolean | null;
  readonly fullName?: string | null;
  readonly title?: string;
  readonly institution?: string;
}

/** Whoever did it: a member of the council, an administrator without a seat, or a spreadsheet that was imported. */
export interface HistoryActor {
  readonly kind: 'MEMBER' | 'ADMINISTRATOR' | 'IMPORT';
  readonly memberId: string | null;
  readonly name: string | null;
}

/** A member an act was about; attendance with what was recorded before. */
export interface HistoryMember {
  readonly memberId: string;
  readonly name: string | null;
  readonly wasPresent: boolean | null;
  readonly present: boolean | null;
  readonly reason: string | null;
}

export interface HistoryDossier {
  readonly evaluationId: string;
  readonly productName: string | null;
}

/** One field of a member's entry, as it was and as it is. */
export interface HistoryChange {
  readonly field: ChangedField;
  readonly before: string | null;
  readonly after: string | null;
}

export const CHANGED_FIELDS = [
  'fullName',
  'title',
  'institution',
  'role',
  'voting',
  'accountId',
  'memberFrom',
  'memberTo',
] as const;
export type ChangedField = (typeof CHANGED_FIELDS)[number];

/** One act in words' raw material. It never holds points, totals or means. */
export interface HistoryEntry {
  readonly id: string;
  readonly at: Date;
  readonly act: LedgerAct;
  readonly actor: HistoryActor;
  readonly dossiers: readonly HistoryDossier[];
  readonly members: readonly HistoryMember[];
  readonly attempt: number | null;
  readonly reopened: boolean;
  readonly fromPhase: EvaluationPhase | null;
  readonly condition: Text | null;
  readonly findingOutcome: FindingOutcome | null;
  /** Only once the result is released to whoever asks. */
  readonly starClass: number | null;
  readonly reason: string | null;
  readonly fixList: string | null;
  readonly changes: readonly HistoryChange[];
}

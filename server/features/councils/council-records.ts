import type { PlaceLevel } from '../places/places.js';
import type { IsoDate } from '../../domain/decrees.js';
import type { Regulation } from '../../domain/regulation.js';
import type {
  Council,
  CouncilFields,
  CouncilMember,
  MemberFields,
  MemberRecord,
  RegulationVersion,
} from './council.js';

/** Where councils are kept. */
export interface CouncilRows {
  /** By name. @param retired  only those that have ended, or only the others */
  list(retired: boolean): Promise<Council[]>;
  find(id: string): Promise<Council | null>;
  findMany(ids: readonly string[]): Promise<Council[]>;
  /** Waits for its turn on the council and on its sessions that are not closed; later reads see what was waited for. */
  lock(id: string): Promise<void>;
  place(id: string): Promise<{ level: PlaceLevel; retiredOn: IsoDate | null } | null>;
  /** How many sessions the council has, and the names of those that are open, and suspended, the earliest first. */
  sessions(id: string): Promise<{ all: number; open: string[]; suspended: string[] }>;
  /** The day of the first closed session after one day and until another; null is an open end, and where there is none. */
  closedSession(id: string, after: IsoDate | null, until: IsoDate | null): Promise<IsoDate | null>;
  /** Waits for its turn to name a council: two who enter the same one would not see each other's. */
  claimNames(): Promise<void>;
  insert(fields: CouncilFields): Promise<Council>;
  /** @returns false where the council has another version by now */
  update(id: string, version: number, fields: CouncilFields): Promise<boolean>;
  retire(id: string): Promise<void>;
  /** Sessions that are opened and not closed, in the order of their ids. */
  openedSessions(id: string): Promise<string[]>;
  /** Raises the revision of every session that is not closed. */
  touchSessions(id: string): Promise<{ id: string; revision: number }[]>;
}

/** Where members are kept. */
export interface MemberRows {
  /** All terms, ended ones too, in the order of the decision. */
  ofCouncils(councilIds: readonly string[]): Promise<CouncilMember[]>;
  find(id: string): Promise<CouncilMember | null>;
  findMany(ids: readonly string[]): Promise<CouncilMember[]>;
  /** Whether there is such an account, and it is not retired. */
  accountUsable(accountId: string): Promise<boolean>;
  record(id: string): Promise<MemberRecord>;
  insert(councilId: string, fields: MemberFields, position: number): Promise<CouncilMember>;
  /** A member nothing refers to. */
  remove(id: string): Promise<void>;
  /** @returns false where the member has another version by now */
  update(
    id: string,
    version: number,
    fields: Partial<MemberFields> & { memberTo?: IsoDate | null },
  ): Promise<boolean>;
  retire(id: string, memberTo: IsoDate): Promise<void>;
  /** What follows from the other members. The version stays: no form shows it. */
  arrange(id: string, fields: { position: number } | { replacedById: string | null }): Promise<void>;
}

/** Where regulations are kept. */
export interface RegulationRows {
  /** All versions, newest first. */
  ofCouncils(councilIds: readonly string[]): Promise<RegulationVersion[]>;
  /** The newest version of each council. */
  latest(councilIds: readonly string[]): Promise<RegulationVersion[]>;
  findMany(ids: readonly string[]): Promise<RegulationVersion[]>;
  /** How many sessions have pinned each; those that none has pinned may be left out. */
  uses(ids: readonly string[]): Promise<{ id: string; sessions: number }[]>;
  insert(
    councilId: string,
    version: number,
    settings: Regulation,
    note: string | null,
    by: string | null,
  ): Promise<void>;
}

/** All that is kept of councils. */
export interface CouncilRecords {
  readonly councils: CouncilRows;
  readonly members: MemberRows;
  readonly regulations: RegulationRows;
}

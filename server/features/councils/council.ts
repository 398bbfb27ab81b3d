import type { CouncilLevel } from '../../domain/council-level.js';
import type { IsoDate } from '../../domain/decrees.js';
import type { Regulation } from '../../domain/regulation.js';
import { nameKey } from '../../platform/name-key.js';

export interface CouncilFields {
  readonly name: string;
  readonly level: CouncilLevel;
  readonly placeId: string;
  readonly decisionNumber: string;
  readonly decisionDate: IsoDate;
  readonly termFrom: IsoDate;
  /** The last day; null while it is open. */
  readonly termTo: IsoDate | null;
}

export interface Council extends CouncilFields {
  readonly id: string;
  readonly retiredAt: Date | null;
  readonly version: number;
}

/** @source R 8.1, R 8.2, R 8.10 */
export type CouncilRole = 'CHAIR' | 'VICE_CHAIR' | 'MEMBER' | 'SECRETARY' | 'SUPPORT';

export interface MemberFields {
  readonly fullName: string | null;
  readonly title: string;
  readonly institution: string;
  readonly role: CouncilRole;
  readonly voting: boolean;
  readonly accountId: string | null;
  readonly memberFrom: IsoDate;
}

/** One person's term on a council. */
export interface CouncilMember extends MemberFields {
  readonly id: string;
  readonly councilId: string;
  /** Place in the founding decision, from 1; a successor takes over that of the predecessor. */
  readonly position: number;
  /** The last day in office; null while it is open. */
  readonly memberTo: IsoDate | null;
  readonly replacedById: string | null;
  readonly version: number;
}

/** One version of a council's working regulation. */
export interface RegulationVersion {
  readonly id: string;
  readonly councilId: string;
  readonly version: number;
  readonly note: string | null;
  readonly settings: Regulation;
  readonly createdAt: Date;
}

/** What stands in the record of sessions about a member; days are Vietnam's. */
export interface MemberRecord {
  /** A sheet was given to the member, in whatever session. */
  readonly hasSheets: boolean;
  /** A device has sat down on the member's seat, in whatever session: who came in stays on record. */
  readonly hasSatDown: boolean;
  /** First and last day of sessions in which the member has a sheet or an attendance; null where there is none. */
  readonly firstDay: IsoDate | null;
  readonly lastDay: IsoDate | null;
}

/** How a member is named on screens: by full name if given, else by office. */
export function memberLabel({
  fullName,
  title,
  institution,
}: Pick<MemberFields, 'fullName' | 'title' | 'institution'>): string {
  return fullName ?? `${title}, ${institution}`;
}

/** By which one tells whether two entries are one person: two people may have one name, but hardly also one office. */
export function personKey({
  fullName,
  title,
  institution,
}: Partial<Pick<MemberFields, 'fullName' | 'title' | 'institution'>>): string {
  return [fullName, title, institution].map((part) => nameKey(part ?? '')).join('\n');
}

/** Whether two entries are one council: a council that is founded anew keeps its name under another decision. */
export function isSameCouncil(
  one: Pick<CouncilFields, 'name' | 'decisionNumber'>,
  other: Pick<CouncilFields, 'name' | 'decisionNumber'>,
): boolean {
  return (
    nameKey(one.name) === nameKey(other.name) && nameKey(one.decisionNumber) === nameKey(other.decisionNumber)
  );
}

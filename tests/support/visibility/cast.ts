/** Everybody who may ask anything; in one order for all worlds. */
export const CAST = [
  'chair',
  'vice',
  'secretary',
  'owner',
  'recused',
  'absent',
  'support',
  'admin',
  'adminMember',
  'recusedAdmin',
  'room',
  'tokenReports',
  'tokenProducts',
  'tokenCriteria',
  'stranger',
  'otherSeat',
  'anonymous',
] as const;
export type Role = (typeof CAST)[number];

/** What differs between the worlds. */
export interface WorldPlan {
  readonly name: string;
  /** PRESIDES; ABSENT: the vice-chair acts; RECUSED: the vice-chair acts for the first dossier only. */
  readonly chair: 'PRESIDES' | 'ABSENT' | 'RECUSED';
  readonly averagesVisibleTo: 'CHAIR_AND_SECRETARY' | 'CHAIR';
  readonly blindAverages: boolean;
  readonly sheetsAfterRelease: 'CHAIR' | 'MEMBERS';
  readonly resultsVisibleToRoom: 'AFTER_RELEASE' | 'AFTER_CLOSING';
}

export const VOTERS = [
  'chair',
  'vice',
  'owner',
  'other',
  'adminMember',
  'recused',
  'recusedAdmin',
  'absent',
] as const;
export type Voter = (typeof VOTERS)[number];
export const SEATS = [...VOTERS, 'secretary', 'support'] as const;

export const MEMBER_ROLES: Readonly<Record<(typeof SEATS)[number], string>> = {
  chair: 'CHAIR',
  vice: 'VICE_CHAIR',
  owner: 'MEMBER',
  other: 'MEMBER',
  adminMember: 'MEMBER',
  recused: 'MEMBER',
  recusedAdmin: 'MEMBER',
  absent: 'MEMBER',
  secretary: 'SECRETARY',
  support: 'SUPPORT',
};

import type {
  CouncilMemberInput,
  CouncilRole,
  MemberRow_MemberFragment,
} from '../../../generated/operations';
import { today } from '../../../ui/desk/moment-input';

/** What the member form holds, as it is typed. */
export interface MemberDraft {
  fullName: string;
  title: string;
  institution: string;
  role: CouncilRole;
  voting: boolean;
  account: MemberRow_MemberFragment['account'];
  memberFrom: string;
  /** Empty while the member's term is open. */
  memberTo: string;
}

/** The form of a member as it stands; a successor starts with the seat's role, not with the person's details. */
export function draftMember(member: MemberRow_MemberFragment | null, successor: boolean): MemberDraft {
  const same = successor ? null : member;
  return {
    fullName: same?.fullName ?? '',
    title: same?.title ?? '',
    institution: member?.institution ?? '',
    role: member?.role ?? 'MEMBER',
    voting: member?.voting ?? true,
    account: same?.account ?? null,
    memberFrom: same?.memberFrom ?? today(),
    memberTo: same?.memberTo ?? '',
  };
}

/** The first day, today or later, on which somebody may take the member's place: after the member's own first day. */
export function replaceableFrom(member: { readonly memberFrom: string } | null): string {
  if (!member || member.memberFrom < today()) return today();
  return new Date(Date.parse(`${member.memberFrom}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** Whether an office usually scores: the secretary need not, the support team never may. */
export function votesByDefault(role: CouncilRole): boolean {
  return role !== 'SECRETARY' && role !== 'SUPPORT';
}

/** Whether an office may score at all; the server refuses a support team that does. */
export function mayVote(role: CouncilRole): boolean {
  return role !== 'SUPPORT';
}

/** What the form says, as the API takes it. */
export function memberInput(draft: MemberDraft): CouncilMemberInput {
  const { account, fullName, memberTo: _, ...rest } = draft;
  return { ...rest, fullName: fullName.trim() || null, accountId: account?.id ?? null };
}

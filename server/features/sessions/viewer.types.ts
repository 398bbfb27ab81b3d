import { createUnionType, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { SessionPhase } from '../../domain/phases.js';
import { described } from '../../platform/described.js';
import { CouncilRoleEnum, SessionPhaseEnum } from '../../platform/phase.types.js';
import { RefusalType } from '../../platform/refusal.types.js';
import { DateTimeScalar } from '../../platform/scalars.js';
import { AccountType } from '../accounts/account.types.js';
import { CouncilMemberType } from '../councils/council-member.types.js';
import type { SeatRole } from './session-state.js';

const ViewerKindEnum = {
  ANONYMOUS: 'ANONYMOUS',
  ACCOUNT: 'ACCOUNT',
  SEAT: 'SEAT',
  ROOM: 'ROOM',
  TOKEN: 'TOKEN',
} as const;
registerEnumType(ViewerKindEnum, {
  name: 'ViewerKind',
  description: 'How the asker is known.',
  valuesConfig: described<keyof typeof ViewerKindEnum>({
    ANONYMOUS: 'Not signed in.',
    ACCOUNT: 'By user name and password, or a one-time link.',
    SEAT: 'By the card of one seat in one session.',
    ROOM: 'By the address of the results screen of one session.',
    TOKEN: 'Another system, by an API token.',
  }),
});

@ObjectType('ViewerSeat', { description: 'A place of the viewer in a session.' })
export class ViewerSeatType {
  @Field(() => ID, { description: 'What `sessionBoard` takes.' })
  sessionId!: string;

  @Field(() => String, { description: 'As planned.' })
  sessionName!: string;

  @Field(() => String, { description: 'As in the founding decision.' })
  councilName!: string;

  @Field(() => SessionPhaseEnum, { description: 'Of the session.' })
  phase!: SessionPhase;

  @Field(() => DateTimeScalar, { description: 'When the session is to begin.' })
  plannedAt!: Date;

  @Field(() => ID, { description: 'As whom the viewer sits there.' })
  memberId!: string;

  @Field(() => CouncilRoleEnum, { description: 'In the council.' })
  role!: SeatRole;

  @Field(() => Boolean, { description: 'Has score sheets there.' })
  voting!: boolean;

  @Field(() => Boolean, {
    description:
      'The viewer may conduct: chair, secretary, or the vice-chair who presides over the session, over the dossier on the table or over one that waits for its release.',
  })
  conducts!: boolean;

  @Field(() => Int, { description: 'Dossiers on the agenda.' })
  agendaCount!: number;
}

@ObjectType('Viewer', { description: 'Who asks.' })
export class ViewerType {
  @Field(() => ID, { description: "Of a results screen: its session's id." })
  id!: string;

  @Field(() => ViewerKindEnum, { description: 'Decides what may be asked at all.' })
  kind!: keyof typeof ViewerKindEnum;

  @Field(() => String, { description: 'How the viewer is named; empty for nobody.' })
  name!: string;

  @Field(() => Boolean, { description: 'An ACCOUNT that may configure everything.' })
  isAdmin!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      "Public half of this sign-in; a tab sends it back in the header x-login to say which of the browser's sign-ins it uses.",
  })
  loginKey!: string | null;

  @Field(() => AccountType, { nullable: true, description: 'Null unless ACCOUNT.' })
  account!: AccountType | null;

  @Field(() => [ViewerSeatType], { description: 'What the viewer can enter: open sessions first.' })
  seats!: ViewerSeatType[];
}

@ObjectType('SignedIn', { description: 'A sign-in that has begun.' })
export class SignedInType {
  @Field(() => ViewerType, { description: 'As the server sees the viewer from now on.' })
  viewer!: ViewerType;

  @Field(() => String, { description: 'As in Viewer; send it back in the header x-login.' })
  loginKey!: string;
}

@ObjectType('SeatLinkState', { description: 'What a scanned card would open, before it is used.' })
export class SeatLinkStateType {
  @Field(() => String, { description: 'As planned.' })
  sessionName!: string;

  @Field(() => String, { description: 'As in the founding decision.' })
  councilName!: string;

  @Field(() => String, { description: 'Whose seat it is.' })
  memberLabel!: string;

  @Field(() => Boolean, { description: 'Another device sits here now.' })
  taken!: boolean;
}

@ObjectType('SeatLink', { description: 'The card of one seat.' })
export class SeatLinkType {
  @Field(() => CouncilMemberType, { description: 'Whose seat it opens.' })
  member!: CouncilMemberType;

  @Field(() => String, { description: 'What the QR code holds; secret, like a key.' })
  url!: string;

  @Field(() => String, { description: 'SVG of the QR code.' })
  qr!: string;

  @Field(() => DateTimeScalar, { description: 'The card opens nothing from then on.' })
  expiresAt!: Date;
}

@ObjectType('SeatLinks', { description: 'Cards just issued, one a seat.' })
export class SeatLinksType {
  @Field(() => ID, { description: 'The session they open.' })
  sessionId!: string;

  @Field(() => [SeatLinkType], { description: 'One for each seat.' })
  links!: SeatLinkType[];
}

@ObjectType('RoomLink', { description: 'The address of the results screen of a session.' })
export class RoomLinkType {
  @Field(() => ID, { description: 'The session it shows.' })
  sessionId!: string;

  @Field(() => String, { description: 'Whoever has it sees what the room sees.' })
  url!: string;
}

const orRefusal =
  <T extends object>(type: T) =>
  (value: object) =>
    value instanceof RefusalType ? RefusalType : type;

export const SignInOutcome = createUnionType({
  name: 'SignInOutcome',
  description: 'The sign-in that has begun, or why it was refused.',
  types: () => [SignedInType, RefusalType] as const,
  resolveType: orRefusal(SignedInType),
});
export const SeatLinksOutcome = createUnionType({
  name: 'SeatLinksOutcome',
  description: 'The new cards, or why none were issued.',
  types: () => [SeatLinksType, RefusalType] as const,
  resolveType: orRefusal(SeatLinksType),
});
export const RoomLinkOutcome = createUnionType({
  name: 'RoomLinkOutcome',
  description: 'The new address, or why none was issued.',
  types: () => [RoomLinkType, RefusalType] as const,
  resolveType: orRefusal(RoomLinkType),
});

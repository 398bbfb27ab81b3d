import { createUnionType, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { SessionPhase } from '../../domain/phases.js';
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
registerEnumType(ViewerKindEnum, { name: 'ViewerKind', description: 'How the asker is known.' });

@ObjectType('ViewerSeat', { description: 'A place of the viewer in a session.' })
export class ViewerSeatType {
  @Field(() => ID)
  sessionId!: string;

  @Field(() => String)
  sessionName!: string;

  @Field(() => String)
  councilName!: string;

  @Field(() => SessionPhaseEnum)
  phase!: SessionPhase;

  @Field(() => DateTimeScalar)
  plannedAt!: Date;

  @Field(() => ID)
  memberId!: string;

  @Field(() => CouncilRoleEnum)
  role!: SeatRole;

  @Field(() => Boolean)
  voting!: boolean;

  @Field(() => Boolean, {
    description:
      'The viewer may conduct: chair, secretary, or the vice-chair who presides over the session, over the dossier on the table or over one that waits for its release.',
  })
  conducts!: boolean;

  @Field(() => Int)
  agendaCount!: number;
}

@ObjectType('Viewer', { description: 'Who asks.' })
export class ViewerType {
  @Field(() => ID, { description: "Of a results screen: its session's id." })
  id!: string;

  @Field(() => ViewerKindEnum)
  kind!: keyof typeof ViewerKindEnum;

  @Field(() => String, { description: 'How the viewer is named; empty for nobody.' })
  name!: string;

  @Field(() => Boolean)
  isAdmin!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      "Public half of this sign-in; a tab sends it back in the header x-login to say which of the browser's sign-ins it uses.",
  })
  loginKey!: string | null;

  @Field(() => AccountType, { nullable: true })
  account!: AccountType | null;

  @Field(() => [ViewerSeatType], { description: 'What the viewer can enter: open sessions first.' })
  seats!: ViewerSeatType[];
}

@ObjectType('SignedIn')
export class SignedInType {
  @Field(() => ViewerType)
  viewer!: ViewerType;

  @Field(() => String)
  loginKey!: string;
}

@ObjectType('SeatLinkState', { description: 'What a scanned card would open, before it is used.' })
export class SeatLinkStateType {
  @Field(() => String)
  sessionName!: string;

  @Field(() => String)
  councilName!: string;

  @Field(() => String)
  memberLabel!: string;

  @Field(() => Boolean, { description: 'Another device sits here now.' })
  taken!: boolean;
}

@ObjectType('SeatLink', { description: 'The card of one seat.' })
export class SeatLinkType {
  @Field(() => CouncilMemberType)
  member!: CouncilMemberType;

  @Field(() => String)
  url!: string;

  @Field(() => String, { description: 'SVG of the QR code.' })
  qr!: string;

  @Field(() => DateTimeScalar)
  expiresAt!: Date;
}

@ObjectType('SeatLinks')
export class SeatLinksType {
  @Field(() => ID)
  sessionId!: string;

  @Field(() => [SeatLinkType])
  links!: SeatLinkType[];
}

@ObjectType('RoomLink')
export class RoomLinkType {
  @Field(() => ID)
  sessionId!: string;

  @Field(() => String)
  url!: string;
}

const orRefusal =
  <T extends object>(type: T) =>
  (value: object) =>
    value instanceof RefusalType ? RefusalType : type;

export const SignInOutcome = createUnionType({
  name: 'SignInOutcome',
  types: () => [SignedInType, RefusalType] as const,
  resolveType: orRefusal(SignedInType),
});
export const SeatLinksOutcome = createUnionType({
  name: 'SeatLinksOutcome',
  types: () => [SeatLinksType, RefusalType] as const,
  resolveType: orRefusal(SeatLinksType),
});
export const RoomLinkOutcome = createUnionType({
  name: 'RoomLinkOutcome',
  types: () => [RoomLinkType, RefusalType] as const,
  resolveType: orRefusal(RoomLinkType),
});

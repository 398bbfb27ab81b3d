import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { OF_SESSION } from '../../platform/argument-words.js';
import { Allow } from '../../platform/authorize.js';
import type { RequestContext } from '../../platform/viewer.js';
import type { CouncilMembers } from '../councils/council-members.js';
import type { SeatLinks } from './seat-links.js';
import { RoomLinkOutcome, RoomLinkType, SeatLinksOutcome, SeatLinksType } from './viewer.types.js';

@Resolver()
export class SeatLinksResolver {
  constructor(
    private readonly seatLinks: SeatLinks,
    private readonly members: Pick<CouncilMembers, 'findMany'>,
  ) {}

  @Allow('SIGNED_IN')
  @Mutation(() => SeatLinksOutcome, {
    description:
      'Cards for the seats; issuing again voids the former card of that seat. All voting members and the secretary unless named.',
  })
  async issueSeatLinks(
    @Arg('sessionId', () => ID, OF_SESSION) sessionId: string,
    @Ctx() { viewer }: RequestContext,
    @Arg('memberIds', () => [ID], {
      nullable: true,
      description: 'Null: all voting members and the secretary.',
    })
    memberIds?: string[] | null,
  ): Promise<SeatLinksType> {
    const issued = await this.seatLinks.issueSeats(sessionId, viewer, memberIds ?? null);
    const members = new Map(
      (await this.members.findMany(issued.map(({ memberId }) => memberId))).map((m) => [m.id, m]),
    );
    return {
      sessionId,
      links: issued.map((card) => ({ ...card, member: members.get(card.memberId)! })),
    } as SeatLinksType;
  }

  @Allow('SIGNED_IN')
  @Mutation(() => RoomLinkOutcome, {
    description: 'The address of the room screen; issuing again voids the former one.',
  })
  async issueRoomLink(
    @Arg('sessionId', () => ID, OF_SESSION) sessionId: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<RoomLinkType> {
    return { sessionId, url: await this.seatLinks.issueRoom(sessionId, viewer) };
  }
}

import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { Refusal } from '../../domain/refusal.js';
import { Allow, forbidden, signInFirst } from '../../platform/authorize.js';
import type { Transactor } from '../../platform/transact.js';
import type { RequestContext } from '../../platform/viewer.js';
import { AccountOutcome, type AccountType } from '../accounts/account.types.js';
import type { Accounts } from '../accounts/accounts.js';
import type { SignIns } from '../accounts/sign-ins.js';
import { neededCookies, type ViewerDescriptions } from './describe-viewer.js';
import { SeatLinkStateType, type SignedInType, SignInOutcome, ViewerType } from './viewer.types.js';
import { seatsOf } from './viewer-seats.js';

/** Who asks, and how they come in and go out. */
@Resolver(() => ViewerType)
export class SignInResolver {
  constructor(
    private readonly signIns: SignIns,
    private readonly accounts: Pick<Accounts, 'changeOwnPassword'>,
    private readonly viewers: ViewerDescriptions,
    private readonly transactor: Transactor,
  ) {}

  @Allow('ANYONE')
  @Query(() => ViewerType, {
    description:
      'Who asks, as the server sees it; a sign-in that has ended is UNAUTHENTICATED with its reason.',
  })
  viewer(@Ctx() { viewer }: RequestContext): Promise<ViewerType> {
    if (viewer.kind === 'ANONYMOUS' && (viewer.ended || viewer.token)) throw signInFirst(viewer);
    return this.viewers.describe(viewer);
  }

  @Allow('ANYONE')
  @Query(() => SeatLinkStateType, {
    nullable: true,
    description: 'What the card with this token would open; null when it works no more or is no card.',
  })
  async seatLinkState(
    @Arg('token', () => String, { description: 'The last part of the address in the QR code.' })
    token: string,
  ): Promise<SeatLinkStateType | null> {
    const seat = await this.signIns.seatOf(token);
    if (!seat) return null;
    const [found] = await seatsOf(this.transactor.reader, {
      kind: 'SEAT',
      loginId: '',
      loginKey: '',
      memberId: seat.memberId,
      sessionId: seat.sessionId,
    });
    if (!found) return null;
    const { sessionName, councilName, memberLabel } = found;
    return { sessionName, councilName, memberLabel, taken: seat.taken };
  }

  @Allow('ANYONE')
  @Mutation(() => SignInOutcome, {
    description: 'Signs in with a user name and a password; slows down whoever guesses.',
  })
  async signIn(
    @Arg('username', () => String, {
      description: 'Without regard to upper and lower case; at most 200 characters.',
    })
    username: string,
    @Arg('password', () => String, { description: 'At most 1000 characters.' }) password: string,
    @Arg('code', () => String, {
      nullable: true,
      description: 'Of the second step, where the account has one; without it: CODE_NEEDED.',
    })
    code: string | null | undefined,
    @Ctx() { cookies, ...device }: RequestContext,
  ): Promise<SignedInType> {
    if (username.length > 200 || password.length > 1000) throw new Refusal('WRONG_PASSWORD');
    const cookieJar = neededCookies(cookies);
    return this.viewers.signedIn(
      await this.signIns.withPassword(username, password, code ?? null, device, cookieJar),
    );
  }

  @Allow('ANYONE')
  @Mutation(() => SignInOutcome, {
    description:
      'Opens a seat by its card, or an account by a one-time link. A seat in use on another device is refused with SEAT_TAKEN unless takeOver.',
  })
  async useLink(
    @Arg('token', () => String, { description: 'The last part of the address in the QR code.' })
    token: string,
    @Arg('takeOver', () => Boolean, {
      defaultValue: false,
      description: 'True: the seat moves here from the device it is open on.',
    })
    takeOver: boolean,
    @Ctx() { cookies, ...device }: RequestContext,
  ): Promise<SignedInType> {
    return this.viewers.signedIn(
      await this.signIns.withLink(token, takeOver, device, neededCookies(cookies)),
    );
  }

  @Allow('ANYONE')
  @Mutation(() => Boolean, { description: 'Ends this sign-in.' })
  async signOut(@Ctx() { viewer, cookies }: RequestContext): Promise<boolean> {
    await this.signIns.out(viewer, neededCookies(cookies));
    return true;
  }

  @Allow('SIGNED_IN')
  @Mutation(() => AccountOutcome, {
    description:
      "Changes the password of one's own account; every other sign-in of it ends at once. Seats have no password: FORBIDDEN.",
  })
  async changePassword(
    @Arg('current', () => String, {
      nullable: true,
      description: 'The present password; not asked for where the account has none yet.',
    })
    current: string | null | undefined,
    @Arg('next', () => String, { description: 'At least 10 characters.' }) next: string,
    @Ctx() { viewer, address }: RequestContext,
  ): Promise<AccountType> {
    if (viewer.kind !== 'ACCOUNT') throw forbidden();
    const right = async (username: string, password: string) =>
      password.length <= 1000 && (await this.signIns.isRight(username, password, address));
    return this.accounts.changeOwnPassword(viewer, current ?? null, right, next);
  }
}

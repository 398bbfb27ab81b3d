import type { Tx } from '../../platform/transact.js';
import { forbidden } from '../../platform/authorize.js';
import type { SignInCookies, Viewer } from '../../platform/viewer.js';
import type { Accounts } from '../accounts/accounts.js';
import type { SignedInType, ViewerType } from './viewer.types.js';
import { conductsFrom, seatsOf } from './viewer-seats.js';

/** Tells a viewer of himself. */
export class ViewerDescriptions {
  constructor(
    private readonly accounts: Pick<Accounts, 'findMany'>,
    private readonly transactor: { readonly reader: Tx },
  ) {}

  /** As the answer to a sign-in that has just begun. */
  async signedIn(viewer: Viewer): Promise<SignedInType> {
    const described = await this.describe(viewer);
    if (described.loginKey === null) throw new Error('a sign-in without a key');
    return { viewer: described, loginKey: described.loginKey };
  }

  async describe(viewer: Viewer): Promise<ViewerType> {
    const seats = await seatsOf(this.transactor.reader, viewer);
    const [account = null] =
      viewer.kind === 'ACCOUNT' ? await this.accounts.findMany([viewer.accountId]) : [];
    const signedIn = viewer.kind === 'ACCOUNT' || viewer.kind === 'SEAT';
    return {
      // A results screen is its session: from here it knows which board to follow.
      id: signedIn ? viewer.loginKey : viewer.kind === 'ROOM' ? viewer.sessionId : viewer.kind,
      kind: viewer.kind,
      name: account?.displayName ?? seats[0]?.memberLabel ?? '',
      isAdmin: viewer.kind === 'ACCOUNT' && viewer.isAdmin,
      loginKey: signedIn ? viewer.loginKey : null,
      account,
      seats: seats.map((seat) => ({ ...seat, conducts: conductsFrom(seat) })),
    };
  }
}

/** Signing in needs a cookie, which a socket cannot set. @throws {GraphQLError} FORBIDDEN */
export function neededCookies(cookies: SignInCookies | undefined): SignInCookies {
  if (!cookies) throw forbidden();
  return cookies;
}

import type { IsoDate } from '../domain/decrees.js';

/** Who is asking, decided once per request or socket from the cookie or the bearer token. */
export type Viewer =
  /** Nobody, or a sign-in that has ended or an API token that is not in force; `ended` or `token` says why. */
  | { readonly kind: 'ANONYMOUS'; readonly ended?: SignInEnd; readonly token?: DeadToken }
  /** A person signed in with an account. */
  | {
      readonly kind: 'ACCOUNT';
      readonly loginId: string;
      readonly loginKey: string;
      readonly accountId: string;
      readonly isAdmin: boolean;
    }
  /** A device that sits on one seat of one session. */
  | {
      readonly kind: 'SEAT';
      readonly loginId: string;
      readonly loginKey: string;
      readonly memberId: string;
      readonly sessionId: string;
    }
  /** A results screen; sees of its session what the public in the room may see. */
  | { readonly kind: 'ROOM'; readonly linkId: string; readonly sessionId: string }
  /** Another system. */
  | { readonly kind: 'TOKEN'; readonly tokenId: string; readonly scopes: readonly TokenScope[] };

/** Why a sign-in no longer holds. */
export type SignInEnd = 'SIGNED_OUT' | 'TAKEN_OVER' | 'REVOKED' | 'RESTORED' | 'EXPIRED';

/** Why another system's token opens nothing; `on` is the day since when. */
export type DeadToken =
  | { readonly end: 'TOKEN_UNKNOWN' }
  | { readonly end: 'TOKEN_EXPIRED' | 'TOKEN_REVOKED'; readonly on: IsoDate };

export const TOKEN_SCOPES = ['REPORTS', 'PRODUCTS', 'CRITERIA'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];

/** What every resolver gets: the asker, and the way to set or clear the sign-in cookie where there is one. */
export interface RequestContext extends Device {
  readonly viewer: Viewer;
  /** What the log calls the request, or that which opened the socket. */
  readonly requestId: string;
  /** Absent on a socket. */
  readonly cookies?: SignInCookies;
  /** Those of sign-ins that lead over another site and back; absent on a socket. */
  readonly attemptCookies?: SignInCookies;
}

/** From where somebody asks, as far as the network and the browser tell. */
export interface Device {
  /** The network address: for throttling sign-in, and to tell one sign-in from another. */
  readonly address: string;
  /** What the browser says of itself; absent where nobody signs in. */
  readonly userAgent?: string | undefined;
}

export interface SignInCookies {
  /** The secret this browser holds for a sign-in. */
  get(loginKey: string): string | undefined;
  set(loginKey: string, secret: string, expiresAt: Date): void;
  clear(loginKey: string): void;
}

/** The account of a signed-in person, or null: seats, screens and tokens have none. */
export function accountOf(viewer: Viewer): string | null {
  return viewer.kind === 'ACCOUNT' ? viewer.accountId : null;
}

/** What a request shows of who it is from. */
export interface Credentials {
  /** Public half of a sign-in, chosen by the tab, and the secret its cookie holds. */
  readonly loginKey?: string | undefined;
  readonly loginSecret?: string | undefined;
  readonly bearer?: string;
}

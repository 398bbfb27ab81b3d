import { setTimeout as sleep } from 'node:timers/promises';
import * as oidc from 'openid-client';
import { Refusal } from '../../domain/refusal.js';
import type { OwnedAttempt, Person, Provider } from './provider-sign-ins.js';

/** How we are known to a provider of OpenID Connect. */
export interface IdentityProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly claim: string;
}

/** How long one question to the provider may take, in seconds: somebody waits before a screen. */
const PATIENCE = 5;
/** How long what the provider says of itself is taken for true, in milliseconds. */
const KNOWN_FOR = 3_600_000;
/** A failure that comes as quickly as this was no slowness: one more try costs nobody patience. In milliseconds. */
const QUICK = 1_000;
/** By how much the provider's clock and ours may differ, in seconds. */
const CLOCK_TOLERANCE = 60;

/**
 * A foreign provider, asked only when somebody wants to sign in by it: one that is down or slow stops neither our start
 * nor anybody else. What fails is tried anew by the next person.
 */
export class IdentityProvider implements Provider {
  private known: { readonly config: oidc.Configuration; readonly until: number } | null = null;
  private asking: Promise<oidc.Configuration> | null = null;

  /**
   * @param returnTo  the address it sends people back to
   * @param fault  told what went wrong, without anything secret
   */
  constructor(
    private readonly settings: IdentityProviderSettings,
    private readonly returnTo: () => string,
    private readonly fault: (error: Error) => void,
  ) {}

  async address({ state, nonce, verifier }: OwnedAttempt): Promise<string> {
    const config = await this.config();
    const challenge = await oidc.calculatePKCECodeChallenge(verifier);
    return oidc.buildAuthorizationUrl(config, {
      redirect_uri: this.returnTo(),
      response_type: 'code',
      scope: scopeOf(this.settings.claim),
      state,
      nonce,
      code_challenge: challenge,
      code_challenge_method: 'S256',
    }).href;
  }

  async person(query: string, { state, nonce, verifier }: OwnedAttempt): Promise<Person> {
    const config = await this.config();
    try {
      const tokens = await oidc.authorizationCodeGrant(config, new URL(this.returnTo() + query), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw new Error('no id token');
      return personOf(await this.claimsOf(config, tokens.access_token, claims), this.settings.claim, claims);
    } catch (error) {
      throw this.refused(error);
    }
  }

  /** What it says of a person stands in the ID token, or is to be asked for: both are usual. */
  private async claimsOf(
    config: oidc.Configuration,
    accessToken: string,
    claims: oidc.IDToken,
  ): Promise<Claims> {
    if (claims[this.settings.claim] !== undefined || !config.serverMetadata().userinfo_endpoint)
      return claims;
    return oidc.fetchUserInfo(config, accessToken, claims.sub);
  }

  private async config(): Promise<oidc.Configuration> {
    if (this.known && this.known.until > Date.now()) return this.known.config;
    this.asking ??= this.discover().finally(() => (this.asking = null));
    try {
      return await this.asking;
    } catch (error) {
      // What it said an hour ago will rather do than nothing.
      if (this.known) return this.known.config;
      this.fault(told(error));
      throw new Refusal('PROVIDER_UNREACHABLE');
    }
  }

  private async discover(): Promise<oidc.Configuration> {
    const begun = Date.now();
    const config = await this.ask().catch(async (error: unknown) => {
      if (Date.now() - begun > QUICK) throw error;
      await sleep(QUICK / 4);
      return this.ask();
    });
    this.known = { config, until: Date.now() + KNOWN_FOR };
    return config;
  }

  private ask(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings;
    // Only a provider on this very machine, as the settings allow it, may do without.
    const plain = issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [];
    return oidc.discovery(
      new URL(issuer),
      clientId,
      { [oidc.clockTolerance]: CLOCK_TOLERANCE },
      clientSecret === undefined ? oidc.None() : bySecret(clientSecret),
      // A token that came over TLS need not be verified; it costs little, and a proxy in between cannot write one.
      { timeout: PATIENCE, execute: [oidc.enableNonRepudiationChecks, ...plain] },
    );
  }

  private refused(error: unknown): Refusal {
    if (isAway(error)) {
      this.fault(told(error));
      return new Refusal('PROVIDER_UNREACHABLE');
    }
    // The person pressed "cancel": nobody has to look into it.
    if (!(error instanceof oidc.AuthorizationResponseError && error.error === 'access_denied'))
      this.fault(told(error));
    return new Refusal('PROVIDER_REFUSED');
  }
}

type Claims = Readonly<Record<string, unknown>>;

function personOf(claims: Claims, claim: string, { iss, sub }: oidc.IDToken): Person {
  const name = claims[claim];
  return {
    issuer: iss,
    subject: sub,
    name: typeof name === 'string' && name.trim() !== '' ? name.trim() : null,
    // Only for addresses somebody else vouches; other claims are the provider's own word.
    verified: claim !== 'email' || claims['email_verified'] === true,
  };
}

function scopeOf(claim: string): string {
  if (claim === 'sub') return 'openid';
  return claim === 'email' ? 'openid email' : 'openid profile';
}

/** In the way the provider takes; as the standard has it, where it does not say. */
const bySecret =
  (secret: string): oidc.ClientAuth =>
  (server, ...rest) => {
    const ways = server.token_endpoint_auth_methods_supported;
    const inBody = ways && !ways.includes('client_secret_basic') && ways.includes('client_secret_post');
    return (inBody ? oidc.ClientSecretPost(secret) : oidc.ClientSecretBasic(secret))(server, ...rest);
  };

/** How a provider says on the way back that it cannot just now. RFC 6749 §4.1.2.1 */
const IN_TROUBLE: ReadonlySet<string> = new Set(['server_error', 'temporarily_unavailable']);

/** No answer, none in time, or one that says that it is itself in trouble. */
function isAway(error: unknown): boolean {
  if (error instanceof TypeError) return true;
  if (!(error instanceof Error)) return false;
  if ('code' in error && error.code === 'OAUTH_TIMEOUT') return true;
  if (error instanceof oidc.AuthorizationResponseError) return IN_TROUBLE.has(error.error);
  return error.cause instanceof Response && error.cause.status >= 500;
}

/** What the log may hold: causes carry tokens and what they say of people. */
function told(error: unknown): Error {
  const {
    message,
    code,
    error: said,
    cause,
  } = error as Partial<Record<'message' | 'code' | 'error' | 'cause', unknown>>;
  const word = (of: unknown): string => (typeof of === 'string' && /^[\w.-]{1,60}$/.test(of) ? of : '');
  const deeper = cause as { code?: unknown; message?: unknown } | undefined;
  const words = [String(message), word(code), word(said), word(deeper?.code)].filter(Boolean);
  return new Error(`OIDC: ${words.join(', ')}`);
}

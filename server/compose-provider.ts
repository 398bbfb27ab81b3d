import type { OidcConfig } from './oidc-settings.js';
import type { MakeLimiter } from './features/accounts/sign-in-limits.js';
import { BeginLimits } from './features/accounts/sign-in-limits.js';
import { ProviderSignInRepository } from './features/accounts/provider-sign-in.repository.js';
import { ProviderSignIns, type Provider } from './features/accounts/provider-sign-ins.js';
import type { SecondFactors } from './features/accounts/second-factors.js';
import type { SignIns } from './features/accounts/sign-ins.js';
import { PROVIDER_RETURN_PATH } from './platform/provider-return.js';
import type { Transactor } from './platform/transact.js';

/** What signing in by a provider is put together from. */
export interface ProviderParts {
  readonly transactor: Transactor;
  readonly limiter: MakeLimiter;
  readonly signIns: SignIns;
  readonly secondFactors: SecondFactors;
  readonly publicUrl: () => string;
  readonly fault: (error: unknown) => void;
  readonly now: () => Date;
}

/** @returns null where no provider is set up; none is asked before somebody signs in */
export function composeProvider(oidc: OidcConfig | undefined, parts: ProviderParts): ProviderSignIns | null {
  if (!oidc) return null;
  const returnTo = () => parts.publicUrl() + PROVIDER_RETURN_PATH;
  return new ProviderSignIns(
    parts.transactor,
    (tx) => new ProviderSignInRepository(tx),
    onceAsked(async () => {
      const { IdentityProvider } = await import('./features/accounts/identity-provider.js');
      return new IdentityProvider(oidc, returnTo, parts.fault);
    }),
    oidc,
    new BeginLimits(parts.limiter),
    parts.signIns,
    parts.secondFactors,
    parts.fault,
    parts.now,
  );
}

/** Loaded with the library that it speaks by when the first person asks for it: most servers have no provider. */
function onceAsked(load: () => Promise<Provider>): Provider {
  let loaded: Promise<Provider> | undefined;
  const provider = () => (loaded ??= load());
  return {
    address: async (attempt) => (await provider()).address(attempt),
    person: async (query, attempt) => (await provider()).person(query, attempt),
  };
}

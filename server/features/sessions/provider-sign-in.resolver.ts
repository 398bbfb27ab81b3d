import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { Refusal } from '../../domain/refusal.js';
import { Allow } from '../../platform/authorize.js';
import type { RequestContext } from '../../platform/viewer.js';
import type { ProviderSignIns } from '../accounts/provider-sign-ins.js';
import { neededCookies, type ViewerDescriptions } from './describe-viewer.js';
import {
  ProviderAddressOutcome,
  type ProviderAddressType,
  SignInProviderType,
} from './provider-sign-in.types.js';
import { type SignedInType, SignInOutcome } from './viewer.types.js';

/** Signing in by a province's own sign-on, where there is one. */
@Resolver(() => SignInProviderType)
export class ProviderSignInResolver {
  constructor(
    private readonly shown: SignInProviderType | null,
    private readonly use: ProviderSignIns | null,
    private readonly viewers: ViewerDescriptions,
  ) {}

  @Allow('ANYONE')
  @Query(() => SignInProviderType, {
    nullable: true,
    description: 'The single sign-on by which accounts may sign in; null where none is set up.',
  })
  signInProvider(): SignInProviderType | null {
    return this.shown;
  }

  @Allow('ANYONE')
  @Mutation(() => ProviderAddressOutcome, {
    description:
      'Begins a sign-in by the single sign-on; this browser is remembered by a cookie. NOT_FOUND where none is set up.',
  })
  async beginProviderSignIn(
    @Arg('next', () => String, {
      description: 'The path to go on with after signing in; one that is not ours counts as /.',
    })
    next: string,
    @Ctx() { attemptCookies, ...device }: RequestContext,
  ): Promise<ProviderAddressType> {
    const address = await this.needed().begin(next, device, neededCookies(attemptCookies));
    return { address };
  }

  @Allow('ANYONE')
  @Mutation(() => SignInOutcome, {
    description:
      'Ends a sign-in by the single sign-on, in the browser that began it: once. Only CODE_NEEDED and WRONG_CODE leave it open.',
  })
  async finishProviderSignIn(
    @Arg('key', () => String, { description: 'As `sso` in the address that the browser was sent back to.' })
    key: string,
    @Arg('code', () => String, {
      nullable: true,
      description: 'Of the second step, where the account has one; without it: CODE_NEEDED.',
    })
    code: string | null | undefined,
    @Ctx() { cookies, attemptCookies, ...device }: RequestContext,
  ): Promise<SignedInType> {
    const viewer = await this.needed().finish(
      key,
      code ?? null,
      device,
      neededCookies(cookies),
      neededCookies(attemptCookies),
    );
    return this.viewers.signedIn(viewer);
  }

  private needed(): ProviderSignIns {
    if (!this.use) throw new Refusal('NOT_FOUND');
    return this.use;
  }
}

import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { Refusal } from '../../domain/refusal.js';
import { Allow, forbidden } from '../../platform/authorize.js';
import type { RequestContext, Viewer } from '../../platform/viewer.js';
import { administrator } from './account-administrator.js';
import { AccountOutcome, AccountType } from './account.types.js';
import type { Account, Accounts } from './accounts.js';
import {
  RecoveryCodesOutcome,
  type RecoveryCodesType,
  SecondFactorSetupOutcome,
  type SecondFactorSetupType,
} from './second-factor.types.js';
import type { SecondFactors } from './second-factors.js';
import type { SignIns } from './sign-ins.js';

/** Signing in by a password and a code from a phone, for whoever wants it. */
@Resolver(() => AccountType)
export class SecondFactorResolver {
  constructor(
    private readonly use: SecondFactors,
    private readonly signIns: Pick<SignIns, 'isRight'>,
    private readonly accounts: Pick<Accounts, 'find'>,
  ) {}

  @Allow('SIGNED_IN')
  @Mutation(() => SecondFactorSetupOutcome, {
    description:
      "Begins a second step of signing in for one's own account; nothing changes until `confirmSecondFactor`. Seats have none: FORBIDDEN.",
  })
  async beginSecondFactor(
    @Arg('password', () => String, {
      description: 'The present one, so that a device left open is not enough.',
    })
    password: string,
    @Ctx() { viewer, address }: RequestContext,
  ): Promise<SecondFactorSetupType> {
    const { id, username } = await this.own(viewer);
    const right = password.length <= 1000 && (await this.signIns.isRight(username, password, address));
    if (!right) throw new Refusal('WRONG_PASSWORD');
    return this.use.begin(id, username);
  }

  @Allow('SIGNED_IN')
  @Mutation(() => RecoveryCodesOutcome, {
    description:
      'Puts the second step in force: from now on signing in asks for a code of the phone. Every other sign-in of the account ends.',
  })
  async confirmSecondFactor(
    @Arg('code', () => String, { description: 'Six digits, as the app shows them now.' }) code: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<RecoveryCodesType> {
    const { id } = await this.own(viewer);
    return { codes: await this.use.confirm(id, code, loginOf(viewer)) };
  }

  @Allow('SIGNED_IN')
  @Mutation(() => AccountOutcome, {
    description: "Takes the second step of one's own account away; needs a code of it once more.",
  })
  async removeSecondFactor(
    @Arg('code', () => String, { description: 'Of the phone, or a recovery code.' }) code: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<AccountType> {
    const { id } = await this.own(viewer);
    await this.use.removeOwn(id, code, loginOf(viewer));
    return this.own(viewer);
  }

  @Allow('ADMIN')
  @Mutation(() => AccountOutcome, {
    description:
      "Takes the second step of somebody else's account away, whose holder has lost phone and recovery codes.",
  })
  async resetSecondFactor(
    @Arg('id', () => ID, { description: "Of an account, not one's own." }) id: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<AccountType> {
    const account = await this.accounts.find(id);
    if (!account) throw new Refusal('NOT_FOUND', { account: id });
    // The database takes an id in other letters too; the one that is compared is its own.
    if (account.id === administrator(viewer).accountId)
      throw new Refusal('IN_USE', { fields: [`id|${OWN}`] });
    await this.use.remove(account.id);
    return (await this.accounts.find(account.id))!;
  }

  private async own(viewer: Viewer): Promise<Account> {
    const account = viewer.kind === 'ACCOUNT' && (await this.accounts.find(viewer.accountId));
    if (!account) throw forbidden();
    return account;
  }
}

/** Only accounts come here. */
const loginOf = (viewer: Viewer): string => (viewer as Extract<Viewer, { kind: 'ACCOUNT' }>).loginId;

const OWN =
  'đây là tài khoản đồng chí đang dùng; tắt tại trang đổi mật khẩu bằng một mã|this is the account you are using; take it away on the page of the password, with a code';

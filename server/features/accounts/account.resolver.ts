import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { AFTER_CURSOR } from '../../platform/argument-words.js';
import { Allow } from '../../platform/authorize.js';
import { connectionOf, readPaging } from '../../platform/paging.js';
import { checkedLater, checkInput } from '../../platform/validate-input.js';
import { VersionRead } from '../../platform/version-read.js';
import type { RequestContext } from '../../platform/viewer.js';
import { AccountConnectionType, AccountInput, AccountOutcome, AccountType } from './account.types.js';
import type { Accounts } from './accounts.js';
import { administrator } from './account-administrator.js';

/** Parts of the sort key of accounts: display name and id. */
const KEY_LENGTH = 2;

@Resolver(() => AccountType)
export class AccountResolver {
  constructor(private readonly use: Accounts) {}

  @Allow('ADMIN')
  @Query(() => AccountConnectionType, {
    description: 'Accounts by user name or display name, retired ones too.',
  })
  async accounts(
    @Arg('search', () => String, {
      nullable: true,
      description:
        'Part of the user name or display name; tones count only where some are written. Null: every account.',
    })
    search?: string | null,
    @Arg('first', () => Int, { defaultValue: 50, description: '1 to 200.' }) first = 50,
    @Arg('after', () => String, { nullable: true, ...AFTER_CURSOR }) after?: string | null,
  ): Promise<AccountConnectionType> {
    return connectionOf(await this.use.list(search, readPaging(first, after, KEY_LENGTH)));
  }

  @Allow('ADMIN')
  @Query(() => AccountType, {
    name: 'account',
    nullable: true,
    description: 'One account, as it stands now.',
  })
  find(@Arg('id', () => ID, { description: 'As in `accounts`.' }) id: string): Promise<AccountType | null> {
    return this.use.find(id);
  }

  @Allow('ADMIN')
  @Mutation(() => AccountOutcome, {
    description: 'Adds an account with its first password of at least 10 characters.',
  })
  createAccount(
    @Arg('input', () => AccountInput, {
      validateFn: checkedLater,
      description: 'The user name must be free.',
    })
    input: AccountInput,
    @Arg('password', () => String, {
      description: 'The first one, at least 10 characters and not easy to guess; the account may change it.',
    })
    password: string,
  ): Promise<AccountType> {
    return this.use.create(input, password, () => checkInput(input));
  }

  @Allow('ADMIN')
  @Mutation(() => AccountOutcome, {
    description: "Renames an account, or gives or takes the right to administer; never takes one's own.",
  })
  changeAccount(
    @Arg('id', () => ID, { description: 'Of an account that is not retired.' }) id: string,
    @VersionRead() version: number,
    @Arg('input', () => AccountInput, { description: 'Replaces all of it.' }) input: AccountInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<AccountType> {
    return this.use.change(id, version, input, administrator(viewer));
  }

  @Allow('ADMIN')
  @Mutation(() => AccountOutcome, {
    description:
      "Gives somebody else's account a new password; its sign-ins end at once. One's own: `changePassword`.",
  })
  setPassword(
    @Arg('id', () => ID, { description: "Of an account that is not retired, not one's own." }) id: string,
    @Arg('password', () => String, { description: 'At least 10 characters and not easy to guess.' })
    password: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<AccountType> {
    return this.use.setPassword(id, password, administrator(viewer));
  }

  @Allow('ADMIN')
  @Mutation(() => AccountOutcome, {
    description: "Ends an account and its sign-ins; never one's own, nor that of the last administrator.",
  })
  retireAccount(
    @Arg('id', () => ID, { description: "Not one's own." }) id: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<AccountType> {
    return this.use.retire(id, administrator(viewer));
  }
}

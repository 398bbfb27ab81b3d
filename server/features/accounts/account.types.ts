import { createUnionType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { PageInfoType } from '../../platform/paging.js';
import { RefusalType } from '../../platform/refusal.types.js';
import { DateTimeScalar } from '../../platform/scalars.js';
import { OptionalWording, Wording } from '../../platform/wording.js';

@ObjectType('Account', { description: 'Somebody who signs in with a user name.' })
export class AccountType {
  @Field(() => ID, { description: 'Kept for good; a retired account has it still.' })
  id!: string;

  @Field(() => String, { description: 'Unique without regard to upper and lower case.' })
  username!: string;

  @Field(() => String, { description: 'How the account is named on screens.' })
  displayName!: string;

  @Field(() => Boolean, { description: 'May configure everything; sees no marks before release.' })
  isAdmin!: boolean;

  @Field(() => Boolean, { description: 'False: it enters by one-time links only, until a password is set.' })
  hasPassword!: boolean;

  @Field(() => Boolean, { description: 'Signing in by password asks for a code of a phone too.' })
  hasSecondFactor!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Who the account is at the single sign-on: what its `claim` says there. Null: not linked.',
  })
  providerName!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Since when one person of the single sign-on has the account, by the first sign-in; null before.',
  })
  providerBoundAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Since when the account cannot sign in any more.',
  })
  retiredAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null before the first sign-in.' })
  lastSignInAt!: Date | null;

  @Field(() => Int, {
    description: 'Rises when the account itself changes; send it back with the next change.',
  })
  version!: number;
}

@ObjectType('AccountConnection', { description: 'A page of accounts, in the order of their display names.' })
export class AccountConnectionType {
  @Field(() => [AccountType], { description: 'At most as many as `first` asks for.' })
  nodes!: AccountType[];

  @Field(() => PageInfoType, { description: 'Whether and where the list goes on.' })
  pageInfo!: PageInfoType;

  @Field(() => Int, { description: 'How many accounts the whole list has.' })
  totalCount!: number;
}

@InputType({ description: 'How somebody who signs in is to be named, and whether he administers.' })
export class AccountInput {
  @Field(() => String, { description: 'At most 64 characters, no spaces.' })
  @Wording(64)
  username!: string;

  @Field(() => String, { description: 'At most 200 characters.' })
  @Wording(200)
  displayName!: string;

  @Field(() => Boolean, { description: 'True: may configure everything; sees no marks before release.' })
  isAdmin!: boolean;

  @Field(() => String, {
    nullable: true,
    description:
      'Who it is at the single sign-on, as the `claim` of `signInProvider` says there; at most 200 characters. Empty takes the link away, null leaves it. Another name ends the sign-ins of the account.',
  })
  @OptionalWording(200)
  providerName?: string | null;
}

export const AccountOutcome = createUnionType({
  name: 'AccountOutcome',
  description: 'The account as it is now, or why nothing was done.',
  types: () => [AccountType, RefusalType] as const,
  resolveType: (value) => (value instanceof RefusalType ? RefusalType : AccountType),
});

import { createUnionType, Field, ObjectType } from 'type-graphql';
import { RefusalType } from '../../platform/refusal.types.js';
import { TextType } from '../../platform/text.types.js';

@ObjectType('SignInProvider', { description: 'A single sign-on by which accounts may sign in here.' })
export class SignInProviderType {
  @Field(() => TextType, { description: 'What its button says.' })
  label!: TextType;

  @Field(() => String, {
    description: 'Which claim of the provider an administrator writes into an account, such as email.',
  })
  claim!: string;
}

@ObjectType('ProviderAddress', { description: 'Where a sign-in by the single sign-on goes on.' })
export class ProviderAddressType {
  @Field(() => String, { description: "The provider's own page; send the browser there within ten minutes." })
  address!: string;
}

export const ProviderAddressOutcome = createUnionType({
  name: 'ProviderAddressOutcome',
  description: 'Where to go, or why not.',
  types: () => [ProviderAddressType, RefusalType] as const,
  resolveType: (value) => (value instanceof RefusalType ? RefusalType : ProviderAddressType),
});

import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { described } from '../../platform/described.js';
import { RefusalType } from '../../platform/refusal.types.js';
import { DateTimeScalar } from '../../platform/scalars.js';
import { TOKEN_SCOPES, type TokenScope } from '../../platform/viewer.js';
import { Wording } from '../../platform/wording.js';

export const TokenScopeEnum = Object.fromEntries(TOKEN_SCOPES.map((scope) => [scope, scope]));
registerEnumType(TokenScopeEnum, {
  name: 'TokenScope',
  description: 'What a token may ask for.',
  valuesConfig: described<TokenScope>({
    REPORTS: 'Star distribution and released results; places.',
    PRODUCTS: 'Products and producers with their released classes; places.',
    CRITERIA: 'Scorecards, their editions and differences.',
  }),
});

@ObjectType('ApiToken', { description: 'The right of another system to ask for reports.' })
export class ApiTokenType {
  @Field(() => ID, { description: 'Of the token, not its secret.' })
  id!: string;

  @Field(() => String, { description: 'Which system it is for.' })
  name!: string;

  @Field(() => [TokenScopeEnum], { description: 'At least one; asking for anything else is FORBIDDEN.' })
  scopes!: readonly TokenScope[];

  @Field(() => DateTimeScalar, { description: 'The moment the secret was shown.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'From this moment the token is refused.' })
  expiresAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null before the first use.' })
  lastUsedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when an administrator has revoked it.' })
  revokedAt!: Date | null;
}

@ObjectType('NewApiToken', { description: 'A token just made, with its secret.' })
export class NewApiTokenType {
  @Field(() => ApiTokenType, { description: 'In force at once.' })
  token!: ApiTokenType;

  @Field(() => String, { description: 'Shown this once; send it as `Authorization: Bearer …`.' })
  secret!: string;
}

@InputType({ description: 'What another system is to be allowed, and until when.' })
export class ApiTokenInput {
  @Field(() => String, { description: 'At most 120 characters.' })
  @Wording(120)
  name!: string;

  @Field(() => [TokenScopeEnum], { description: 'At least one.' })
  scopes!: TokenScope[];

  @Field(() => DateTimeScalar, { description: 'In the future, at most five years away.' })
  expiresAt!: Date;
}

export const ApiTokenOutcome = createUnionType({
  name: 'ApiTokenOutcome',
  description: 'The token as it is now, or why nothing was done.',
  types: () => [ApiTokenType, RefusalType] as const,
  resolveType: (value) => (value instanceof RefusalType ? RefusalType : ApiTokenType),
});

export const NewApiTokenOutcome = createUnionType({
  name: 'NewApiTokenOutcome',
  description: 'The token with its secret, or why none was made.',
  types: () => [NewApiTokenType, RefusalType] as const,
  resolveType: (value) => (value instanceof RefusalType ? RefusalType : NewApiTokenType),
});

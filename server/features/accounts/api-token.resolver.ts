import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Allow } from '../../platform/authorize.js';
import type { RequestContext } from '../../platform/viewer.js';
import { administrator } from './account-administrator.js';
import {
  ApiTokenInput,
  ApiTokenOutcome,
  ApiTokenType,
  NewApiTokenOutcome,
  NewApiTokenType,
} from './api-token.types.js';
import type { ApiTokens } from './api-tokens.js';

@Resolver(() => ApiTokenType)
export class ApiTokenResolver {
  constructor(private readonly use: ApiTokens) {}

  @Allow('ADMIN')
  @Query(() => [ApiTokenType], {
    description: 'Tokens, those in force first. Their secrets are kept nowhere.',
  })
  apiTokens(): Promise<ApiTokenType[]> {
    return this.use.list();
  }

  @Allow('ADMIN')
  @Mutation(() => NewApiTokenOutcome, {
    description: 'Makes a token for another system; its secret is shown this once.',
  })
  createApiToken(
    @Arg('input', () => ApiTokenInput, { description: 'Cannot be changed afterwards.' }) input: ApiTokenInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<NewApiTokenType> {
    return this.use.create(input, administrator(viewer).accountId);
  }

  @Allow('ADMIN')
  @Mutation(() => ApiTokenOutcome, { description: 'Ends a token at once.' })
  revokeApiToken(
    @Arg('id', () => ID, { description: 'Of the token, not its secret.' }) id: string,
  ): Promise<ApiTokenType> {
    return this.use.revoke(id);
  }
}

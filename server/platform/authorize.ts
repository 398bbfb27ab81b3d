import { GraphQLError } from 'graphql';
import { Authorized } from 'type-graphql';
import type { AuthCheckerInterface, ResolverData } from 'type-graphql';
import { wordDeadToken } from './word-dead-token.js';
import { TOKEN_SCOPES, type RequestContext, type TokenScope, type Viewer } from './viewer.js';

/**
 * Who may ask at all. What they may see of what they asked for is decided by the use case:
 * ANYONE, also without signing in · SIGNED_IN, with an account or on a seat · ADMIN · SESSION, whoever may hold a
 * screen of a session (signed in, or a room screen) · REPORTS, PRODUCTS, CRITERIA, the signed-in and tokens of that scope.
 */
export type Rule = 'ANYONE' | 'SIGNED_IN' | 'ADMIN' | 'SESSION' | TokenScope;

/** States the rule of an operation or field. Operations without one are refused when the schema is built. */
export const Allow = (...rules: Rule[]): MethodDecorator & PropertyDecorator => Authorized<Rule>(rules);

function holds(rule: Rule, viewer: Viewer): boolean {
  const signedIn = viewer.kind === 'ACCOUNT' || viewer.kind === 'SEAT';
  switch (rule) {
    case 'ANYONE':
      return true;
    case 'SIGNED_IN':
      return signedIn;
    case 'ADMIN':
      return viewer.kind === 'ACCOUNT' && viewer.isAdmin;
    case 'SESSION':
      return signedIn || viewer.kind === 'ROOM';
    default:
      return signedIn || (viewer.kind === 'TOKEN' && viewer.scopes.includes(rule));
  }
}

/** @throws {GraphQLError} UNAUTHENTICATED for the anonymous, FORBIDDEN for everybody else whom no rule admits */
export function authorize(viewer: Viewer, rules: readonly Rule[]): void {
  if (rules.some((rule) => holds(rule, viewer))) return;
  if (viewer.kind === 'ANONYMOUS') throw signInFirst(viewer);
  const scopes = TOKEN_SCOPES.filter((scope) => rules.includes(scope));
  throw viewer.kind === 'TOKEN' && scopes.length > 0 ? beyondScopes(scopes) : forbidden();
}

/** Another system is told which scope its token lacks: its own scopes are no secret to it. Any one of these is enough. */
function beyondScopes(scopes: readonly TokenScope[]): GraphQLError {
  return new GraphQLError(
    `Khóa API này thiếu phạm vi ${scopes.join(' hoặc ')}. / This token lacks the scope ${scopes.join(' or ')}.`,
    { extensions: { code: 'FORBIDDEN', scopes } },
  );
}

/** What the anonymous are told: to sign in, or what is wrong with the token they showed. */
export function signInFirst({ ended, token }: Extract<Viewer, { kind: 'ANONYMOUS' }>): GraphQLError {
  if (!token) return unauthenticated(ended);
  return new GraphQLError(wordDeadToken(token), {
    extensions: { code: 'UNAUTHENTICATED', reason: token.end },
  });
}

export function unauthenticated(reason?: string): GraphQLError {
  return new GraphQLError('Cần đăng nhập trước. / Sign in first.', {
    extensions: { code: 'UNAUTHENTICATED', ...(reason && { reason }) },
  });
}

export function forbidden(): GraphQLError {
  return new GraphQLError('Đồng chí không có quyền xem hoặc làm việc này. / You may not see or do this.', {
    extensions: { code: 'FORBIDDEN' },
  });
}

/** type-graphql asks this for every decorated field. */
export class RuleChecker implements AuthCheckerInterface<RequestContext, Rule> {
  check({ context }: ResolverData<RequestContext>, rules: Rule[]): boolean {
    authorize(context.viewer, rules);
    return true;
  }
}

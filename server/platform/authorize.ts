import { GraphQLError } from 'graphql';
import { Authorized } from 'type-graphql';
import type { AuthCheckerInterface, ResolverData } from 'type-graphql';
import { wordDeadToken } from './word-dead-token.js';
import { TOKEN_SCOPES, type RequestContext, type SignInEnd, type TokenScope, type Viewer } from './viewer.js';

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

/** What became of the sign-in, what is safe, what to do next. */
const ENDED: Record<SignInEnd, string> = {
  SIGNED_OUT:
    'Thiết bị này đã đăng xuất; những gì đã lưu vẫn còn. Hãy đăng nhập lại. / This device was signed out; what was saved is kept. Sign in again.',
  TAKEN_OVER:
    'Ghế này đã chuyển sang thiết bị khác; những gì đã lưu vẫn còn. Hãy tiếp tục ở đó, hoặc quét lại thẻ tại ghế. / This seat went over to another device; what was saved is kept. Go on there, or scan the card at the seat again.',
  REVOKED:
    'Quyền vào của thiết bị này đã bị thu hồi; những gì đã lưu vẫn còn. Hãy đăng nhập lại, hoặc mở thẻ hay đường dẫn mới. / The access of this device was withdrawn; what was saved is kept. Sign in again, or open the new card or link.',
  RESTORED:
    'Máy chủ vừa được khôi phục từ bản sao lưu. Hãy đăng nhập lại; ủy viên quét lại thẻ tại ghế. / The server was restored from a backup. Sign in again; members scan the card at the seat again.',
  EXPIRED:
    'Phiên đăng nhập đã hết hạn; những gì đã lưu vẫn còn. Hãy đăng nhập lại, hoặc quét lại thẻ tại ghế. / The sign-in has expired; what was saved is kept. Sign in again, or scan the card at the seat again.',
};

/** @param reason why the sign-in ended, where there was one */
export function unauthenticated(reason?: SignInEnd): GraphQLError {
  return new GraphQLError(reason ? ENDED[reason] : 'Cần đăng nhập trước. / Sign in first.', {
    extensions: { code: 'UNAUTHENTICATED', ...(reason && { reason }) },
  });
}

export function forbidden(): GraphQLError {
  return new GraphQLError('Đồng chí không có quyền xem hoặc làm việc này. / You may not see or do this.', {
    extensions: { code: 'FORBIDDEN' },
  });
}

/** For whoever could see a session until now: its council goes on without him. */
export function noLongerInCouncil(): GraphQLError {
  return new GraphQLError(
    'Đồng chí không còn trong Hội đồng của phiên họp này; những gì đã lưu vẫn còn. Nếu có nhầm lẫn, xin báo Thư ký. / You are no longer on the council of this session; what was saved is kept. If this is a mistake, tell the secretary.',
    { extensions: { code: 'FORBIDDEN', reason: 'NOT_IN_COUNCIL' } },
  );
}

/** For whoever followed a session that is taken out of the plan: it was never opened, and nothing of it is lost. */
export function sessionRemoved(): GraphQLError {
  return new GraphQLError(
    'Phiên họp này đã bị gỡ khỏi kế hoạch; các hồ sơ của phiên vẫn còn và chờ phiên khác. Xem danh sách phiên họp. / This session was taken out of the plan; its dossiers are kept and wait for another one. Look at the list of sessions.',
    { extensions: { code: 'NOT_FOUND' } },
  );
}

/** type-graphql asks this for every decorated field. */
export class RuleChecker implements AuthCheckerInterface<RequestContext, Rule> {
  check({ context }: ResolverData<RequestContext>, rules: Rule[]): boolean {
    authorize(context.viewer, rules);
    return true;
  }
}

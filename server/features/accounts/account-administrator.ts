import { forbidden } from '../../platform/authorize.js';
import type { Viewer } from '../../platform/viewer.js';
import type { Administrator } from './accounts.js';

/** The administrator who asks, where an act must know which one. @throws {GraphQLError} FORBIDDEN for everybody else */
export function administrator(viewer: Viewer): Administrator {
  if (viewer.kind === 'ACCOUNT' && viewer.isAdmin)
    return { accountId: viewer.accountId, loginId: viewer.loginId };
  throw forbidden();
}

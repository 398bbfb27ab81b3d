import type { Viewer } from '../../platform/viewer.js';
import type { Asker } from './dossier.js';

/** The viewer as far as opening dossiers goes: room screens and other systems open none. */
export function askerOf(viewer: Viewer): Asker {
  switch (viewer.kind) {
    case 'ACCOUNT':
      return { kind: 'ACCOUNT', accountId: viewer.accountId, isAdmin: viewer.isAdmin };
    case 'SEAT':
      return { kind: 'SEAT', memberId: viewer.memberId, sessionId: viewer.sessionId };
    default:
      return { kind: 'NOBODY' };
  }
}

import { presidingIn, quorumIn, type QuorumBasis } from './authority.js';
import { memberLabel } from '../councils/council.js';

/** Túc số of a session as it sits, in the words that screens need. */
export interface ShownQuorum {
  readonly appointed: number;
  readonly present: number;
  readonly required: number;
  readonly met: boolean;
  readonly presidingLabel: string | null;
  readonly presidingIsActing: boolean;
}

/** What boards and the preparation of a session say of the quorum. @source R 8.4 */
export function showQuorum(session: QuorumBasis): ShownQuorum {
  const { appointed, present, required, met } = quorumIn(session);
  const presiding = presidingIn(session);
  return {
    appointed,
    present,
    required,
    met,
    presidingLabel: presiding && memberLabel(presiding),
    presidingIsActing: presiding?.role === 'VICE_CHAIR',
  };
}

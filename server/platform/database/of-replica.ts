import { QueryFailedError } from 'typeorm';
import { UnfitReplica } from './replica-state.js';

/** What PostgreSQL calls the failure of a statement; null where the line broke off, undefined where it was no statement. */
function codeOf(error: unknown): string | null | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  const { code } = error.driverError as { code?: string };
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) ? code : null;
}

/**
 * Whether the replica is to blame: a conflict with what it replays (40), no room (53), an end or a start of the server
 * (57P), its disk (58, XX), or the line. The same statement may do well on the primary.
 */
export function isOfReplica(error: unknown): boolean {
  if (error instanceof UnfitReplica) return true;
  const code = codeOf(error);
  return code === null || (code !== undefined && /^(08|40|53|57P|58|XX)/.test(code));
}

/** Whether it stood in the way of what the replica has to replay: that passes by itself. */
export const isConflict = (error: unknown): boolean => /^40/.test(codeOf(error) ?? '');

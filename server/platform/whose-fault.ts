import { QueryFailedError } from 'typeorm';

/**
 * What to do about a fault that a whole batch met: it is one item's doing, so each is tried by itself; it has passed, so all
 * are tried once more; or it holds for all of them, who would each wait for it again, and so are told.
 */
export type Cure = 'EACH' | 'AGAIN' | 'NONE';

/** Over at once: the transaction lost against another one, or its connection ended, and the next one is as good. */
const OVER = new Set(['40001', '40P01', '57P01', '57P02', '25P03', 'ECONNRESET', 'EPIPE']);
const ENDED = /^Connection terminated( unexpectedly)?$|is not queryable$/;

/** What PostgreSQL says of a value, a row or a rule, by the first two letters of its codes. */
const OF_ONE = new Set(['21', '22', '23', 'P0']);
/** Of `pg`, which has no codes: it has waited already. */
const WAITED = /timeout/i;

/** @param error  of a transaction, as `runPipelined` throws it */
export function cureOf(error: unknown): Cure {
  if (!(error instanceof QueryFailedError)) return 'EACH';
  const { code = '', message } = error.driverError as { code?: string; message: string };
  if (OVER.has(code) || ENDED.test(message)) return 'AGAIN';
  // Without a code it is of the one whose values could not even be sent.
  const holdsForAll = code === '' ? WAITED.test(message) : !OF_ONE.has(code.slice(0, 2));
  return holdsForAll ? 'NONE' : 'EACH';
}

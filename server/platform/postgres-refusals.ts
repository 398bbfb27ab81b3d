import { QueryFailedError } from 'typeorm';
import { Refusal } from '../domain/refusal.js';

/**
 * What PostgreSQL refused because of the input, as the refusal it is; null for real faults.
 * The database's own rules are the last guard, so two clicks at the same moment end in a sentence, not in a fault.
 */
export function asRefusal(error: unknown): Refusal | null {
  if (!(error instanceof QueryFailedError)) return null;
  const { code, constraint } = error.driverError as { code?: string; constraint?: string };
  switch (code) {
    case '22P02': // an identifier that is none
      return new Refusal('NOT_FOUND');
    case '23505':
      return new Refusal('DUPLICATE', { constraint: constraint ?? '' });
    case '23503':
      return new Refusal('IN_USE', { constraint: constraint ?? '' });
    case '22001':
    case '22003':
    case '22007':
    case '22008':
    case '22021':
    case '22P05':
    case '23514':
      return new Refusal('INVALID_INPUT', { constraint: constraint ?? '' });
    default:
      return null;
  }
}

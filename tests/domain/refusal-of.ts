import { Refusal } from '../../server/domain/refusal.js';

/** The refusal that the act meets; a fault, or no refusal at all, fails the test. */
export function refusalOf(act: () => unknown): Refusal {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

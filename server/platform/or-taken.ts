import { asRefusal } from './postgres-refusals.js';

/**
 * Writes what must be there only once. Of two who write the same at the same moment the database refuses the second;
 * `check`, which found nothing a moment ago, then says in words what the first one wrote.
 */
export async function orTaken<T>(write: () => Promise<T>, check: () => Promise<void>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (asRefusal(error)?.code === 'DUPLICATE') await check();
    throw error;
  }
}

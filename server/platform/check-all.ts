import { Refusal } from '../domain/refusal.js';

/**
 * Runs checks that refuse by field, and names the faults of all of them at once, so that a form is not mended field by
 * field. Faults of one kind keep their code, mixed ones are INVALID_INPUT; a refusal that names no field stands alone.
 */
export async function checkAll(...checks: readonly (() => unknown)[]): Promise<void> {
  const refusals: Refusal[] = [];
  for (const check of checks) {
    try {
      await check();
    } catch (error) {
      if (!(error instanceof Refusal) || !Array.isArray(error.details.fields)) throw error;
      refusals.push(error);
    }
  }
  const [first, ...others] = refusals;
  if (!first) return;
  if (others.length === 0) throw first;
  const code = others.every((other) => other.code === first.code) ? first.code : 'INVALID_INPUT';
  throw new Refusal(code, {
    fields: refusals.flatMap(({ details }) => details.fields as readonly string[]),
  });
}

import { formatDaysIn } from '../ui/format';
import { inLocale } from '../ui/locale';
import type { Refusal_RefusalFragment } from '../generated/operations';

/** A wording of the server in the reader's language. */
const reword = (text: Refusal_RefusalFragment['message']) => formatDaysIn(inLocale(text));

/** A lawful no, as every outcome union carries it (fragment `Refusal_refusal`). */
export type RefusalAnswer = Refusal_RefusalFragment;

/** Whether an outcome is a refusal; narrows the union. */
export function isRefusal<T extends object>(
  outcome: T | null | undefined,
): outcome is Extract<T, { __typename: 'Refusal' }> {
  return !!outcome && '__typename' in outcome && outcome.__typename === 'Refusal';
}

/** The refusal in the reader's language: what is wrong, what is safe, what to do next. Faults of fields follow it. */
export function wordRefusal(refusal: Pick<RefusalAnswer, 'message'> & Partial<RefusalAnswer>): string {
  const faults = (refusal.fields ?? []).map((fault) => reword(fault.message));
  const unsaid = faults.filter((fault) => !reword(refusal.message).includes(fault));
  return [reword(refusal.message), ...unsaid].join(' ');
}

/** What is wrong with one field of the input (its path, such as `input.name`), in the reader's language; else ''. */
export function wordFieldFault(refusal: RefusalAnswer | null, field: string): string {
  const fault = refusal?.fields.find((each) => each.field === field || each.field.endsWith(`.${field}`));
  return fault ? reword(fault.message) : '';
}

/**
 * A form begins where it is typed in, not on a button; unless one has to read down to the field first, or
 * an on-screen keyboard would come over what is to be read.
 * @param end what lies under the fields, as the buttons at the foot of a dialog
 */
export function beginAtField(body: Element | null | undefined, end?: Element | null): void {
  const field = body?.querySelector<HTMLElement>(':is(input, select, textarea):not(:disabled, [readonly])');
  // Whoever was quicker stays where he is.
  if (body?.contains(document.activeElement)) return;
  // A tick or a choice is not begun with: a stray key would change it.
  if (!field || field.matches('[type="checkbox"], [type="radio"], [type="file"]')) return;
  if (matchMedia('(pointer: coarse)').matches) return;
  const begins = end?.getBoundingClientRect().top ?? Infinity;
  if (field.getBoundingClientRect().bottom <= begins) field.focus();
}

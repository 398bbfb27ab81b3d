/** A tick or a choice is not begun with: a stray key would change it, and in a list of names choose somebody. */
const CHOSEN =
  'select, [type="checkbox"], [type="radio"], [type="file"], [role="checkbox"], [role="switch"], [role="radio"], [role="combobox"][readonly]';
/** Whatever asks for something, be it typed in or chosen. */
const FIRST = `:is(input:not([readonly]), textarea:not([readonly]), ${CHOSEN}):not(:disabled, [hidden])`;

/**
 * A form begins where it is typed in, not on a button; unless one has to read down to the field first, or
 * an on-screen keyboard would come over what is to be read.
 * @param end what lies under the fields, as the buttons at the foot of a dialog
 */
export function beginAtField(body: Element | null | undefined, end?: Element | null): void {
  const field = body?.querySelector<HTMLElement>(FIRST);
  // Whoever was quicker stays where he is.
  if (body?.contains(document.activeElement)) return;
  if (!field || field.matches(CHOSEN)) return;
  if (matchMedia('(pointer: coarse)').matches) return;
  const begins = end?.getBoundingClientRect().top ?? Infinity;
  if (field.getBoundingClientRect().bottom <= begins) field.focus();
}

/**
 * A form in a dialog begins where it is typed in, not on a button; unless one has to read down to the field first, or
 * an on-screen keyboard would come over what is to be read.
 */
export function beginAtField(body: Element | null | undefined, end: Element | null | undefined): void {
  const field = body?.querySelector<HTMLElement>(':is(input, select, textarea):not(:disabled, [readonly])');
  if (!field || !end || matchMedia('(pointer: coarse)').matches) return;
  if (field.getBoundingClientRect().bottom <= end.getBoundingClientRect().top) field.focus();
}

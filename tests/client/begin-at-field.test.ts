import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { beginAtField } from '../../client/ui/begin-at-field';

let coarse: boolean;
const at = (element: Element, top: number, bottom: number) =>
  vi.spyOn(element, 'getBoundingClientRect').mockReturnValue({ top, bottom } as DOMRect);

/** A dialog's body with these fields, the first of them this far down, over buttons at 300. */
function form(fields: string, bottom = 100) {
  document.body.innerHTML = `<div id="body">${fields}</div><footer></footer>`;
  const [body, foot] = [document.querySelector('#body')!, document.querySelector('footer')!];
  at(body.querySelector('input:not([hidden]), textarea')!, bottom - 40, bottom);
  at(foot, 300, 350);
  beginAtField(body, foot);
  return document.activeElement?.id;
}

describe('A form', () => {
  beforeEach(() => {
    coarse = false;
    vi.stubGlobal('matchMedia', () => ({ matches: coarse }));
  });
  afterEach(() => vi.unstubAllGlobals());

  it('begins where it is typed in', () => {
    expect(form('<button id="cross"></button><textarea id="reason"></textarea>')).toBe('reason');
    expect(form('<input disabled><input id="name">')).toBe('name');
  });

  it('leaves the hand where it is on a touch screen, and where one has to read down to the field', () => {
    expect(form('<textarea id="reason"></textarea>', 420)).not.toBe('reason');
    coarse = true;
    expect(form('<textarea id="reason"></textarea>')).not.toBe('reason');
  });

  it('begins with no tick and no choice: a stray key would change it', () => {
    expect(form('<input id="present" type="checkbox"><input id="reason">')).toBe('');
    expect(form('<input id="all" type="radio"><textarea id="reason"></textarea>')).toBe('');
    const members = '<select id="member"><option>Sở Y tế</option></select>';
    expect(form(`${members}<textarea id="reason"></textarea>`)).toBe('');
    expect(form('<div id="list" role="checkbox" tabindex="0"></div><input id="reason">')).toBe('');
    expect(form('<input id="list" role="combobox" readonly><input id="reason">')).toBe('');
    expect(form('<input id="whose" readonly hidden><input id="password">')).toBe('password');
  });

  it('takes nobody from the field in which he is', () => {
    document.body.innerHTML = '<div id="body"><input id="first"><input id="second"></div>';
    document.querySelector<HTMLElement>('#second')!.focus();
    beginAtField(document.querySelector('#body'));
    expect(document.activeElement?.id).toBe('second');
  });
});

import { provideApolloClient } from '@vue/apollo-composable';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { Dialog, Notify, Quasar } from 'quasar';
import { expect, vi } from 'vitest';
import { h, type Component } from 'vue';
import { createMemoryHistory, createRouter, RouterView } from 'vue-router';
import { apollo } from '../../../client/live/apollo';

/** Mounts a page of the desk (administration, dossiers, scorecards) as the app would, with Quasar, into the document. */
export async function mountDesk(page: Component, path = '/', props: Record<string, unknown> = {}) {
  await apollo.clearStore();
  provideApolloClient(apollo);
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:path(.*)*', component: page, props: () => props }],
  });
  await router.push(path);
  const wrapper: VueWrapper = mount(() => h(RouterView), {
    attachTo: document.body,
    global: { plugins: [router, [Quasar, { plugins: { Notify, Dialog } }]] },
  });
  await settle();
  return { wrapper, router };
}

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/**
 * Waits for answers, for the pause in which typing is gathered, for parts that are loaded only when needed, and for
 * what is drawn after them: until nothing on the page changes any more.
 */
export async function settle(): Promise<void> {
  await flushPromises();
  await pause(260);
  let drawn: string;
  do {
    drawn = document.body.innerHTML;
    await vi.dynamicImportSettled();
    await flushPromises();
    await pause(10);
  } while (document.body.innerHTML !== drawn);
}

/** Everything that is shown, dialogs included, which stand outside of the page. */
export const shownText = () => document.body.textContent?.replace(/\s+/g, ' ') ?? '';

/** The control that a label names. */
export function labelled(label: string): HTMLInputElement {
  const controls = document.querySelectorAll<HTMLInputElement>(
    'input, textarea, [role="checkbox"], [role="switch"]',
  );
  const found = [...controls].find(
    (each) =>
      each.getAttribute('aria-label') === label ||
      each.closest('label')?.querySelector('.q-field__label')?.textContent?.trim() === label,
  );
  if (!found) throw new Error(`No control is labelled "${label}".`);
  return found;
}

/** Types into the field that a label names, as a reader would. */
export async function type(label: string, text: string): Promise<void> {
  const field = labelled(label);
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await settle();
}

/** As browsers and Quasar have it: half a value is no value, and the field is emptied as it is left. */
export async function leaveHalfTyped(label: string): Promise<void> {
  const field = labelled(label);
  const validity = (badInput: boolean) =>
    Object.defineProperty(field, 'validity', { configurable: true, value: { badInput } });
  validity(true);
  await type(label, '');
  field.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
  validity(false);
}

/** Presses the button with this text or this name. */
export async function press(name: string): Promise<void> {
  const button = [...document.querySelectorAll('button')].find(
    (each) => each.getAttribute('aria-label') === name || each.textContent?.trim() === name,
  );
  if (!button) throw new Error(`No button is called "${name}".`);
  button.click();
  await settle();
}

/**
 * Opens a list of choices, and keeps it open: a dialog that is still coming in takes the focus to itself when it has
 * arrived, and a list that loses the focus closes.
 * @returns the choices
 */
export async function openChoices(select: () => HTMLElement | null): Promise<HTMLElement[]> {
  return vi.waitFor(
    async () => {
      const shown = () => [...document.querySelectorAll<HTMLElement>('[role="option"]')];
      if (shown().length === 0) select()?.click();
      await settle();
      expect(shown()).not.toHaveLength(0);
      return shown();
    },
    { timeout: 10_000 },
  );
}

/** Chooses from a list, and waits until it has gone: a list on its way out would be taken for the next one. */
export async function choose(select: () => HTMLElement | null, text: string): Promise<void> {
  const options = await openChoices(select);
  options.find((each) => each.textContent?.trim() === text)!.click();
  await vi.waitFor(() => expect(document.querySelectorAll('[role="option"]')).toHaveLength(0), {
    timeout: 10_000,
  });
  await settle();
}

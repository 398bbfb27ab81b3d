import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { put } from '../../client/live/outbox-core';
import { emptyOutbox } from '../../client/live/outbox-state';
import { openOutboxStore } from '../../client/live/outbox-store';
import { loginKey } from '../../client/live/sign-in-state';
import { forgetSignIn, takeSignIn } from '../../client/live/viewer';
import TopBar from '../../client/shell/TopBar.vue';
import { setLocale } from '../../client/ui/locale';
import { mountAt } from './support/mounting';
import { Replies, signedIn } from './support/replies';

let wrapper: VueWrapper;
const press = async (label: string) => {
  await wrapper
    .findAll('button')
    .find((button) => button.text() === label)!
    .trigger('click');
  await flushPromises();
};

async function barOf(memberId: string) {
  const replies = new Replies({ SignOut: () => ({ signOut: true }) });
  const { seats } = signedIn().viewer;
  await takeSignIn(signedIn({ seats: [{ ...seats[0], memberId }] }) as Parameters<typeof takeSignIn>[0]);
  const mounted = await mountAt(TopBar, '/ky-hop/s1/cham');
  wrapper = mounted.wrapper;
  return { replies, router: mounted.router };
}

describe('The top bar', () => {
  beforeEach(() => sessionStorage.clear());
  afterEach(async () => {
    wrapper.unmount();
    setLocale('vi');
    await forgetSignIn();
  });

  it('says who is signed in, and signs that person out', async () => {
    const { replies, router } = await barOf('nothing-waits');
    expect(wrapper.text()).toContain('Sở Y tế');
    await press('Đăng xuất');
    await vi.waitFor(() => expect(loginKey()).toBeNull());
    expect(replies.sentOf('SignOut')).toHaveLength(1);
    expect(router.currentRoute.value.name).toBe('sign-in');
    await flushPromises();
    expect(wrapper.text()).not.toContain('Sở Y tế');
  });

  it('asks first when marks would be left on the device', async () => {
    const sheet = { sheetId: 'sheet-1', memberId: 'waits', evaluationId: 'e1' };
    const empty = emptyOutbox(sheet, { version: 1, attempt: 1, state: 'DRAFT', marks: [] });
    const tapped = { '1.1': { choice: 'LEVELS', levels: [2], remark: null } } as const;
    await openOutboxStore().update('sheet-1', () => put(empty, tapped, '2026-11-22T02:00:00Z'));
    const { replies } = await barOf('waits');
    await press('Đăng xuất');
    await vi.waitFor(() => expect(wrapper.text()).toContain('Còn 1 mục chưa gửi'));
    expect(replies.sentOf('SignOut')).toEqual([]);
    await press('Hủy');
    expect(loginKey()).toBe('k1');
  });

  it('switches the language of every screen', async () => {
    await barOf('nothing-waits');
    await press('English');
    expect(document.documentElement.lang).toBe('en');
    expect(wrapper.text()).toContain('Sign out');
  });
});

import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import SessionPage from '../../client/features/admin/sessions/SessionPage.vue';
import { forgetSignIn, takeSignIn } from '../../client/live/viewer';
import { mountDesk, shownText } from './support/desk';
import { session } from './support/desk-rows';
import { Replies, seat, signedIn, viewer } from './support/replies';

let wrapper: VueWrapper;
const show = async (seats: object[], phase = 'PLANNED') => {
  const admin = { kind: 'ACCOUNT', isAdmin: true };
  new Replies({
    ReadSession: () => ({ session: session({ phase }) }),
    Viewer: () => ({ viewer: viewer({ ...admin, seats }) }),
  });
  // What the tab knows of its seats may be older than the session.
  await takeSignIn(signedIn({ ...admin, seats: [] }) as Parameters<typeof takeSignIn>[0]);
  ({ wrapper } = await mountDesk(SessionPage, '/', { sessionId: 's1' }));
};
const toConducting = () => wrapper.find('a[href="/ky-hop/s1/dieu-hanh"]').exists();
const WHO = 'Chủ tịch hoặc thư ký khai mạc và điều hành phiên họp';

describe('The page of a session', () => {
  afterEach(async () => {
    wrapper.unmount();
    await forgetSignIn();
  });

  it('tells an administrator who conducts, and where the seat cards are, rather than lead to a refusal', async () => {
    await show([seat({ sessionId: 's2', role: 'CHAIR', conducts: true }), seat({ conducts: false })]);
    expect(toConducting()).toBe(false);
    expect(shownText()).toContain(WHO);
    expect(shownText()).toContain('thẻ ghế phát ở mục Thẻ ghế bên dưới');
    expect(wrapper.find('a[href="/ky-hop/s1/the-ghe"]').exists()).toBe(true);
    expect(wrapper.find('a[href="/ky-hop/s1/lich-su"]').exists()).toBe(true);
  });

  it('leads an administrator to the conducting screen who is chair or secretary of the session', async () => {
    await show([seat({ role: 'SECRETARY', voting: false, conducts: true })]);
    expect(toConducting()).toBe(true);
    expect(shownText()).not.toContain(WHO);
  });

  it('offers to change only what can still be changed', async () => {
    const change = () => wrapper.findAll('button').some((button) => button.text() === 'Sửa');
    await show([]);
    expect(change()).toBe(true);
    wrapper.unmount();
    await show([], 'OPEN');
    expect(change()).toBe(false);
  });

  it('says nothing of conducting once the session is closed', async () => {
    await show([], 'CLOSED');
    expect(toConducting()).toBe(false);
    expect(shownText()).not.toContain(WHO);
  });
});

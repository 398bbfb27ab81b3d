import { flushPromises } from '@vue/test-utils';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import SignInEnded from '../../client/features/sign-in/SignInEnded.vue';
import { put } from '../../client/live/outbox-core';
import { emptyOutbox } from '../../client/live/outbox-state';
import { openOutboxStore } from '../../client/live/outbox-store';
import { bearer, endedSignIn, keepLogin, loginKey, noteSignInEnded } from '../../client/live/sign-in-state';
import { formatTime } from '../../client/ui/format';
import { mountAt } from './support/mounting';
import { Replies } from './support/replies';

describe('A sign-in that the server has ended', () => {
  beforeEach(() => {
    endedSignIn.value = null;
    bearer.value = null;
  });

  it('says where the seat went, when, and that saved marks are safe', async () => {
    noteSignInEnded('TAKEN_OVER');
    const { wrapper } = await mountAt(SignInEnded, '/ky-hop/s1/cham');
    const at = formatTime(endedSignIn.value!.at);
    expect(wrapper.get('h1').text()).toBe(
      `Ghế này đã chuyển sang thiết bị khác lúc ${at}; mọi điểm đã lưu vẫn còn.`,
    );
    wrapper.unmount();
  });

  it('keeps to the first reason: what follows a take-over is only its echo', () => {
    noteSignInEnded('TAKEN_OVER');
    noteSignInEnded('EXPIRED');
    expect(endedSignIn.value?.reason).toBe('TAKEN_OVER');
  });

  it('counts a reason it does not know as expired', () => {
    noteSignInEnded('SOMETHING_NEW');
    expect(endedSignIn.value?.reason).toBe('EXPIRED');
  });

  it('says of one that was revoked that it has ended, not that it expired', () => {
    noteSignInEnded('REVOKED');
    expect(endedSignIn.value?.reason).toBe('ENDED');
  });

  it('says after a restore that the card on the seat still works, and asks for no new one', async () => {
    noteSignInEnded('RESTORED');
    const { wrapper } = await mountAt(SignInEnded, '/ky-hop/s1/cham');
    expect(wrapper.get('h1').text()).toContain('khôi phục từ bản sao lưu');
    expect(wrapper.text()).toContain('quét lại thẻ tại ghế: thẻ đã phát vẫn dùng được');
    // What was saved after the backup may be gone.
    expect(wrapper.text()).not.toMatch(/cấp thẻ mới|Mọi điểm đã lưu vẫn còn/);
    wrapper.unmount();
  });

  it('sends a member whose sign-in the server no longer knows to his card first', async () => {
    noteSignInEnded('ENDED');
    const { wrapper } = await mountAt(SignInEnded, '/ky-hop/s1/cham');
    expect(wrapper.text()).toContain('ủy viên quét lại thẻ tại ghế');
    wrapper.unmount();
  });

  it('does not concern a room screen, which has no person', () => {
    bearer.value = 'room-token';
    noteSignInEnded('ENDED');
    expect(endedSignIn.value).toBeNull();
  });

  it('tells what is still on the device only, also when the page can no longer know whose it is', async () => {
    const ids = { sheetId: 'left', memberId: 'm9', evaluationId: 'e' };
    const base = { version: 1, attempt: 1, state: 'OPEN', marks: [] };
    const wish = { choice: 'LEVELS', levels: [1], remark: null } as const;
    await openOutboxStore().update('left', () =>
      put(emptyOutbox(ids, base), { '1.1': wish, '1.2': wish }, '2026-11-23T08:00:00Z'),
    );
    // What the server refused to somebody goes out no more, whoever sits here.
    const refused = put(
      emptyOutbox({ ...ids, sheetId: 'of old' }, base),
      { '3.1': wish },
      '2026-10-01T08:00:00Z',
    );
    const why = { code: 'SHEET_SEALED', vi: 'Đã niêm phong.', en: 'Sealed.' };
    await openOutboxStore().update('of old', () => ({
      ...refused,
      pending: { '3.1': { ...refused.pending['3.1']!, refused: why } },
    }));
    noteSignInEnded('TAKEN_OVER');
    const { wrapper } = await mountAt(SignInEnded, '/ky-hop/s1/cham');
    await vi.waitFor(() => expect(wrapper.text()).toContain('2 mục chưa kịp gửi vẫn giữ trên máy này'));
    wrapper.unmount();
  });

  it('sends nobody to the other device once this one has signed in again on another page', async () => {
    noteSignInEnded('TAKEN_OVER');
    const { wrapper } = await mountAt(SignInEnded, '/ky-hop/s1/cham');
    expect(wrapper.text()).toContain('Đồng chí tiếp tục trên thiết bị kia');
    globalThis.dispatchEvent(new StorageEvent('storage', { key: 'login', newValue: 'k10' }));
    await flushPromises();
    expect(wrapper.text()).toContain('xin chấm tiếp ở trang ấy');
    expect(wrapper.text()).not.toContain('thiết bị kia');
    wrapper.unmount();
  });

  it('goes on saying what a restore may have taken when somebody signs in on another page', async () => {
    noteSignInEnded('RESTORED');
    const { wrapper } = await mountAt(SignInEnded, '/ky-hop/s1/cham');
    globalThis.dispatchEvent(new StorageEvent('storage', { key: 'login', newValue: 'k11' }));
    await flushPromises();
    expect(wrapper.text()).toContain('xin chấm tiếp ở trang ấy');
    expect(wrapper.text()).toContain('Điểm lưu sau lúc sao lưu có thể không còn');
    wrapper.unmount();
  });

  it('forgets the sign-in and comes back to the same page after a new one', async () => {
    new Replies();
    keepLogin('k9');
    noteSignInEnded('EXPIRED');
    const { wrapper, router } = await mountAt(SignInEnded, '/ky-hop/s1/cham');
    await wrapper.get('button').trigger('click');
    await flushPromises();
    expect(loginKey()).toBeNull();
    expect(router.currentRoute.value.fullPath).toBe('/dang-nhap?tiep=/ky-hop/s1/cham');
    wrapper.unmount();
  });
});

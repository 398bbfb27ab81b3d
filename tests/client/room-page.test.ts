import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import RoomPage from '../../client/features/room/RoomPage.vue';
import { bearer } from '../../client/live/sign-in-state';
import { board, item } from './boards/council-board';
import { mountAt } from './support/mounting';
import { Replies, viewer } from './support/replies';

let wrapper: VueWrapper;
const open = async (replies: Replies, path = '/man-hinh/thebi-mat') => {
  wrapper = (await mountAt(RoomPage, path, { token: 'thebi-mat' })).wrapper as VueWrapper;
  await flushPromises();
  return replies;
};
const room = { viewer: viewer({ kind: 'ROOM', id: 's1', loginKey: null, seats: [] }) };

describe('The room screen’s address', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    wrapper.unmount();
    vi.useRealTimers();
  });

  it('opens the session of its token without a sign-in', async () => {
    const replies = await open(new Replies({ Viewer: () => room }));
    expect(bearer.value).toBe('thebi-mat');
    expect(replies.sentOf('LiveBoard')).toEqual([{ sessionId: 's1' }]);
    replies.streams[0]!.next({
      data: { sessionBoard: board({ cohort: 'ROOM', agenda: [item(4, 'WAITING')] }) },
    });
    await flushPromises();
    expect(wrapper.text()).toContain('Mật ong hoa cà phê');
    wrapper.unmount();
    expect(bearer.value).toBeNull();
  });

  it('says calmly that a voided address no longer works', async () => {
    await open(new Replies({ Viewer: () => ({ viewer: viewer({ kind: 'ANONYMOUS', seats: [] }) }) }));
    expect(wrapper.text()).toContain('Địa chỉ màn hình này không còn hiệu lực');
    expect(wrapper.text()).toContain('Thư ký Hội đồng');
  });

  it('asks on by itself while there is no network', async () => {
    let down = true;
    const replies = new Replies({
      Viewer: () => {
        if (down) throw new TypeError('Failed to fetch');
        return room;
      },
    });
    await open(replies);
    expect(wrapper.text()).toContain('Đang kết nối với phiên họp');
    down = false;
    await vi.advanceTimersByTimeAsync(3_000);
    await flushPromises();
    expect(replies.sentOf('LiveBoard')).toEqual([{ sessionId: 's1' }]);
  });

  it.each([
    ['/man-hinh/thebi-mat', 'dark'],
    ['/man-hinh/thebi-mat?nen=sang', 'light'],
  ])('at %s is %s, and gives the ground back on leaving', async (path, theme) => {
    await open(new Replies({ Viewer: () => room }), path);
    expect(document.documentElement.getAttribute('data-theme')).toBe(theme);
    wrapper.unmount();
    expect(document.documentElement.hasAttribute('data-theme')).toBe(false);
  });
});

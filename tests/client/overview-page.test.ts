import type { VueWrapper } from '@vue/test-utils';
import { afterEach, expect, it } from 'vitest';
import OverviewPage from '../../client/features/admin/OverviewPage.vue';
import { loadViewer } from '../../client/live/viewer';
import { mountDesk, shownText } from './support/desk';
import { account } from './support/desk-rows';
import { Replies, viewer } from './support/replies';

let wrapper: VueWrapper;
afterEach(() => wrapper.unmount());

it.each([
  [false, true],
  [true, false],
])('asks for a password while the account has none: has one %s, asked %s', async (hasPassword, asked) => {
  const who = { kind: 'ACCOUNT', isAdmin: true, seats: [], account: account({ hasPassword }) };
  new Replies({
    ListSessions: () => ({ sessions: [] }),
    BackupStatus: () => Promise.reject(new TypeError('Failed to fetch')),
    ReplicaStatus: () => ({ replicaStatus: null }),
    Viewer: () => ({ viewer: viewer(who) }),
  });
  await loadViewer(true);
  ({ wrapper } = await mountDesk(OverviewPage));
  const links = wrapper.findAll('a').filter((each) => each.attributes('href') === '/mat-khau');
  expect(links).toHaveLength(asked ? 1 : 0);
  expect(shownText().includes('Tài khoản này chưa có mật khẩu')).toBe(asked);
});

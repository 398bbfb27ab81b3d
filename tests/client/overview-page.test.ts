import type { VueWrapper } from '@vue/test-utils';
import { afterEach, expect, it } from 'vitest';
import OverviewPage from '../../client/features/admin/OverviewPage.vue';
import { loadViewer } from '../../client/live/viewer';
import { mountDesk, shownText } from './support/desk';
import { account } from './support/desk-rows';
import { Replies, viewer } from './support/replies';

const status = (trouble: string | null) => ({
  __typename: 'ReplicaStatus',
  id: 'replica',
  trouble,
  lagSeconds: 3,
  since: '2026-11-22T02:00:00.000Z',
  message: { __typename: 'Text', vi: 'Chậm 3 giây.', en: '3 s behind.' },
});

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

it.each([
  [null, null],
  [status(null), 'Báo cáo đọc từ bản sao dữ liệu'],
  [status('BEHIND'), 'Báo cáo không đọc được từ bản sao dữ liệu'],
])(
  'tells where reports are read and how far that is behind, where there is a replica',
  async (replica, title) => {
    new Replies({
      ListSessions: () => ({ sessions: [] }),
      BackupStatus: () => Promise.reject(new TypeError('Failed to fetch')),
      ReplicaStatus: () => ({ replicaStatus: replica }),
    });
    ({ wrapper } = await mountDesk(OverviewPage));
    if (title) expect(shownText()).toMatch(new RegExp(`${title}.*Chậm 3 giây\\. Từ 22/11/2026 09:00`, 's'));
    else expect(shownText()).not.toContain('bản sao dữ liệu');
  },
);

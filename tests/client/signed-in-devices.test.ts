import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import PasswordPage from '../../client/features/sign-in/PasswordPage.vue';
import SignInsPage from '../../client/features/sign-in/SignInsPage.vue';
import { forgetSignIn, takeSignIn } from '../../client/live/viewer';
import { wordDevice } from '../../client/ui/word-device';
import { mountDesk, press, shownText, type } from './support/desk';
import { account, page } from './support/desk-rows';
import { mountAt } from './support/mounting';
import { refused, Replies, signedIn } from './support/replies';

const TABLET =
  'Mozilla/5.0 (Linux; Android 12; SM-T225) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const IPAD =
  'Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';

const signIn = (id: string, changes: object = {}) => ({
  __typename: 'OpenSignIn',
  id,
  name: 'Thư ký',
  username: 'thuky',
  sessionName: null,
  address: '10.0.0.7',
  userAgent: TABLET,
  signedInAt: '2026-11-22T01:00:00Z',
  lastSeenAt: '2026-11-22T02:30:00Z',
  isThis: false,
  ...changes,
});
const ASK = 'Đăng xuất: Thư ký, Chrome · Android, 22/11/2026 08:00';

let wrapper: VueWrapper;
afterEach(() => wrapper?.unmount());

describe('Devices as people tell theirs apart', () => {
  it.each([
    [TABLET, 'Chrome · Android'],
    [IPAD, 'Safari · iPad'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox · Windows'],
    ['curl/8.5.0', 'curl'],
    ['x', 'x'],
    [' ', 'Không rõ thiết bị'],
    [null, 'Không rõ thiết bị'],
  ])('%s', (userAgent, words) => expect(wordDevice(userAgent)).toBe(words));
});

describe('One’s own signed-in devices', () => {
  afterEach(forgetSignIn);
  const open = async (answers: ConstructorParameters<typeof Replies>[0]) => {
    await takeSignIn(
      signedIn({ kind: 'ACCOUNT', account: account({ id: 'a1' }) }) as Parameters<typeof takeSignIn>[0],
    );
    const replies = new Replies(answers);
    ({ wrapper } = await mountAt(PasswordPage, '/mat-khau'));
    await flushPromises();
    return replies;
  };

  it('tell this one from the others, and let go of another after asking once', async () => {
    let rows = [signIn('1', { isThis: true, userAgent: IPAD }), signIn('2')];
    const replies = await open({
      OwnSignIns: () => ({ ownSignIns: rows }),
      EndSignIn: () => {
        rows = rows.slice(0, 1);
        return { endSignIn: signIn('2') };
      },
    });
    const lines = wrapper.findAll('tbody tr').map((row) => row.text());
    expect(lines[0]).toContain('Máy này');
    expect(lines[0]).not.toContain('Đăng xuất');
    expect(lines[1]).toContain('10.0.0.7');
    await press(ASK);
    expect(shownText()).toContain('Chrome · Android, đăng nhập lúc 22/11/2026 08:00');
    expect(replies.sentOf('EndSignIn')).toEqual([]);
    await press('Đăng xuất thiết bị');
    expect(replies.sentOf('EndSignIn')).toEqual([{ id: '2' }]);
    await vi.waitFor(() => expect(wrapper.findAll('tbody tr')).toHaveLength(1));
  });

  it('keep the question open with the reason where the server refuses', async () => {
    await open({
      OwnSignIns: () => ({ ownSignIns: [signIn('2')] }),
      EndSignIn: () => ({ endSignIn: refused('ALREADY_DONE', 'Việc này đã xong.', 'Already done.') }),
    });
    await press(ASK);
    await press('Đăng xuất thiết bị');
    expect(shownText()).toContain('Việc này đã xong.');
  });

  it('say where they cannot be read, and are read again on demand', async () => {
    let down = true;
    await open({
      OwnSignIns: () => {
        if (down) throw new Error('The network is gone.');
        return { ownSignIns: [signIn('1', { isThis: true })] };
      },
    });
    expect(wrapper.get('[role="alert"]').text()).toContain('Chưa tải được');
    down = false;
    await press('Thử lại');
    await vi.waitFor(() => expect(wrapper.text()).toContain('Máy này'));
  });
});

describe('Everybody’s signed-in devices', () => {
  it('name account or seat, and are searched by name', async () => {
    const rows = [
      signIn('1'),
      signIn('2', { name: 'Sở Y tế', username: null, sessionName: 'Phiên đợt 2', address: null }),
    ];
    const replies = new Replies({
      ListOpenSignIns: ({ search }) => ({
        openSignIns: page('OpenSignIn', search ? rows.slice(1) : rows),
      }),
    });
    ({ wrapper } = await mountDesk(SignInsPage));
    expect(wrapper.findAll('tbody tr').map((row) => row.find('td').text())).toEqual([
      expect.stringMatching(/Thư ký\s*thuky/),
      expect.stringMatching(/Sở Y tế\s*Ghế · Phiên đợt 2/),
    ]);
    await type('Tìm theo tên hoặc tên đăng nhập', 'y tế');
    await vi.waitFor(() =>
      expect(replies.sentOf('ListOpenSignIns').at(-1)).toMatchObject({ search: 'y tế' }),
    );
    await vi.waitFor(() => expect(wrapper.findAll('tbody tr')).toHaveLength(1));
  });
});

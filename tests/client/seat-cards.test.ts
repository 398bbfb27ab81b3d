import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import SeatCardsPage from '../../client/features/admin/sessions/SeatCardsPage.vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { routes } from '../../client/features/admin/routes';
import { forgetSignIn, takeSignIn } from '../../client/live/viewer';
import { labelled, mountDesk, press, settle, shownText } from './support/desk';
import { member, session } from './support/desk-rows';
import { Replies, signedIn } from './support/replies';

const members = [
  member('Y tế', { position: 2 }),
  member('Công Thương', { position: 1, role: 'CHAIR', label: 'Chủ tịch Công Thương', title: 'Chủ tịch' }),
  member('Thư ký', { position: 3, role: 'SECRETARY', voting: false }),
  member('Tổ tư vấn', { position: 4, role: 'SUPPORT', voting: false }),
];
/** As the server orders them, with everybody in office on the day and nobody else. */
const attendance = [...members]
  .sort((one, other) => one.position - other.position)
  .map((of) => ({ __typename: 'Attendance', member: of, cardIssued: false }));
const withCards = (...ids: string[]) =>
  attendance.map((entry) => ({ ...entry, cardIssued: ids.includes(entry.member.id) }));
const links = (ids: readonly string[], host = 'https://cham.sao') => ({
  issueSeatLinks: {
    __typename: 'SeatLinks',
    sessionId: 's1',
    links: members
      .filter(({ id }) => ids.includes(id))
      .map((of) => ({
        __typename: 'SeatLink',
        member: of,
        url: `${host}/ghe/${of.id}`,
        qr: `<svg xmlns="http://www.w3.org/2000/svg"><title>${of.id}</title></svg>`,
        expiresAt: '2026-12-02T10:00:00Z',
      })),
  },
});
let wrapper: VueWrapper;
let replies: Replies;
const show = async (host?: string, before: string[] = []) => {
  let carded = before;
  replies = new Replies({
    ReadSeats: () => ({ session: session({ attendance: withCards(...carded) }) }),
    IssueSeatLinks: ({ memberIds }) => {
      carded = [...carded, ...(memberIds as string[])];
      return links(memberIds as string[], host);
    },
  });
  ({ wrapper } = await mountDesk(SeatCardsPage, '/', { sessionId: 's1' }));
};
const confirm = async () => {
  wrapper.get<HTMLButtonElement>('dialog[open] .dialog-actions button:last-child').element.click();
  await settle();
};

it('The seat cards have a page of their own, which chair and secretary may open too, and the old address leads there', async () => {
  const pages = createRouter({ history: createMemoryHistory(), routes });
  await pages.push('/quan-tri/ky-hop/s1/the-ghe');
  const { path, name, meta } = pages.currentRoute.value;
  expect([path, name, meta.admin]).toEqual(['/ky-hop/s1/the-ghe', 'seat-cards', undefined]);
});

describe('The seat cards of a session', () => {
  afterEach(async () => {
    wrapper.unmount();
    await forgetSignIn();
  });

  it('lead the secretary back to the conducting screen, and an administrator to the session', async () => {
    await show();
    const ways = () => wrapper.findAll('.desk-crumbs a').map((link) => link.attributes('href'));
    expect(ways()).toEqual(['/ky-hop/s1/dieu-hanh']);
    await takeSignIn(signedIn({ kind: 'ACCOUNT', isAdmin: true }) as Parameters<typeof takeSignIn>[0]);
    await settle();
    expect(ways()).toEqual(['/quan-tri/ky-hop', '/quan-tri/ky-hop/s1']);
  });

  it('are one for each voting member in office and the secretary, and nobody else', async () => {
    await show();
    await press('Phát thẻ');
    await confirm();
    expect(replies.sentOf('IssueSeatLinks')).toEqual([
      { sessionId: 's1', memberIds: ['Công Thương', 'Y tế', 'Thư ký'] },
    ]);
    const cards = wrapper.findAll('.seat-card');
    expect(cards.map((card) => card.get('.role').text()).sort()).toEqual(['Chủ tịch', 'Thư ký', 'Ủy viên']);
    expect(cards.every((card) => card.text().includes('quét mã'))).toBe(true);
  });

  it('carry each its own code, as a picture that nothing can run from', async () => {
    await show();
    await press('Phát thẻ');
    await confirm();
    const sources = wrapper.findAll('.seat-card img').map((image) => image.attributes('src') ?? '');
    expect(new Set(sources).size).toBe(3);
    expect(sources.map((source) => decodeURIComponent(source.split(',')[1] ?? ''))[0]).toContain('<svg');
    expect(wrapper.find('.seat-card svg').exists()).toBe(false);
  });

  it('carry their address in words too, for whoever cannot scan, and say until when they serve', async () => {
    await show();
    await press('Phát thẻ');
    await confirm();
    const card = wrapper.get('.seat-card').text().replace(/\s+/g, ' ');
    expect(card).toContain('Hoặc mở địa chỉ: https://cham.sao/ghe/');
    expect(card).toContain('Có giá trị đến 17:00 ngày 02/12/2026');
    expect(shownText()).not.toContain('Máy tính bảng không mở được');
  });

  it.each(['http://127.0.0.1:8080', 'http://localhost:8080', 'http://[::1]:8080'])(
    'warn, on the screen only, that no tablet opens %s',
    async (host) => {
      await show(host);
      await press('Phát thẻ');
      await confirm();
      expect(shownText()).toContain('Máy tính bảng không mở được các thẻ này');
      expect(wrapper.get('.notice-bad.no-print').text()).toContain('PUBLIC_URL');
    },
  );

  it('are not issued before the reader has been told, once, that former cards stop working', async () => {
    await show(undefined, ['Y tế']);
    await press('Phát thẻ');
    expect(replies.sentOf('IssueSeatLinks')).toEqual([]);
    expect(shownText()).toContain('Thẻ đã phát trước đó cho các ghế này không dùng được nữa');
    await confirm();
    expect(replies.sentOf('IssueSeatLinks').length).toBe(1);
    expect(wrapper.find('dialog[open]').exists()).toBe(false);
  });

  it('say nothing of former cards where there are none, and do so the next time', async () => {
    await show();
    const former = 'Thẻ đã phát trước đó';
    await press('Phát thẻ');
    expect(shownText()).toContain('Phát thẻ cho 3 ghế?');
    expect(shownText()).not.toContain(former);
    await confirm();
    await press('Phát thẻ');
    expect(shownText()).toContain(former);
  });

  it('keep the choice of seats when they are issued', async () => {
    await show();
    labelled('Chủ tịch Công Thương').click();
    await settle();
    await press('Phát thẻ');
    await confirm();
    expect(replies.sentOf('IssueSeatLinks')).toEqual([{ sessionId: 's1', memberIds: ['Y tế', 'Thư ký'] }]);
    expect(labelled('Chủ tịch Công Thương').getAttribute('aria-checked')).toBe('false');
  });
});

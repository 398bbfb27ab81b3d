import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import SeatPage from '../../client/features/sign-in/SeatPage.vue';
import { mountAt } from './support/mounting';
import { refused, Replies, seat, signedIn, type Answer } from './support/replies';

const card = {
  seatLinkState: {
    __typename: 'SeatLinkState',
    sessionName: 'Phiên họp đợt 2/2026',
    councilName: 'Hội đồng cấp tỉnh',
    memberLabel: 'Sở Y tế',
  },
};
const seatTaken = { useLink: refused('SEAT_TAKEN', 'Ghế đang có người dùng.', 'The seat is in use.') };

let wrapper: VueWrapper;

async function open(answers: Record<string, Answer>, token = 'the-1') {
  const replies = new Replies(answers);
  const mounted = await mountAt(SeatPage, `/ghe/${token}`, { token });
  wrapper = mounted.wrapper;
  await flushPromises();
  return { replies, router: mounted.router };
}

async function press(label: string) {
  await wrapper
    .findAll('button')
    .find((button) => button.text() === label)!
    .trigger('click');
  await flushPromises();
}

describe('A seat card', () => {
  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  afterEach(() => wrapper.unmount());

  it('opens a free seat at once, without taking anything over, and goes to scoring', async () => {
    const { replies, router } = await open({
      SeatLinkState: () => card,
      OpenSeat: () => ({ useLink: signedIn() }),
    });
    expect(replies.sentOf('OpenSeat')).toEqual([{ token: 'the-1', takeOver: false }]);
    expect(router.currentRoute.value.path).toBe('/ky-hop/s1/cham');
  });

  it('leads the chair and the secretary to conducting', async () => {
    const { router } = await open({
      SeatLinkState: () => card,
      OpenSeat: () => ({ useLink: signedIn({ seats: [seat({ role: 'CHAIR', conducts: true })] }) }),
    });
    expect(router.currentRoute.value.path).toBe('/ky-hop/s1/dieu-hanh');
  });

  it('asks before it takes a seat from another device, and takes nothing over until told', async () => {
    const { replies, router } = await open({
      SeatLinkState: () => card,
      OpenSeat: ({ takeOver }) => (takeOver ? { useLink: signedIn() } : seatTaken),
    });
    expect(wrapper.text()).toContain('Ghế này đang mở trên một thiết bị khác. Chuyển sang máy này?');
    expect(wrapper.text()).toContain('Sở Y tế');
    expect(router.currentRoute.value.path).toBe('/ghe/the-1');
    expect(replies.sentOf('OpenSeat')).toEqual([{ token: 'the-1', takeOver: false }]);

    await press('Chuyển sang máy này');
    expect(replies.sentOf('OpenSeat')[1]).toEqual({ token: 'the-1', takeOver: true });
    expect(router.currentRoute.value.path).toBe('/ky-hop/s1/cham');
  });

  it('leaves the other device alone when told not to move', async () => {
    const { replies } = await open({ SeatLinkState: () => card, OpenSeat: () => seatTaken });
    await press('Không chuyển');
    expect(wrapper.text()).toContain('Ghế vẫn mở trên thiết bị kia');
    expect(replies.sentOf('OpenSeat')).toEqual([{ token: 'the-1', takeOver: false }]);
  });

  it('says what to do with a card that has run out', async () => {
    await open({
      SeatLinkState: () => ({ seatLinkState: null }),
      OpenSeat: () => ({ useLink: refused('LINK_EXPIRED', 'Thẻ đã hết hạn.', 'The card has expired.') }),
    });
    expect(wrapper.get('[role="alert"]').text()).toContain('Thẻ đã hết hạn.');
    expect(wrapper.text()).toContain('Thẻ mới có hiệu lực ngay khi Thư ký cấp');
  });

  it('opens the one-time link of an account and lands on home', async () => {
    const { router } = await open({
      SeatLinkState: () => ({ seatLinkState: null }),
      OpenSeat: () => ({ useLink: signedIn({ kind: 'ACCOUNT', isAdmin: true, seats: [] }) }),
    });
    expect(router.currentRoute.value.path).toBe('/');
  });

  it('tells an administrator whose one-time link is used up how to get another, and names no secretary', async () => {
    const used = { useLink: refused('LINK_INVALID', 'Thẻ không còn hiệu lực.', 'The card is void.') };
    await open({ SeatLinkState: () => ({ seatLinkState: null }), OpenSeat: () => used }, 'once.abc');
    expect(wrapper.text()).toContain('Đường dẫn chỉ dùng một lần. Khởi động lại máy chủ');
    expect(wrapper.text()).not.toContain('Thư ký');
  });

  it('tells a network fault from a bad card, and opens once the network is back', async () => {
    let cut = true;
    const { router } = await open({
      SeatLinkState: () => {
        if (cut) throw new TypeError('Failed to fetch');
        return card;
      },
      OpenSeat: () => ({ useLink: signedIn() }),
    });
    expect(wrapper.text()).toContain('Thẻ vẫn còn hiệu lực');
    cut = false;
    await press('Thử lại');
    expect(router.currentRoute.value.path).toBe('/ky-hop/s1/cham');
  });
});

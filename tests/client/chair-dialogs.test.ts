import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import ConductBoard from '../../client/features/chair/ConductBoard.vue';
import { board, item, scoringItem, seat } from './boards/council-board';
import { mountAt } from './support/mounting';
import { Replies } from './support/replies';

let wrapper: VueWrapper;
const LOST = 'Những gì vừa nhập chưa được gửi và sẽ mất nếu đóng.';

async function press(label: string, within = ''): Promise<void> {
  const found = wrapper.findAll(`${within} button`).find((each) => each.text().startsWith(label));
  if (!found) throw new Error(`no button ${label}`);
  await found.trigger('click');
  await flushPromises();
}
const open = () => wrapper.find('dialog[open]');

async function conduct(changes: Parameters<typeof scoringItem>[0] = {}): Promise<void> {
  void new Replies();
  const given = board({ onTable: 'e4', agenda: [scoringItem(changes), item(5, 'WAITING')] });
  const props = { board: given, role: 'CHAIR', memberId: 'm1', scores: true, admin: true };
  wrapper = (await mountAt(ConductBoard, '/', props)).wrapper as VueWrapper;
}

it('tells before scoring is closed which of those who have not handed in are out of reach', async () => {
  const draft = { state: 'DRAFT' } as const;
  const lost = { ...draft, connected: false, lastSeenAt: '2026-11-22T02:00:00Z' };
  const never = { state: 'EMPTY', connected: false, lastSeenAt: null } as const;
  const seats = [seat(2, null, draft), seat(3, null, lost), seat(4, [28, 15, 29]), seat(5, null, never)];
  await conduct({ seats });
  await press('Kết thúc chấm điểm');
  const [reached, away, handedIn, unseen] = seats.map(({ label }) => label);
  expect(open().text()).toContain(
    `Chưa nộp phiếu: ${reached}; ${away} (mất kết nối); ${unseen} (chưa kết nối).`,
  );
  expect(open().text()).not.toContain(handedIn);
  wrapper.unmount();
});

describe('A dialog of the chair in which something was typed', () => {
  beforeEach(() => conduct());
  afterEach(() => wrapper.unmount());

  it.each([
    ['the roll call', 'Điểm danh', 'Đóng', () => open().get('li input[type=checkbox]').setValue(false)],
    ['deferring', 'Để lại lần 2', 'Hủy', () => open().get('textarea').setValue('Thiếu hồ sơ')],
    ['taking off the table', 'Rút khỏi bàn', 'Hủy', () => open().get('textarea').setValue('Nhầm')],
    ['a recusal', 'Có ủy viên không', 'Hủy', () => open().get('textarea').setValue('Người nhà')],
  ])('asks before it is lost: %s', async (_, opens, cancels, type) => {
    await press(opens);
    await press(cancels, 'dialog[open]');
    expect(open().exists()).toBe(false);
    await press(opens);
    await type();
    await press(cancels, 'dialog[open]');
    expect(open().text()).toContain(LOST);
    await press('Nhập tiếp', 'dialog[open]');
    expect(open().text()).not.toContain(LOST);
    await open().trigger('keydown', { key: 'Escape' });
    await press('Bỏ những gì đã nhập', 'dialog[open]');
    expect(open().exists()).toBe(false);
  });
});

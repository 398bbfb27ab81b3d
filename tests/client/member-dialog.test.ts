import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { h } from 'vue';
import MemberDialog from '../../client/features/admin/councils/MemberDialog.vue';
import { today } from '../../client/ui/desk/moment-input';
import { choose, labelled, mountDesk, press, settle, shownText, type } from './support/desk';
import { council, member } from './support/desk-rows';
import { Replies } from './support/replies';

let wrapper: VueWrapper;
let replies: Replies;
const show = async (props: object = {}) => {
  replies = new Replies({
    ListAccounts: () => ({
      accounts: {
        __typename: 'AccountConnection',
        nodes: [],
        pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
        totalCount: 0,
      },
    }),
    AddMember: () => ({ addMember: { ...member('m1') } }),
    ChangeMember: () => ({ changeMember: council({ members: [member('m1')] }) }),
  });
  ({ wrapper } = await mountDesk({ render: () => h(MemberDialog, { councilId: 'c1', ...props }) }));
};
const toggle = () => document.querySelector<HTMLElement>('[role="switch"]')!;
const votes = () => toggle().getAttribute('aria-checked') === 'true';
const chooseRole = (role: string) => choose(() => document.querySelector('[role="combobox"]'), role);

describe('The form of a member', () => {
  afterEach(() => wrapper.unmount());

  it('lets an office that does not usually score not score, and leaves the secretary the choice', async () => {
    await show();
    expect(votes()).toBe(true);
    await chooseRole('Thư ký');
    expect(votes()).toBe(false);
    toggle().click();
    await settle();
    expect(votes()).toBe(true);
    await chooseRole('Tổ tư vấn, giúp việc');
    expect(votes()).toBe(false);
    await chooseRole('Phó Chủ tịch');
    expect(votes()).toBe(true);
  });

  it('says while the council sits that whoever joins today counts for its quorum at once', async () => {
    const words = 'được tính ngay vào túc số của phiên họp đang mở';
    await show();
    expect(shownText()).not.toContain(words);
    wrapper.unmount();
    await show({ sitting: true });
    expect(shownText()).toContain(words);
    await type('Tham gia từ ngày', '2099-01-01');
    expect(shownText()).not.toContain(words);
    await type('Tham gia từ ngày', today());
    expect(shownText()).toContain(words);
    toggle().click();
    await settle();
    expect(shownText()).not.toContain(words);
  });

  it('never lets the support team score, and says so before the server would refuse it', async () => {
    await show();
    await chooseRole('Tổ tư vấn, giúp việc');
    toggle().click();
    await settle();
    expect(votes()).toBe(false);
    expect(shownText()).toContain('Tổ tư vấn, giúp việc không chấm điểm.');
    await type('Chức vụ', 'Chuyên viên');
    await type('Cơ quan, đơn vị', 'Văn phòng điều phối');
    await press('Lưu');
    const [sent] = replies.sentOf('AddMember') as { input: object }[];
    expect(sent?.input).toMatchObject({ role: 'SUPPORT', voting: false });
  });

  it('proposes a day for a successor that is after the first day of whoever goes', async () => {
    await show({ member: member('m1', { memberFrom: '2040-02-29' }), successor: true });
    expect(labelled('Thay từ ngày').value).toBe('2040-03-01');
    wrapper.unmount();
    await show({ member: member('m1'), successor: true });
    expect(labelled('Thay từ ngày').value).toBe(today());
    wrapper.unmount();
    await show({ member: member('m1', { memberFrom: today() }), successor: true });
    expect(Date.parse(labelled('Thay từ ngày').value) - Date.parse(today())).toBe(86_400_000);
  });

  it('corrects the last day of a member who has left, and of nobody else', async () => {
    await show({ member: member('m1') });
    expect(() => labelled('Ngày cuối tham gia')).toThrow();
    await type('Chức vụ', 'Giám đốc');
    await press('Lưu');
    expect(replies.sentOf('ChangeMember')[0]).not.toHaveProperty('memberTo');
    wrapper.unmount();

    await show({ member: member('m1', { memberTo: '2026-05-31' }) });
    await type('Ngày cuối tham gia', '2026-06-30');
    await press('Lưu');
    expect(replies.sentOf('ChangeMember')).toMatchObject([{ memberId: 'm1', memberTo: '2026-06-30' }]);
    wrapper.unmount();

    await show({ member: member('m1', { memberTo: '2026-05-31' }) });
    await type('Ngày cuối tham gia', '');
    await press('Lưu');
    expect(replies.sentOf('ChangeMember')).toMatchObject([{ memberTo: null }]);
  });

  it('does not take a last day that is half typed for none, which would bring the member back', async () => {
    await show({ member: member('m1', { memberTo: '2026-05-31' }) });
    const day = labelled('Ngày cuối tham gia');
    // As browsers have it: what is no day yet is no value either.
    Object.defineProperty(day, 'validity', { configurable: true, value: { badInput: true } });
    await type('Ngày cuối tham gia', '');
    await press('Lưu');
    expect(replies.sentOf('ChangeMember')).toEqual([]);
    expect(shownText()).toContain('Có ngày giờ nhập chưa đủ hoặc không có thật');
    expect(document.activeElement).toBe(day);
    Object.defineProperty(day, 'validity', { value: { badInput: false } });
    await type('Ngày cuối tham gia', '2026-06-30');
    await press('Lưu');
    expect(replies.sentOf('ChangeMember')).toMatchObject([{ memberTo: '2026-06-30' }]);
  });
});

import type { VueWrapper } from '@vue/test-utils';
import { afterEach, expect, it } from 'vitest';
import SessionAttendance from '../../client/features/admin/sessions/SessionAttendance.vue';
import { labelled, mountDesk, press, settle, shownText, type } from './support/desk';
import { member, session } from './support/desk-rows';
import { Replies } from './support/replies';

let wrapper: VueWrapper;
afterEach(() => wrapper.unmount());

it('wants a reason in the first roll call too, for whoever was ticked and unticked again', async () => {
  const replies = new Replies({
    PrepareAttendance: () => ({ markAttendance: { __typename: 'SessionBoard', id: 's1' } }),
  });
  const attendance = ['Y tế', 'Công Thương'].map((name) => ({
    __typename: 'Attendance',
    member: member(name),
    present: false,
    reason: null,
    changedAt: null,
  }));
  ({ wrapper } = await mountDesk(SessionAttendance, '/', { session: session({ attendance }) }));
  expect(shownText()).toContain('Chưa điểm danh');
  await press('Tất cả có mặt');
  labelled('Phó Giám đốc Sở Y tế: Có mặt').click();
  await settle();
  expect(shownText()).not.toContain('Chưa điểm danh');
  await press('Lưu điểm danh');
  expect(replies.sentOf('PrepareAttendance')).toEqual([]);
  expect(shownText()).toContain('Cần ghi lý do vắng của Phó Giám đốc Sở Y tế.');
  await type('Lý do vắng', 'dài'.repeat(200));
  expect(shownText()).toContain('Dài quá 500 ký tự; xin rút ngắn.');
  await press('Lưu điểm danh');
  expect(replies.sentOf('PrepareAttendance')).toEqual([]);
});

it('has nothing to press once the session is closed, and says how it was', async () => {
  new Replies();
  const attendance = [
    { member: member('Y tế'), present: true, reason: null, changedAt: '2026-11-20T01:00:00Z' },
    {
      member: member('Công Thương'),
      present: false,
      reason: 'Đi công tác',
      changedAt: '2026-11-20T01:00:00Z',
    },
    { member: member('Tài chính'), present: false, reason: null, changedAt: null },
  ].map((entry) => ({ __typename: 'Attendance', ...entry }));
  ({ wrapper } = await mountDesk(SessionAttendance, '/', {
    session: session({ phase: 'CLOSED', attendance }),
  }));
  expect(wrapper.findAll('button, input, [role=switch], [role=checkbox]')).toEqual([]);
  const lines = wrapper.findAll('.attendance li').map((line) => line.text().replace(/\s+/g, ' '));
  expect(lines[0]).toContain('Có mặt');
  expect(lines[1]).toMatch(/Vắng\s*Đi công tác/);
  expect(lines[2]).toContain('Chưa điểm danh');
  expect(shownText()).not.toContain('Ghi trước khi khai mạc');
});

it('counts who is ticked against the quorum that the server worked out', async () => {
  new Replies();
  const attendance = ['Y tế', 'Công Thương', 'Tài chính'].map((name) => ({
    __typename: 'Attendance',
    member: member(name),
    present: true,
    reason: null,
    changedAt: null,
  }));
  const quorum = { __typename: 'BoardQuorum', required: 5 };
  ({ wrapper } = await mountDesk(SessionAttendance, '/', { session: session({ attendance, quorum }) }));
  expect(shownText()).toContain('Có mặt 3/3 thành viên chấm điểm · cần 5');
  labelled('Phó Giám đốc Sở Y tế: Có mặt').click();
  await settle();
  expect(shownText()).toContain('Có mặt 2/3 thành viên chấm điểm · cần 5');
});

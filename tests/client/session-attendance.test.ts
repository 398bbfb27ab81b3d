import type { VueWrapper } from '@vue/test-utils';
import { afterEach, expect, it } from 'vitest';
import SessionAttendance from '../../client/features/admin/sessions/SessionAttendance.vue';
import { labelled, mountDesk, settle, shownText } from './support/desk';
import { member, session } from './support/desk-rows';
import { Replies } from './support/replies';

let wrapper: VueWrapper;
afterEach(() => wrapper.unmount());

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

import { mount } from '@vue/test-utils';
import { afterEach, expect, it } from 'vitest';
import MemberLine from '../../client/features/admin/councils/MemberLine.vue';
import { member } from './support/desk-rows';

let unmount = (): void => undefined;
afterEach(() => unmount());

it('shows since when a member serves, until when once that is decided, and offers only what can still be done', async () => {
  const line = mount(MemberLine, {
    props: { member: member('m1'), editable: true } as never,
  });
  unmount = () => line.unmount();
  const acts = () => line.findAll('button').map((button) => button.text());
  expect(line.text()).toContain('Từ 01/01/2026');
  expect(acts()).toEqual(['Sửa', 'Thay', 'Cho thôi']);
  await line.setProps({ member: member('m1', { memberTo: '2026-11-30' }) } as never);
  expect(line.text()).toContain('01/01/2026 – 30/11/2026');
  expect(acts()).toEqual(['Sửa', 'Thay']);
  const replacedBy = { __typename: 'CouncilMember', id: 'm2', label: 'Sở Y tế' };
  await line.setProps({ member: member('m1', { memberTo: '2026-11-30', replacedBy }) } as never);
  expect(acts()).toEqual(['Sửa']);
});

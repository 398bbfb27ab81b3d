import { Notify, Quasar } from 'quasar';
import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import { useSayDone } from '../../client/ui/desk/useSayDone';

it('says the same twice without a red number beside it', async () => {
  const wrapper = mount({ render: () => null }, { global: { plugins: [[Quasar, { plugins: { Notify } }]] } });
  const say = useSayDone();
  say('Đã lưu.');
  say('Đã lưu.');
  await wrapper.vm.$nextTick();
  expect(document.querySelectorAll('.q-notification')).toHaveLength(2);
  expect(document.querySelector('.q-notification__badge')).toBeNull();
  wrapper.unmount();
});

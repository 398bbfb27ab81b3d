import { mount } from '@vue/test-utils';
import { afterEach, expect, it } from 'vitest';
import type { Sheet } from '../../client/features/chair/sheet-rows';
import SheetOpinions from '../../client/features/chair/SheetOpinions.vue';
import { readOut } from './boards/read-out';

let unmount = (): void => undefined;
afterEach(() => unmount());

it('names each earlier attempt: the first scoring, then the re-scorings by their number', () => {
  const attempt = (number: number, total: number) =>
    ({ attempt: number, total, returnedReason: 'lệch', withdrawnAt: null }) as Sheet['attempts'][number];
  const sheet = {
    ...{ id: 's', memberId: 'm', memberLabel: 'Sở Y tế', opinion: null, receipt: null, attempt: 3 },
    attempts: [attempt(1, 61), attempt(2, 70)],
  } as Sheet;
  const wrapper = mount(SheetOpinions, { props: { sheets: [sheet] } });
  unmount = () => wrapper.unmount();
  expect(readOut(wrapper.element)).toContain('Lần chấm đầu: 61 · lệch');
  expect(readOut(wrapper.element)).toContain('Chấm lại lần 1: 70 · lệch');
});

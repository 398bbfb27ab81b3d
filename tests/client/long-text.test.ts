import { mount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { setLocale } from '../../client/ui/locale';
import UiField from '../../client/ui/UiField.vue';

const field = (modelValue: string, more: object = {}) =>
  mount(UiField, { props: { label: 'Lý do', modelValue, multiline: true, ...more } });

describe('A text longer than the server takes', () => {
  afterEach(() => setLocale('vi'));

  it('is told at the field while it is written, and kept', () => {
    const wrapper = field('ư'.repeat(2001));
    expect(wrapper.get('.error').text()).toBe('Dài 2.001 ký tự, nhiều nhất 2.000: xin rút ngắn.');
    expect(wrapper.get('textarea').attributes('aria-invalid')).toBe('true');
    expect(wrapper.get('textarea').element.value).toHaveLength(2001);
    setLocale('en');
    expect(field('x'.repeat(5001), { most: 5000 }).get('.error').text()).toBe(
      '5,001 characters, at most 5,000: please shorten.',
    );
  });

  it('is counted as the server counts it: without blanks around it, its signs composed', () => {
    expect(
      field(`${'ư'.normalize('NFD').repeat(2000)}   `)
        .find('.error')
        .exists(),
    ).toBe(false);
  });

  it('is told where the browser cuts it', () => {
    const cut = field('x'.repeat(2000), { maxlength: 2000 });
    expect(cut.find('.error').exists()).toBe(false);
    expect(cut.get('[role=status]').text()).toBe(
      'Đã đủ 2.000 ký tự; phần viết hoặc dán thêm không được nhận.',
    );
    expect(field('x'.repeat(1999), { maxlength: 2000 }).find('[role=status]').exists()).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { nextTick, ref, shallowRef } from 'vue';
import { useFormFaults, type FormRefusal } from '../../client/ui/desk/useFormFaults';

it('says a fault of a field that the form does not show once, be it in the sentence or beside it', () => {
  const refusal = (sentence: string) => ({
    refusal: ref({
      message: { vi: sentence, en: sentence },
      fields: [{ field: 'input.hidden', message: { vi: 'đã có “Cam”', en: 'there is “Cam”' } }],
    }),
    notice: ref(''),
  });
  const { general: within } = useFormFaults([refusal('Trùng: đã có “Cam”.')], ['input.name']);
  expect(within.value).toBe('Trùng: đã có “Cam”.');
  const { general: beside } = useFormFaults([refusal('Có mục nhập chưa đúng.')], ['input.name']);
  expect(beside.value).toBe('Có mục nhập chưa đúng. đã có “Cam”');
});

describe('A fault beside a field', () => {
  const said = { vi: 'đã có nơi khác dùng', en: 'is taken' };
  const taken = (): FormRefusal => ({ message: said, fields: [{ field: 'input.code', message: said }] });
  const setUp = () => {
    const refusal = shallowRef<FormRefusal | null>(null);
    const faults = useFormFaults([{ refusal, notice: ref('') }], ['input.name', 'input.code']);
    return { ...faults, refusal };
  };

  it('goes as the field is written in, and stands again once it is refused again', async () => {
    const { at, refusal, general } = setUp();
    refusal.value = taken();
    await nextTick();
    expect(at('input.code').fault).toBe('Đã có nơi khác dùng.');
    at('input.code')['onUpdate:modelValue']();
    expect(at('input.code').fault).toBe('');
    expect(general.value).toBe('');
    refusal.value = taken();
    await nextTick();
    expect(at('input.code').fault).toBe('Đã có nơi khác dùng.');
  });

  it('is not brought back, long mended, by another field left empty', async () => {
    const { at, need, refusal } = setUp();
    refusal.value = taken();
    await nextTick();
    at('input.code')['onUpdate:modelValue']();
    need({ 'input.name': 'Cần nhập.' });
    expect(at('input.code').fault).toBe('');
    expect(at('input.name').fault).toBe('Cần nhập.');
    at('input.name')['onUpdate:modelValue']();
    expect(at('input.name').fault).toBe('');
    need({ 'input.name': 'Cần nhập.' });
    expect(at('input.name').fault).toBe('Cần nhập.');
  });
});

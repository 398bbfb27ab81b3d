import { expect, it } from 'vitest';
import { ref } from 'vue';
import { useFormFaults } from '../../client/ui/desk/useFormFaults';

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

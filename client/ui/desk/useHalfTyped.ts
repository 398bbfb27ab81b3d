import { ref, type Ref } from 'vue';
import { inLocale } from '../locale';

/**
 * Watches a form for fields that hold what is no value: half a date, "1e" for a number. Browsers give such a field the
 * value of an empty one, and Quasar empties it as it is left, before a click is over: sent like that, it would erase
 * what is there. A field left so stands until it is written in (on every device), or cleared by a key that clears.
 */
export function useHalfTyped(form: Readonly<Ref<HTMLFormElement | null>>) {
  const left = new Set<EventTarget>();
  const half = ref('');
  function find(): HTMLInputElement[] {
    const inputs = [...(form.value?.querySelectorAll('input') ?? [])];
    // A value put there since, as by taking over another version, is whole.
    return inputs.filter((input) => input.validity.badInput || (left.has(input) && input.value === ''));
  }
  return {
    /** What `stops` found, in words; '' where nothing. */
    half,
    /** Whether nothing may be sent yet: `half` then says why, and the first such field is led to. */
    stops(): boolean {
      const [first, ...more] = find();
      half.value = first ? wordHalfTyped([first, ...more]) : '';
      first?.focus();
      return first !== undefined;
    },
    leave({ target }: FocusEvent) {
      if (target instanceof HTMLInputElement && target.validity.badInput) left.add(target);
    },
    write({ target }: Event) {
      if (target) left.delete(target);
    },
    /** An emptied field does not say that it is written in when it is cleared once more. */
    press({ target, key }: KeyboardEvent) {
      if (target && (key === 'Delete' || key === 'Backspace')) left.delete(target);
    },
    find,
    /** For a form that is filled anew: also what is empty in it now is meant. */
    forget() {
      left.clear();
      half.value = '';
    },
  };
}

/** Says which fields are half typed, and what to do. */
function wordHalfTyped(fields: readonly HTMLInputElement[]): string {
  const numbers = fields.filter(({ type }) => type === 'number');
  const dates = fields.filter((field) => !numbers.includes(field));
  return [say(dates, DATES), say(numbers, NUMBERS), inLocale(REMEDY)].filter(Boolean).join(' ');
}

const say = (fields: readonly HTMLInputElement[], what: typeof DATES): string =>
  fields.length === 0 ? '' : `${inLocale(what)}: ${fields.map(({ dataset }) => dataset.label).join(', ')}.`;

const DATES = {
  vi: 'Có ngày giờ nhập chưa đủ hoặc không có thật',
  en: 'A date is incomplete or does not exist',
};
const NUMBERS = { vi: 'Có ô chưa phải là số', en: 'Not a number yet' };
const REMEDY = {
  vi: 'Hãy nhập lại; muốn để trống thì nhập vào ô đó rồi xóa hết.',
  en: 'Type it again; to leave a field empty, type into it and clear it.',
};

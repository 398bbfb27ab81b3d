import { computed, ref, type Ref } from 'vue';
import { formatDaysIn } from '../format';
import { type BilingualText, inLocale } from '../locale';

/** As much of a refusal as a form needs. */
export interface FormRefusal {
  readonly message: BilingualText;
  readonly fields: readonly { readonly field: string; readonly message: BilingualText }[];
}

/** As much of an act as a form needs: its last refusal, and the sentence for whatever went wrong. */
export interface FormAct {
  readonly refusal: Readonly<Ref<FormRefusal | null>>;
  readonly notice: Readonly<Ref<string>>;
}

/**
 * What is wrong with a form: beside each field what was left empty or what the server refused there, and one sentence
 * for whatever no field shown is to blame for. Nothing typed is ever cleared.
 * @param acts   what the form may send, of which one was sent last
 * @param shown  the paths of the fields that the form shows, as the API names them: "input.name"
 */
export function useFormFaults(acts: readonly FormAct[], shown: readonly string[]) {
  const refusal = () => acts.find((act) => act.refusal.value)?.refusal.value ?? null;
  const empty = ref<Record<string, string>>({});

  /** Notes the fields that lack a value, each with its sentence; true when none does. */
  function need(missing: Record<string, string | false>): boolean {
    empty.value = Object.fromEntries(
      Object.entries(missing).filter((entry): entry is [string, string] => entry[1] !== false),
    );
    return Object.keys(empty.value).length === 0;
  }

  const fault = (path: string): string => {
    if (empty.value[path]) return empty.value[path];
    const found = refusal()?.fields.find(({ field }) => field === path);
    return found ? faultSentence(formatDaysIn(inLocale(found.message))) : '';
  };

  const general = computed(() => {
    if (Object.keys(empty.value).length > 0) return '';
    const said = refusal();
    if (!said) return acts.map((act) => act.notice.value).find(Boolean) ?? '';
    const elsewhere = said.fields.filter(({ field }) => !shown.includes(field));
    if (said.fields.length > 0 && elsewhere.length === 0) return '';
    const sentence = inLocale(said.message);
    const unsaid = elsewhere
      .map(({ message }) => inLocale(message))
      .filter((fault) => !sentence.includes(fault));
    return formatDaysIn([sentence, ...unsaid].join(' '));
  });

  return { need, fault, general };
}

/** A whole number typed into a field, or null where it is none. */
export function wholeNumber(text: string): number | null {
  return /^\s*-?\d{1,9}\s*$/.test(text) ? Number(text) : null;
}

/** The API words a fault to follow the name of its field; under the field it stands alone. */
export function faultSentence(text: string): string {
  if (text === '') return '';
  const capital = text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
  return /[.!?…]$/.test(capital) ? capital : `${capital}.`;
}

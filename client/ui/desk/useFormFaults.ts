import { computed, nextTick, ref, watch, type Ref } from 'vue';
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
 * @param form   a form so long that its faults may stand out of sight of its button: a refused save then leads to the
 *   first of them
 */
export function useFormFaults(
  acts: readonly FormAct[],
  shown: readonly string[],
  form?: Readonly<Ref<HTMLElement | null>>,
) {
  const refusal = () => acts.find((act) => act.refusal.value)?.refusal.value ?? null;
  const empty = ref<Record<string, string>>({});
  /** Fields written in since the last refusal: what it said there is no longer true, until it is said anew. */
  const lifted = ref<readonly string[]>([]);

  /** Notes the fields that lack a value, each with its sentence; true when none does. */
  function need(missing: Record<string, string | false>): boolean {
    empty.value = Object.fromEntries(
      Object.entries(missing).filter((entry): entry is [string, string] => entry[1] !== false),
    );
    if (Object.keys(empty.value).length === 0) return true;
    void leadToFault(form);
    return false;
  }

  /** Takes the faults from fields that were written in since. */
  const lift = (...paths: string[]) => {
    lifted.value = [...lifted.value, ...paths];
    for (const path of paths) if (empty.value[path]) empty.value[path] = '';
  };

  const fault = (path: string): string => {
    if (empty.value[path]) return empty.value[path];
    if (lifted.value.includes(path)) return '';
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

  /** The fields shown that have a fault, as a list beside the button may say them. */
  const faults = computed(() =>
    shown.map((path) => ({ path, text: fault(path) })).filter(({ text }) => text !== ''),
  );

  /** For a field that bears its fault and the place `lead` is to find; writing in it takes the fault away. */
  const at = (path: string) => ({
    fault: fault(path),
    'data-field': path,
    'onUpdate:modelValue': () => {
      lift(path);
    },
  });
  const lead = (path: string) =>
    goTo(form?.value?.querySelector<HTMLElement>(`[data-field="${CSS.escape(path)}"]`));

  watch(
    acts.map((act) => act.refusal),
    (refusals) => {
      lifted.value = [];
      if (refusals.some((each) => each && each.fields.length > 0)) void leadToFault(form);
    },
  );

  return { need, lift, fault, faults, general, at, lead };
}

/** Goes to the first field of a form that is marked as wrong, once it is. */
export async function leadToFault(form: Readonly<Ref<HTMLElement | null>> | undefined): Promise<void> {
  await nextTick();
  goTo(form?.value?.querySelector<HTMLElement>('[aria-invalid="true"]'));
}

function goTo(field: HTMLElement | null | undefined): void {
  field?.focus({ preventScroll: true });
  field?.scrollIntoView({ block: 'center' });
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

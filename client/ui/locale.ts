import { ref } from 'vue';

/** The languages of the screens; Vietnamese is the original. */
export type Locale = 'vi' | 'en';

/** A wording in both languages, as the API sends it. */
export interface BilingualText {
  vi: string;
  en: string;
}

const KEPT_AS = 'locale';

function keptLocale(): Locale {
  try {
    return localStorage.getItem(KEPT_AS) === 'en' ? 'en' : 'vi';
  } catch {
    return 'vi'; // storage may be shut off; the screens work without it
  }
}

/** The reader's language: the one place that knows it; formats, messages and the API's texts all follow. */
export const locale = ref<Locale>(keptLocale());

/** Switches every screen of this tab and keeps the choice on the device. */
export function setLocale(next: Locale): void {
  locale.value = next;
  document.documentElement.lang = next;
  try {
    localStorage.setItem(KEPT_AS, next);
  } catch {
    /* not kept: the choice holds for this tab */
  }
}

/** The reader's half of a bilingual text. */
export function inLocale(text: BilingualText): string {
  return text[locale.value];
}

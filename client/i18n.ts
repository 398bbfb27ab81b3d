import { watch } from 'vue';
import { createI18n } from 'vue-i18n';
import { locale } from './ui/locale';

/** A feature's wordings: sentences by key, nested where it helps. */
export interface MessageTree {
  [key: string]: string | MessageTree;
}

/** The same keys, any wording: what the second language must have. */
export type SameKeys<T> = { [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> };

/** Joins both languages of a feature; a key missing, or one too many, in the second stops the compile. */
export function bilingual<T extends MessageTree>(
  vi: T,
  en: SameKeys<T>,
): { vi: SameKeys<T>; en: SameKeys<T> } {
  return { vi: vi as SameKeys<T>, en };
}

/** vue-i18n, following `ui/locale`. Messages are local to each feature; there are no global ones. */
export const i18n = createI18n({
  legacy: false,
  locale: locale.value,
  fallbackLocale: 'vi',
  messages: { vi: {}, en: {} },
});

watch(locale, (next) => (i18n.global.locale.value = next), { flush: 'sync' });

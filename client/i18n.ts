import { locale, type Locale } from './ui/locale';

/** A feature's wordings: sentences by key, nested where it helps. */
export interface MessageTree {
  [key: string]: string | MessageTree;
}

/** The same keys, any wording: what the second language must have. */
export type SameKeys<T> = { [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> };

/** A feature's wordings in both languages. */
export type Bilingual = Readonly<Record<Locale, MessageTree>>;

/** Joins both languages of a feature; a key missing, or one too many, in the second stops the compile. */
export function bilingual<T extends MessageTree>(
  vi: T,
  en: SameKeys<T>,
): { vi: SameKeys<T>; en: SameKeys<T> } {
  return { vi: vi as SameKeys<T>, en };
}

/**
 * Says a sentence: `phase.SCORING`, with what stands in its braces by name. A number alone is `{n}`, and with `n` or
 * `count` it chooses between "one | many". A key that has no sentence is said itself.
 */
export type Say = (key: string, named?: Readonly<Record<string, unknown>> | number) => string;

const found = new WeakMap<MessageTree, Map<string, string>>();

/** The sentence at a key; looked for once, for a screen of sixty cards asks for it hundreds of times. */
function sentenceAt(tree: MessageTree, key: string): string {
  let known = found.get(tree);
  if (!known) found.set(tree, (known = new Map()));
  let sentence = known.get(key);
  if (sentence === undefined) {
    let at: string | MessageTree | undefined = tree;
    for (const step of key.split('.')) at = typeof at === 'object' ? at[step] : undefined;
    known.set(key, (sentence = typeof at === 'string' ? at : key));
  }
  return sentence;
}

/** "one | many": the first for 1, the second for any other number. */
function chosen(sentence: string, named: Readonly<Record<string, unknown>>): string {
  if (!sentence.includes(' | ')) return sentence;
  const [one = '', many = ''] = sentence.split(' | ');
  return Number(named['count'] ?? named['n'] ?? 1) === 1 ? one : many;
}

/** Says the sentences of one language. */
export function wordsIn(language: Locale, messages: Bilingual): Say {
  return (key, named) => {
    const sentence = sentenceAt(messages[language], key);
    if (named === undefined) return chosen(sentence, {});
    const values = typeof named === 'number' ? { n: named } : named;
    return chosen(sentence, values).replace(/\{(\w+)\}/g, (_, name: string) => said(values[name]));
  };
}

const said = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/**
 * A feature's sentences in the reader's language, also after it was changed. Plain functions: a library's composer for
 * each of the hundreds of components of a scorecard took a quarter of the work of opening it.
 */
export function useWords(messages: Bilingual): { t: Say } {
  const say = { vi: wordsIn('vi', messages), en: wordsIn('en', messages) };
  return { t: (key, named) => say[locale.value](key, named) };
}

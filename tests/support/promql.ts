/** What an expression of Prometheus asks for. */
export interface Asked {
  readonly metrics: string[];
  readonly functions: string[];
  /** Names of labels that series are chosen or grouped by. */
  readonly labels: string[];
  /** Labels that must have a certain value: `[name, value]`. */
  readonly values: (readonly [string, string])[];
}

const WORDS = new Set([
  'and',
  'or',
  'unless',
  'on',
  'ignoring',
  'bool',
  'offset',
  'group_left',
  'group_right',
]);
const GROUPS = /\b(?:by|without|on|ignoring)\s*\(([^)]*)\)/g;

/** Read by taking away what is no name: texts, choices of series, spans of time, numbers. What is left are functions and metrics. */
export function askedFor(expression: string): Asked {
  const chosen = [...expression.matchAll(/\{([^}]*)\}/g)].map(([, inside]) => inside!);
  const matchers = chosen.flatMap((inside) => [...inside.matchAll(/(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"/g)]);
  const grouped = [...expression.matchAll(GROUPS)].flatMap(([, inside]) => inside!.split(',').map((label) => label.trim())); // prettier-ignore
  const left = expression
    .replace(/\{[^}]*\}|\[[^\]]*\]|"[^"]*"/g, ' ')
    .replace(GROUPS, ' ')
    .replace(/\b\d[\w.]*/g, ' ');
  const names = [...left.matchAll(/([a-zA-Z_:][\w:]*)\s*(\(?)/g)].filter(([, name]) => !WORDS.has(name!));
  return {
    metrics: names.filter(([, , open]) => !open).map(([, name]) => name!),
    functions: names.filter(([, , open]) => open).map(([, name]) => name!),
    labels: [...matchers.map(([, label]) => label!), ...grouped].filter(Boolean),
    values: matchers
      .filter(([, , how]) => how === '=')
      .map(([, label, , value]) => [label!, value!] as const),
  };
}

/** What a server's `/metrics` shows, as an expression may name it. */
export interface Shown {
  /** With what Prometheus itself makes of a histogram. */
  readonly names: Set<string>;
  readonly labels: Set<string>;
  /** `name=value` */
  readonly values: Set<string>;
}

export function shownIn(text: string): Shown {
  const names = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name, type]) =>
    type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => name! + end) : [name!],
  );
  const pairs = [...text.matchAll(/^\w+\{([^}]*)\}/gm)].flatMap(([, inside]) => [...inside!.matchAll(/(\w+)="([^"]*)"/g)]); // prettier-ignore
  return {
    names: new Set(names),
    labels: new Set(pairs.map(([, label]) => label!)),
    values: new Set(pairs.map(([, label, value]) => `${label}=${value}`)),
  };
}

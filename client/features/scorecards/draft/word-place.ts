/** Names the fields of a place; '' for one that speaks for itself. */
export type NameField = (field: string) => string;

const FIELDS: Readonly<Record<string, string>> = {
  code: 'codeOf',
  officialCode: 'officialCode',
  maxPoints: 'maxOf',
  minStarAny: 'starAnyOf',
  many: 'manyToggle',
  impliedLevels: 'impliedToggle',
  preAssessedByCommune: 'communeFirst',
};

/** Names fields as the page labels them. */
export const nameFields =
  (t: (label: string) => string): NameField =>
  (field) =>
    FIELDS[field] ? t(FIELDS[field]) : '';

/** Every text and number of a place, one a line, so that two wordings of it can be laid side by side. */
export function linesOf(value: unknown, nameOf: NameField): string[] {
  if (Array.isArray(value)) return value.flatMap((each: unknown) => linesOf(each, nameOf));
  if (typeof value !== 'object' || value === null) return plainLines(value);
  if ('vi' in value) return [bilingual(value)].filter(Boolean);
  if ('label' in value) return [levelLine(value)];
  if ('stars' in value) return minimumLine(value);
  return Object.entries(value).flatMap(([field, each]: [string, unknown]) => {
    const lines = linesOf(each, nameOf);
    const name = typeof each === 'object' ? '' : nameOf(field);
    return name ? lines.map((line) => `${name}: ${line}`) : lines;
  });
}

/** What stands in theirs and not in mine. */
export function otherLines(mine: unknown, theirs: unknown, nameOf: NameField): string[] {
  const own = linesOf(mine, nameOf);
  return [...new Set(linesOf(theirs, nameOf))].filter((line) => !own.includes(line));
}

function plainLines(value: unknown): string[] {
  if (typeof value === 'boolean') return [value ? '✓' : '✗'];
  return value === null || value === undefined || value === '' ? [] : String(value as string).split('\n');
}

const bilingual = (words: object) => Object.values(words).filter(Boolean).join(' / ');

function levelLine(level: object): string {
  const { points, label, minStar } = level as { points: string; label: object; minStar: number | null };
  return [`${points}: ${bilingual(label)}`, minStar ? '★'.repeat(minStar) : ''].filter(Boolean).join(' ');
}

function minimumLine(minimum: object): string[] {
  const { stars, points, note } = minimum as { stars: number; points: string; note: string };
  return points ? [[`${'★'.repeat(stars)} ≥ ${points}`, note].filter(Boolean).join(' ')] : [];
}

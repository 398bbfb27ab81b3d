import type { Criterion, Scorecard, Text } from '../domain/scorecard.js';
import { plain } from './bilingual.js';
import {
  compareCards,
  rowDifferences,
  type CardDifference,
  type ComparedCriterion,
  type EditionDifferenceKind,
} from './compare-cards.js';
import { sameContent } from './fingerprint.js';

/**
 * Everything in which two editions of one card differ: nothing of an edition may change unseen. Between decrees only the
 * criteria are compared, because everything else is different there anyway.
 * @returns empty only for editions that hold the same
 */
export function editionDifferences(from: Scorecard, to: Scorecard): readonly CardDifference[] {
  const rows = compareCards(from, to);
  const found = [
    ...cardLines(from, to),
    ...paired(headings(from), headings(to), 'HEADING'),
    ...rowDifferences(rows),
    ...detailLines(rows),
    ...paired(conditions(from), conditions(to), 'CONDITION'),
  ];
  if (found.length > 0 || sameContent(from, to)) return found;
  return [{ criterion: '', kind: 'ORDER', from: null, to: null }];
}

const CARD: readonly (readonly [EditionDifferenceKind, (card: Scorecard) => string])[] = [
  ['CARD_TITLE', ({ title }) => `${title.vi}\n${title.en}`],
  ['COMPLETE', ({ complete }) => String(complete)],
  ['MISSING', ({ missing }) => missing.join('\n')],
  ['MINIMUM_LIST', minimumList],
  [
    'EVIDENCE_CATALOGUE',
    ({ evidenceCatalogue }) =>
      lines(Object.entries(evidenceCatalogue).map(([code, { vi, en }]) => `${code}: ${vi} / ${en}`)),
  ],
  ['SOURCE', ({ source }) => source.join('\n')],
  ['SOURCE_NOTES', ({ sourceNotes }) => sourceNotes.join('\n')],
];

function cardLines(from: Scorecard, to: Scorecard): readonly CardDifference[] {
  return CARD.flatMap(([kind, word]) =>
    word(from) === word(to) ? [] : [{ criterion: '', kind, from: plain(word(from)), to: plain(word(to)) }],
  );
}

function minimumList({ starMinimumsKnown, starMinimums }: Scorecard): string {
  if (!starMinimumsKnown) return '?';
  return lines(
    starMinimums.map(
      ({ stars, criterion, minPoints, note }) =>
        `${stars}★ ${criterion}: ${minPoints}${note ? ` (${note})` : ''}`,
    ),
  );
}

/** By code of the part or section; a section may have the code of its part. */
function headings({ parts }: Scorecard): readonly Named[] {
  return parts.flatMap((part) =>
    [part, ...part.sections].map(({ code, title, maxPoints }, at) => ({
      key: `${at === 0 ? 'part' : 'section'} ${code}`,
      criterion: code,
      words: `${title.vi} / ${title.en} (${maxPoints})`,
    })),
  );
}

function conditions({ mandatoryConditions }: Scorecard): readonly Named[] {
  return mandatoryConditions.map(({ code, scope, effect, text }) => ({
    key: `${code} ${scope}`,
    criterion: scope,
    words: `${code}, ${effect}: ${text.vi} / ${text.en}`,
  }));
}

interface Named {
  readonly key: string;
  readonly criterion: string;
  readonly words: string;
}

/** What has the same key faces each other. */
function paired(
  from: readonly Named[],
  to: readonly Named[],
  kind: EditionDifferenceKind,
): readonly CardDifference[] {
  const before = new Map(from.map((one) => [one.key, one]));
  const after = new Map(to.map((one) => [one.key, one]));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [one, other] = [before.get(key), after.get(key)];
    if (one?.words === other?.words) return [];
    const { criterion } = (other ?? one)!;
    return [{ criterion, kind, from: one ? plain(one.words) : null, to: other ? plain(other.words) : null }];
  });
}

/** What `compareCards` does not speak of: only the lines that differ, on both sides. */
function detailLines(rows: readonly ComparedCriterion[]): readonly CardDifference[] {
  return rows.flatMap(({ from: one, to: other }) => {
    if (!one || !other) return [];
    const [before, after] = [details(one), details(other)];
    const told = [...before.keys()].filter((name) => before.get(name) !== after.get(name));
    if (told.length === 0) return [];
    const inLanguage = (of: Details, language: keyof Text) =>
      told.map((name) => `${name[language]}: ${of.get(name)}`).join('\n');
    const side = (of: Details): Text => ({ vi: inLanguage(of, 'vi'), en: inLanguage(of, 'en') });
    return [{ criterion: other.code, kind: 'DETAILS' as const, from: side(before), to: side(after) }];
  });
}

/** What details are called; the same objects on both sides. */
const NAMES = {
  officialCode: { vi: 'Mã trong quyết định', en: 'Code in the decree' },
  title: { vi: 'Tên tiếng Anh', en: 'English title' },
  rule: { vi: 'Quy tắc chọn', en: 'Rule of choice' },
  group: { vi: 'Nhóm', en: 'Group' },
  cases: { vi: 'Trường hợp', en: 'Cases' },
  evidence: { vi: 'Minh chứng', en: 'Evidence' },
  levels: { vi: 'Mức tiếng Anh', en: 'English levels' },
  abridged: { vi: 'Mức rút gọn', en: 'Abridged levels' },
  implied: { vi: 'Có/không', en: 'Yes/no' },
} as const satisfies Record<string, Text>;

type Details = ReadonlyMap<Text, string>;

function details(criterion: Criterion): Details {
  const { officialCode, selectionRule, group, cases = [], evidence, levels, impliedLevels } = criterion;
  return new Map<Text, string>([
    [NAMES.officialCode, officialCode ?? ''],
    [NAMES.title, criterion.title.en],
    [NAMES.rule, selectionRule ?? ''],
    [NAMES.group, group ? `${group.code} ${group.title.vi} / ${group.title.en} (${group.maxPoints})` : ''],
    [NAMES.cases, cases.map(({ code, title }) => `${code} ${title.vi} / ${title.en}`).join('; ')],
    [NAMES.evidence, evidence.join(', ')],
    [NAMES.levels, levels.map(({ label }) => label.en).join('; ')],
    [NAMES.abridged, levels.flatMap(({ abridged }, at) => (abridged ? [at + 1] : [])).join(', ')],
    [NAMES.implied, impliedLevels ? 'x' : ''],
  ]);
}

/** In an order of their own: that of a list says nothing. */
const lines = (list: readonly string[]): string => [...list].sort().join('\n');

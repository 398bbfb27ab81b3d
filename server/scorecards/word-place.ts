import type { Text } from '../domain/scorecard.js';
import type { CardContent } from './card-content.js';

/** Steps from the content of a draft to a value: ["parts", 0, "sections", 1, "title", "vi"]. */
export type DraftPath = readonly (string | number)[];

/** Things that have a code of their own, each within the one before. */
const CODED = ['parts', 'sections', 'criteria'];

const NAMES: Readonly<Record<string, readonly [vi: string, en: string]>> = {
  parts: ['phần', 'part'],
  sections: ['mục', 'section'],
  criteria: ['tiêu chí', 'criterion'],
  levels: ['mức', 'option'],
  cases: ['trường hợp', 'case'],
  case: ['trường hợp', 'case'],
  group: ['nhóm', 'group'],
  evidence: ['minh chứng', 'evidence'],
  evidenceCatalogue: ['danh mục minh chứng', 'evidence catalogue'],
  starMinimums: ['yêu cầu tối thiểu', 'star minimum'],
  conditions: ['điều kiện', 'condition'],
  missing: ['phần còn thiếu', 'what is missing'],
  source: ['nguồn', 'source'],
  sourceNotes: ['ghi chú nguồn', 'source note'],
  code: ['mã', 'code'],
  officialCode: ['mã trong quyết định', "decree's code"],
  title: ['tên', 'title'],
  label: ['nội dung', 'wording'],
  text: ['nội dung', 'wording'],
  points: ['điểm', 'points'],
  maxPoints: ['điểm tối đa', 'maximum'],
  minPoints: ['điểm tối thiểu', 'minimum'],
  minStar: ['hạng sao yêu cầu', 'star mark'],
  minStarAny: ['hạng sao yêu cầu', 'star mark'],
  stars: ['hạng sao', 'class'],
  criterion: ['mã tiêu chí', 'code of the criterion'],
  selectionRule: ['quy tắc chọn', 'selection rule'],
  scope: ['nơi áp dụng', 'scope'],
  note: ['ghi chú', 'note'],
  vi: ['tiếng Việt', 'Vietnamese'],
};

/** A place of a draft as people say it ("tiêu chí 1.2, mức thứ 3, điểm"), and the code it belongs to. */
export function wordPlace(content: CardContent, path: DraftPath): { code: string | null; words: Text } {
  let at: unknown = content;
  let code: string | null = null;
  let words: Text[] = [];
  path.forEach((step, index) => {
    at = (at as Record<string | number, unknown> | null | undefined)?.[step];
    if (typeof step === 'string') {
      // A list is named with its item, below.
      if (typeof path[index + 1] !== 'number') words.push(named(step));
      return;
    }
    const list = String(path[index - 1]);
    const own = CODED.includes(list) ? (at as { code?: string } | undefined)?.code?.trim() : undefined;
    // Whoever hears of a criterion needs no part and section before it.
    if (CODED.includes(list)) words = [];
    if (own) code = own;
    words.push(own ? joined(named(list), own) : numbered(named(list), step + 1));
  });
  return {
    code,
    words: { vi: words.map(({ vi }) => vi).join(', '), en: words.map(({ en }) => en).join(', ') },
  };
}

const named = (step: string): Text => {
  const [vi, en] = NAMES[step] ?? [step, step];
  return { vi, en };
};
const joined = ({ vi, en }: Text, code: string): Text => ({ vi: `${vi} ${code}`, en: `${en} ${code}` });
const numbered = ({ vi, en }: Text, number: number): Text => ({
  vi: `${vi} thứ ${number}`,
  en: `${en} no. ${number}`,
});

/** The path of the criterion, section or part with a code; null where there is none. */
export function pathOfCode({ parts }: CardContent, code: string): DraftPath | null {
  for (const [i, part] of parts.entries()) {
    for (const [j, section] of part.sections.entries()) {
      const k = section.criteria.findIndex((criterion) => criterion.code.trim() === code);
      if (k >= 0) return ['parts', i, 'sections', j, 'criteria', k];
    }
  }
  for (const [i, part] of parts.entries()) {
    const j = part.sections.findIndex((section) => section.code.trim() === code);
    if (j >= 0) return ['parts', i, 'sections', j];
    if (part.code.trim() === code) return ['parts', i];
  }
  return null;
}

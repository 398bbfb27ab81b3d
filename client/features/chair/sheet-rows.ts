import type { EvaluationSheetsQuery } from '../../generated/operations';

export type Sheet = EvaluationSheetsQuery['evaluationSheets'][number];
export type Card = NonNullable<EvaluationSheetsQuery['criteriaSet']>;
type Criterion = Card['parts'][number]['sections'][number]['criteria'][number];

/** One member's points for one criterion, and what they were in earlier attempts, oldest first. */
export interface Cell {
  sheetId: string;
  /** Null: not scored. */
  points: number | null;
  /** What was ticked, in both languages; for "none applies" empty. */
  chosen: { vi: string; en: string }[];
  remark: string | null;
  earlier: (number | null)[];
  /** Below a star minimum of this criterion. */
  below: boolean;
}
export interface CriterionRow {
  code: string;
  title: { vi: string; en: string };
  maxPoints: number;
  minimums: { stars: number; points: number }[];
  cells: Cell[];
  /** Members gave different points. */
  apart: boolean;
}
export interface PartRows {
  code: string;
  title: { vi: string; en: string };
  maxPoints: number;
  rows: CriterionRow[];
}

/** The sheets that have been submitted, in the order given, each criterion of the card as one row. */
export function sheetRows(card: Card, sheets: readonly Sheet[]): PartRows[] {
  return card.parts.map((part) => ({
    code: part.code,
    title: part.title,
    maxPoints: part.maxPoints,
    rows: part.sections.flatMap((section) =>
      section.criteria.map((criterion) => criterionRow(card, criterion, sheets)),
    ),
  }));
}

/**
 * Sheets worth laying side by side: whoever has submitted at least once.
 * @param order  ids of the members as the council lists them
 */
export function submittedSheets(sheets: readonly Sheet[], order: readonly string[] = []): Sheet[] {
  const place = ({ memberId }: Sheet) => (order.includes(memberId) ? order.indexOf(memberId) : order.length);
  return sheets
    .filter(({ state, attempts }) => state === 'SUBMITTED' || state === 'SEALED' || attempts.length > 0)
    .sort((a, b) => place(a) - place(b));
}

function criterionRow(card: Card, criterion: Criterion, sheets: readonly Sheet[]): CriterionRow {
  const minimums = card.starMinimums
    .filter((minimum) => minimum.criterion === criterion.code)
    .map(({ stars, minPoints }) => ({ stars, points: minPoints }))
    .sort((a, b) => a.stars - b.stars);
  const lowest = minimums.length > 0 ? Math.min(...minimums.map(({ points }) => points)) : 0;
  const cells = sheets.map((sheet) => cellOf(sheet, criterion, lowest));
  const given = new Set(cells.flatMap(({ points }) => (points === null ? [] : [points])));
  const { code, title, maxPoints } = criterion;
  return { code, title, maxPoints, minimums, cells, apart: given.size > 1 };
}

function cellOf(sheet: Sheet, criterion: Criterion, lowestMinimum: number): Cell {
  const mark = sheet.marks.find((each) => each.criterion === criterion.code);
  const points = mark?.points ?? null;
  return {
    sheetId: sheet.id,
    points,
    chosen: criterion.levels
      .filter(({ position }) => mark?.levels.includes(position))
      .map(({ label }) => label),
    remark: mark?.remark || null,
    earlier: earlierAttempts(sheet).map(
      (attempt) => attempt.marks.find((each) => each.criterion === criterion.code)?.points ?? null,
    ),
    below: points !== null && points < lowestMinimum,
  };
}

/** Attempts before the present one, oldest first; the present one stands in the sheet itself. */
export function earlierAttempts(sheet: Sheet): Sheet['attempts'] {
  return sheet.attempts
    .filter(({ attempt, withdrawnAt }) => attempt < sheet.attempt && !withdrawnAt)
    .sort((a, b) => a.attempt - b.attempt);
}

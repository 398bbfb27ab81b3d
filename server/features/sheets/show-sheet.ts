import type { ScoreSheet, SheetMark } from './sheet.js';
import type { MarkType, ScoreSheetType } from './sheet.types.js';

/** The sheet in the shape of the schema. `showAttempts` lets the field read what was submitted before. */
export function showSheet(sheet: ScoreSheet, showAttempts = sheet.state !== 'RECUSED'): ScoreSheetType {
  return {
    ...sheet,
    parts: [...sheet.parts],
    showAttempts,
    // Made only when asked for: the answer to a save needs a few of them.
    get marks() {
      return sheet.marks.map(showMark);
    },
  };
}

/** A mark in the shape of the schema. */
export function showMark({ criterion, choice, points, remark }: SheetMark): MarkType {
  return {
    criterion,
    choice: choice?.kind ?? null,
    levels: choice?.kind === 'LEVELS' ? [...choice.levels] : [],
    points,
    remark,
  };
}

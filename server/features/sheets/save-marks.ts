import { indexCard } from '../../domain/card-index.js';
import { applyChanges, type Choice, type DossierFacts, type Mark } from '../../domain/marks.js';
import { checkMarking } from '../../domain/phases.js';
import { Refusal } from '../../domain/refusal.js';
import type { Scorecard } from '../../domain/scorecard.js';
import { sheetTotal, type SheetTotal } from '../../domain/totals.js';
import { optionalWording } from '../../domain/wording.js';
import { scoredMarks, type SheetMark, type SheetStanding } from './sheet.js';

export interface MarkWish {
  readonly criterion: string;
  /** Null clears the mark. */
  readonly choice: Choice | null;
  readonly remark: string | null;
}

export interface Save {
  readonly sheetId: string;
  readonly saveId: string;
  /** The version of the sheet the member was looking at. */
  readonly baseVersion: number;
  /** The scorecard whose options the marks name; null where the device does not say. */
  readonly criteriaSetCode: string | null;
  readonly marks: readonly MarkWish[];
  /** The device's clock; recorded, never ruling. */
  readonly enteredAt: Date;
}

/** Options are positions on a card: on another edition they may be worth other points. @throws {Refusal} OTHER_CARD */
export function checkCard(seen: string | null, standing: SheetStanding): void {
  if (seen !== null && seen !== standing.criteriaSetCode)
    throw new Refusal('OTHER_CARD', { seen, card: standing.criteriaSetCode });
}

export interface JudgedSave {
  /** The whole sheet after the save, in card order. */
  readonly marks: readonly SheetMark[];
  /** The rows to write, and the criteria whose rows go. */
  readonly written: readonly SheetMark[];
  readonly cleared: readonly string[];
  readonly total: SheetTotal;
}

/**
 * Judges one save against the sheet as it stands under the session's lock.
 * The caller has already compared `baseVersion` and answered a stale tab.
 * @param current in card order
 * @throws {Refusal} SESSION_CLOSED, SESSION_NOT_OPEN, SCORING_NOT_OPEN, NOT_PRESENT, the sheet's state, and every
 *   refusal of the rulebook on marks
 * @source R 4.3–4.11, R 8.14; ARCHITECTURE §5
 */
export function judgeSave(
  card: Scorecard,
  facts: DossierFacts,
  standing: SheetStanding,
  current: readonly SheetMark[],
  save: Save,
): JudgedSave {
  checkMarking(standing.sessionPhase, standing.evaluationPhase, standing.state);
  if (!standing.present) throw new Refusal('NOT_PRESENT');
  const remarks = new Map<string, string | null>();
  save.marks.forEach(({ criterion, remark }, index) =>
    remarks.set(criterion, optionalWording(`input.marks[${index}].remark`, remark)),
  );
  const scored = applyChanges(card, facts, scoredMarks(current), save.marks);
  const marks = withRemarks(card, scored, remarks, current);
  const touched = new Set(save.marks.map(({ criterion }) => criterion));
  const written = marks.filter(({ criterion }) => touched.has(criterion));
  const kept = new Set(written.map(({ criterion }) => criterion));
  return {
    marks,
    written,
    cleared: [...touched].filter((criterion) => !kept.has(criterion)),
    total: sheetTotal(card, facts, scored),
  };
}

/** Marks and remarks in card order, both given in it too. What a save leaves alone stays the same object: nothing is made anew for it. */
function withRemarks(
  card: Scorecard,
  scored: readonly Mark[],
  remarks: ReadonlyMap<string, string | null>,
  current: readonly SheetMark[],
): SheetMark[] {
  const marks: SheetMark[] = [];
  let [nextScored, nextCurrent] = [0, 0];
  for (const {
    criterion: { code: criterion },
  } of indexCard(card).criteria) {
    const mark = scored[nextScored]?.criterion === criterion ? scored[nextScored++] : undefined;
    const before = current[nextCurrent]?.criterion === criterion ? current[nextCurrent++] : undefined;
    const said = remarks.get(criterion);
    const remark = said === undefined ? (before?.remark ?? null) : said;
    if (before && mark === before && remark === before.remark) marks.push(before);
    else if (mark) marks.push({ criterion, choice: mark.choice, points: mark.points, remark });
    else if (remark !== null) marks.push({ criterion, choice: null, points: 0, remark });
  }
  return marks;
}

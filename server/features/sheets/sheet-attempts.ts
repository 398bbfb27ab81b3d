import type { EntityManager } from 'typeorm';
import type { PartTotal } from '../../domain/totals.js';
import { runPrepared } from '../../platform/prepared.js';
import type { CardShelf } from '../sessions/conduct.js';
import type { SheetMark } from './sheet.js';

/** One submission as it stays on record. */
export interface SheetAttempt {
  readonly attempt: number;
  readonly submittedAt: Date;
  readonly withdrawnAt: Date | null;
  readonly returnedReason: string | null;
  readonly total: number;
  readonly parts: readonly PartTotal[];
  readonly marks: readonly SheetMark[];
  readonly opinion: string | null;
  readonly receipt: string;
}

type Row = Omit<SheetAttempt, 'parts'> & { sheetId: string; partPoints: number[]; criteriaSetCode: string };

/** Reads submissions; nothing ever changes one but its withdrawal or return. */
export class SheetAttempts {
  constructor(private readonly cards: CardShelf) {}

  async of(tx: EntityManager, sheetIds: readonly string[]): Promise<Map<string, SheetAttempt[]>> {
    const rows = await runPrepared<Row>(tx, READ_ATTEMPTS, [sheetIds]);
    const bySheet = new Map<string, SheetAttempt[]>();
    for (const { sheetId, partPoints, criteriaSetCode, ...attempt } of rows) {
      const card = this.cards.get(criteriaSetCode);
      const parts = (card?.parts ?? []).map(({ code, maxPoints }, index) => ({
        code,
        points: partPoints[index] ?? 0,
        maxPoints,
      }));
      bySheet.set(sheetId, [...(bySheet.get(sheetId) ?? []), { ...attempt, parts }]);
    }
    return bySheet;
  }
}

const READ_ATTEMPTS = {
  name: 'read_attempts',
  text: `select t.sheet_id as "sheetId", t.attempt, t.submitted_at as "submittedAt", t.withdrawn_at as "withdrawnAt",
         t.returned_reason as "returnedReason", t.total, t.part_points as "partPoints", t.marks, t.opinion, t.receipt,
         e.criteria_set_code as "criteriaSetCode"
       from sheet_attempt t join sheet h on h.id = t.sheet_id join evaluation e on e.id = h.evaluation_id
       where t.sheet_id = any($1::uuid[]) order by t.seq`,
};

import type { EntityManager } from 'typeorm';
import type { Change } from './change.js';

/** Columns by the name an act uses for them. */
const COLUMNS: Record<string, string> = {
  phase: 'phase',
  suspendedReason: 'suspended_reason',
  onTableId: 'on_table_id',
  regulationId: 'regulation_id',
  attempt: 'attempt',
  cardSha256: 'card_sha256',
  reason: 'reason',
  fixList: 'fix_list',
  productName: 'product_name',
  producerName: 'producer_name',
  placeName: 'place_name',
  state: 'state',
  round: 'round',
};

/** Writes one change of an act. The caller holds the session's lock. */
export async function writeChange(tx: EntityManager, sessionId: string, change: Change): Promise<void> {
  switch (change.on) {
    case 'session': {
      const { opened, closed, ...set } = change.set;
      await update(tx, 'session', sessionId, set, [
        ...(opened ? ['opened_at = now()'] : []),
        ...(closed ? ['closed_at = now()'] : []),
      ]);
      return;
    }
    case 'evaluation':
      return update(tx, 'evaluation', change.id, { ...change.set });
    case 'sheet':
      // The version rises, so that a device still holding the former state is told before it saves over it.
      return update(tx, 'sheet', change.id, { ...change.set }, ['version = version + 1']);
    case 'dossier':
      return update(tx, 'dossier', change.id, { ...change.set });
    case 'newSheet':
      // A device may have made the empty sheet a moment ago, without the lock: a recusal or an absence still holds.
      await tx.query(
        `insert into sheet (evaluation_id, member_id, state, attempt, reason) values ($1, $2, $3, $4, $5)
         on conflict (evaluation_id, member_id) do update
           set state = excluded.state, reason = excluded.reason, version = sheet.version + 1
           where sheet.state = 'EMPTY' and excluded.state <> 'EMPTY'`,
        [
          change.evaluationId,
          change.memberId,
          change.set.state,
          change.set.attempt ?? 1,
          change.set.reason ?? null,
        ],
      );
      return;
    case 'attendance':
      await tx.query(
        `insert into attendance (session_id, member_id, present, reason) values ($1, $2, $3, $4)
         on conflict (session_id, member_id) do update set present = $3, reason = $4, changed_at = now()`,
        [sessionId, change.memberId, change.present, change.reason],
      );
      return;
    case 'newFinding': {
      const { evaluationId, code, effect, scope, remark, reportedById } = change.finding;
      await tx.query(
        'insert into finding (evaluation_id, code, effect, scope, remark, reported_by) values ($1, $2, $3, $4, $5, $6)',
        [evaluationId, code, effect, scope, remark, reportedById],
      );
      return;
    }
    case 'finding':
      await tx.query(
        'update finding set state = $2, decided_by = $3, reason = $4, decided_at = now() where id = $1',
        [change.id, change.set.state, change.set.decidedById, change.set.reason],
      );
      return;
    case 'newResult':
      return writeResult(tx, change.result);
    case 'releaseResult':
      await tx.query('update result set released_at = now() where evaluation_id = $1', [change.evaluationId]);
      return;
    case 'submissionsWithdrawn':
      await tx.query(
        'update sheet_attempt set withdrawn_at = now() where sheet_id = $1 and withdrawn_at is null',
        [change.sheetId],
      );
      await tx.query('update sheet set submitted_at = null, receipt = null where id = $1', [change.sheetId]);
      return;
    case 'attemptReturned':
      await tx.query('update sheet_attempt set returned_reason = $2 where id = $1', [
        change.attemptId,
        change.reason,
      ]);
  }
}

async function writeResult(
  tx: EntityManager,
  result: Extract<Change, { on: 'newResult' }>['result'],
): Promise<void> {
  await tx.query(
    `insert into result (evaluation_id, outcome, star_class, sum_points, sheet_count, parts, classification, reason, concluded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      result.evaluationId,
      result.outcome,
      result.starClass,
      result.sumPoints,
      result.sheetCount,
      JSON.stringify(result.parts),
      JSON.stringify(result.classification),
      result.reason,
      result.concludedById,
    ],
  );
}

async function update(
  tx: EntityManager,
  table: 'session' | 'evaluation' | 'sheet' | 'dossier',
  id: string,
  set: Readonly<Record<string, unknown>>,
  fixed: readonly string[] = [],
): Promise<void> {
  const given = Object.entries(set).filter(([, value]) => value !== undefined);
  const assignments = [...given.map(([name], index) => `${COLUMNS[name]} = $${index + 2}`), ...fixed];
  if (assignments.length === 0) return;
  await tx.query(`update ${table} set ${assignments.join(', ')} where id = $1`, [
    id,
    ...given.map(([, value]) => value),
  ]);
}

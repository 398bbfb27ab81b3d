import type { DatabaseServer } from './database-server.js';
import type { JournalRow, Kept, KeptAct, KeptMark, KeptResult, KeptSheet } from './kept.js';

interface LedgerRow {
  readonly seq: number;
  readonly act: string;
  readonly at: Date;
  readonly content: string;
}

/** Reads what these products of a session have come to. */
export async function readKept(
  database: DatabaseServer,
  sessionId: string,
  evaluationIds: readonly string[],
): Promise<Kept> {
  const ask = <Row extends object>(statement: string, asked: unknown = evaluationIds) =>
    database.query<Row & Record<string, unknown>>(statement, [asked]);
  const [journal, marks, sheets, attempts, ledger, results] = await Promise.all([
    ask<JournalRow>(
      `select j.save_id as "saveId", j.sheet_id as "sheetId", j.version, (extract(epoch from j.saved_at) * 1000)::float8 as "savedAt"
       from sheet_save j join sheet h on h.id = j.sheet_id join evaluation e on e.id = h.evaluation_id
       where e.id = any($1::uuid[]) order by j.sheet_id, j.version`,
    ),
    ask<KeptMark>(
      `select m.sheet_id as "sheetId", m.criterion, m.choice, m.levels, m.points, coalesce(m.remark, '') as stamp
       from mark m join sheet h on h.id = m.sheet_id join evaluation e on e.id = h.evaluation_id where e.id = any($1::uuid[])`,
    ),
    ask<KeptSheet>(
      `select h.id, h.evaluation_id as "evaluationId", h.member_id as "memberId", h.state, h.version, h.total
       from sheet h join evaluation e on e.id = h.evaluation_id where e.id = any($1::uuid[])`,
    ),
    ask<Kept['attempts'][number]>(
      `select t.sheet_id as "sheetId", t.receipt from sheet_attempt t
         join sheet h on h.id = t.sheet_id join evaluation e on e.id = h.evaluation_id where e.id = any($1::uuid[])`,
    ),
    ask<LedgerRow>('select seq, act, at, content from ledger where session_id = $1 order by seq', sessionId),
    ask<KeptResult>(
      `select r.evaluation_id as "evaluationId", r.sum_points as sum, r.sheet_count as count
       from result r join evaluation e on e.id = r.evaluation_id where e.id = any($1::uuid[]) and r.outcome = 'CLASSIFIED'`,
    ),
  ]);
  return {
    journal,
    marks,
    sheets,
    attempts,
    acts: ledger.map(actOf),
    results,
    lastRevision: lastRevision(ledger),
  };
}

/** A board's number counts the acts of conducting in hundred thousands; what members do themselves is none. */
function lastRevision(ledger: readonly LedgerRow[]): number {
  const own = new Set(['submitSheet', 'withdrawSheet', 'reportStop']);
  return (ledger.filter(({ act }) => !own.has(act)).length + 1) * 100_000 - 1;
}

function actOf({ seq, act, at, content }: LedgerRow): KeptAct {
  const said = (JSON.parse(content) as { content?: { evaluation?: string; sheets?: unknown } }).content ?? {};
  const sheets = act === 'closeScoring' ? (said.sheets as KeptAct['sheets']) : [];
  return { seq, act, at: at.getTime(), evaluation: said.evaluation ?? null, sheets };
}

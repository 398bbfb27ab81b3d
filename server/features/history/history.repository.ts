import type { EntityManager } from 'typeorm';
import { pageOf, type Page, type PageRequest } from '../../domain/page.js';
import type { LedgerAct } from '../../platform/ledger-acts.js';
import type { ReadableAct, RecordedAct } from './history.js';

/** Which acts of a session are read; ids in small letters. */
export interface RecordedActs {
  readonly sessionId: string;
  readonly acts: readonly LedgerAct[];
  /** Evaluations of which nothing is read, and those of which `telling` acts are not. */
  readonly hidden: readonly string[];
  readonly withheld: readonly string[];
  readonly telling: readonly LedgerAct[];
  readonly evaluationId: string | null;
  readonly memberId: string | null;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** The record of sessions, for reading only. */
export class HistoryRepository {
  constructor(private readonly database: EntityManager) {}

  /**
   * Newest first. A place in the list is a moment that its reader sees anyway, and his own count of the acts of that
   * moment: a number in the record would tell how many acts lie before it that he may not know of.
   */
  async page(wanted: RecordedActs, { first, after }: PageRequest): Promise<Page<ReadableAct>> {
    const { sessionId, acts, hidden, withheld, telling, evaluationId, memberId } = wanted;
    const given = [sessionId, acts, hidden, telling, withheld, evaluationId, memberId];
    const [count] = await this.database.query<{ total: number }[]>(
      `select count(*)::int as total from ${READABLE} where ${WANTED}`,
      given,
    );
    const read = await this.database.query<ReadableAct[]>(
      `select seq, act, actor, at, said, twin from ${READABLE} where ${WANTED}
         and ($8::timestamptz is null or (at, twin) < ($8, $9)) order by at desc, twin desc limit $10`,
      [...given, after?.[0] ?? null, Number(after?.[1] ?? 0), first + 1],
    );
    return pageOf(read, first, count?.total ?? 0, ({ at, twin }) => [
      at.toISOString(),
      String(twin),
      sessionId,
    ]);
  }

  /** Oldest first: what others refer to, such as who was present before and what a dossier taken off was called. */
  background(sessionId: string, acts: readonly LedgerAct[]): Promise<RecordedAct[]> {
    return this.database.query(
      `select seq, act, actor, at, said from ${ACTS} where act = any($2) order by seq`,
      [sessionId, acts],
    );
  }

  memberNames(ids: readonly string[]): Promise<Named[]> {
    return this.database.query(
      `select id, coalesce(full_name, title || ', ' || institution) as name from council_member where id = any($1)`,
      [ids],
    );
  }

  accountNames(ids: readonly string[]): Promise<Named[]> {
    return this.database.query('select id, display_name as name from account where id = any($1)', [ids]);
  }

  productNames(dossierIds: readonly string[]): Promise<Named[]> {
    return this.database.query(
      'select d.id, p.name from dossier d join product p on p.id = d.product_id where d.id = any($1)',
      [dossierIds],
    );
  }
}

const ACTS = `(select seq, act, actor, at, content::jsonb -> 'content' as said from ledger where session_id = $1) recorded`;

/** $3 hidden, $4 telling, $5 withheld. Acts of one moment are counted among what may be read, whatever is asked for. */
const READABLE = `(select *, (row_number() over (partition by at order by seq))::int as twin from ${ACTS}
  where coalesce(said ->> 'evaluation', '') <> all($3::text[])
    and not (act = any($4) and said ->> 'evaluation' = any($5::text[]))) readable`;

/** $2 acts, $6 evaluation, $7 member. */
const WANTED = `act = any($2)
  and ($6::text is null or said ->> 'evaluation' = $6
    or act = 'addToAgenda' and said -> 'evaluations' @> to_jsonb($6::text))
  and ($7::text is null or actor = 'member:' || $7 or said ->> 'member' = $7
    or act = 'replaceMember' and said -> 'successor' ->> 'member' = $7
    or act = 'returnSheets' and said -> 'members' @> to_jsonb($7::text)
    or act = 'markAttendance' and said -> 'entries' @> jsonb_build_array(jsonb_build_object('memberId', $7::text)))`;

import { randomUUID } from 'node:crypto';
import { In, type EntityManager } from 'typeorm';
import { DEFERRED, DEFERRED_BY, ON_RECORD } from '../dossiers/dossier.repository.js';
import type { AgendaDossier, AgendaItem, AgendaRecords } from './agenda-records.js';
import { EvaluationRow } from './evaluation.entity.js';

const DOSSIER = `select dossier.id, product.name as "productName", dossier.state, dossier.level, dossier.kind,
    dossier.regime, dossier.criteria_set_code as "criteriaSetCode", dossier.submitted_on::text as "submittedOn",
    dossier.round, ${DEFERRED} as deferred, (${DEFERRED_BY}) as "deferredBy",
    array(with recursive above as (
        select place.id, place.parent_id from place where place.id = producer.place_id
        union select place.id, place.parent_id from place join above on place.id = above.parent_id)
      select id from above) as "placeIds",
    (select session.name from evaluation join session on session.id = evaluation.session_id
     where evaluation.dossier_id = dossier.id and evaluation.phase not in ('RELEASED', 'DEFERRED')
       and (session.phase <> 'CLOSED' or dossier.state = 'IN_SESSION')
     order by session.phase = 'CLOSED', session.planned_at desc limit 1) as "agendaOf"
  from dossier join product on product.id = dossier.product_id
    join producer on producer.id = product.producer_id`;

export class AgendaRepository implements AgendaRecords {
  constructor(private readonly database: EntityManager) {}

  ofSessions(sessionIds: readonly string[]): Promise<AgendaItem[]> {
    return this.database.find(EvaluationRow, {
      where: { sessionId: In([...sessionIds]) },
      order: { sessionId: 'ASC', position: 'ASC' },
    }) as Promise<AgendaItem[]>;
  }

  async holdDossiers(ids: readonly string[]): Promise<AgendaDossier[]> {
    // A statement of its own, in one order for everybody: the reading below sees what was waited for.
    await this.database.query('select id from dossier where id = any($1) order by id for no key update', [
      ids,
    ]);
    return this.database.query(`${DOSSIER} where dossier.id = any($1)`, [ids]);
  }

  dossiersOf(sessionId: string): Promise<AgendaDossier[]> {
    return this.database.query(
      `${DOSSIER} where dossier.id in (select dossier_id from evaluation where session_id = $1)`,
      [sessionId],
    );
  }

  async append(sessionId: string, dossiers: readonly AgendaDossier[]): Promise<string[]> {
    const [{ last }] = await this.database.query<[{ last: number }]>(
      'select coalesce(max(position), 0)::int as last from evaluation where session_id = $1',
      [sessionId],
    );
    const rows = dossiers.map(({ id, round, criteriaSetCode }, index) => ({
      id: randomUUID(),
      sessionId,
      dossierId: id,
      position: last + index + 1,
      round,
      criteriaSetCode,
    }));
    await this.database.insert(EvaluationRow, rows);
    await this.database.query(`update dossier set state = 'IN_SESSION' where id = any($1)`, [
      dossiers.map(({ id }) => id),
    ]);
    return rows.map(({ id }) => id);
  }

  async hasRecord(evaluationId: string): Promise<boolean> {
    const [{ found }] = await this.database.query<[{ found: boolean }]>(
      `select ${ON_RECORD('$1')} as found`,
      [evaluationId],
    );
    return found;
  }

  async takeOff(evaluationIds: readonly string[]): Promise<void> {
    await this.database.query(
      `update dossier set state = case when evaluation.round > 1 then 'AWAITING_ROUND_2' else 'REGISTERED' end
       from evaluation
       where evaluation.id = any($1) and dossier.id = evaluation.dossier_id and dossier.state = 'IN_SESSION'`,
      [evaluationIds],
    );
    await this.database.delete(EvaluationRow, { id: In([...evaluationIds]) });
  }

  async closeGaps(sessionId: string): Promise<void> {
    await this.database.query(
      `update evaluation set position = numbered.place
       from (select id, row_number() over (order by position)::smallint as place
             from evaluation where session_id = $1) numbered
       where evaluation.id = numbered.id`,
      [sessionId],
    );
  }

  async place(positions: readonly { id: string; position: number }[]): Promise<void> {
    await this.database.query(
      `update evaluation set position = placed.position
       from unnest($1::uuid[], $2::smallint[]) as placed (id, position) where evaluation.id = placed.id`,
      [positions.map(({ id }) => id), positions.map(({ position }) => position)],
    );
  }
}

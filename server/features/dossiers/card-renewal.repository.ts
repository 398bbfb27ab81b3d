import type { EntityManager } from 'typeorm';
import type { Assessment } from './assessments.js';
import type { CardHold } from './card-hindrance.js';
import { DossierRow } from './dossier.entity.js';
import { ON_RECORD } from './dossier.repository.js';
import type { Dossier } from './dossier.js';
import type { CardRenewalRecords, CardTurn } from './renew-cards.js';

export class CardRenewalRepository implements CardRenewalRecords {
  constructor(private readonly database: EntityManager) {}

  async hold(dossierId: string): Promise<(Dossier & CardTurn) | null> {
    // Sessions, then their places, then the dossier, as everything that happens in a session does: the other way round
    // two could wait for each other for ever.
    const held = await this.database.query<{ id: string }[]>(
      `select id from session where ${CONCERNED} order by id for no key update`,
      [dossierId],
    );
    const ids = held.map(({ id }) => id);
    await this.database.query(
      'select id from evaluation where dossier_id = $1 and session_id = any($2) for no key update',
      [dossierId, ids],
    );
    await this.database.query('select id from dossier where id = $1 for no key update', [dossierId]);
    const dossier = (await this.database.findOneBy(DossierRow, { id: dossierId })) as Dossier | null;
    if (!dossier) return null;
    const [hold] = await this.database.query<[CardTurn]>(
      `select ${FROZEN('$1')} as frozen, ${IN_SESSION('$1')} as "inSession",
              exists (select 1 from session where ${CONCERNED} and id <> all($2)) as overtaken`,
      [dossierId, ids],
    );
    return { ...dossier, ...hold };
  }

  assessments(dossierId: string): Promise<Pick<Assessment, 'criterion' | 'levels'>[]> {
    return this.database.query('select criterion, levels from assessment where dossier_id = $1', [dossierId]);
  }

  async pin(dossierId: string, code: string): Promise<{ id: string; revision: number }[]> {
    await this.database.query(
      'update dossier set criteria_set_code = $2, version = version + 1 where id = $1',
      [dossierId, code],
    );
    const [sessions] = await this.database.query<[{ id: string; revision: number }[], number]>(
      `with moved as (
         update evaluation set criteria_set_code = $2 from session
          where session.id = evaluation.session_id and session.phase = 'PLANNED' and evaluation.dossier_id = $1
          returning evaluation.session_id)
       update session set revision = revision + 1 where id in (select session_id from moved) returning id, revision`,
      [dossierId, code],
    );
    return sessions;
  }

  holds(dossierIds: readonly string[]): Promise<({ readonly id: string } & CardHold)[]> {
    return this.database.query(
      `select id, ${FROZEN('dossier.id')} as frozen, ${IN_SESSION('dossier.id')} as "inSession",
              ${IN_SESSION('dossier.id', STAYS)} as stays
         from dossier where id = any($1)`,
      [dossierIds],
    );
  }
}

/** Sessions that have the dossier and are not over. */
const CONCERNED = `phase <> 'CLOSED' and id in (select session_id from evaluation where dossier_id = $1)`;

const FROZEN = (dossier: string) => `exists (select 1 from evaluation
  where evaluation.dossier_id = ${dossier} and evaluation.card_sha256 is not null)`;

/** @param place  narrows the places on agendas that are looked at */
const IN_SESSION = (dossier: string, place = 'true') => `exists (select 1 from evaluation
  join session on session.id = evaluation.session_id
  where evaluation.dossier_id = ${dossier} and session.phase in ('OPEN', 'SUSPENDED') and (${place}))`;

/** As the removal from an agenda judges, so that the advice is one that can be followed. */
const STAYS = `evaluation.phase <> 'WAITING' or ${ON_RECORD('evaluation.id')}`;

import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import { createDemo } from '../../server/demo/create-demo.js';
import { applicableCriteria } from '../../server/domain/totals.js';
import { entities } from '../../server/entities.js';
import { Links } from '../../server/features/accounts/links.js';
import { DossierRepository } from '../../server/features/dossiers/dossier.repository.js';
import { RegisterDossiers } from '../../server/features/dossiers/register-dossiers.js';
import { Agenda } from '../../server/features/sessions/agenda.js';
import { AgendaRepository } from '../../server/features/sessions/agenda.repository.js';
import { SessionPlanRepository } from '../../server/features/sessions/session-plan.repository.js';
import { SessionRepository } from '../../server/features/sessions/session.repository.js';
import { insideTransaction } from '../../server/platform/inside-transaction.js';
import { migrateToLatest, openDataSource } from '../../server/platform/database/data-source.js';
import type { Tx } from '../../server/platform/transact.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';

const library = loadScorecards();
/** Under decree 26/2026, whatever the machine's clock says. */
const DAY = new Date(Math.max(Date.now(), Date.parse('2026-11-20T01:00:00Z')));

/** Who sits at the table, with what opens their seats. */
export interface Seat {
  readonly memberId: string;
  readonly username: string;
  readonly seatToken: string;
  /** Signs a second device in to the same person's account. */
  readonly accountToken: string;
}

export interface Staged {
  readonly sessionId: string;
  readonly roomToken: string;
  /** All who score, the chair first. */
  readonly seats: readonly Seat[];
  readonly evaluationIds: readonly string[];
  /** By criterion: the options that may be ticked by themselves. */
  readonly options: readonly { criterion: string; levels: readonly number[] }[];
}

/** The demo's council with so many dossiers more on its agenda, and a link for every seat; made by the use cases that the API calls. */
export async function stageCouncil(url: string, dossiers: number): Promise<Staged> {
  const dataSource = await openDataSource(url, { entities, poolSize: 2 });
  try {
    await migrateToLatest(dataSource);
    const demo = await createDemo(dataSource, library, () => new Date());
    if (!demo) throw new Error('the database was not empty');
    const { sessionId } = demo;
    const evaluationIds = await dataSource.transaction((tx) => addDossiers(tx, sessionId, dossiers));
    const seats = await seatsOf(dataSource, sessionId);
    const links = new Links(() => new Date());
    const { token: roomToken } = await dataSource.transaction((tx) => links.issueRoomLink(tx, sessionId));
    return { sessionId, roomToken, seats, evaluationIds, options: optionsOf(PRODUCT.card) };
  } finally {
    await dataSource.destroy();
  }
}

/** Coffee: every dossier of the laboratory is scored by one card. */
const PRODUCT = { productSet: 4, card: 'OCOP-26-2026-04' };

async function addDossiers(tx: Tx, sessionId: string, count: number): Promise<string[]> {
  const register = new RegisterDossiers(new DossierRepository(tx), library, () => DAY);
  const products = await tx.query<{ id: string }[]>(
    `insert into product (name, producer_id) select 'Sản phẩm ' || n, (select id from producer limit 1)
     from generate_series(1, $1::int) n returning id`,
    [count],
  );
  const dossierIds: string[] = [];
  for (const { id: productId } of products) {
    const dossier = await register.create({
      ...{
        productId,
        productSet: PRODUCT.productSet,
        submittedOn: '2026-09-01',
        kind: 'FIRST',
        level: 'PROVINCE',
      },
      ...{ year: 2026, batch: 2, round: 1, regime: null, hasStory: true },
    });
    dossierIds.push(dossier.id);
  }
  const recordsIn = (at: Tx) => ({ plans: new SessionPlanRepository(at), agenda: new AgendaRepository(at) });
  const agenda = new Agenda(insideTransaction(tx), recordsIn, new SessionRepository(), library, () => DAY);
  const [administrator] = await tx.query<{ id: string }[]>('select id from account where is_admin limit 1');
  await agenda.add(sessionId, dossierIds, administrator!.id);
  const items = await agenda.ofSessions([sessionId]);
  return items.filter(({ dossierId }) => dossierIds.includes(dossierId)).map(({ id }) => id);
}

/** Those who vote and are in the room. */
async function seatsOf(dataSource: DataSource, sessionId: string): Promise<Seat[]> {
  const rows = await dataSource.query<{ memberId: string; username: string; accountId: string }[]>(
    `select m.id as "memberId", a.username, a.id as "accountId"
     from council_member m join account a on a.id = m.account_id
       join attendance t on t.member_id = m.id and t.session_id = $1
     where m.voting and t.present order by m.role <> 'CHAIR', a.username`,
    [sessionId],
  );
  const links = new Links(() => new Date());
  return dataSource.transaction(async (tx) => {
    const seats: Seat[] = [];
    for (const { memberId, username, accountId } of rows) {
      const { token: seatToken } = await links.issueSeatLink(tx, sessionId, memberId);
      const { token: accountToken } = await links.issueAccountLink(tx, accountId);
      seats.push({ memberId, username, seatToken, accountToken });
    }
    return seats;
  });
}

function optionsOf(code: string): Staged['options'] {
  return applicableCriteria(library.get(code)!, { hasStory: true }).map(
    ({ code: criterion, levels, cases }) => ({
      criterion,
      levels: levels.flatMap((level, at) =>
        level.case === undefined || level.case === cases?.[0]?.code ? [at] : [],
      ),
    }),
  );
}

import type { DataSource } from 'typeorm';
import { dayInVietnam } from '../domain/day-in-vietnam.js';
import { Agenda } from '../features/sessions/agenda.js';
import { AgendaRepository } from '../features/sessions/agenda.repository.js';
import { SessionPlan } from '../features/sessions/session-plan.js';
import { SessionPlanRepository } from '../features/sessions/session-plan.repository.js';
import { SessionRepository } from '../features/sessions/session.repository.js';
import { PlaceRepository } from '../features/places/place.repository.js';
import { Places } from '../features/places/places.js';
import { insideTransaction } from '../platform/inside-transaction.js';
import type { Tx } from '../platform/transact.js';
import type { ScorecardLibrary } from '../scorecards/scorecard-library.js';
import { foundDemoCouncil, type DemoCouncil } from './demo-council.js';
import { DemoDesk } from './demo-desk.js';
import { DEMO_COUNCIL } from './demo-offices.js';
import { DemoPlay } from './play-demo.js';
import { registerDemo, type RegisteredDemo } from './register-demo.js';

/** What the demo was made from, for whoever wants to look at it. */
export interface CreatedDemo {
  readonly councilId: string;
  readonly sessionId: string;
  readonly plannedSessionId: string;
}

/** The demo plays in these days, whatever the machine's clock says: under decree 26/2026, in the second batch. */
const PLAYED_ON = new Date('2026-11-20T01:00:00Z');
const TERM_FROM = '2026-06-15';
const DAY = 86_400_000;

/**
 * Makes the demo council with an open session, in one transaction: at a kill in the middle there is none of it, and
 * the next start makes it anew. Results come out of the same acts as the API's; none is written as a row.
 * @returns null where the database has an account: it belongs to somebody, and no demo may appear in it
 */
export function createDemo(
  dataSource: DataSource,
  library: ScorecardLibrary,
  clock: () => Date,
): Promise<CreatedDemo | null> {
  return dataSource.transaction(async (tx) => {
    // Two nodes that start together over a new database: the second finds the first one's demo.
    await tx.query(`select pg_advisory_xact_lock(hashtext('create demo'))`);
    const accounts: unknown[] = await tx.query('select 1 from account limit 1');
    return accounts.length > 0 ? null : make(tx, library, clock());
  });
}

async function make(tx: Tx, library: ScorecardLibrary, moment: Date): Promise<CreatedDemo> {
  const now = () => moment;
  const played = moment > PLAYED_ON ? moment : PLAYED_ON;
  const places = new Places(new PlaceRepository(tx));
  const province = await places.create({
    code: null,
    level: 'PROVINCE',
    name: DEMO_COUNCIL.province,
    parentId: null,
  });
  const today = dayInVietnam(moment);
  const council = await foundDemoCouncil(tx, province.id, today < TERM_FROM ? today : TERM_FROM);
  const registered = await registerDemo(tx, library, province.id, () => played);
  const { sessionId, plannedSessionId, evaluationIds } = await planSessions(
    tx,
    library,
    council,
    registered,
    played,
  );
  const agenda = registered.map((item, index) => ({ ...item, evaluationId: evaluationIds[index]! }));
  const desk = new DemoDesk(tx, sessionId, library, now);
  await new DemoPlay(desk, council, library, now).play(sessionId, agenda, played);
  return { councilId: council.councilId, sessionId, plannedSessionId };
}

/** Of the same day in Vietnam; councils do not meet at night, whenever somebody tries the demo. */
const eightInTheMorning = (day: Date) => new Date(`${dayInVietnam(day)}T08:00:00+07:00`);

async function planSessions(
  tx: Tx,
  library: ScorecardLibrary,
  { councilId, administratorId }: DemoCouncil,
  registered: readonly RegisteredDemo[],
  played: Date,
): Promise<{ sessionId: string; plannedSessionId: string; evaluationIds: string[] }> {
  const transactor = insideTransaction(tx);
  const recordsIn = (at: Tx) => ({ plans: new SessionPlanRepository(at), agenda: new AgendaRepository(at) });
  const sessions = new SessionRepository();
  const plan = new SessionPlan(transactor, recordsIn, sessions);
  const agenda = new Agenda(transactor, recordsIn, sessions, library);
  const common = { councilId, year: 2026, batch: 2, location: 'Hội trường A, UBND tỉnh Minh Hòa' } as const;
  const open = await plan.create({ ...common, name: 'Phiên họp đợt 2/2026', round: 1, plannedAt: played });
  const next = await plan.create({
    ...{ ...common, name: 'Phiên họp đợt 2/2026, lần 2', round: 2 },
    plannedAt: eightInTheMorning(new Date(played.getTime() + 14 * DAY)),
  });
  const dossierIds = registered.map(({ dossierId }) => dossierId);
  await agenda.add(open.id, dossierIds, administratorId);
  const items = await agenda.ofSessions([open.id]);
  return { sessionId: open.id, plannedSessionId: next.id, evaluationIds: items.map(({ id }) => id) };
}

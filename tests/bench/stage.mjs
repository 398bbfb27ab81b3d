// Councils of eleven, each with an open session and a dossier that is being scored: made by the use cases that the
// API calls, in the database of the server under test.
import 'reflect-metadata';
import { applicableCriteria } from '../../dist/server/domain/totals.js';
import { DEFAULT_REGULATION } from '../../dist/server/domain/regulation.js';
import { dayInVietnam } from '../../dist/server/domain/day-in-vietnam.js';
import { DEMO_OFFICES } from '../../dist/server/demo/demo-offices.js';
import { DEMO_PRODUCTS } from '../../dist/server/demo/demo-products.js';
import { entities } from '../../dist/server/entities.js';
import { Links } from '../../dist/server/features/accounts/links.js';
import { DossierRepository } from '../../dist/server/features/dossiers/dossier.repository.js';
import { ProducerRepository } from '../../dist/server/features/dossiers/producer.repository.js';
import { Producers } from '../../dist/server/features/dossiers/producers.js';
import { ProductRepository } from '../../dist/server/features/dossiers/product.repository.js';
import { Products } from '../../dist/server/features/dossiers/products.js';
import { RegisterDossiers } from '../../dist/server/features/dossiers/register-dossiers.js';
import { PlaceRepository } from '../../dist/server/features/places/place.repository.js';
import { Places } from '../../dist/server/features/places/places.js';
import { markAttendance } from '../../dist/server/features/sessions/acts/mark-attendance.js';
import { openScoring, presentDossier } from '../../dist/server/features/sessions/acts/run-scoring.js';
import { openSession } from '../../dist/server/features/sessions/acts/run-session.js';
import { Agenda } from '../../dist/server/features/sessions/agenda.js';
import { AgendaRepository } from '../../dist/server/features/sessions/agenda.repository.js';
import { Conduct } from '../../dist/server/features/sessions/conduct.js';
import { SessionPlan } from '../../dist/server/features/sessions/session-plan.js';
import { SessionPlanRepository } from '../../dist/server/features/sessions/session-plan.repository.js';
import { SessionRepository } from '../../dist/server/features/sessions/session.repository.js';
import { SheetRepository } from '../../dist/server/features/sheets/sheet.repository.js';
import { foundCouncil } from '../../dist/server/imports/found-council.js';
import { insideTransaction } from '../../dist/server/platform/inside-transaction.js';
import { openDataSource } from '../../dist/server/platform/database/data-source.js';
import { loadLibrary } from '../../dist/server/compose-library.js';
import { contentOf } from '../../dist/server/scorecards/card-content.js';
import { loadScorecards } from '../../dist/server/scorecards/load-scorecards.js';
import { answering } from './answering.mjs';

/** Under decree 26/2026, whatever the machine's clock says. */
const DAY = new Date(Math.max(Date.now(), Date.parse('2026-11-20T01:00:00Z')));
const YEAR = { year: 2026, batch: 2, round: 1 };
const now = () => DAY;

async function registerDossiers(tx, library, number, provinceId, products) {
  const place = await new Places(new PlaceRepository(tx)).create({
    ...{ code: null, level: 'COMMUNE', name: `Xã ${number}`, parentId: provinceId },
  });
  const producers = new Producers(new ProducerRepository(tx));
  const register = new Products(new ProductRepository(tx));
  const dossiers = new RegisterDossiers(new DossierRepository(tx), library, now);
  const ids = [];
  for (const { product, producer, kind, productSet, submittedOn } of products) {
    const maker = await producers.create({
      name: producer,
      kind,
      placeId: place.id,
      phone: null,
      address: null,
    });
    const made = await register.create({ name: product, code: null, producerId: maker.id });
    const dossier = await dossiers.create({
      ...{ productId: made.id, productSet, submittedOn, kind: 'FIRST', level: 'PROVINCE', ...YEAR },
      ...{ regime: null, hasStory: true },
    });
    ids.push(dossier.id);
  }
  return ids;
}

async function seatCouncil(tx, number, provinceId) {
  const today = dayInVietnam(new Date());
  const { id, memberIds } = await foundCouncil(tx, {
    fields: {
      ...{
        name: `Hội đồng ${number}`,
        level: 'PROVINCE',
        placeId: provinceId,
        decisionNumber: `${number}/QĐ`,
      },
      ...{ decisionDate: today, termFrom: today, termTo: null },
    },
    members: DEMO_OFFICES.map(({ title, institution, role, voting }) => ({
      title,
      institution,
      role,
      voting,
    })),
    regulation: { settings: { ...DEFAULT_REGULATION, roundsPerBatch: 2 }, note: 'Đo tốc độ' },
  });
  const members = memberIds.map((memberId, index) => ({ memberId, ...DEMO_OFFICES[index] }));
  return { councilId: id, members };
}

async function openTable(tx, library, { councilId, members }, dossierIds) {
  const transactor = insideTransaction(tx);
  const recordsIn = (at) => ({ plans: new SessionPlanRepository(at), agenda: new AgendaRepository(at) });
  const sessions = new SessionRepository();
  const plan = new SessionPlan(transactor, recordsIn, sessions);
  const agenda = new Agenda(transactor, recordsIn, sessions, library, now);
  const session = await plan.create({ councilId, name: 'Phiên đo', ...YEAR, location: null, plannedAt: DAY });
  await agenda.add(session.id, dossierIds, 'bench');
  const [item] = await agenda.ofSessions([session.id]);
  const chair = members.find(({ role }) => role === 'CHAIR');
  const asker = { kind: 'SEAT', sessionId: session.id, memberId: chair.memberId };
  const conduct = new Conduct(transactor, sessions, library, () => new Date());
  const present = members.map(({ memberId }) => ({ memberId, present: true, reason: null }));
  await conduct.inSession(session.id, asker, 'openSession', openSession);
  await conduct.inSession(session.id, asker, 'markAttendance', (state, actor) =>
    markAttendance(state, actor, present),
  );
  await conduct.onEvaluation(item.id, asker, 'presentDossier', presentDossier);
  let cardCode = '';
  await conduct.onEvaluation(item.id, asker, 'openScoring', (state, actor, evaluation, card) => {
    cardCode = card.code;
    return openScoring(state, actor, evaluation, library.sha256(card.code));
  });
  return { sessionId: session.id, evaluationId: item.id, card: library.get(cardCode) };
}

/** For each criterion the single options that may be ticked by themselves, by their position. */
function optionsOf(card) {
  return applicableCriteria(card, { hasStory: true }).map(({ code, levels, cases }) => ({
    criterion: code,
    levels: levels.flatMap((level, at) =>
      level.case === undefined || level.case === cases?.[0]?.code ? [at] : [],
    ),
    points: levels.map(({ points }) => points),
  }));
}

async function stageCouncil(tx, library, number, { provinceId, products }) {
  const council = await seatCouncil(tx, number, provinceId);
  const dossierIds = await registerDossiers(tx, library, number, provinceId, products);
  const { sessionId, evaluationId, card } = await openTable(tx, library, council, dossierIds);
  const links = new Links(() => new Date());
  const sheets = new SheetRepository();
  const members = [];
  for (const { memberId, role } of council.members.filter(({ voting }) => voting)) {
    const sheetId = await sheets.ensure(tx, evaluationId, memberId);
    const { token } = await links.issueSeatLink(tx, sessionId, memberId);
    members.push({ memberId, sheetId, role, token });
  }
  const { token: room } = await links.issueRoomLink(tx, sessionId);
  return { sessionId, evaluationId, members, room, criteriaSetCode: card.code, options: optionsOf(card) };
}

/** Councils whose making is one transaction. */
const LOT = 25;

/** @param dossiers of each council, at most as many as the demo has products */
async function stageCouncils({ url, councils, dossiers = DEMO_PRODUCTS.length }) {
  const dataSource = await openDataSource(url, { entities, poolSize: 2 });
  // By the editions that are published there, of which an administrator may have made one.
  const library = await loadLibrary(dataSource.manager);
  const places = new Places(new PlaceRepository(dataSource.manager));
  const province = await places.create({ code: null, level: 'PROVINCE', name: 'Tỉnh đo', parentId: null });
  const given = { provinceId: province.id, products: DEMO_PRODUCTS.slice(0, dossiers) };
  const staged = [];
  // One after the other: whoever founds a council holds the names of all until he is done.
  while (staged.length < councils)
    await dataSource.transaction(async (tx) => {
      const last = Math.min(staged.length + LOT, councils);
      while (staged.length < last) staged.push(await stageCouncil(tx, library, staged.length + 1, given));
    });
  await dataSource.query('analyze');
  await dataSource.destroy();
  return staged;
}

/** The card of the dossier that a staged council scores first. */
const cardToCut = () => {
  const card = loadScorecards().forProductSet('26-2026', DEMO_PRODUCTS[0].productSet);
  return { card: card.code, content: contentOf(card) };
};

answering({ stageCouncils, cardToCut });

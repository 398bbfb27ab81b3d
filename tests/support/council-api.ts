import 'reflect-metadata';
import { graphql } from 'graphql';
import type { DataSource } from 'typeorm';
import { AccountRow } from '../../server/features/accounts/account.entity.js';
import { AccountRepository } from '../../server/features/accounts/account.repository.js';
import { AccountResolver } from '../../server/features/accounts/account.resolver.js';
import { Accounts } from '../../server/features/accounts/accounts.js';
import { ApiTokenRow } from '../../server/features/accounts/api-token.entity.js';
import { ApiTokenRepository } from '../../server/features/accounts/api-token.repository.js';
import { ApiTokenResolver } from '../../server/features/accounts/api-token.resolver.js';
import { ApiTokens } from '../../server/features/accounts/api-tokens.js';
import { hashPassword } from '../../server/features/accounts/passwords.js';
import { CouncilChanges } from '../../server/features/councils/council-changes.js';
import { CouncilMemberRow } from '../../server/features/councils/council-member.entity.js';
import { CouncilMemberRepository } from '../../server/features/councils/council-member.repository.js';
import { CouncilMemberResolver } from '../../server/features/councils/council-member.resolver.js';
import { CouncilMembers } from '../../server/features/councils/council-members.js';
import { CouncilRegulations } from '../../server/features/councils/council-regulations.js';
import { CouncilRow } from '../../server/features/councils/council.entity.js';
import { CouncilRepository } from '../../server/features/councils/council.repository.js';
import { CouncilResolver } from '../../server/features/councils/council.resolver.js';
import { Councils } from '../../server/features/councils/councils.js';
import { RegulationRow } from '../../server/features/councils/regulation.entity.js';
import { RegulationRepository } from '../../server/features/councils/regulation.repository.js';
import { RegulationResolver } from '../../server/features/councils/regulation.resolver.js';
import { DossierRow } from '../../server/features/dossiers/dossier.entity.js';
import { DossierRepository } from '../../server/features/dossiers/dossier.repository.js';
import { Dossiers } from '../../server/features/dossiers/dossiers.js';
import { PlaceRow } from '../../server/features/places/place.entity.js';
import { PlaceRepository } from '../../server/features/places/place.repository.js';
import { PlaceResolver } from '../../server/features/places/place.resolver.js';
import { Places } from '../../server/features/places/places.js';
import { AgendaRepository } from '../../server/features/sessions/agenda.repository.js';
import { AgendaResolver } from '../../server/features/sessions/agenda.resolver.js';
import { Agenda } from '../../server/features/sessions/agenda.js';
import { EvaluationRow } from '../../server/features/sessions/evaluation.entity.js';
import {
  AttendanceResolver,
  CouncilSessionsResolver,
  SessionFieldsResolver,
} from '../../server/features/sessions/session-plan-fields.resolver.js';
import { SessionPlanRepository } from '../../server/features/sessions/session-plan.repository.js';
import { SessionPlanResolver } from '../../server/features/sessions/session-plan.resolver.js';
import { SessionPlan } from '../../server/features/sessions/session-plan.js';
import { SessionRow } from '../../server/features/sessions/session.entity.js';
import { SessionRepository } from '../../server/features/sessions/session.repository.js';
import { dayInVietnam } from '../../server/domain/day-in-vietnam.js';
import { openDataSource } from '../../server/platform/database/data-source.js';
import { LocalBus, type Fact } from '../../server/platform/event-bus.js';
import { buildApiSchema, type Resolver } from '../../server/platform/schema.js';
import { Transactor, type Tx } from '../../server/platform/transact.js';
import type { Viewer } from '../../server/platform/viewer.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { createTestDatabase } from './database.js';
import { administrator, type RegistryApi } from './registry-api.js';

/** Accounts, councils and plans of sessions behind their schema, over a database of their own. */
export interface CouncilApi extends RegistryApi {
  /** What was told after commits, oldest first. */
  readonly facts: Fact[];
}

const ENTITIES = [
  AccountRow,
  ApiTokenRow,
  PlaceRow,
  CouncilRow,
  CouncilMemberRow,
  RegulationRow,
  DossierRow,
  SessionRow,
  EvaluationRow,
];

/** With one administrator, the viewer `administrator`. @param clock the present moment, for terms and tokens */
export async function openCouncilApi(clock: () => Date = () => new Date()): Promise<CouncilApi> {
  const owned = await createTestDatabase();
  const database = await openDataSource(owned.url, { entities: ENTITIES, poolSize: 8 });
  const bus = new LocalBus();
  const facts: Fact[] = [];
  bus.listen((fact) => facts.push(fact));
  const schema = await buildApiSchema(resolvers(database, bus, clock));
  const { accountId, loginId, loginKey } = administrator as Extract<Viewer, { kind: 'ACCOUNT' }>;
  await database.query(
    `insert into account (id, username, display_name, is_admin) values ($1, 'quan-tri', 'Quản trị', true)`,
    [accountId],
  );
  await database.query(
    `insert into login (id, key, secret_hash, account_id, expires_at)
     values ($1, $2, decode('00', 'hex'), $3, now() + interval '1 day')`,
    [loginId, loginKey, accountId],
  );
  const ask = (source: string, variableValues?: Record<string, unknown>, viewer: Viewer = administrator) =>
    graphql({ schema, source, variableValues, contextValue: { viewer, address: '127.0.0.1' } });
  return {
    database,
    facts,
    ask,
    data: async <Data>(query: string, variables?: Record<string, unknown>, viewer?: Viewer) => {
      const { data, errors } = await ask(query, variables, viewer);
      if (errors) throw new Error(errors.map(({ message }) => message).join('\n'));
      return data as Data;
    },
    close: async () => {
      await database.destroy();
      await owned.drop();
    },
  };
}

function resolvers(database: DataSource, bus: LocalBus, clock: () => Date): Resolver[] {
  const transactor = new Transactor(database, bus);
  const accounts = new Accounts(transactor, (tx) => new AccountRepository(tx), hashPassword);
  const tokens = new ApiTokens(new ApiTokenRepository(database.manager), bus, clock);
  const places = new Places(new PlaceRepository(database.manager), clock);
  const changes = new CouncilChanges(
    transactor,
    (tx) => ({
      councils: new CouncilRepository(tx),
      members: new CouncilMemberRepository(tx),
      regulations: new RegulationRepository(tx),
    }),
    clock,
  );
  const councils = new Councils(changes);
  const members = new CouncilMembers(changes, () => dayInVietnam(clock()));
  const regulations = new CouncilRegulations(changes);
  const recordsIn = (tx: Tx) => ({ plans: new SessionPlanRepository(tx), agenda: new AgendaRepository(tx) });
  const sessions = new SessionRepository();
  const plan = new SessionPlan(transactor, recordsIn, sessions, clock);
  const agenda = new Agenda(transactor, recordsIn, sessions, loadScorecards(), clock);
  return [
    new AccountResolver(accounts),
    new ApiTokenResolver(tokens),
    new PlaceResolver(places),
    new CouncilResolver(councils, members, regulations, places),
    new CouncilMemberResolver(members, accounts),
    new RegulationResolver(regulations),
    new SessionPlanResolver(plan),
    new SessionFieldsResolver({ plan, agenda, councils, regulations, members }),
    new AttendanceResolver(members),
    new CouncilSessionsResolver(plan),
    new AgendaResolver(agenda, new Dossiers(new DossierRepository(database.manager))),
  ] as unknown as Resolver[];
}

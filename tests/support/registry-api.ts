import 'reflect-metadata';
import { graphql, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { DataSource } from 'typeorm';
import { CriteriaSetResolver } from '../../server/features/criteria/criteria-set.resolver.js';
import { CriteriaSets } from '../../server/features/criteria/criteria-sets.js';
import { AssessmentRow } from '../../server/features/dossiers/assessment.entity.js';
import { AssessmentRepository } from '../../server/features/dossiers/assessment.repository.js';
import { Assessments } from '../../server/features/dossiers/assessments.js';
import { CardRenewalRepository } from '../../server/features/dossiers/card-renewal.repository.js';
import { DossierEvaluationRepository } from '../../server/features/dossiers/dossier-evaluation.repository.js';
import { DossierEvaluationResolver } from '../../server/features/dossiers/dossier-evaluation.resolver.js';
import { DossierFieldsResolver } from '../../server/features/dossiers/dossier-fields.resolver.js';
import { DossierRow } from '../../server/features/dossiers/dossier.entity.js';
import { DossierRepository } from '../../server/features/dossiers/dossier.repository.js';
import { DossierResolver } from '../../server/features/dossiers/dossier.resolver.js';
import { Dossiers } from '../../server/features/dossiers/dossiers.js';
import { ProducerRow } from '../../server/features/dossiers/producer.entity.js';
import { ProducerRepository } from '../../server/features/dossiers/producer.repository.js';
import { ProducerResolver } from '../../server/features/dossiers/producer.resolver.js';
import { Producers } from '../../server/features/dossiers/producers.js';
import { ProductRow } from '../../server/features/dossiers/product.entity.js';
import { ProductRepository } from '../../server/features/dossiers/product.repository.js';
import { ProductResolver } from '../../server/features/dossiers/product.resolver.js';
import { Products } from '../../server/features/dossiers/products.js';
import { RegisterDossiers } from '../../server/features/dossiers/register-dossiers.js';
import { RenewCards } from '../../server/features/dossiers/renew-cards.js';
import { ReleasedResultRepository } from '../../server/features/dossiers/released-result.repository.js';
import { ReleasedResults } from '../../server/features/dossiers/released-results.js';
import { PlaceRow } from '../../server/features/places/place.entity.js';
import { PlaceRepository } from '../../server/features/places/place.repository.js';
import { PlaceResolver } from '../../server/features/places/place.resolver.js';
import { Places } from '../../server/features/places/places.js';
import { openDataSource } from '../../server/platform/database/data-source.js';
import { LocalBus } from '../../server/platform/event-bus.js';
import { buildApiSchema, type Resolver } from '../../server/platform/schema.js';
import { Transactor } from '../../server/platform/transact.js';
import type { Viewer } from '../../server/platform/viewer.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { createTestDatabase } from './database.js';

export const administrator: Viewer = {
  kind: 'ACCOUNT',
  loginId: '00000000-0000-4000-8000-000000000001',
  loginKey: 'admin',
  accountId: '00000000-0000-4000-8000-000000000002',
  isAdmin: true,
};
export const nobody: Viewer = { kind: 'ANONYMOUS' };

/** Places, scorecards and dossiers behind their schema, over a database of their own. */
export interface RegistryApi {
  readonly database: DataSource;
  /** Asks as the viewer; what comes back is exactly what the API would answer. */
  ask(query: string, variables?: Record<string, unknown>, viewer?: Viewer): Promise<ExecutionResult>;
  /** As `ask`, for what must go well. */
  data<Data>(query: string, variables?: Record<string, unknown>, viewer?: Viewer): Promise<Data>;
  close(): Promise<void>;
}

/** @param clock  the present moment, on which the governing decree depends */
export async function openRegistryApi(clock: () => Date): Promise<RegistryApi> {
  const owned = await createTestDatabase();
  const entities = [PlaceRow, ProducerRow, ProductRow, DossierRow, AssessmentRow];
  const database = await openDataSource(owned.url, { entities, poolSize: 4 });
  const schema = await buildApiSchema(registryResolvers(database, clock));
  const ask = (query: string, variables?: Record<string, unknown>, viewer = administrator) =>
    execute(schema, query, variables, viewer);
  return {
    database,
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

/** A mutation with what is to be answered of it. @param types of its arguments, in the order of the variables */
export async function mutate<Answer>(
  api: RegistryApi,
  name: string,
  types: string,
  variables: Record<string, unknown>,
  answer: string,
): Promise<Answer> {
  const given = Object.keys(variables);
  const declared = types.split(' ').map((type, at) => `$${given[at]!}: ${type}`);
  const passed = given.map((one) => `${one}: $${one}`);
  const query = `mutation (${declared.join(', ')}) { answer: ${name}(${passed.join(', ')}) { ${answer} } }`;
  return (await api.data<{ answer: Answer }>(query, variables)).answer;
}

function execute(
  schema: GraphQLSchema,
  source: string,
  variableValues: Record<string, unknown> | undefined,
  viewer: Viewer,
): Promise<ExecutionResult> {
  return graphql({ schema, source, variableValues, contextValue: { viewer, address: '127.0.0.1' } });
}

function registryResolvers(database: DataSource, clock: () => Date): Resolver[] {
  const { manager } = database;
  const transactor = new Transactor(database, new LocalBus());
  const library = loadScorecards();
  const cardOf = (code: string) => {
    const card = library.get(code);
    if (!card) throw new Error(`no card ${code}`);
    return card;
  };
  const criteriaSets = new CriteriaSets(library);
  const places = new Places(new PlaceRepository(manager));
  const producers = new Producers(new ProducerRepository(manager));
  const products = new Products(new ProductRepository(manager), clock);
  const results = new ReleasedResults(new ReleasedResultRepository(manager), cardOf);
  const dossierRecords = new DossierRepository(manager);
  const dossiers = new Dossiers(dossierRecords);
  const assessments = new Assessments(new AssessmentRepository(manager), cardOf);
  const evaluations = new DossierEvaluationRepository(manager);
  const renewals = new RenewCards(transactor, (tx) => new CardRenewalRepository(tx), library);
  return [
    new PlaceResolver(places),
    new CriteriaSetResolver(criteriaSets),
    new ProducerResolver(producers, places),
    new ProductResolver(products, producers, results, (_asker, work) =>
      work({ products, producers, results }),
    ),
    new DossierResolver(
      dossiers,
      new RegisterDossiers(dossierRecords, library, clock),
      assessments,
      renewals,
    ),
    new DossierFieldsResolver({
      dossiers,
      assessments,
      evaluations,
      renewals,
      products,
      producers,
      places,
      criteriaSets,
    }),
    new DossierEvaluationResolver(results),
  ] as unknown as Resolver[];
}

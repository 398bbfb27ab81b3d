import type { EntityManager } from 'typeorm';
import { dayInVietnam } from './domain/day-in-vietnam.js';
import { AccountRepository } from './features/accounts/account.repository.js';
import { AccountResolver } from './features/accounts/account.resolver.js';
import { Accounts } from './features/accounts/accounts.js';
import { ApiTokenRepository } from './features/accounts/api-token.repository.js';
import { ApiTokenResolver } from './features/accounts/api-token.resolver.js';
import { ApiTokens } from './features/accounts/api-tokens.js';
import { hashPassword } from './features/accounts/passwords.js';
import { CouncilChanges } from './features/councils/council-changes.js';
import { CouncilMemberRepository } from './features/councils/council-member.repository.js';
import { CouncilMemberResolver } from './features/councils/council-member.resolver.js';
import { CouncilMembers } from './features/councils/council-members.js';
import { CouncilRegulations } from './features/councils/council-regulations.js';
import { CouncilRepository } from './features/councils/council.repository.js';
import { CouncilResolver } from './features/councils/council.resolver.js';
import { Councils } from './features/councils/councils.js';
import { CouncilImportResolver } from './features/councils/import/council-import.resolver.js';
import { CouncilImports } from './features/councils/import/council-imports.js';
import { ImportTurnRepository } from './features/councils/import/import-turn.repository.js';
import { councilInputRules } from './features/councils/import/input-rules.types.js';
import { RegulationRepository } from './features/councils/regulation.repository.js';
import { RegulationResolver } from './features/councils/regulation.resolver.js';
import { CardDraftRepository } from './features/criteria/card-draft.repository.js';
import { CardDraftResolver } from './features/criteria/card-draft.resolver.js';
import { CardDrafts } from './features/criteria/card-drafts.js';
import { CriteriaSetResolver } from './features/criteria/criteria-set.resolver.js';
import { CriteriaSets } from './features/criteria/criteria-sets.js';
import { AssessmentRepository } from './features/dossiers/assessment.repository.js';
import { Assessments } from './features/dossiers/assessments.js';
import { CardRenewalRepository } from './features/dossiers/card-renewal.repository.js';
import { DossierEvaluationRepository } from './features/dossiers/dossier-evaluation.repository.js';
import { DossierEvaluationResolver } from './features/dossiers/dossier-evaluation.resolver.js';
import { DossierFieldsResolver } from './features/dossiers/dossier-fields.resolver.js';
import { DossierRepository } from './features/dossiers/dossier.repository.js';
import { DossierResolver } from './features/dossiers/dossier.resolver.js';
import { Dossiers } from './features/dossiers/dossiers.js';
import { ProducerRepository } from './features/dossiers/producer.repository.js';
import { ProducerResolver } from './features/dossiers/producer.resolver.js';
import { Producers } from './features/dossiers/producers.js';
import { ProductRepository } from './features/dossiers/product.repository.js';
import { ProductResolver } from './features/dossiers/product.resolver.js';
import { Products } from './features/dossiers/products.js';
import { RegisterDossiers } from './features/dossiers/register-dossiers.js';
import { RenewCards } from './features/dossiers/renew-cards.js';
import { ReleasedResultRepository } from './features/dossiers/released-result.repository.js';
import { ReleasedResults } from './features/dossiers/released-results.js';
import { PlaceRepository } from './features/places/place.repository.js';
import { PlaceResolver } from './features/places/place.resolver.js';
import { Places } from './features/places/places.js';
import { readProducts } from './compose-reports.js';
import type { ReportReader } from './platform/database/report-reader.js';
import type { EventBus } from './platform/event-bus.js';
import type { Transactor, Tx } from './platform/transact.js';
import type { ScorecardLibrary } from './scorecards/scorecard-library.js';

/** What the registry is put together from. */
export interface RegistryParts {
  readonly manager: EntityManager;
  readonly reader: ReportReader;
  readonly transactor: Transactor;
  readonly bus: EventBus;
  readonly library: ScorecardLibrary;
  readonly now: () => Date;
}

/** Accounts, places, councils, dossiers and scorecards: what administrators keep and everything else reads. */
export function composeRegistry({ manager, reader, transactor, bus, library, now }: RegistryParts) {
  const cardOf = (code: string) => {
    const card = library.get(code);
    if (!card) throw new Error(`no scorecard ${code}`);
    return card;
  };
  const accounts = new Accounts(transactor, (tx) => new AccountRepository(tx), hashPassword);
  const apiTokens = new ApiTokens(new ApiTokenRepository(manager), bus, now);
  const places = new Places(new PlaceRepository(manager), now);
  const changes = new CouncilChanges(transactor, councilRecords, now);
  const councils = new Councils(changes);
  const members = new CouncilMembers(changes, () => dayInVietnam(now()));
  const regulations = new CouncilRegulations(changes);
  const today = () => dayInVietnam(now());
  const imports = new CouncilImports(transactor, importRecords, councilInputRules, today, now);
  const criteriaSets = new CriteriaSets(library);
  const producers = new Producers(new ProducerRepository(manager));
  const products = new Products(new ProductRepository(manager), now);
  const results = new ReleasedResults(new ReleasedResultRepository(manager), cardOf);
  const dossierRecords = new DossierRepository(manager);
  const dossiers = new Dossiers(dossierRecords);
  const register = new RegisterDossiers(dossierRecords, library, now);
  const assessments = new Assessments(new AssessmentRepository(manager), cardOf);
  const evaluations = new DossierEvaluationRepository(manager);
  const renewals = new RenewCards(transactor, (tx) => new CardRenewalRepository(tx), library);
  const drafts = new CardDrafts(transactor, (tx) => new CardDraftRepository(tx), library);
  const resolvers = [
    new AccountResolver(accounts),
    new ApiTokenResolver(apiTokens),
    new PlaceResolver(places),
    new CouncilResolver(councils, members, regulations, places),
    new CouncilMemberResolver(members, accounts),
    new RegulationResolver(regulations),
    new CouncilImportResolver(imports),
    new CriteriaSetResolver(criteriaSets),
    new CardDraftResolver(drafts, criteriaSets),
    new ProducerResolver(producers, places),
    new ProductResolver(products, producers, results, readProducts({ reader, library, now })),
    new DossierResolver(dossiers, register, assessments, renewals),
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
  ];
  return {
    accounts,
    places,
    councils,
    members,
    regulations,
    producers,
    products,
    results,
    dossiers,
    register,
    assessments,
    resolvers,
  };
}

const councilRecords = (tx: Tx) => ({
  councils: new CouncilRepository(tx),
  members: new CouncilMemberRepository(tx),
  regulations: new RegulationRepository(tx),
});

const importRecords = (tx: Tx) => ({
  ...councilRecords(tx),
  places: new PlaceRepository(tx),
  accounts: new AccountRepository(tx),
  takeTurn: () => new ImportTurnRepository(tx).take(),
});

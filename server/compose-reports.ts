import type { EntityManager } from 'typeorm';
import { ProducerRepository } from './features/dossiers/producer.repository.js';
import { Producers } from './features/dossiers/producers.js';
import { ProductRepository } from './features/dossiers/product.repository.js';
import type { ProductReports } from './features/dossiers/product.resolver.js';
import { Products } from './features/dossiers/products.js';
import { ReleasedResultRepository } from './features/dossiers/released-result.repository.js';
import { ReleasedResults } from './features/dossiers/released-results.js';
import { ReportRepository } from './features/reports/report.repository.js';
import type { ReportUses } from './features/reports/report.resolver.js';
import { SessionResults } from './features/reports/session-results.js';
import { StarCounts } from './features/reports/star-counts.js';
import type { Reading, ReportReader } from './platform/database/report-reader.js';
import type { ScorecardLibrary } from './scorecards/scorecard-library.js';

/** What reports are put together from. */
export interface ReportParts {
  readonly reader: Pick<ReportReader, 'read'>;
  readonly library: ScorecardLibrary;
  readonly now: () => Date;
}

/** Reports, from wherever they are read just now. */
export function readReports({ reader, library }: ReportParts): Reading<ReportUses> {
  return (asker, work) => reader.read(asker, (manager) => work(composeReports(manager, library)));
}

/** Reports over one database. */
export function composeReports(manager: EntityManager, library: ScorecardLibrary): ReportUses {
  const records = new ReportRepository(manager);
  return {
    starCounts: new StarCounts(records, library),
    results: new SessionResults(records, releasedResults(manager, library)),
  };
}

/** Products as other systems read them, likewise. */
export function readProducts({ reader, library, now }: ReportParts): Reading<ProductReports> {
  return (asker, work) =>
    reader.read(asker, (manager) =>
      work({
        products: new Products(new ProductRepository(manager), now),
        producers: new Producers(new ProducerRepository(manager)),
        results: releasedResults(manager, library),
      }),
    );
}

function releasedResults(manager: EntityManager, library: ScorecardLibrary): ReleasedResults {
  return new ReleasedResults(new ReleasedResultRepository(manager), (code) => {
    const card = library.get(code);
    if (!card) throw new Error(`no scorecard ${code}`);
    return card;
  });
}

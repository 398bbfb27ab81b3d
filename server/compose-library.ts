import type { EntityManager } from 'typeorm';
import { PublishedEditions } from './features/criteria/published-editions.repository.js';
import type { EventBus } from './platform/event-bus.js';
import { loadScorecards } from './scorecards/load-scorecards.js';
import type { ScorecardLibrary } from './scorecards/scorecard-library.js';

/**
 * All scorecards: those that are shipped, and the editions published in this database.
 * @throws {Error} where any of them is not in order; nothing may be served then
 */
export async function loadLibrary(database: EntityManager): Promise<ScorecardLibrary> {
  const library = loadScorecards();
  for (const edition of await new PublishedEditions(database).all()) library.admit(edition);
  return library;
}

/** Takes in what is published while the server runs, by this node or by another one over the same database. */
export function followEditions(
  bus: EventBus,
  database: EntityManager,
  library: ScorecardLibrary,
  fault: (error: unknown) => void,
): void {
  const editions = new PublishedEditions(database);
  bus.listen((fact) => {
    if (fact.kind !== 'editionPublished') return;
    editions.find(fact.code).then((edition) => edition && library.admit(edition), fault);
  });
}

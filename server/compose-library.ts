import type { EntityManager } from 'typeorm';
import { PublishedEditions } from './features/criteria/published-editions.repository.js';
import type { HaveCards } from './features/sessions/session.repository.js';
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

/** How often a node looks for editions of whose publication it was not told, in milliseconds. */
const LOOK_EVERY = 10_000;

/**
 * Takes in what is published while the server runs, by this node or by another one over the same database.
 */
export function followEditions(
  bus: EventBus,
  database: EntityManager,
  library: ScorecardLibrary,
  fault: (error: unknown) => void,
): FollowedEditions {
  const editions = new PublishedEditions(database);
  const takeMissed = async () => {
    const codes = await editions.codes();
    if (codes.every((code) => library.get(code))) return;
    for (const edition of await editions.all()) library.admit(edition);
  };
  bus.listen((fact) => {
    if (fact.kind === 'editionPublished')
      editions.find(fact.code).then((edition) => edition && library.admit(edition)).catch(fault); // prettier-ignore
    else if (fact.kind === 'factsMissed') takeMissed().catch(fault);
  });
  const have = async (codes: readonly string[]) => {
    const missing = new Set(codes.filter((code) => !library.get(code)));
    for (const code of missing) {
      const edition = await editions.find(code);
      if (edition) library.admit(edition);
    }
  };
  const watch = () => {
    if (bus.node === null) return () => undefined;
    // Where the database is away, whoever needs it says so.
    const timer = setInterval(() => void takeMissed().catch(() => undefined), LOOK_EVERY).unref();
    return () => clearInterval(timer);
  };
  return { have, watch };
}

/** What is published while the server runs. */
interface FollowedEditions {
  /** Takes in those of these that nobody told of; whoever needs one cannot wait until somebody looks. */
  readonly have: HaveCards;
  /** Begins to look from time to time for what nobody told, where there may be other nodes. @returns how to stop */
  watch(): () => void;
}

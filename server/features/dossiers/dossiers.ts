import { checkPageSize, type Page, type PageRequest } from '../../domain/page.js';
import { Refusal } from '../../domain/refusal.js';
import { optionalWording } from '../../domain/wording.js';
import type { Asker, Dossier, DossierFilter, DossierRecords } from './dossier.js';

/** Dossiers as those concerned may read them. */
export class Dossiers {
  constructor(private readonly records: DossierRecords) {}

  /**
   * The dossiers that the asker may open.
   * @throws {Refusal} INVALID_INPUT for a search text that cannot be one
   */
  page(filter: DossierFilter, asker: Asker, request: PageRequest): Promise<Page<Dossier>> {
    checkPageSize(request.first);
    const search = optionalWording('filter.search', filter.search, 200);
    return this.records.page({ ...filter, search }, asker, request);
  }

  /**
   * One dossier; null where there is none.
   * @throws {Refusal} NOT_ALLOWED to a seat of another session, and to a member recused from it
   */
  async read(id: string, asker: Asker): Promise<Dossier | null> {
    const dossier = await this.records.find(id);
    if (!dossier) return null;
    if (!(await this.records.open([id], asker)).has(dossier.id)) throw new Refusal('NOT_ALLOWED');
    return dossier;
  }

  findMany(ids: readonly string[]): Promise<Dossier[]> {
    return this.records.findMany(ids);
  }

  /** Those of the dossiers that the asker may open. */
  open(ids: readonly string[], asker: Asker): Promise<ReadonlySet<string>> {
    return this.records.open(ids, asker);
  }
}

import type { EntityManager } from 'typeorm';
import { AssessmentRow } from './assessment.entity.js';
import type { Assessment, AssessmentAuthor, AssessmentRecords } from './assessments.js';
import { DossierRow } from './dossier.entity.js';
import type { Dossier } from './dossier.js';

export class AssessmentRepository implements AssessmentRecords {
  constructor(private readonly database: EntityManager) {}

  find(dossierId: string): Promise<Dossier | null> {
    return this.database.findOneBy(DossierRow, { id: dossierId }) as Promise<Dossier | null>;
  }

  ofDossiers(dossierIds: readonly string[]): Promise<Assessment[]> {
    return this.database
      .createQueryBuilder(AssessmentRow, 'assessment')
      .where('assessment.dossier_id = any(:dossierIds)', { dossierIds })
      .getMany() as Promise<Assessment[]>;
  }

  replace(
    dossier: Dossier,
    author: AssessmentAuthor,
    entries: readonly Assessment[],
  ): Promise<'CONFLICT' | 'WRONG_PHASE' | null> {
    return this.database.transaction(async (tx) => {
      const forbidden = await whatForbids(tx, dossier);
      if (forbidden) return forbidden;
      await tx.delete(AssessmentRow, { dossierId: dossier.id, author });
      await tx.insert(
        AssessmentRow,
        entries.map((entry) => ({ ...entry, levels: [...entry.levels] })),
      );
      await tx.increment(DossierRow, { id: dossier.id }, 'version', 1);
      return null;
    });
  }
}

/**
 * Locks the dossier and its places on agendas, so that neither can somebody else write nor the council begin in
 * between. Card, story and withdrawal need no look of their own: each of them raises the version.
 */
async function whatForbids(tx: EntityManager, dossier: Dossier): Promise<'CONFLICT' | 'WRONG_PHASE' | null> {
  // First the places, then the dossier, as the council's acts do: the other way round both could wait for ever.
  const held: { id: string }[] = await tx.query('select id from evaluation where dossier_id = $1 for share', [
    dossier.id,
  ]);
  const unchanged: unknown[] = await tx.query(
    'select 1 from dossier where id = $1 and version = $2 for update',
    [dossier.id, dossier.version],
  );
  if (unchanged.length === 0) return 'CONFLICT';
  const places: { id: string; phase: string }[] = await tx.query(
    'select id, phase from evaluation where dossier_id = $1',
    [dossier.id],
  );
  // One that came onto an agenda in between is not held, so it might begin under our hands.
  if (places.length !== held.length) return 'CONFLICT';
  return places.every(({ phase }) => phase === 'WAITING' || phase === 'DEFERRED') ? null : 'WRONG_PHASE';
}

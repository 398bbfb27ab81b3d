import type { SessionState, SheetSummary } from './session-state.js';

/** What saves alone can change of a session: its numbers, and the sheets on the table, without what was handed in. */
export interface SavedSheets {
  readonly id: string;
  readonly revision: number;
  readonly saves: number;
  readonly sheets: readonly Omit<SheetSummary, 'attempts'>[];
}

/**
 * The session as it stands now, from what was known of it and the sheets that were read anew.
 * @returns null when anything else has changed since, so that the session has to be read whole: each change raises the
 *   revision, and saves alone raise `saves` by as much
 */
export function withSaves(known: SessionState, saved: SavedSheets): SessionState | null {
  const { revision, saves } = saved;
  // A number that fell is of a database that has taken over from one that is lost, and may have other acts too.
  if (revision < known.revision || saves < known.saves) return null;
  if (revision - saves !== known.revision - known.saves) return null;
  const evaluations = known.evaluations.map((evaluation) => {
    if (evaluation.id !== known.onTableId) return evaluation;
    const handedIn = new Map(evaluation.sheets.map(({ id, attempts }) => [id, attempts]));
    const sheets = saved.sheets.map((sheet) => ({ ...sheet, attempts: handedIn.get(sheet.id) ?? [] }));
    return { ...evaluation, sheets };
  });
  return { ...known, revision, saves, evaluations };
}

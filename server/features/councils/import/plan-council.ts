import { Refusal } from '../../../domain/refusal.js';
import type { Council, CouncilFields } from '../council.js';
import type { CouncilGroup } from './group-lines.js';
import type { PlannedEffect } from './import-plan.js';
import type { ImportWorld } from './import-world.js';
import { COUNCIL_COLUMNS, needed, type CouncilCells } from './read-line.js';
import type { CellFault } from './sheet-line.js';
import { wordCouncil } from './word-changes.js';

const NEEDED = ['decisionNumber', 'decisionDate', 'level', 'place', 'termFrom'] as const;

/** Cells without which no council can be founded. */
export const missingCells = (cells: CouncilCells): CellFault[] =>
  NEEDED.filter((field) => cells[field] === undefined).map((field) => needed(COUNCIL_COLUMNS[field]));

/**
 * Founds the council of some lines, or corrects it where they say otherwise; empty cells leave what is there.
 * @returns the council as it stands afterwards, and what was done
 * @throws {Refusal} whatever the single mutations refuse
 */
export async function settleCouncil(
  { councils, rules, lookups, by }: ImportWorld,
  { council: cells }: CouncilGroup,
  known: Council | null,
): Promise<{ council: Council; effect: PlannedEffect | null }> {
  const { place, ...given } = cells;
  const before = known && fieldsOf(known);
  const level = given.level ?? known?.level;
  if (level === undefined) throw new Refusal('INVALID_INPUT');
  // Its level alone being corrected, the place must fit the new one, and is looked up nowhere else.
  const placeId =
    place === undefined ? before?.placeId : await lookups.findPlace(place, level, before?.placeId);
  const fields = { termTo: null, ...before, ...given, level, placeId } as CouncilFields;
  await rules.council(fields);
  const changes = wordCouncil(before, fields, lookups);
  if (known === null) {
    const council = await councils.create(fields, by);
    return { council, effect: { act: 'CREATE_COUNCIL', subject: fields.name, id: null, changes } };
  }
  if (changes.length === 0) return { council: known, effect: null };
  const council = await councils.change(known.id, known.version, fields);
  return { council, effect: { act: 'CHANGE_COUNCIL', subject: known.name, id: known.id, changes } };
}

const fieldsOf = ({
  name,
  level,
  placeId,
  decisionNumber,
  decisionDate,
  termFrom,
  termTo,
}: Council): CouncilFields => ({
  name,
  level,
  placeId,
  decisionNumber,
  decisionDate,
  termFrom,
  termTo,
});

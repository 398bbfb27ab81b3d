import { nameKey } from './fold-name.js';
import { COUNCIL_COLUMNS, type CouncilCells, type ReadLine } from './read-line.js';
import { cellFault, type CellFault } from './sheet-line.js';

/** The lines of one council, together with what they say of it. */
export interface CouncilGroup {
  /** The line that names it first: what happens to the council is told there. */
  readonly line: number;
  readonly council: CouncilCells & { readonly name: string };
  readonly lines: readonly ReadLine[];
}

/** Lines by council, with what is contradictory in them by line. */
export interface GroupedLines {
  readonly groups: readonly CouncilGroup[];
  readonly faults: ReadonlyMap<number, readonly CellFault[]>;
}

interface OpenGroup {
  line: number;
  council: CouncilCells & { name: string };
  lines: ReadLine[];
  saidIn: Map<keyof CouncilCells, number>;
}

/**
 * Puts lines of one council together. Empty cells of the council mean "as above"; a council that is named again goes
 * on. Two decisions under one name are two councils: a council that is founded anew usually keeps its name.
 */
export function groupLines(lines: readonly ReadLine[]): GroupedLines {
  const groups: OpenGroup[] = [];
  const faults = new Map<number, CellFault[]>();
  let current: OpenGroup | undefined;
  for (const line of lines) {
    const { name } = line.council;
    if (name !== undefined)
      current = find(groups, name, line.council.decisionNumber) ?? open(groups, line, name);
    // Its name could not be read: what follows must not be taken for members of the council above.
    else if (line.faults.some(({ column }) => column === 'COUNCIL_NAME')) current = undefined;
    if (!current) {
      const message = [
        'cần có tên hội đồng, ở dòng này hoặc dòng trên',
        'needs the name of a council, here or above',
      ] as const;
      if (line.faults.every(({ column }) => column !== 'COUNCIL_NAME'))
        faults.set(line.line, [cellFault('COUNCIL_NAME', ...message)]);
      continue;
    }
    const contradictions = take(current, line);
    if (contradictions.length > 0) faults.set(line.line, contradictions);
  }
  return { groups, faults };
}

const find = (groups: readonly OpenGroup[], name: string, decision: string | undefined) =>
  groups.find(
    ({ council }) =>
      nameKey(council.name) === nameKey(name) &&
      (decision === undefined || council.decisionNumber === undefined || council.decisionNumber === decision),
  );

function open(groups: OpenGroup[], { line }: ReadLine, name: string): OpenGroup {
  const group: OpenGroup = { line, council: { name }, lines: [], saidIn: new Map([['name', line]]) };
  groups.push(group);
  return group;
}

/** Adds a line to its council; what it says otherwise than a line above is a fault of its cell. */
function take(group: OpenGroup, line: ReadLine): CellFault[] {
  group.lines.push(line);
  const faults: CellFault[] = [];
  for (const field of Object.keys(line.council) as (keyof CouncilCells)[]) {
    if (field === 'name') continue;
    const said = group.saidIn.get(field);
    if (said === undefined) {
      group.council = { ...group.council, [field]: line.council[field] };
      group.saidIn.set(field, line.line);
    } else if (line.council[field] !== group.council[field]) {
      faults.push(
        cellFault(
          COUNCIL_COLUMNS[field],
          `khác với dòng ${said} của cùng hội đồng`,
          `differs from line ${said} of the same council`,
        ),
      );
    }
  }
  return faults;
}

import { nameKey } from '../../../platform/name-key.js';
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
 * on. Two decisions under one name are two councils: a council that is founded anew usually keeps its name. A line that
 * names neither decision goes on with the one right above, and cannot be placed where another council stands between.
 */
export function groupLines(lines: readonly ReadLine[]): GroupedLines {
  const groups: OpenGroup[] = [];
  const faults = new Map<number, CellFault[]>();
  let current: OpenGroup | undefined;
  for (const line of lines) {
    const { name } = line.council;
    if (name !== undefined) {
      const meant = find(groups, name, line.council.decisionNumber);
      if (meant.length > 1 && !meant.includes(current!)) {
        faults.set(line.line, [SEVERAL]);
        current = undefined;
        continue;
      }
      current = meant.length > 1 ? current : (meant[0] ?? open(groups, line, name));
    }
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

const SEVERAL = cellFault(
  'COUNCIL_NAME',
  'là tên của nhiều hội đồng ở các dòng trên; hãy ghi số quyết định thành lập',
  'is the name of several councils above; say the number of the founding decision',
);

const find = (groups: readonly OpenGroup[], name: string, decision: string | undefined) =>
  groups.filter(
    ({ council }) =>
      nameKey(council.name) === nameKey(name) &&
      (decision === undefined ||
        council.decisionNumber === undefined ||
        isSame('decisionNumber', council.decisionNumber, decision)),
  );

/** Numbers of decisions are compared as those on record are: without case. */
const isSame = (field: keyof CouncilCells, one: string | undefined, other: string | undefined): boolean =>
  field === 'decisionNumber' ? nameKey(one ?? '') === nameKey(other ?? '') : one === other;

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
    } else if (!isSame(field, line.council[field], group.council[field])) {
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

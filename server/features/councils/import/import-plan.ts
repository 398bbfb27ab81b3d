import { createHash } from 'node:crypto';
import { canonical } from '../../../platform/ledger.js';
import type { Text } from '../../../domain/scorecard.js';
import type { CellFault, SheetColumn } from './sheet-line.js';

/** One field that is set, or set anew. */
export interface PlannedChange {
  readonly column: SheetColumn;
  /** Null where there was nothing. */
  readonly before: Text | null;
  readonly after: Text | null;
}

export type PlannedAct = 'CREATE_COUNCIL' | 'CHANGE_COUNCIL' | 'ADD_MEMBER' | 'CHANGE_MEMBER';

/** One act that a line leads to. */
export interface PlannedEffect {
  readonly act: PlannedAct;
  /** Name of the council, or of the member as screens show it. */
  readonly subject: string;
  /** Of what is changed; null for what is new. */
  readonly id: string | null;
  readonly changes: readonly PlannedChange[];
  /** Of a new member: the council on record whose member that is; null where it is founded too. */
  readonly councilId?: string | null;
}

/** What a line does. Nothing at all: what it says is so already. */
export interface PlannedLine {
  readonly line: number;
  readonly effects: readonly PlannedEffect[];
  readonly faults: readonly CellFault[];
  /** The line whose faults must be mended before this one can be judged. */
  readonly waitsFor: number | null;
}

export interface ImportCounts {
  readonly newCouncils: number;
  readonly changedCouncils: number;
  readonly newMembers: number;
  readonly changedMembers: number;
  readonly unchangedLines: number;
  readonly faultyLines: number;
}

export interface ImportPlan {
  /** Names exactly these acts; null while there are faults. */
  readonly planCode: string | null;
  readonly lines: readonly PlannedLine[];
  readonly counts: ImportCounts;
}

/** The plan over lines that were judged. */
export function planOf(lines: readonly PlannedLine[]): ImportPlan {
  const acts = lines.flatMap(({ effects }) => effects.map(({ act }) => act));
  const count = (act: PlannedAct) => acts.filter((each) => each === act).length;
  const counts = {
    newCouncils: count('CREATE_COUNCIL'),
    changedCouncils: count('CHANGE_COUNCIL'),
    newMembers: count('ADD_MEMBER'),
    changedMembers: count('CHANGE_MEMBER'),
    unchangedLines: lines.filter(isUnchanged).length,
    faultyLines: lines.filter(({ faults }) => faults.length > 0).length,
  };
  const planCode = counts.faultyLines > 0 ? null : codeOf(lines);
  return { planCode, lines, counts };
}

const isUnchanged = ({ effects, faults, waitsFor }: PlannedLine): boolean =>
  effects.length === 0 && faults.length === 0 && waitsFor === null;

/** What was true before an act is part of it: whoever confirmed "A becomes B" did not confirm "C becomes B". */
function codeOf(lines: readonly PlannedLine[]): string {
  const acts = lines.map(({ line, effects }) => ({ line, effects }));
  return createHash('sha256').update(canonical(acts)).digest('hex');
}

import type { CellFault, SheetColumn } from './sheet-line.js';
import type { PlannedEffect, PlannedLine } from './import-plan.js';
import { refusedCells } from './refused-cells.js';

/** Something a line leads to; it answers with what was done, or null where nothing had to be. */
export interface Step {
  readonly line: number;
  run(): Promise<PlannedEffect | null>;
}

/** Collects what the lines lead to. */
export class JudgedLines {
  private readonly effects = new Map<number, PlannedEffect[]>();
  private readonly faults = new Map<number, CellFault[]>();
  private readonly waiting = new Map<number, number>();

  fault(line: number, ...faults: readonly CellFault[]): void {
    if (faults.length > 0) this.faults.set(line, [...(this.faults.get(line) ?? []), ...faults]);
  }

  isFaulty(line: number): boolean {
    return this.faults.has(line);
  }

  hasFaultIn(line: number, columns: readonly SheetColumn[]): boolean {
    return (this.faults.get(line) ?? []).some(({ column }) => column !== null && columns.includes(column));
  }

  /** Nothing can be said of a line before the fault of another one is mended. */
  wait(line: number, forLine: number): void {
    this.waiting.set(line, forLine);
  }

  /**
   * Takes the steps in their order; one that was refused is tried again after the others, for the spreadsheet may name
   * a new chair above the line in which the old one steps down. What still cannot be done is a fault of its line.
   */
  async take(steps: readonly Step[]): Promise<void> {
    let left: readonly Step[] = steps;
    for (;;) {
      const refused: { step: Step; faults: CellFault[] }[] = [];
      for (const step of left) {
        try {
          const effect = await step.run();
          if (effect) this.effects.set(step.line, [...(this.effects.get(step.line) ?? []), effect]);
        } catch (thrown) {
          refused.push({ step, faults: refusedCells(thrown) });
        }
      }
      if (refused.length === 0) return;
      if (refused.length === left.length) {
        for (const { step, faults } of refused) this.fault(step.line, ...faults);
        return;
      }
      left = refused.map(({ step }) => step);
    }
  }

  /** In the order of the spreadsheet. */
  of(lines: readonly { readonly line: number }[]): PlannedLine[] {
    return lines.map(({ line }) => ({
      line,
      effects: this.effects.get(line) ?? [],
      faults: this.faults.get(line) ?? [],
      waitsFor: this.isFaulty(line) ? null : (this.waiting.get(line) ?? null),
    }));
  }
}

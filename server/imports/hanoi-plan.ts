import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { findProjectRoot } from '../platform/database/project-root.js';

/** The six sectors by which the plan counts. @source R 3.3 */
export const PLAN_SECTORS = ['FOOD', 'BEVERAGE', 'HERBAL', 'HANDICRAFT', 'TEXTILE', 'TOURISM'] as const;
export type PlanSector = (typeof PLAN_SECTORS)[number];

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const counts = z.record(z.enum(PLAN_SECTORS), z.int().min(0));

const schema = z.object({
  document: z.object({ number: z.string(), date: day }),
  councilDecision: z.object({ number: z.string(), date: day }),
  appendix01: z.object({
    sectors: z.array(z.object({ code: z.enum(PLAN_SECTORS), vi: z.string() })).length(PLAN_SECTORS.length),
    rows: z.array(z.object({ no: z.int(), district: z.string(), counts, statedTotal: z.int() })),
    statedColumnTotals: counts,
    statedGrandTotal: z.int(),
  }),
  appendix02: z.object({
    steps: z.array(
      z.object({
        code: z.string(),
        times: z.array(z.object({ batch: z.int().optional(), before: day.optional() })),
      }),
    ),
  }),
  rules: z.array(z.object({ code: z.string(), value: z.int().optional() })),
});

/** Hà Nội's plan for 2021: how many products each district registers in each sector, by when, and its council. */
export type HanoiPlan = z.infer<typeof schema>;

/**
 * The plan as it ships with the project. The compiler copies no JSON, so it is read from the sources.
 * @throws {Error} when the file is not there or has another shape
 * @source R S9: Kế hoạch 220/KH-UBND of 6 October 2021, appendices 01 and 02
 */
export function readHanoiPlan(): HanoiPlan {
  const file = join(findProjectRoot(), 'server', 'imports', 'hanoi-2021.json');
  return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** The day before which districts hand in for a batch. */
export function deadlineOf(plan: HanoiPlan, batch: number): string {
  const submit = plan.appendix02.steps.find(({ code }) => code === 'SUBMIT');
  const deadline = submit?.times.find((time) => time.batch === batch)?.before;
  if (deadline === undefined) throw new Error(`the plan names no day for batch ${batch}`);
  return deadline;
}

/** How many meetings of the council one batch has. */
export function roundsOf(plan: HanoiPlan): number {
  const rounds = plan.rules.find(({ code }) => code === 'TWO_ROUNDS')?.value;
  if (rounds === undefined) throw new Error('the plan does not say how many rounds a batch has');
  return rounds;
}

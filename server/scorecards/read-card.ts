import { z } from 'zod';
import type { Scorecard } from '../domain/scorecard.js';
import { faultList, type CardFault } from './card-fault.js';
import { cardSchema } from './card-schema.js';
import { checkCard } from './check-card.js';

/** A value of the right shape, or none; and everything found wrong with it. */
export interface Reading<T> {
  readonly value: T | undefined;
  readonly faults: readonly CardFault[];
}

/**
 * Reads one JSON text against a shape. Nothing is filled in or trimmed: what comes out is what the file holds.
 * @param name  what a fault is filed under
 */
export function readShape<T>(name: string, json: string, schema: z.ZodType<T>): Reading<T> {
  const { faults, note } = faultList(name);
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch (cause) {
    note('HARD', null, `không phải JSON (${String(cause)})`, `it is not JSON (${String(cause)})`);
    return { value: undefined, faults };
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { value: parsed.data, faults };
  const vietnamese = schema.safeParse(raw, { error: z.locales.vi().localeError }).error?.issues ?? [];
  parsed.error.issues.forEach((issue, at) => {
    note('HARD', issue.path.join('.') || null, vietnamese[at]?.message ?? issue.message, issue.message);
  });
  return { value: undefined, faults };
}

/** Reads one scorecard file and checks its shape, then its rules. */
export function readCard(fileName: string, json: string): Reading<Scorecard> {
  const reading = readShape<Scorecard>(fileName, json, cardSchema);
  return reading.value ? { value: reading.value, faults: checkCard(reading.value) } : reading;
}

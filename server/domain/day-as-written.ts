import type { IsoDate } from './decrees.js';

/**
 * A day as Vietnamese texts write it: 23/11/2026. Data and English texts keep the form 2026-11-23.
 * @source custom; the way official papers in Vietnamese give a day in figures
 */
export function dayAsWritten(day: IsoDate): string {
  return day.split('-').reverse().join('/');
}

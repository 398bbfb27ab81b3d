/** Vietnam keeps UTC+7 all year; councils plan by its clock wherever the browser stands. */
const OFFSET_MINUTES = 7 * 60;

/** An instant as an input of type datetime-local wants it: "2026-12-02T08:00" by Vietnam's clock. */
export function momentToInput(moment: string | null | undefined): string {
  if (!moment) return '';
  return new Date(new Date(moment).getTime() + OFFSET_MINUTES * 60_000).toISOString().slice(0, 16);
}

/** What such an input holds, as an instant; empty where it holds none. */
export function inputToMoment(text: string): string {
  const at = new Date(`${text}:00+07:00`);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString();
}

/** Today in Vietnam as "2026-05-22". */
export function today(): string {
  return momentToInput(new Date().toISOString()).slice(0, 10);
}

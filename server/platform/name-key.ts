const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

/**
 * A name as one compares it: without case, and wherever its tone is written ("Hoà" is "Hòa"). Tones themselves count:
 * Hòa and Hoa are two people.
 */
export function nameKey(name: string): string {
  const words = name.normalize('NFD').toLowerCase().trim().split(/\s+/u);
  return words.map((word) => word.replace(TONES, '') + (word.match(TONES) ?? []).join('')).join(' ');
}

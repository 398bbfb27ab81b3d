const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

/**
 * A name as one compares it: without case, and wherever its tone is written ("Hoà" is "Hòa"). Tones themselves count:
 * Hòa and Hoa are two people.
 */
export function nameKey(name: string): string {
  const words = name.normalize('NFD').toLowerCase().trim().split(/\s+/u);
  return words.map((word) => word.replace(TONES, '') + (word.match(TONES) ?? []).join('')).join(' ');
}

/** A word as one recognises it even when it is typed without a Vietnamese keyboard. */
export function wordKey(word: string): string {
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

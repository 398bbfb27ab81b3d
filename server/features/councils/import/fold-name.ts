/** A word as one recognises it even when it is typed without a Vietnamese keyboard. */
export function wordKey(word: string): string {
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

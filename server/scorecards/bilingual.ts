import type { Text } from '../domain/scorecard.js';

/** Words that are the same to both readers. */
export const plain = (words: string): Text => ({ vi: words, en: words });

/**
 * One side of a difference, line by line. Where a line of the other side says the same in English and only the Vietnamese
 * differs, the English reader gets the Vietnamese too: else the two sides would look alike.
 */
export function facing(side: readonly Text[], other: readonly Text[]): Text {
  return {
    vi: side.map(({ vi }) => vi).join('\n'),
    en: side.map((line) => englishOf(line, other)).join('\n'),
  };
}

function englishOf({ vi, en }: Text, other: readonly Text[]): string {
  const alike = other.filter((line) => line.en === en);
  const hidden = alike.length > 0 && alike.every((line) => line.vi !== vi);
  return hidden ? `${en} (${vi})` : en;
}

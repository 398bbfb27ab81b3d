import type { DraftDesk_DraftFragment } from '../../../generated/operations';
import type { DraftForm } from './draft-form';
import type { PlaceKeys } from './place-keys';

/** A draft as somebody left it, with words that no server has. */
export interface KeptWords {
  /** Whose they are. */
  readonly by: string | null;
  /** The draft as it was read or saved last, and the keys of its places. */
  readonly row: DraftDesk_DraftFragment;
  readonly keys: PlaceKeys;
  readonly form: DraftForm;
}

const kept = new Map<string, KeptWords>();

/**
 * Keeps what was typed where the page goes without being asked: the sign-in ended, or a fault took its place. This tab
 * has it until the same person opens the draft again, or is told that it is gone; before a reload the browser asks.
 */
export const keepWords = (draftId: string, words: KeptWords): void => void kept.set(draftId, words);

/** What this person had typed; from anybody else it goes without being shown. */
export function takeWords(draftId: string, by: string | null): KeptWords | null {
  const words = kept.get(draftId);
  kept.delete(draftId);
  return words?.by === by ? words : null;
}

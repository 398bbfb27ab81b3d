import type { Scorecard } from '../domain/scorecard.js';

/** How an edition of a card came about (phiên bản). Edition 1 is the card as shipped. */
export interface EditionNote {
  /** From 1, without gaps. */
  readonly edition: number;
  /** Code of the edition it was drafted from; null for edition 1. */
  readonly basedOn: string | null;
  /** The document that justifies it; null for edition 1. */
  readonly basis: string | null;
  readonly publishedAt: Date | null;
}

/** An edition that was published here: never changed, never removed. */
export interface PublishedEdition extends EditionNote {
  readonly basedOn: string;
  readonly basis: string;
  readonly publishedAt: Date;
  readonly card: Scorecard;
  /** Of the card, as when it was published. */
  readonly sha256: string;
}

/** What stands in the place of an edition's note for a card as shipped. */
export const AS_SHIPPED: EditionNote = { edition: 1, basedOn: null, basis: null, publishedAt: null };

/** Editions of one card share the code of the first: "OCOP-26-2026-04" of "OCOP-26-2026-04.2". */
export function firstEditionOf(code: string): string {
  return code.replace(/\.\d+$/, '');
}

/** "OCOP-26-2026-04.2" */
export function codeOfEdition(first: string, edition: number): string {
  return `${first}.${edition}`;
}

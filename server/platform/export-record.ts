import type { EntityManager } from 'typeorm';
import { canonical, headCode } from './ledger.js';

/** The record of a session as one text, and the codes by which people know its end. */
export interface ExportedRecord {
  /** One self-contained JSON text; docs/record.md has its format. */
  readonly text: string;
  readonly entries: number;
  /** Of the last entry: its hash, and the short code of it. */
  readonly head: string;
  readonly headCode: string;
  /** Of the entry that closed the session, as the room screen shows it; null while it is open. */
  readonly closingCode: string | null;
}

/** Where cards are found by code. */
export interface PinnedCards {
  get(code: string): object | undefined;
  sha256(code: string): string;
}

interface Row {
  readonly act: string;
  readonly content: string;
  readonly previous: string;
  readonly hash: string;
}

/**
 * Reads the record of a session and the scorecards it pins. The record is read by one statement, so it is of one
 * moment, whatever the council does meanwhile; it comes to a few megabytes for a long day.
 * @returns null where the session has no record
 * @throws {Error} where a scorecard is not the one that was pinned: such a file could not be verified
 */
export async function exportRecord(
  tx: EntityManager,
  sessionId: string,
  cards: PinnedCards,
): Promise<ExportedRecord | null> {
  const rows = await tx.query<Row[]>(
    'select act, content, previous_hash as previous, hash from ledger where session_id = $1 order by seq',
    [sessionId],
  );
  const last = rows.at(-1);
  if (!last) return null;
  const closing = rows.findLast(({ act }) => act === 'closeSession');
  return {
    text: layOut(sessionId, rows, pinnedCards(rows, cards)),
    entries: rows.length,
    head: last.hash,
    headCode: headCode(last.hash),
    closingCode: closing ? headCode(closing.hash) : null,
  };
}

/** One line an entry and one a card; an entry's own text stands as it was hashed. */
function layOut(sessionId: string, rows: readonly Row[], cards: readonly object[]): string {
  const entries = rows.map(
    ({ content, previous, hash }) => `{"hash":"${hash}","previous":"${previous}","entry":${content}}`,
  );
  return [
    `{"format":"cham-sao/record","version":1,"session":"${sessionId}",`,
    `"entries":[\n${entries.join(',\n')}\n],`,
    `"cards":[\n${cards.map(canonical).join(',\n')}\n]}`,
    '',
  ].join('\n');
}

/** In the order of their codes. */
function pinnedCards(rows: readonly Row[], cards: PinnedCards): object[] {
  const pinned = new Map<string, string>();
  for (const { act, content } of rows) {
    if (act !== 'openScoring') continue;
    const { card, cardSha256 } = (JSON.parse(content) as { content: { card: string; cardSha256: string } })
      .content;
    pinned.set(card, cardSha256);
  }
  return [...pinned.keys()].sort().map((code) => {
    const card = cards.get(code);
    if (!card || cards.sha256(code) !== pinned.get(code)) {
      throw new Error(`the scorecard ${code} is not the one that was pinned`);
    }
    return card;
  });
}

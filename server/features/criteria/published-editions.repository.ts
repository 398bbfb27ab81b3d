import type { EntityManager } from 'typeorm';
import type { Scorecard } from '../../domain/scorecard.js';
import { firstEditionOf, type PublishedEdition } from '../../scorecards/edition.js';
import { readEdition } from '../../scorecards/read-edition.js';

interface Row {
  readonly code: string;
  readonly edition: number;
  readonly basedOn: string;
  readonly basis: string;
  readonly content: string;
  readonly sha256: string;
  readonly publishedAt: Date;
}

/** Editions of scorecards that were published here. The database refuses to change or remove one. */
export class PublishedEditions {
  constructor(private readonly database: EntityManager) {}

  /** All of them, each after the one it is based on. @throws {Error} where one is not what was published */
  async all(): Promise<PublishedEdition[]> {
    return (await this.rows('order by card, edition')).map(read);
  }

  /** Of all of them, the codes alone. */
  async codes(): Promise<string[]> {
    const rows: { code: string }[] = await this.database.query('select code from card_edition');
    return rows.map(({ code }) => code);
  }

  /** @throws {Error} as `all` */
  async find(code: string): Promise<PublishedEdition | null> {
    const [row] = await this.rows('where code = $1', code);
    return row ? read(row) : null;
  }

  /** Of the card whose first edition has this code. @throws {Error} as `all` */
  async newest(first: string): Promise<PublishedEdition | null> {
    const [row] = await this.rows('where card = $1 order by edition desc limit 1', first);
    return row ? read(row) : null;
  }

  async ofDraft(draftId: string): Promise<boolean> {
    const rows: unknown[] = await this.database.query('select 1 from card_edition where draft_id = $1', [
      draftId,
    ]);
    return rows.length > 0;
  }

  async insert(
    draftId: string,
    { card, edition, basedOn, basis, sha256 }: Omit<PublishedEdition, 'publishedAt'>,
    by: string,
  ): Promise<PublishedEdition> {
    const content = JSON.stringify(card);
    const [{ publishedAt }] = await this.database.query<[{ publishedAt: Date }]>(
      `insert into card_edition (code, card, edition, based_on, basis, content, sha256, draft_id, published_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning published_at as "publishedAt"`,
      [card.code, firstEditionOf(card.code), edition, basedOn, basis, content, sha256, draftId, by],
    );
    return read({ code: card.code, edition, basedOn, basis, content, sha256, publishedAt });
  }

  private rows(which: string, ...values: readonly unknown[]): Promise<Row[]> {
    return this.database.query(
      `select code, edition, based_on as "basedOn", basis, content, sha256, published_at as "publishedAt"
         from card_edition ${which}`,
      [...values],
    );
  }
}

function read({ code, content, ...note }: Row): PublishedEdition {
  const card: Scorecard = readEdition(code, content, note.sha256);
  return { ...note, card };
}

import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { DraftText } from '../../scorecards/judge-draft.js';
import { firstEditionOf, type PublishedEdition } from '../../scorecards/edition.js';
import type { CardDraft, CardDraftRecords } from './card-drafts.js';
import { PublishedEditions } from './published-editions.repository.js';

export class CardDraftRepository implements CardDraftRecords {
  private readonly editions: PublishedEditions;

  constructor(private readonly database: EntityManager) {
    this.editions = new PublishedEditions(database);
  }

  list(): Promise<CardDraft[]> {
    return this.database.query(`${DRAFT} order by draft.code`);
  }

  find(id: string): Promise<CardDraft | null> {
    return this.one('draft.id = $1', id);
  }

  ofCard(first: string): Promise<CardDraft | null> {
    return this.one('draft.card = $1', first);
  }

  async lock(first: string): Promise<void> {
    await this.database.query(`select pg_advisory_xact_lock(hashtextextended('card ' || $1, 0))`, [first]);
  }

  newest(first: string): Promise<PublishedEdition | null> {
    return this.editions.newest(first);
  }

  async insert(
    { baseCode, code, edition, basis, content }: Pick<CardDraft, 'baseCode' | 'code' | 'edition'> & DraftText,
    by: string,
  ): Promise<string> {
    const id = randomUUID();
    await this.database.query(
      `insert into card_draft (id, card, edition, code, base_code, basis, content, changed_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, firstEditionOf(code), edition, code, baseCode, basis, JSON.stringify(content), by],
    );
    return id;
  }

  async update(id: string, version: number, { basis, content }: DraftText, by: string): Promise<boolean> {
    const [, affected] = await this.database.query<[unknown, number]>(
      `update card_draft set basis = $3, content = $4, changed_by = $5, changed_at = now(), version = version + 1
        where id = $1 and version = $2`,
      [id, version, basis, JSON.stringify(content), by],
    );
    return affected === 1;
  }

  async remove(id: string, version: number): Promise<boolean> {
    const [, affected] = await this.database.query<[unknown, number]>(
      'delete from card_draft where id = $1 and version = $2',
      [id, version],
    );
    return affected === 1;
  }

  published(draftId: string): Promise<boolean> {
    return this.editions.ofDraft(draftId);
  }

  publish(
    draftId: string,
    edition: Omit<PublishedEdition, 'publishedAt'>,
    by: string,
  ): Promise<PublishedEdition> {
    return this.editions.insert(draftId, edition, by);
  }

  private async one(condition: string, value: string): Promise<CardDraft | null> {
    const [draft] = await this.database.query<CardDraft[]>(`${DRAFT} where ${condition}`, [value]);
    return draft ?? null;
  }
}

const DRAFT = `select draft.id, draft.version, draft.code, draft.edition, draft.base_code as "baseCode", draft.basis,
    draft.content, draft.changed_at as "changedAt", account.display_name as "changedBy"
  from card_draft draft join account on account.id = draft.changed_by`;

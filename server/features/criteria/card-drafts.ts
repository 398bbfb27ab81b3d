import { Refusal } from '../../domain/refusal.js';
import type { Scorecard } from '../../domain/scorecard.js';
import { tidyWording } from '../../domain/wording.js';
import type { Transactor, Tx } from '../../platform/transact.js';
import { contentOf } from '../../scorecards/card-content.js';
import type { CardDifference } from '../../scorecards/compare-cards.js';
import { editionDifferences } from '../../scorecards/compare-editions.js';
import { codeOfEdition, firstEditionOf, type PublishedEdition } from '../../scorecards/edition.js';
import { fingerprint } from '../../scorecards/fingerprint.js';
import {
  judgeDraft,
  type DraftFault,
  type DraftJudgement,
  type DraftText,
} from '../../scorecards/judge-draft.js';
import type { ScorecardLibrary } from '../../scorecards/scorecard-library.js';

/** The next edition of a card while it is being written (bản thảo). */
export interface CardDraft extends DraftText {
  readonly id: string;
  readonly version: number;
  /** The edition that it was drafted from. */
  readonly baseCode: string;
  /** The code and the number that it will have. */
  readonly code: string;
  readonly edition: number;
  readonly changedAt: Date;
  /** Display name of the account that saved it last. */
  readonly changedBy: string;
}

/** Where drafts and published editions are kept. */
export interface CardDraftRecords {
  /** By code. */
  list(): Promise<CardDraft[]>;
  find(id: string): Promise<CardDraft | null>;
  /** The open draft of the card whose first edition has this code. */
  ofCard(first: string): Promise<CardDraft | null>;
  /** Waits for its turn on the card: whoever drafts or publishes it goes one after the other. */
  lock(first: string): Promise<void>;
  /** The newest published edition; null where there is only the first. */
  newest(first: string): Promise<PublishedEdition | null>;
  insert(draft: Pick<CardDraft, 'baseCode' | 'code' | 'edition'> & DraftText, by: string): Promise<string>;
  /** @returns false where the draft has another version by now, or is gone */
  update(id: string, version: number, text: DraftText, by: string): Promise<boolean>;
  /** @returns false where the draft has another version by now, or is gone */
  remove(id: string, version: number): Promise<boolean>;
  /** Whether the draft with this id has become an edition. */
  published(draftId: string): Promise<boolean>;
  publish(
    draftId: string,
    edition: Omit<PublishedEdition, 'publishedAt'>,
    by: string,
  ): Promise<PublishedEdition>;
}

/** New editions of scorecards, as administrators write and publish them. */
export class CardDrafts {
  private readonly judged = new WeakMap<DraftText, DraftJudgement>();

  constructor(
    private readonly transactor: Transactor,
    private readonly recordsIn: (tx: Tx) => CardDraftRecords,
    private readonly library: ScorecardLibrary,
  ) {}

  /** By code. */
  list(): Promise<CardDraft[]> {
    return this.reader.list();
  }

  find(id: string): Promise<CardDraft | null> {
    return this.reader.find(id);
  }

  /** Everything in which the draft differs from its base; nothing where it is no card yet. */
  differences(draft: Pick<CardDraft, 'baseCode' | 'code'> & DraftText): readonly CardDifference[] {
    const { card } = this.judge(draft);
    return card === null ? [] : editionDifferences(this.card(draft.baseCode), card);
  }

  /** What keeps the draft from being published. */
  judge(draft: Pick<CardDraft, 'baseCode' | 'code'> & DraftText): DraftJudgement {
    const judged = this.judged.get(draft) ?? judgeDraft(this.card(draft.baseCode), draft.code, draft);
    this.judged.set(draft, judged);
    return judged;
  }

  /**
   * Begins the next edition, from the newest one.
   * @param code  of any edition of the card
   * @throws {Refusal} NOT_FOUND; DUPLICATE, naming the draft that is open already
   */
  begin(code: string, by: string): Promise<CardDraft> {
    if (!this.library.get(code)) throw new Refusal('NOT_FOUND', { code });
    const first = firstEditionOf(code);
    return this.change(async (records) => {
      await records.lock(first);
      const open = await records.ofCard(first);
      if (open) throw alreadyOpen(open);
      // Published a moment ago, it may not have reached this library yet.
      const newest = await records.newest(first);
      if (newest) this.library.admit(newest);
      const base = newest?.card ?? this.card(first);
      const edition = (newest?.edition ?? 1) + 1;
      const draft = { baseCode: base.code, code: codeOfEdition(first, edition), edition };
      return records.insert({ ...draft, basis: '', content: contentOf(base) }, by);
    });
  }

  /**
   * Keeps what was typed as it was typed, right or wrong.
   * @throws {Refusal} NOT_FOUND, CONFLICT where somebody else was quicker
   */
  save(id: string, version: number, text: DraftText, by: string): Promise<CardDraft> {
    return this.change(async (records) => {
      if (!(await records.update(id, version, text, by))) throw await whyNot(records, id);
      return id;
    });
  }

  /**
   * Throws a draft away.
   * @returns it as it was
   * @throws {Refusal} as `save`
   */
  async discard(id: string, version: number): Promise<CardDraft> {
    return this.transactor.run(async (tx) => {
      const records = this.recordsIn(tx);
      const draft = await records.find(id);
      if (!draft || !(await records.remove(id, version))) throw await whyNot(records, id);
      return draft;
    });
  }

  /**
   * Makes the draft an edition, for good.
   * @returns its code
   * @throws {Refusal} NOT_FOUND, ALREADY_DONE, CONFLICT; INVALID_INPUT with every fault that is left
   */
  async publish(id: string, version: number, by: string): Promise<string> {
    const edition = await this.transactor.run(async (tx, emit) => {
      const records = this.recordsIn(tx);
      const seen = await records.find(id);
      if (!seen) throw await whyNot(records, id);
      await records.lock(firstEditionOf(seen.code));
      const draft = await records.find(id);
      if (!draft || !(await records.remove(id, version))) throw await whyNot(records, id);
      const { card, faults } = this.judge(draft);
      if (card === null || faults.length > 0) throw notFit(faults);
      emit({ kind: 'editionPublished', code: card.code });
      return records.publish(
        id,
        {
          edition: draft.edition,
          basedOn: draft.baseCode,
          basis: tidyWording(draft.basis) ?? draft.basis,
          card,
          sha256: fingerprint(card),
        },
        by,
      );
    });
    this.library.admit(edition);
    return edition.card.code;
  }

  private async change(act: (records: CardDraftRecords) => Promise<string>): Promise<CardDraft> {
    return this.transactor.run(async (tx) => {
      const records = this.recordsIn(tx);
      const draft = await records.find(await act(records));
      if (!draft) throw new Error('a draft that was just written is gone');
      return draft;
    });
  }

  private card(code: string): Scorecard {
    const card = this.library.get(code);
    if (!card) throw new Error(`no scorecard ${code}`);
    return card;
  }

  private get reader(): CardDraftRecords {
    return this.recordsIn(this.transactor.reader);
  }
}

async function whyNot(records: CardDraftRecords, id: string): Promise<Refusal> {
  if (await records.find(id)) return new Refusal('CONFLICT', { draft: id });
  return new Refusal((await records.published(id)) ? 'ALREADY_DONE' : 'NOT_FOUND', { draft: id });
}

function alreadyOpen({ id, code, changedBy }: CardDraft): Refusal {
  const who = withoutBars(changedBy);
  return new Refusal('DUPLICATE', {
    draft: id,
    fields: [
      `code|đã có bản thảo ${code}, ${who} sửa lần cuối|${code} is being drafted already, last by ${who}`,
    ],
  });
}

function notFit(faults: readonly DraftFault[]): Refusal {
  return new Refusal('INVALID_INPUT', {
    fields: faults.map(({ path, criterion, sentence }) =>
      [path ?? criterion ?? 'content', sentence.vi, sentence.en].map(withoutBars).join('|'),
    ),
  });
}

/** The bar parts the languages of a refusal. */
const withoutBars = (text: string): string => text.replaceAll('|', '/');

import { Refusal } from '../../domain/refusal.js';
import type { Scorecard, Text } from '../../domain/scorecard.js';
import { invalid } from '../../domain/wording.js';
import type { Transactor, Tx } from '../../platform/transact.js';
import { sameOptions } from '../../scorecards/compare-cards.js';
import type { Assessment } from './assessments.js';
import { cardHindrance, type CardHold } from './card-hindrance.js';
import { checkUnsettled } from './check-unsettled.js';
import type { Dossier } from './dossier.js';

/** A dossier's hold on its card, as it stands when its turn has come. */
export interface CardTurn extends Omit<CardHold, 'stays'> {
  /** It came onto another agenda while this turn was waited for, and that session is not held. */
  readonly overtaken: boolean;
}

/** What was said of a dossier beforehand, by the positions of options. */
type Entry = Pick<Assessment, 'criterion' | 'levels'>;

/** Where a dossier's card is kept. */
export interface CardRenewalRecords {
  /**
   * Waits for its turn on the dossier and on the sessions that have it; later reads see what was waited for.
   * @returns null where there is no such dossier
   */
  hold(dossierId: string): Promise<(Dossier & CardTurn) | null>;
  assessments(dossierId: string): Promise<Entry[]>;
  /**
   * Pins the card to the dossier, and to its place on the agenda of a session that is still planned.
   * @returns that session with its new revision, if there is one
   */
  pin(dossierId: string, code: string): Promise<{ id: string; revision: number }[]>;
  /** What holds each of the dossiers to its card. */
  holds(dossierIds: readonly string[]): Promise<({ readonly id: string } & CardHold)[]>;
}

/** Moves dossiers to a newer edition of their card, as long as nothing was done with the older one (R 1.4). */
export class RenewCards {
  constructor(
    private readonly transactor: Transactor,
    private readonly recordsIn: (tx: Tx) => CardRenewalRecords,
    private readonly shelf: { get(code: string): Scorecard | undefined; newest(code: string): Scorecard },
  ) {}

  /** What holds each of the dossiers to its card. */
  holds(ids: readonly string[]): Promise<({ readonly id: string } & CardHold)[]> {
    return this.recordsIn(this.transactor.reader).holds(ids);
  }

  /** Why a dossier with this card keeps it for now, and what can be done; null where it may be moved. */
  hindrance(code: string, hold: CardHold, entries: readonly Entry[]): Text | null {
    return cardHindrance(hold, this.misfits(code, this.shelf.newest(code), entries));
  }

  /**
   * @param version  the dossier's, as it was read
   * @returns the dossier as it stands afterwards
   * @throws {Refusal} NOT_FOUND; CONFLICT where somebody was quicker; WRONG_PHASE once evaluated or withdrawn; CARD_FROZEN
   *   once scoring was opened over it; IN_USE while a session that has begun has it; ALREADY_DONE where its card is
   *   the newest; INVALID_INPUT where what was said of it beforehand does not fit the newer edition
   */
  renew(id: string, version: number): Promise<Dossier> {
    return this.transactor.run(async (tx, emit) => {
      const records = this.recordsIn(tx);
      const held = await records.hold(id);
      if (!held) throw new Refusal('NOT_FOUND', { id });
      const { frozen, inSession, overtaken, ...dossier } = held;
      if (dossier.version !== version || overtaken) throw new Refusal('CONFLICT', { dossier: id });
      checkUnsettled(dossier);
      if (frozen) throw new Refusal('CARD_FROZEN');
      if (inSession) throw inUse();
      const newest = this.shelf.newest(dossier.criteriaSetCode);
      if (newest.code === dossier.criteriaSetCode) throw new Refusal('ALREADY_DONE');
      checkFit(this.misfits(dossier.criteriaSetCode, newest, await records.assessments(dossier.id)));
      for (const { id: sessionId, revision } of await records.pin(dossier.id, newest.code)) {
        emit({ kind: 'sessionChanged', sessionId, revision });
      }
      return { ...dossier, criteriaSetCode: newest.code, version: version + 1 };
    });
  }

  /** What is entered names options by their position: it stays only where these options are the same. */
  private misfits(code: string, newest: Scorecard, entries: readonly Entry[]): readonly string[] {
    const present = this.shelf.get(code);
    if (!present) throw new Error(`no scorecard ${code}`);
    return [...new Set(entries.map(({ criterion }) => criterion))].filter(
      (criterion) => !sameOptions(present, newest, criterion),
    );
  }
}

function checkFit(misfits: readonly string[]): void {
  if (misfits.length === 0) return;
  const codes = misfits.join(', ');
  throw invalid(
    'assessments',
    `phần tự đánh giá hoặc nhận xét ở tiêu chí ${codes} không còn khớp với phiên bản mới; xóa các phần đó trước`,
    `what was entered at ${codes} does not fit the new edition; clear it first`,
  );
}

const inUse = (): Refusal =>
  new Refusal('IN_USE', {
    fields: [
      'id|một phiên họp đã khai mạc có hồ sơ này; phiên đó chấm theo phiên bản đang ghi|a session that has begun has this dossier; it scores by the edition on record',
    ],
  });

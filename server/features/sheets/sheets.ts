import { createHash } from 'node:crypto';
import { Refusal } from '../../domain/refusal.js';
import type { Regulation } from '../../domain/regulation.js';
import { optionalWording } from '../../domain/wording.js';
import { forbidden } from '../../platform/authorize.js';
import type { LedgerAct } from '../../platform/ledger-acts.js';
import { appendToLedger, canonical, shortCode } from '../../platform/ledger.js';
import type { Transactor, Tx } from '../../platform/transact.js';
import type { CardShelf } from '../sessions/conduct.js';
import { inCardOrder, requireLive, sheetView, type SaveIntake, type SaveOutcome } from './save-intake.js';
import { checkCard, type Save } from './save-marks.js';
import type { SheetRepository } from './sheet.repository.js';
import type { ScoreSheet, SheetIdentity, SheetMark, SheetStanding } from './sheet.js';
import { judgeSubmission, judgeWithdrawal } from './submit-sheet.js';

/** Whoever may hold a sheet: a seat, or an account that is a member. */
export interface SheetHolder {
  readonly loginId: string;
  readonly memberId: string | null;
  readonly accountId: string | null;
  /** A seat's card is for one session and opens no sheet of another. */
  readonly sessionId?: string;
}

/** Reads the regulation that a session goes by. */
export type RegulationOf = (tx: Tx, sessionId: string) => Promise<Regulation>;

/** A member's own sheet: read, save, submit, take back. */
export class Sheets {
  private readonly identities = new Map<string, SheetIdentity>();

  constructor(
    private readonly transactor: Transactor,
    private readonly sheets: SheetRepository,
    private readonly cards: CardShelf,
    private readonly intake: SaveIntake,
    private readonly regulationOf: RegulationOf,
    private readonly now: () => Date,
  ) {}

  /** @throws {Refusal} NOT_ALLOWED for strangers, NOT_VOTING */
  async mine(evaluationId: string, holder: SheetHolder): Promise<ScoreSheet> {
    const tx = this.transactor.reader;
    const voter = await this.sheets.voter(tx, evaluationId, holder);
    if (!voter) throw new Refusal('NOT_ALLOWED', { evaluation: evaluationId });
    if (!voter.voting) throw new Refusal('NOT_VOTING');
    const id = await this.sheets.ensure(tx, evaluationId, voter.memberId);
    return this.read(tx, await this.identity(id));
  }

  async save(save: Save, holder: SheetHolder): Promise<SaveOutcome> {
    const identity = await this.own(save.sheetId, holder);
    const saveId = save.saveId.toLowerCase();
    return this.intake.save({ ...save, sheetId: identity.id, saveId, identity, loginId: holder.loginId });
  }

  /**
   * The receipt is the short form of the hash of what the record says of the submission but for the account signed in,
   * so it can be made again.
   * @param version the version of the sheet that the member reviewed
   * @param criteriaSetCode the scorecard that he reviewed it on; null where the device does not say
   * @throws {Refusal} STALE_SHEET, OTHER_CARD and as `judgeSubmission`
   */
  async submit(
    sheetId: string,
    version: number,
    criteriaSetCode: string | null,
    opinion: string | null,
    holder: SheetHolder,
  ): Promise<ScoreSheet> {
    const identity = await this.own(sheetId, holder);
    const said = optionalWording('input.opinion', opinion, 5000);
    return this.act(identity, holder, 'submitSheet', async (tx, { standing, marks, card }, submittedAt) => {
      if (standing.version !== version) throw new Refusal('STALE_SHEET', { version: standing.version });
      checkCard(criteriaSetCode, standing);
      const regulation = await this.regulationOf(tx, identity.sessionId);
      const support = await this.sheets.supportPoints(tx, identity.evaluationId);
      const total = judgeSubmission(card, identity.hasStory, standing, marks, regulation, support);
      const attempt = standing.evaluationAttempt;
      const content = { sheet: identity.id, member: identity.memberId, evaluation: identity.evaluationId, attempt, marks, opinion: said, total: total.points, parts: total.parts, submittedAt: submittedAt.toISOString() };
      const receipt = shortCode(createHash('sha256').update(canonical(content)).digest('hex'));
      await this.sheets.insertAttempt(tx, { sheetId: identity.id, attempt, total, marks, opinion: said, receipt, submittedAt });
      return { ...content, receipt };
    }); // prettier-ignore
  }

  /** Takes a submitted sheet back while scoring is open. @throws {Refusal} as `judgeWithdrawal` */
  async withdraw(sheetId: string, holder: SheetHolder): Promise<ScoreSheet> {
    const identity = await this.own(sheetId, holder);
    return this.act(identity, holder, 'withdrawSheet', async (tx, { standing }) => {
      judgeWithdrawal(standing);
      await this.sheets.withdrawAttempt(tx, identity.id);
      return {
        sheet: identity.id,
        member: identity.memberId,
        evaluation: identity.evaluationId,
        attempt: standing.attempt,
      };
    });
  }

  private async act(
    identity: SheetIdentity,
    holder: SheetHolder,
    act: LedgerAct,
    work: (tx: Tx, desk: Desk, at: Date) => Promise<Readonly<Record<string, unknown>>>,
  ): Promise<ScoreSheet> {
    return this.transactor.run(async (tx, emit) => {
      await this.sheets.lockSessions(tx, [identity.sessionId]);
      requireLive(await this.sheets.signInEnds(tx, [holder.loginId]), holder.loginId);
      // One reading of the clock for the sheet, its receipt and the record.
      const at = this.now();
      const content = await work(tx, await this.desk(tx, identity), at);
      const by = holder.accountId === null ? {} : { account: holder.accountId };
      const entry = { act, actor: `member:${identity.memberId}`, content: { ...content, ...by } };
      await appendToLedger(tx, identity.sessionId, entry, at);
      const revisions = await this.sheets.writeSaves(tx, [], [identity.sessionId]);
      for (const [sessionId, revision] of revisions) emit({ kind: 'sessionChanged', sessionId, revision });
      return this.read(tx, identity);
    });
  }

  private async read(tx: Tx, identity: SheetIdentity): Promise<ScoreSheet> {
    return sheetView(identity, await this.desk(tx, identity));
  }

  private async desk(tx: Tx, identity: SheetIdentity): Promise<Desk> {
    const standing = (await this.sheets.standings(tx, [identity.id])).get(identity.id);
    const marks = (await this.sheets.marks(tx, [identity.id])).get(identity.id);
    const card = standing && this.cards.get(standing.criteriaSetCode);
    if (!standing || !marks || !card) throw new Error(`sheet ${identity.id} cannot be read`);
    return { standing, marks: inCardOrder(card, marks), card };
  }

  private async own(sheetId: string, holder: SheetHolder): Promise<SheetIdentity> {
    const identity = await this.identity(sheetId);
    if (holder.sessionId !== undefined && identity.sessionId !== holder.sessionId) throw forbidden();
    if (identity.memberId === holder.memberId) return identity;
    // Which account is which member may change, so that is read afresh.
    const [now] =
      holder.accountId === null ? [] : await this.sheets.identities(this.transactor.reader, [sheetId]);
    if (!now || now.accountId !== holder.accountId) throw forbidden();
    return now;
  }

  private async identity(sheetId: string): Promise<SheetIdentity> {
    const known = this.identities.get(sheetId.toLowerCase());
    if (known) return known;
    const [identity] = await this.sheets.identities(this.transactor.reader, [sheetId]);
    if (!identity) throw new Refusal('NOT_FOUND', { sheet: sheetId });
    // Bounded by forgetting everything now and then: it is read again at the next save.
    if (this.identities.size >= 50_000) this.identities.clear();
    this.identities.set(identity.id, identity);
    return identity;
  }
}

interface Desk {
  readonly standing: SheetStanding;
  readonly marks: readonly SheetMark[];
  readonly card: NonNullable<ReturnType<CardShelf['get']>>;
}

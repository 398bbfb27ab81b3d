import { randomBytes, randomUUID } from 'node:crypto';
import type { Regulation } from '../domain/regulation.js';
import { LoginRepository } from '../features/accounts/login.repository.js';
import type { Asker } from '../features/sessions/authority.js';
import { Conduct } from '../features/sessions/conduct.js';
import { SessionRepository } from '../features/sessions/session.repository.js';
import { SaveIntake } from '../features/sheets/save-intake.js';
import { SheetRepository } from '../features/sheets/sheet.repository.js';
import { Sheets, type SheetHolder } from '../features/sheets/sheets.js';
import { insideTransaction } from '../platform/inside-transaction.js';
import { newSecret, secretHash } from '../platform/secrets.js';
import type { Tx } from '../platform/transact.js';
import type { ScorecardLibrary } from '../scorecards/scorecard-library.js';
import type { ImaginedMark } from './imagined-marks.js';

/** Where the demo's council sits: the same use cases that the API calls, over the transaction that makes the demo. */
export class DemoDesk {
  readonly conduct: Conduct;
  private readonly sheets: Sheets;
  private readonly logins = new LoginRepository();
  private readonly open = new Map<string, SheetHolder>();

  constructor(
    private readonly tx: Tx,
    private readonly sessionId: string,
    library: ScorecardLibrary,
    now: () => Date,
  ) {
    const transactor = insideTransaction(tx);
    const sessions = new SessionRepository();
    const records = new SheetRepository();
    this.conduct = new Conduct(transactor, sessions, library, now);
    const regulationOf = async (at: Tx, id: string): Promise<Regulation> => {
      const [{ settings }] = await at.query<[{ settings: Regulation }]>(
        'select regulation.settings from session join regulation on regulation.id = session.regulation_id where session.id = $1',
        [id],
      );
      return settings;
    };
    this.sheets = new Sheets(
      transactor,
      records,
      library,
      new SaveIntake(transactor, records, library),
      regulationOf,
      now,
    );
  }

  /** The member as whoever conducts is asked for. */
  asker(memberId: string): Asker {
    return { kind: 'SEAT', sessionId: this.sessionId, memberId };
  }

  /** One member marks the whole sheet and hands it in. */
  async score(
    evaluationId: string,
    memberId: string,
    marks: readonly ImaginedMark[],
    opinion: string | null,
    at: Date,
  ): Promise<void> {
    const holder = await this.sit(memberId);
    const {
      id: sheetId,
      version: baseVersion,
      criteriaSetCode,
    } = await this.sheets.mine(evaluationId, holder);
    const wishes = marks.map(({ criterion, level }) => ({
      criterion,
      choice: { kind: 'LEVELS', levels: [level] } as const,
      remark: null,
    }));
    const saved = await this.sheets.save(
      { sheetId, saveId: randomUUID(), baseVersion, criteriaSetCode, marks: wishes, enteredAt: at },
      holder,
    );
    if (saved.kind === 'STALE') throw new Error(`the demo's sheet ${sheetId} was changed by somebody else`);
    await this.sheets.submit(sheetId, saved.sheet.version, criteriaSetCode, opinion, holder);
  }

  /** Frees every seat, so that the first real card finds nobody there. */
  async leave(): Promise<void> {
    for (const { loginId } of this.open.values()) await this.logins.end(this.tx, loginId, 'SIGNED_OUT');
    this.open.clear();
  }

  /** A save asks for a sign-in that holds; this one's secret is known to nobody. */
  private async sit(memberId: string): Promise<SheetHolder> {
    const seated = this.open.get(memberId);
    if (seated) return seated;
    const loginId = await this.logins.insert(this.tx, {
      ...{ key: randomBytes(9).toString('base64url'), secretHash: secretHash(newSecret()) },
      ...{ accountId: null, memberId, sessionId: this.sessionId, linkId: null },
      ...{ expiresAt: new Date(Date.now() + 60_000), address: null, userAgent: null },
    });
    const holder = { loginId, memberId, accountId: null };
    this.open.set(memberId, holder);
    return holder;
  }
}

import type { Page, PageRequest } from '../../domain/page.js';
import { Refusal } from '../../domain/refusal.js';
import type { Transactor, Tx } from '../../platform/transact.js';

/** A sign-in that holds: somebody, on some device. */
export interface OpenSignIn {
  readonly id: string;
  /** The account's display name, or the member who sits on the seat. */
  readonly name: string;
  /** Null for a seat. */
  readonly accountId: string | null;
  readonly username: string | null;
  /** The session of the seat; null for an account. */
  readonly sessionId: string | null;
  readonly sessionName: string | null;
  /** Null for sign-ins from before this was written down. */
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly signedInAt: Date;
  /** Exact to some minutes. */
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

/** Where sign-ins are kept. */
export interface OpenSignInRecords {
  /** Those that hold, the newest first. */
  list(search: string | null, page: PageRequest): Promise<Page<OpenSignIn>>;
  /** Those of one account that hold, the newest first. */
  ofAccount(accountId: string): Promise<OpenSignIn[]>;
  /** One that holds; null where there is none. */
  find(id: string): Promise<OpenSignIn | null>;
  /** @returns false where it no longer held */
  end(id: string, byAccountId: string): Promise<boolean>;
  /** Whether there ever was such a sign-in, of this account where one is named. */
  exists(id: string, accountId: string | null): Promise<boolean>;
}

/** Who looks after sign-ins: his own, and as an administrator everybody's. */
export interface SignInKeeper {
  readonly accountId: string;
  readonly isAdmin: boolean;
}

/** Who is signed in where, and shutting out a device that was lost or left behind. */
export class OpenSignIns {
  constructor(
    private readonly transactor: Transactor,
    private readonly recordsIn: (tx: Tx) => OpenSignInRecords,
  ) {}

  list(search: string | null | undefined, page: PageRequest): Promise<Page<OpenSignIn>> {
    return this.recordsIn(this.transactor.reader).list(search?.trim() || null, page);
  }

  own({ accountId }: SignInKeeper): Promise<OpenSignIn[]> {
    return this.recordsIn(this.transactor.reader).ofAccount(accountId);
  }

  /**
   * The device is signed out within a second, whatever it shows; a seat card and a password work on as before.
   * @throws {Refusal} NOT_FOUND, also for somebody else's where the asker does not administer; ALREADY_DONE
   */
  async end(id: string, by: SignInKeeper): Promise<OpenSignIn> {
    return this.transactor.run(async (tx, emit) => {
      const records = this.recordsIn(tx);
      if (!(await records.exists(id, by.isAdmin ? null : by.accountId)))
        throw new Refusal('NOT_FOUND', { signIn: id });
      const open = await records.find(id);
      if (!open || !(await records.end(id, by.accountId))) throw new Refusal('ALREADY_DONE', { signIn: id });
      emit({ kind: 'rightsChanged', sessionId: open.sessionId });
      return open;
    });
  }
}

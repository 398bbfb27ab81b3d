import { dayInVietnam } from '../../domain/day-in-vietnam.js';
import type { IsoDate } from '../../domain/decrees.js';
import { Refusal, type RefusalCode } from '../../domain/refusal.js';
import { appendToLedger } from '../../platform/ledger.js';
import type { Transactor, Tx } from '../../platform/transact.js';
import type { Council } from './council.js';
import type { CouncilRecords } from './council-records.js';

/** Who changes the members, and how the record names what was done: as the mutation is called. */
export interface RosterAct {
  readonly name: 'addMember' | 'changeMember' | 'replaceMember' | 'retireMember' | 'orderMembers';
  /** The administrator's account; null for an import. */
  readonly by: string | null;
}

/**
 * Changes councils: under the council's lock and that of its sessions, so that nobody is replaced while a session
 * reads its members; and tells the screens of those sessions afterwards.
 */
export class CouncilChanges {
  constructor(
    private readonly transactor: Transactor,
    private readonly recordsIn: (tx: Tx) => CouncilRecords,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** For reads that need no transaction. */
  get reader(): CouncilRecords {
    return this.recordsIn(this.transactor.reader);
  }

  today(): IsoDate {
    return dayInVietnam(this.now());
  }

  /** For what concerns no council that exists yet. */
  run<T>(act: (records: CouncilRecords) => Promise<T>): Promise<T> {
    return this.transactor.run((tx) => act(this.recordsIn(tx)));
  }

  /**
   * @param whenRetired  what to say of a council that has ended
   * @returns the council as it stands afterwards
   * @throws {Refusal} NOT_FOUND, RETIRED, and whatever the act refuses
   */
  of(
    councilId: string,
    act: (records: CouncilRecords, council: Council) => Promise<unknown>,
    whenRetired: RefusalCode = 'RETIRED',
  ): Promise<Council> {
    return this.under(councilId, whenRetired, (_tx, records, council) => act(records, council));
  }

  /**
   * As `of`, for who sits in the council. Quorum and chair of a session that is under way follow at once, so the
   * change goes into the record of every session opened and not yet closed.
   * @param act  changes the members and tells what the record says of it
   */
  ofRoster(
    councilId: string,
    { name, by }: RosterAct,
    act: (records: CouncilRecords, council: Council) => Promise<Readonly<Record<string, unknown>>>,
  ): Promise<Council> {
    return this.under(councilId, 'RETIRED', async (tx, records, council) => {
      const content = await act(records, council);
      const entry = { act: name, actor: by === null ? 'import' : `account:${by}`, content };
      for (const sessionId of await records.councils.openedSessions(councilId))
        await appendToLedger(tx, sessionId, entry, this.now());
    });
  }

  private under(
    councilId: string,
    whenRetired: RefusalCode,
    work: (tx: Tx, records: CouncilRecords, council: Council) => Promise<unknown>,
  ): Promise<Council> {
    return this.transactor.run(async (tx, emit) => {
      const records = this.recordsIn(tx);
      await records.councils.lock(councilId);
      const council = await existing(records, councilId);
      if (council.retiredAt !== null)
        throw new Refusal(
          whenRetired,
          whenRetired === 'RETIRED' ? { fields: [ENDED] } : { council: councilId },
        );
      await work(tx, records, council);
      for (const { id, revision } of await records.councils.touchSessions(councilId)) {
        emit({ kind: 'sessionChanged', sessionId: id, revision });
        emit({ kind: 'rightsChanged', sessionId: id });
      }
      return existing(records, councilId);
    });
  }
}

const ENDED = 'councilId|hội đồng này đã kết thúc hoạt động|this council has ended';

async function existing({ councils }: CouncilRecords, id: string): Promise<Council> {
  const council = await councils.find(id);
  if (!council) throw new Refusal('NOT_FOUND', { council: id });
  return council;
}

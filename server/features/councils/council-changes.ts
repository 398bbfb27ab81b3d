import { Refusal, type RefusalCode } from '../../domain/refusal.js';
import type { Transactor, Tx } from '../../platform/transact.js';
import type { Council } from './council.js';
import type { CouncilRecords } from './council-records.js';

/**
 * Changes councils: under the council's lock and that of its sessions, so that nobody is replaced while a session
 * reads its members; and tells the screens of those sessions afterwards.
 */
export class CouncilChanges {
  constructor(
    private readonly transactor: Transactor,
    private readonly recordsIn: (tx: Tx) => CouncilRecords,
  ) {}

  /** For reads that need no transaction. */
  get reader(): CouncilRecords {
    return this.recordsIn(this.transactor.reader);
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
  async of(
    councilId: string,
    act: (records: CouncilRecords, council: Council) => Promise<unknown>,
    whenRetired: RefusalCode = 'RETIRED',
  ): Promise<Council> {
    return this.transactor.run(async (tx, emit) => {
      const records = this.recordsIn(tx);
      await records.councils.lock(councilId);
      const council = await existing(records, councilId);
      if (council.retiredAt !== null) throw new Refusal(whenRetired, { council: councilId });
      await act(records, council);
      for (const { id, revision } of await records.councils.touchSessions(councilId)) {
        emit({ kind: 'sessionChanged', sessionId: id, revision });
        emit({ kind: 'rightsChanged', sessionId: id });
      }
      return existing(records, councilId);
    });
  }
}

async function existing({ councils }: CouncilRecords, id: string): Promise<Council> {
  const council = await councils.find(id);
  if (!council) throw new Refusal('NOT_FOUND', { council: id });
  return council;
}

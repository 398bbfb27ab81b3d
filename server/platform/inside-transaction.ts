import type { DataSource } from 'typeorm';
import { LocalBus, type Fact } from './event-bus.js';
import { Transactor, type Tx } from './transact.js';

/**
 * A transactor whose acts are steps of a transaction under way: use cases run unchanged, and all of them stand or fall
 * together. A step that is refused leaves nothing, and the next one may follow.
 * One act at a time: they share a connection.
 * @param emit  takes what is to be told once the whole is committed; else nobody is told of anything
 */
export function insideTransaction(tx: Tx, emit: (fact: Fact) => void = () => undefined): Transactor {
  const within: Pick<DataSource, 'transaction' | 'manager'> = {
    manager: tx,
    transaction: tx.transaction.bind(tx) as DataSource['transaction'],
  };
  const bus = new LocalBus();
  bus.listen(emit);
  return new Transactor(within as DataSource, bus);
}

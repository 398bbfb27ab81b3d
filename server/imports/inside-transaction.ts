import type { DataSource } from 'typeorm';
import { LocalBus } from '../platform/event-bus.js';
import { Transactor, type Tx } from '../platform/transact.js';

/**
 * A transactor whose acts are steps of a transaction under way: use cases run unchanged, and all of them stand or fall
 * together. Nobody is told of anything, because nothing has happened until the whole is committed.
 * One act at a time: they share a connection.
 */
export function insideTransaction(tx: Tx): Transactor {
  const within: Pick<DataSource, 'transaction' | 'manager'> = {
    manager: tx,
    transaction: tx.transaction.bind(tx) as DataSource['transaction'],
  };
  return new Transactor(within as DataSource, new LocalBus());
}

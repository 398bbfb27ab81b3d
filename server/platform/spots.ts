import { channel } from 'node:diagnostics_channel';

/**
 * A place in the program at which something happens that operators count. It tells whoever listens; while nobody does, it
 * costs a glance. Nothing that is told names a person, a session, a product or a mark.
 */
export class Spot<Told extends object> {
  private readonly channel;

  constructor(name: string) {
    this.channel = channel(`cham-sao:${name}`);
  }

  /** Somebody listens: what takes work to tell is worth it. */
  get watched(): boolean {
    return this.channel.hasSubscribers;
  }

  tell(told: Told): void {
    if (this.channel.hasSubscribers) this.channel.publish(told);
  }

  /** @returns how to stop */
  listen(hear: (told: Told) => void): () => void {
    const listener = (told: unknown) => hear(told as Told);
    this.channel.subscribe(listener);
    return () => void this.channel.unsubscribe(listener);
  }
}

/** One save as its member waits for it, from its arrival to its answer. */
export const saveAnswered = new Spot<{
  readonly outcome: 'SAVED' | 'STALE' | 'REFUSED' | 'FAILED';
  readonly seconds: number;
}>('save-answered');

/** One transaction of the write path of marks. */
export const batchCommitted = new Spot<{ readonly saves: number; readonly seconds: number }>(
  'batch-committed',
);

/** One board, made once and handed to all who share it. */
export const boardHanded = new Spot<{
  readonly viewers: number;
  /** From the change to here; null where only newcomers asked. */
  readonly lagSeconds: number | null;
}>('board-handed');

/** A lawful no, whatever it is shown as. */
export const refused = new Spot<{ readonly code: string }>('refused');

/** A fault of ours that was written to the log. */
export const faulted = new Spot<object>('faulted');

/** One HTTP request, answered. */
export const requestAnswered = new Spot<{ readonly status: number; readonly seconds: number }>(
  'request-answered',
);

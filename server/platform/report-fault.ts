import type { FaultLog } from './mask-error.js';
import { faulted } from './spots.js';

/** A fault that was counted and given an id where it was masked, and has yet to be written down by somebody else. */
export class MaskedFault extends Error {
  constructor(
    message: string,
    readonly details: object,
  ) {
    super(message);
    this.name = 'MaskedFault';
  }
}

/** Writes down what goes wrong beside the requests, and counts it. */
export const reportTo =
  (log: FaultLog) =>
  (error: unknown): void => {
    if (error instanceof MaskedFault) return log.error(error.details, error.message);
    faulted.tell({});
    log.error({ err: error }, 'fault beside the requests');
  };

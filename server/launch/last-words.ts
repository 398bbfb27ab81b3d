import { plainError } from '../platform/request-log.js';

const ERROR = 50;
const FATAL = 60;

/** A fault for which there is no log, or none any more: a line as the log has them, without rows of the database. */
export function lastWords(
  message: string,
  error: unknown,
  level: typeof ERROR | typeof FATAL = ERROR,
): string {
  const err = plainError(error instanceof Error ? error : new Error(String(error)));
  return `${JSON.stringify({ level, time: Date.now(), pid: process.pid, msg: message, err })}\n`;
}

/** A fault that nothing caught ends the process as ever; Node by itself would print all that the error carries. */
export function dieInPlainWords(): void {
  process.on('uncaughtException', (error) => {
    process.stderr.write(lastWords('fault that nothing caught', error, FATAL));
    process.exit(1);
  });
}

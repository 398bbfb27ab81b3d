import type { ReadAnswer } from './read-spreadsheet.worker';
import { MOST_BYTES } from './read-limits';
import { UnreadableSheet } from './unreadable-sheet';
import type { ReadSpreadsheet } from './read-spreadsheet';

/** An honest file takes less than one second. */
const PATIENCE_MS = 20_000;

/**
 * Reads a chosen file beside the page, in a worker of its own that is ended afterwards: whatever the file holds, the page
 * stays as it is.
 * @throws {UnreadableSheet} saying why it cannot be read
 */
export async function readInWorker(file: File): Promise<ReadSpreadsheet> {
  if (file.size > MOST_BYTES) throw new UnreadableSheet('TOO_LARGE');
  const worker = new Worker(new URL('./read-spreadsheet.worker.ts', import.meta.url), { type: 'module' });
  try {
    const answer = await new Promise<ReadAnswer>((resolve, reject) => {
      const timer = setTimeout(() => reject(new UnreadableSheet('TOO_SLOW')), PATIENCE_MS);
      worker.onmessage = ({ data }: MessageEvent<ReadAnswer>) => {
        clearTimeout(timer);
        resolve(data);
      };
      worker.onerror = () => {
        clearTimeout(timer);
        reject(new UnreadableSheet('BROKEN'));
      };
      worker.postMessage(file);
    });
    if ('read' in answer) return answer.read;
    throw new UnreadableSheet(answer.fault, answer.detail);
  } finally {
    worker.terminate();
  }
}

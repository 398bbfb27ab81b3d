import { readSpreadsheet, type ReadSpreadsheet } from './read-spreadsheet';
import { UnreadableSheet, type SheetFault } from './unreadable-sheet';

/** What the worker answers with. */
export type ReadAnswer =
  { readonly read: ReadSpreadsheet } | { readonly fault: SheetFault; readonly detail: string };

/** Anything unforeseen is the file's doing: nothing else comes in here. */
async function answer(file: File): Promise<ReadAnswer> {
  try {
    return { read: await readSpreadsheet(new Uint8Array(await file.arrayBuffer())) };
  } catch (error) {
    const { fault, detail } = error instanceof UnreadableSheet ? error : new UnreadableSheet('BROKEN');
    return { fault, detail };
  }
}

addEventListener('message', ({ data }: MessageEvent<File>) => {
  void answer(data).then((read) => postMessage(read));
});

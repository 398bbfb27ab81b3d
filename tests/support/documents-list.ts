import { createHash } from 'node:crypto';
import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTemporaryFolder } from './temporary-folder.js';

export const idOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The list of a client's documents, as a build of it would write it. */
export class DocumentsList {
  private readonly folder = makeTemporaryFolder();
  readonly file = join(this.folder.path, 'trusted-documents.json');
  private written = 0;

  constructor(...texts: string[]) {
    this.write(...texts);
  }

  /** Takes the place of the former list, as a newer build does. */
  write(...texts: string[]): void {
    writeFileSync(this.file, JSON.stringify(Object.fromEntries(texts.map((text) => [idOf(text), text]))));
    this.written += 10;
    utimesSync(this.file, this.written, this.written);
  }

  /** A build is under way. */
  writeHalf(): void {
    writeFileSync(this.file, '{"');
    this.written += 10;
    utimesSync(this.file, this.written, this.written);
  }

  remove(): void {
    this.folder.remove();
  }
}

import { createHash } from 'node:crypto';
import { Transform, Writable, type Readable, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from, to } from 'pg-copy-streams';
import { quoted, type TableShape } from './catalogue.js';

/** What went by: enough to know whether the same went by elsewhere. */
export interface Counted {
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

const NEWLINE = 10;

/** Counts and hashes rows on their way. COPY ends each row with a newline and writes those inside values as \n. */
export class RowMeter extends Transform {
  private readonly hash = createHash('sha256');
  private rows = 0;
  private bytes = 0;

  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.hash.update(piece);
    this.bytes += piece.length;
    for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, at + 1)) this.rows += 1;
    done(null, piece);
  }

  counted(): Counted {
    return { rows: this.rows, bytes: this.bytes, sha256: this.hash.digest('hex') };
  }
}

/** Takes everything and keeps nothing. */
export const nowhere = (): Writable => new Writable({ write: (_piece, _encoding, done) => done() });

/** In the order of their key, byte by byte, so that equal rows are equal files on every server. */
function orderOf({ key }: TableShape): string {
  return key.length > 0
    ? key.map((column) => `t.${quoted(column)}::text collate "C"`).join(', ')
    : `t::text collate "C"`;
}

/** Writes all rows of a table; the caller's transaction decides as of when. */
export async function copyOut(client: ClientBase, table: TableShape, sink: Writable): Promise<Counted> {
  const columns = table.columns.map((column) => `t.${quoted(column)}`).join(', ');
  const meter = new RowMeter();
  const rows = client.query(
    to(`copy (select ${columns} from ${quoted(table.name)} t order by ${orderOf(table)}) to stdout`),
  );
  await pipeline(rows, meter, sink);
  return meter.counted();
}

/** Reads rows into a table. */
export async function copyIn(
  client: ClientBase,
  { name, columns }: Pick<TableShape, 'name' | 'columns'>,
  rows: Readable,
): Promise<void> {
  await pipeline(
    rows,
    client.query(from(`copy ${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin`)),
  );
}

import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Header, type HeaderData } from 'tar';

/** A file in an archive. */
export interface PackedFile {
  name: string;
  body: Buffer;
  /** What its header says otherwise than it is. */
  header?: HeaderData;
}

const round = (size: number) => Math.ceil(size / 512) * 512;

/** An archive as whoever attacks would make it: nothing is checked. */
export function packed(files: readonly PackedFile[]): Buffer {
  const parts = files.flatMap(({ name, body, header }) => {
    const made = new Header({ path: name, mode: 0o600, size: body.length, type: 'File', ...header });
    made.encode();
    return [made.block!, body, Buffer.alloc(round(body.length) - body.length)];
  });
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(1024)]));
}

/** The files of an archive of ours. */
export function filesOf(archive: Buffer): PackedFile[] {
  const bytes = gunzipSync(archive);
  const files: PackedFile[] = [];
  for (let at = 0; bytes[at] !== 0;) {
    const { path = '', size = 0 } = new Header(bytes, at);
    files.push({ name: path, body: Buffer.from(bytes.subarray(at + 512, at + 512 + size)) });
    at += 512 + round(size);
  }
  return files;
}

/** Changes the rows of one table, and the manifest so that every count and hash fits again. */
export function repackTable(archive: Buffer, table: string, change: (body: Buffer) => Buffer): Buffer {
  const files = filesOf(archive);
  const file = files.find(({ name }) => name === `tables/${table}.copy`)!;
  file.body = change(file.body);
  const manifest = JSON.parse(files[0]!.body.toString());
  const said = manifest.tables.find(({ name }: { name: string }) => name === table);
  said.bytes = file.body.length;
  said.rows = file.body.toString().split('\n').length - 1;
  said.sha256 = createHash('sha256').update(file.body).digest('hex');
  files[0]!.body = Buffer.from(JSON.stringify(manifest));
  return packed(files);
}

/** A row in `place` that refers to one that is not there. */
export const repackWithForeignRow = (archive: Buffer): Buffer =>
  repackTable(archive, 'place', (body) =>
    Buffer.from(body.toString().replace(/^([^\t]*\t[^\t]*\t[^\t]*\t[^\t]*\t)[^\t]*/, '$100000000-0000-4000-8000-000000000009')),
  ); // prettier-ignore

/** A plain file in an archive; its body must be read before the next one is asked for. */
export interface TarEntry {
  readonly name: string;
  readonly size: number;
  readonly body: AsyncIterable<Buffer>;
}

/** The archive is not one that we write: cut off, altered, or with links, folders or long names. */
export class TarFault extends Error {
  override readonly name = 'TarFault';
}

const BLOCK = 512;

/** Takes bytes from a stream in the portions asked for. */
class Bytes {
  private rest = Buffer.alloc(0);
  private readonly source: AsyncIterator<Buffer>;

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  /** As many bytes as there are at hand, at most `most`; undefined at the end. */
  async some(most: number): Promise<Buffer | undefined> {
    while (this.rest.length === 0) {
      const { done, value } = await this.source.next();
      if (done) return undefined;
      this.rest = value as Buffer<ArrayBuffer>;
    }
    const taken = this.rest.subarray(0, most);
    this.rest = this.rest.subarray(taken.length);
    return taken;
  }

  async exactly(count: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for (let left = count; left > 0;) {
      const piece = await this.some(left);
      if (!piece) throw new TarFault('cut off');
      pieces.push(piece);
      left -= piece.length;
    }
    return Buffer.concat(pieces, count);
  }
}

/** What is read is matched with what we write and goes to no disk: a name can lead nowhere. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const bytes = new Bytes(source);
  for (;;) {
    const header = await bytes.exactly(BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const { name, size } = parseHeader(header);
    let left = size;
    const body = (async function* () {
      while (left > 0) {
        const piece = await bytes.some(left);
        if (!piece) throw new TarFault('cut off');
        left -= piece.length;
        yield piece;
      }
    })();
    yield { name, size, body };
    if (left > 0) throw new TarFault('a file was not read to its end');
    await bytes.exactly((BLOCK - (size % BLOCK)) % BLOCK);
  }
  await refuseMore(bytes);
}

/** After the end there are zeros up to a full record, and the checksum of the compression, which reading to the end tests. */
async function refuseMore(bytes: Bytes): Promise<void> {
  let read = 0;
  for (let piece = await bytes.some(BLOCK); piece; piece = await bytes.some(BLOCK)) {
    read += piece.length;
    if (read > 20 * BLOCK || piece.some((byte) => byte !== 0)) throw new TarFault('more after the end');
  }
}

function parseHeader(header: Buffer): { name: string; size: number } {
  const text = (from: number, length: number) =>
    header.toString('utf8', from, from + length).replace(/\0.*$/s, '');
  const octal = (from: number, length: number): number => {
    const digits = text(from, length).trim();
    if (!/^[0-7]+$/.test(digits)) throw new TarFault('a number that is none');
    return Number.parseInt(digits, 8);
  };
  const sum = header.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 32 : byte), 0);
  if (octal(148, 8) !== sum) throw new TarFault('a header with a wrong sum');
  if (header[156] !== 0x30 || text(157, 100) !== '' || text(345, 155) !== '')
    throw new TarFault('not a plain file');
  return { name: text(0, 100), size: octal(124, 12) };
}

import { UnreadableSheet } from './unreadable-sheet';

/** All parts of the file together, unpacked. A workbook of a thousand lines has one or two megabytes. */
const MOST_UNPACKED = 24 * 1024 * 1024;
const MOST_PARTS = 1000;

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

interface Part {
  readonly name: string;
  readonly packed: Uint8Array<ArrayBuffer>;
  readonly deflated: boolean;
}

/**
 * Unpacks the parts of a workbook that hold text. Bytes are counted as they come out, whatever the file says of
 * itself: one that would swell without end is left at the limit.
 * @throws {UnreadableSheet} BROKEN, MACROS, OLD_OR_LOCKED for encrypted parts, UNPACKS_TOO_LARGE
 */
export async function unpackArchive(file: Uint8Array<ArrayBuffer>): Promise<Map<string, Uint8Array>> {
  const unpacked = new Map<string, Uint8Array>();
  let left = MOST_UNPACKED;
  for (const { name, packed, deflated } of listParts(file)) {
    if (!/\.(xml|rels)$/i.test(name)) continue;
    const content = deflated ? await inflate(packed, left) : packed;
    left -= content.length;
    if (left < 0) throw new UnreadableSheet('UNPACKS_TOO_LARGE');
    unpacked.set(name, content);
  }
  return unpacked;
}

function listParts(file: Uint8Array<ArrayBuffer>): Part[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  try {
    const end = findEnd(view);
    const count = view.getUint16(end + 10, true);
    if (count > MOST_PARTS) throw new UnreadableSheet('UNPACKS_TOO_LARGE');
    const parts: Part[] = [];
    for (let at = view.getUint32(end + 16, true); parts.length < count;) {
      if (view.getUint32(at, true) !== CENTRAL) throw new UnreadableSheet('BROKEN');
      parts.push(readPart(file, view, at));
      at +=
        46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return parts;
  } catch (error) {
    // An offset beyond the end of the file.
    throw error instanceof RangeError ? new UnreadableSheet('BROKEN') : error;
  }
}

function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= first; at -= 1) if (view.getUint32(at, true) === END) return at;
  throw new UnreadableSheet('BROKEN');
}

function readPart(file: Uint8Array<ArrayBuffer>, view: DataView, at: number): Part {
  const name = new TextDecoder().decode(file.subarray(at + 46, at + 46 + view.getUint16(at + 28, true)));
  if (/vbaproject\.bin$/i.test(name)) throw new UnreadableSheet('MACROS');
  const method = view.getUint16(at + 10, true);
  if (view.getUint16(at + 8, true) & 1) throw new UnreadableSheet('OLD_OR_LOCKED');
  if (method !== 0 && method !== 8) throw new UnreadableSheet('BROKEN');
  const local = view.getUint32(at + 42, true);
  if (view.getUint32(local, true) !== LOCAL) throw new UnreadableSheet('BROKEN');
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const packed = file.subarray(start, start + view.getUint32(at + 20, true));
  return { name, packed, deflated: method === 8 };
}

async function inflate(packed: Uint8Array<ArrayBuffer>, most: number): Promise<Uint8Array> {
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new UnreadableSheet('BROKEN');
    });
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      throw new UnreadableSheet('UNPACKS_TOO_LARGE');
    }
    chunks.push(value);
  }
  const content = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    content.set(chunk, at);
    at += chunk.length;
  }
  return content;
}

/** Puts parts together again without packing them: for a reader that would unpack in its own, unbounded way. */
export function plainArchive(parts: ReadonlyMap<string, Uint8Array>): ArrayBuffer {
  const entries = [...parts].map(([name, content]) => ({ name: new TextEncoder().encode(name), content }));
  const body = entries.reduce((sum, { name, content }) => sum + 30 + name.length + content.length, 0);
  const directory = entries.reduce((sum, { name }) => sum + 46 + name.length, 0);
  const bytes = new Uint8Array(body + directory + 22);
  const view = new DataView(bytes.buffer);
  let at = 0;
  let central = body;
  for (const { name, content } of entries) {
    view.setUint32(central, CENTRAL, true);
    view.setUint32(central + 20, content.length, true);
    view.setUint32(central + 24, content.length, true);
    view.setUint16(central + 28, name.length, true);
    view.setUint32(central + 42, at, true);
    bytes.set(name, central + 46);
    central += 46 + name.length;
    view.setUint32(at, LOCAL, true);
    view.setUint32(at + 18, content.length, true);
    view.setUint32(at + 22, content.length, true);
    view.setUint16(at + 26, name.length, true);
    bytes.set(name, at + 30);
    bytes.set(content, at + 30 + name.length);
    at += 30 + name.length + content.length;
  }
  view.setUint32(central, END, true);
  view.setUint16(central + 8, entries.length, true);
  view.setUint16(central + 10, entries.length, true);
  view.setUint32(central + 12, directory, true);
  view.setUint32(central + 16, body, true);
  return bytes.buffer;
}

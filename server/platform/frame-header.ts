/** First byte of a WebSocket frame that is a whole text message (RFC 6455 §5.2). */
const WHOLE_TEXT = 0x81;

/** Bytes that the header of a server's frame takes: servers do not mask; the length takes 0, 2 or 8 bytes more. */
export const headerLength = (length: number): number => (length < 126 ? 2 : length < 65_536 ? 4 : 10);

/**
 * Writes the header of a frame that is one whole text.
 * @param length  bytes of the text
 * @returns where the text begins
 */
export function writeHeader(bytes: Buffer, at: number, length: number): number {
  const size = headerLength(length);
  bytes[at] = WHOLE_TEXT;
  bytes[at + 1] = size === 2 ? length : size === 4 ? 126 : 127;
  if (size === 4) bytes.writeUInt16BE(length, at + 2);
  if (size === 10) bytes.writeBigUInt64BE(BigInt(length), at + 2);
  return at + size;
}

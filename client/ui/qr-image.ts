/** An SVG text as the source of an image: drawn, never run. */
export function svgSource(svg: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

/** The QR code of an address, as the source of an image. The library is loaded only when a code is wanted. */
export async function qrSource(address: string): Promise<string> {
  const { toString } = await import('qrcode');
  return svgSource(await toString(address, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' }));
}

/** The host of an address that only the machine itself can open; null where others can reach it too. */
export function localHost(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { hostname, host } = new URL(address);
  const local = hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]';
  return local || /^127\./.test(hostname) ? host : null;
}

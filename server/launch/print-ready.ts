/** What the terminal shows once the server takes connections. */
export interface ReadyNotice {
  /** Where people reach the server. */
  address: string;
  /** Where other devices of the network reach it, where that differs. */
  network?: string | undefined;
  /** One-click links, each with a bilingual label. */
  links: readonly { label: string; url: string }[];
  /** Where the embedded database lies; undefined for an existing one. */
  dataDir: string | undefined;
  /** How to stop, e.g. "Ctrl-C". */
  stopHint: string;
}

/** The notice as lines of text; columns line up, links stand alone so that every terminal makes them clickable. */
export function wordReady(notice: ReadyNotice): string {
  const facts: [string, string][] = [
    ['Địa chỉ (address)', notice.address],
    ...(notice.network === undefined
      ? []
      : [['Từ máy khác (other devices)', notice.network] as [string, string]]),
    ...notice.links.map(({ label, url }): [string, string] => [label, url]),
    ['Dữ liệu (data)', notice.dataDir ?? 'DATABASE_URL'],
    ['Dừng (stop)', notice.stopHint],
  ];
  // Composed letters count once, as they are shown: "ữ" is one column.
  const widthOf = (text: string) => [...text.normalize('NFC')].length;
  const width = Math.max(...facts.map(([label]) => widthOf(label)));
  const lines = facts.map(([label, value]) => `  ${label}${' '.repeat(width - widthOf(label))}  ${value}`);
  return ['', 'Chấm Sao đã sẵn sàng. (Chấm Sao is ready.)', '', ...lines, ''].join('\n');
}

export function printReady(notice: ReadyNotice): void {
  process.stdout.write(`${wordReady(notice)}\n`);
}

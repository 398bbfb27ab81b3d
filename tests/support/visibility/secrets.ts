/** Something planted that only some may ever read. */
export interface Secret {
  /** What it is, as the table of expectations calls it. */
  readonly kind: string;
  /** Number of the dossier on the agenda, 0–3; null for what belongs to the whole session. */
  readonly item: number | null;
  /** A word, or a number as it stands in JSON or in a sentence: "87", "80,20". */
  readonly text: string;
  /** The member of the cast whose own it is. */
  readonly of?: string;
}

/** Everything an answer says: its words and its numbers, told apart so that 87 is not found in an identifier. */
export class Said {
  private readonly words: string[] = [];
  private readonly numbers = new Set<string>();

  constructor(answer: unknown) {
    this.walk(answer);
  }

  has(text: string): boolean {
    return /^[\d,]+$/.test(text) ? this.numbers.has(text) : this.words.some((word) => word.includes(text));
  }

  private walk(value: unknown): void {
    if (typeof value === 'number') this.numbers.add(String(value));
    else if (typeof value === 'string') this.read(value);
    else if (Array.isArray(value)) for (const one of value) this.walk(one);
    else if (value !== null && typeof value === 'object')
      for (const one of Object.values(value)) this.walk(one);
  }

  private read(text: string): void {
    this.words.push(text);
    if (IDENTIFIER.test(text) || MOMENT.test(text)) return;
    for (const [number] of text.matchAll(/(?<![\p{L}\d-])\d+(?:[.,]\d+)?(?![\p{L}\d-])/gu))
      this.numbers.add(number);
  }
}

const IDENTIFIER = /^[0-9a-f]{8}-[0-9a-f]{4}-/i;
const MOMENT = /^\d{4}-\d\d-\d\dT/;

/** What carries texts from each node to all of them, this one included; an existing engine, and nothing more than it gives. */
export interface Wire {
  /** Longest text it takes, in bytes of UTF-8. */
  readonly mostBytes: number;
  /** @throws where it cannot be had now */
  open(hear: (text: string) => void): Promise<Line>;
}

/** A wire while it holds. Once broken, it is for nothing any more: another one is opened. */
export interface Line {
  /** Resolves when the engine has it; whether anybody hears it nobody knows. */
  send(text: string): Promise<unknown>;
  /** Settles when the line has broken, or was closed. */
  readonly broken: Promise<void>;
  close(): void;
}

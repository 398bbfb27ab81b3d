/** What was found; `details` depends on `key`, and `words.mjs` says it in words. */
export interface Fault {
  readonly key: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** Number of the entry; null for what concerns the file as a whole. */
  readonly seq: number | null;
  /** The dossier; null for the session. */
  readonly evaluation: string | null;
}

export interface RecomputedClass {
  readonly sum: number;
  readonly count: number;
  readonly parts: readonly { readonly code: string; readonly sum: number; readonly count: number }[];
  readonly bandClass: number;
  readonly starClass: number;
  readonly missed: readonly { readonly stars: number; readonly criterion: string }[];
}

export interface VerifiedDossier {
  readonly evaluation: string;
  readonly position?: number;
  readonly product?: string;
  readonly producer?: string;
  readonly phase: string;
  readonly outcome:
    | { readonly kind: 'CLASSIFIED'; readonly recorded: number; readonly computed: RecomputedClass | null }
    | { readonly kind: 'STOPPED' | 'REJECTED' | 'DEFERRED' }
    | null;
  readonly faults: readonly Fault[];
}

interface EntryCode {
  readonly seq: number;
  readonly code: string;
  readonly hash: string;
}

export interface Report {
  /** 0 all right; 1 something wrong; 3 nothing wrong, but the end is not vouched for. */
  readonly exitCode: 0 | 1 | 3;
  readonly session: string | null;
  readonly name: string;
  readonly entries: number;
  /** What concerns no single dossier. */
  readonly general: readonly Fault[];
  readonly dossiers: readonly VerifiedDossier[];
  readonly end: {
    readonly last: EntryCode | null;
    readonly closing: EntryCode | null;
    readonly head: string | null;
    readonly vouched: 'NONE' | 'ALL' | 'PART' | 'FALSE';
    /** Number of the entry the given code belongs to. */
    readonly upTo: number;
    readonly after: readonly string[];
  } | null;
}

export function verifyRecord(text: string, head?: string | null): Report;

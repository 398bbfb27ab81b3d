import type { CouncilLevel } from '../../domain/council-level.js';
import type { DossierKind, IsoDate, Regime } from '../../domain/decrees.js';
import type { Page, PageRequest } from '../../domain/page.js';

/** @source R 6.1 */
export const DOSSIER_KINDS = ['FIRST', 'UPGRADE', 'RE_EVALUATION'] as const satisfies readonly DossierKind[];

/** EVALUATED is said from the release on and never before: it would tell that there is a result (R 8.7). */
export const DOSSIER_STATES = [
  'REGISTERED',
  'IN_SESSION',
  'AWAITING_ROUND_2',
  'EVALUATED',
  'WITHDRAWN',
] as const;
export type DossierState = (typeof DOSSIER_STATES)[number];

/** Which scorecard a dossier is evaluated under; decided when it is registered and kept from then on (R 1.4). */
export interface PinnedCard {
  readonly regime: Regime;
  /** 1–26. */
  readonly productSet: number;
  readonly sectorCode: string;
  readonly criteriaSetCode: string;
}

/** One product's request to be evaluated, once (hồ sơ). */
export interface Dossier extends PinnedCard {
  readonly id: string;
  readonly productId: string;
  readonly kind: DossierKind;
  readonly state: DossierState;
  readonly level: CouncilLevel;
  readonly year: number;
  /** Đợt within the year, 1–12. */
  readonly batch: number;
  /** Lần within the batch, 1–9. */
  readonly round: number;
  /** The day it was handed in to the commune. */
  readonly submittedOn: IsoDate;
  readonly hasStory: boolean;
  readonly withdrawnReason: string | null;
  /** The dossier that last brought this product a result, for an upgrade or a re-evaluation. */
  readonly previousId: string | null;
  readonly version: number;
}

/** What an administrator states of a dossier; the rest follows. */
export interface DossierStatement {
  readonly productId: string;
  readonly kind: DossierKind;
  readonly level: CouncilLevel;
  readonly year: number;
  readonly batch: number;
  readonly round: number;
  readonly submittedOn: IsoDate;
  readonly productSet: number;
  readonly hasStory: boolean;
  /** For old data: a regime that governed on the day it was handed in. Null: the one that governs today. */
  readonly regime: Regime | null;
}

export type DossierFields = Omit<DossierStatement, 'regime' | 'productSet'> & PinnedCard;

/** Which dossiers are wanted. */
export interface DossierFilter {
  /** Part of the name or code of the product, or of the producer's name. */
  readonly search?: string | null;
  /** The producer's place, or any place above it. */
  readonly placeId?: string | null;
  readonly sectorCode?: string | null;
  readonly regime?: Regime | null;
  readonly productSet?: number | null;
  readonly state?: DossierState | null;
  readonly kind?: DossierKind | null;
  readonly year?: number | null;
  readonly batch?: number | null;
  /** True: only those that could be put on an agenda now. */
  readonly withoutSession?: boolean | null;
  /** Only those of its council's place and below and of its level that do not wait for a round which is not its own. */
  readonly forSession?: string | null;
}

/**
 * Who asks. A seat sees the dossiers of its session's agenda; nobody opens a dossier from which a council recused
 * him, on whichever seat or account he asks, and whatever else that account may do.
 */
export type Asker =
  | { readonly kind: 'ACCOUNT'; readonly accountId: string; readonly isAdmin: boolean }
  | { readonly kind: 'SEAT'; readonly memberId: string; readonly sessionId: string }
  | { readonly kind: 'NOBODY' };

/** What must still hold when a change is written, though it was true a moment ago. */
export interface ChangeGuard {
  readonly version: number;
  /** No council member has marked it. */
  readonly unmarked: boolean;
  /** Nobody has assessed it. */
  readonly unassessed: boolean;
}

/** Where dossiers are kept. */
export interface DossierRecords {
  /** Newest year and batch first, then by name of the product as Vietnamese names are sorted. */
  page(filter: DossierFilter, asker: Asker, request: PageRequest): Promise<Page<Dossier>>;
  find(id: string): Promise<Dossier | null>;
  findMany(ids: readonly string[]): Promise<Dossier[]>;
  /** Those of the dossiers that the asker may open. */
  open(ids: readonly string[], asker: Asker): Promise<ReadonlySet<string>>;
  productExists(productId: string): Promise<boolean>;
  /** Dossiers of the same product, kind and round in the same batch that were not withdrawn: at most one. */
  sameTurn(
    turn: Pick<DossierFields, 'productId' | 'kind' | 'year' | 'batch' | 'round'>,
  ): Promise<Pick<Dossier, 'id' | 'submittedOn'>[]>;
  /** The dossier that last brought the product a released result. */
  lastEvaluated(productId: string): Promise<string | null>;
  /** The name of the session whose agenda last took the dossier up; null where none has. */
  lastSession(id: string): Promise<string | null>;
  hasMarks(id: string): Promise<boolean>;
  hasAssessments(id: string): Promise<boolean>;
  insert(fields: DossierFields & Pick<Dossier, 'previousId'>): Promise<Dossier>;
  /** @returns false where the guard does not hold, or the dossier may not be changed in its state */
  update(id: string, fields: DossierFields, guard: ChangeGuard): Promise<boolean>;
  /** @returns false where it stands on an agenda, or may not be withdrawn in its state */
  withdraw(id: string, reason: string): Promise<boolean>;
}

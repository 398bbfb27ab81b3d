/**
 * The official scorecard of one product set under one decree (Bộ tiêu chí), exactly as its data file holds it.
 * Types only: the files are checked when they are loaded, and the rulebook takes a card as an argument.
 * @source R 15; Quyết định 26/2026/QĐ-TTg, Phụ lục II, and the annexes of 148 and 1048/781
 */

/**
 * A wording in both languages of the product.
 * @source R 15
 */
export interface Text {
  readonly vi: string;
  readonly en: string;
}

/**
 * A star class (hạng sao). 1 and 2 bring neither decision nor certificate.
 * @source R 5.1, R 5.3
 */
export type StarClass = 1 | 2 | 3 | 4 | 5;

/**
 * A class that carries minimum requirements; 1 and 2 have none, so a fall always ends.
 * @source R 5.4
 */
export type MinimumClass = 3 | 4 | 5;

/**
 * One option of a criterion (mức). Identified by its position in `levels`, never by points or label.
 * @source R 4.3, R 15
 */
export interface Level {
  /** Whole points, 0 to the criterion's maximum. */
  readonly points: number;
  readonly label: Text;
  /** This option is the least that the class asks for. */
  readonly minStar?: MinimumClass;
  /** The case (trường hợp) this option belongs to, where the criterion has cases. */
  readonly case?: string;
  /** The Vietnamese label was shortened; the decree has the official wording. */
  readonly abridged?: boolean;
}

/**
 * One of two alternatives of a criterion; only the options of one may be used on a sheet.
 * @source R 4.7
 */
export interface CriterionCase {
  readonly code: string;
  readonly title: Text;
}

/**
 * One thing the council scores (tiêu chí).
 * @source R 4.3, R 15
 */
export interface Criterion {
  /** Numeric, unique in the card: "1.1", "10". */
  readonly code: string;
  /** The decree's own code where it uses letters: "3.e". */
  readonly officialCode?: string;
  readonly title: Text;
  /** Whole points. */
  readonly maxPoints: number;
  /** ONE: one option; MANY: every option that is true, points add up (R 4.8). */
  readonly selection: 'ONE' | 'MANY';
  readonly selectionRule?: string;
  readonly levels: readonly Level[];
  /** COMMUNE: pre-assessed in prose by the commune; the council still scores it (R 7.2). */
  readonly assessedBy: 'COUNCIL' | 'COMMUNE';
  /** Codes of `evidenceCatalogue`. */
  readonly evidence: readonly string[];
  readonly cases?: readonly CriterionCase[];
  /** The heading that nested criteria share in tea and coffee cards (R 4.9). */
  readonly group?: { readonly code: string; readonly title: Text; readonly maxPoints: number };
  /** The print gives a maximum of 1 and no options: read as yes/no (R 4.6). */
  readonly impliedLevels?: boolean;
  /** The star stands at the criterion itself: any scoring level meets it. */
  readonly minStarAny?: MinimumClass;
}

/**
 * A heading within a part (mục); its criteria add up to its maximum.
 * @source R 4.1, R 15
 */
export interface Section {
  readonly code: string;
  readonly title: Text;
  readonly maxPoints: number;
  readonly criteria: readonly Criterion[];
}

/**
 * One of the three parts (phần): product and community, marketing, quality.
 * @source R 4.1
 */
export interface Part {
  /** "A", "B", "C". */
  readonly code: string;
  readonly title: Text;
  readonly maxPoints: number;
  readonly sections: readonly Section[];
}

/**
 * From `min` up to `max` points of the exact mean; `max` belongs to the band only where `maxInclusive`.
 * @source R 5.1, R 5.2
 */
export interface StarBand {
  readonly stars: StarClass;
  readonly min: number;
  readonly max: number;
  readonly maxInclusive: boolean;
  readonly basis: string;
  readonly recognisedBy: string | null;
}

/**
 * The points a criterion must reach for a class, whatever the total.
 * @source R 5.4
 */
export interface StarMinimum {
  readonly stars: MinimumClass;
  readonly criterion: string;
  readonly minPoints: number;
  readonly note?: string;
}

/**
 * What a condition does. REJECT, STOP, NOT_ASSESSED and REQUIREMENT are facts a member may report (R 4.20-4.24);
 * APPLIES_IF and SCORING change how a criterion is scored (R 4.10, 4.11); the other two guide the reader.
 * @source R 15
 */
export type ConditionEffect =
  | 'REJECT'
  | 'STOP'
  | 'NOT_ASSESSED'
  | 'REQUIREMENT'
  | 'APPLIES_IF'
  | 'EVIDENCE_REQUIRED'
  | 'SCORING'
  | 'GUIDE';

/**
 * Identified within a card by `code` + `scope`.
 * @source R 15
 */
export interface MandatoryCondition {
  readonly code: string;
  readonly effect: ConditionEffect;
  /** "DOSSIER" or a criterion (or group) code. */
  readonly scope: string;
  readonly text: Text;
}

/**
 * The scorecard of one product set under one decree, which is also the sheet of one member.
 * @source R 4.2, R 15
 */
export interface Scorecard {
  /** "OCOP-26-2026-04". */
  readonly code: string;
  /** The decree(s) as cited: "1048/QĐ-TTg + 781/QĐ-TTg". */
  readonly decree: string;
  readonly decreeInfo: {
    readonly date: string;
    readonly effectiveFrom?: string;
    readonly replacedBy?: string;
    readonly annex?: string;
    /** Number of the product set, 1–26. */
    readonly set: number;
  };
  readonly productGroup: { readonly sector: Text; readonly sectorCode: string; readonly group: Text };
  readonly title: Text;
  /** False: some points could not be read from the sources; not to be used for a new evaluation. */
  readonly complete: boolean;
  readonly missing: readonly string[];
  readonly maxPoints: number;
  readonly parts: readonly Part[];
  readonly starBands: readonly StarBand[];
  readonly starMinimumsKnown: boolean;
  readonly starMinimums: readonly StarMinimum[];
  readonly mandatoryConditions: readonly MandatoryCondition[];
  readonly evidenceCatalogue: Readonly<Record<string, Text>>;
  readonly source: readonly string[];
  readonly sourceNotes: readonly string[];
}

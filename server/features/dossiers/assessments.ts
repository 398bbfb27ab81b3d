import { applyChanges, judgeMark, type Choice } from '../../domain/marks.js';
import { Refusal } from '../../domain/refusal.js';
import type { Scorecard } from '../../domain/scorecard.js';
import { invalid, optionalWording } from '../../domain/wording.js';
import { checkUnsettled } from './check-unsettled.js';
import type { Dossier } from './dossier.js';

/** Producer's self-assessment, the commune's report, the support team's remarks. @source R 7.2, R 8.10 */
export const ASSESSMENT_AUTHORS = ['PRODUCER', 'COMMUNE', 'SUPPORT_TEAM'] as const;
export type AssessmentAuthor = (typeof ASSESSMENT_AUTHORS)[number];

/** What somebody other than the council said of one criterion. */
export interface Assessment {
  readonly dossierId: string;
  readonly author: AssessmentAuthor;
  readonly criterion: string;
  /** Positions within the criterion. */
  readonly levels: readonly number[];
  /** Whole points; null where only prose was written. */
  readonly points: number | null;
  readonly remark: string | null;
}

/** One entry as it is sent in. */
export interface AssessmentEntry {
  readonly criterion: string;
  /** Positions; the empty list says that no option applies (0 points), null that nothing was scored. */
  readonly levels: readonly number[] | null;
  readonly remark: string | null;
}

/** Where assessments are kept. */
export interface AssessmentRecords {
  find(dossierId: string): Promise<Dossier | null>;
  /** In any order. */
  ofDossiers(dossierIds: readonly string[]): Promise<Assessment[]>;
  /**
   * Puts these in place of all that the author had entered, and raises the dossier's version.
   * @returns what forbids it: CONFLICT where the dossier was changed since it was read, WRONG_PHASE where the council
   *   has begun; null where it was done
   */
  replace(
    dossier: Dossier,
    author: AssessmentAuthor,
    entries: readonly Assessment[],
  ): Promise<'CONFLICT' | 'WRONG_PHASE' | null>;
}

const BEGUN =
  'dossierId|hội đồng đã bắt đầu xem xét hồ sơ này và đối chiếu với những gì đang ghi|the council has begun with this dossier and compares with what stands here';

/** Assessments as they are entered before the council meets. */
export class Assessments {
  /** @param cardOf  the scorecard of a pinned code; throws where it is not there */
  constructor(
    private readonly records: AssessmentRecords,
    private readonly cardOf: (code: string) => Scorecard,
  ) {}

  /** In order of author, then of the card. */
  async ofDossiers(dossierIds: readonly string[]): Promise<Assessment[]> {
    const all = await this.records.ofDossiers(dossierIds);
    return [...all].sort(
      (a, b) =>
        ASSESSMENT_AUTHORS.indexOf(a.author) - ASSESSMENT_AUTHORS.indexOf(b.author) ||
        a.criterion.localeCompare(b.criterion, 'en', { numeric: true }),
    );
  }

  /**
   * Replaces the author's entries whole; points are what the card gives for the options.
   * @param version  the dossier's, as it was read with what stood there before
   * @returns the dossier as it stands afterwards
   * @throws {Refusal} NOT_FOUND, INVALID_INPUT; UNKNOWN_CRITERION, CRITERION_NOT_APPLICABLE, UNKNOWN_LEVEL,
   *   ONE_LEVEL_ONLY, CASES_MIXED as on a council's sheet; WRONG_PHASE once the council has the dossier on the table,
   *   for its members compare with what stands here; CONFLICT where the dossier or what is said of it was changed
   *   meanwhile
   */
  async save(
    dossierId: string,
    version: number,
    author: AssessmentAuthor,
    entries: readonly AssessmentEntry[],
  ): Promise<Dossier> {
    const dossier = await this.records.find(dossierId);
    if (!dossier) throw new Refusal('NOT_FOUND', { id: dossierId });
    checkUnsettled(dossier);
    if (dossier.version !== version) throw new Refusal('CONFLICT', { dossier: dossierId });
    const judged = judge(this.cardOf(dossier.criteriaSetCode), dossier, author, entries);
    const forbidden = await this.records.replace(dossier, author, judged);
    if (forbidden === 'WRONG_PHASE') throw new Refusal(forbidden, { fields: [BEGUN] });
    if (forbidden) throw new Refusal(forbidden, { dossier: dossierId });
    return { ...dossier, version: version + 1 };
  }
}

function judge(
  card: Scorecard,
  dossier: Dossier,
  author: AssessmentAuthor,
  entries: readonly AssessmentEntry[],
): Assessment[] {
  checkEntries(entries);
  const scored = entries.flatMap(({ criterion, levels }) =>
    levels === null ? [] : [{ criterion, choice: choiceOf(levels) }],
  );
  const marks = new Map(applyChanges(card, dossier, [], scored).map((mark) => [mark.criterion, mark]));
  return entries.map(({ criterion, remark }) => {
    // Prose too may only speak of criteria that the card has and that apply to this product.
    const mark = marks.get(criterion) ?? judgeMark(card, dossier, criterion, { kind: 'NONE' });
    return {
      dossierId: dossier.id,
      author,
      criterion,
      levels: mark.choice.kind === 'LEVELS' ? mark.choice.levels : [],
      points: marks.has(criterion) ? mark.points : null,
      remark: optionalWording('entries.remark', remark),
    };
  });
}

const choiceOf = (levels: readonly number[]): Choice =>
  levels.length === 0 ? { kind: 'NONE' } : { kind: 'LEVELS', levels };

function checkEntries(entries: readonly AssessmentEntry[]): void {
  const seen = new Set<string>();
  entries.forEach(({ criterion, levels, remark }, at) => {
    if (seen.has(criterion)) {
      throw invalid(
        `entries[${at}].criterion`,
        `tiêu chí ${criterion} ghi hai lần`,
        `criterion ${criterion} is there twice`,
      );
    }
    if (levels === null && !remark?.trim()) {
      throw invalid(`entries[${at}]`, 'cần mức điểm hoặc nhận xét', 'needs levels or a remark');
    }
    seen.add(criterion);
  });
}

/** Points of the self-assessment in all; null where the producer scored nothing. */
export function selfTotal(assessments: readonly Assessment[]): number | null {
  const points = assessments.flatMap((one) =>
    one.author === 'PRODUCER' && one.points !== null ? [one.points] : [],
  );
  return points.length === 0 ? null : points.reduce((sum, value) => sum + value, 0);
}

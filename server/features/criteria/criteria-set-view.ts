import { indexCard } from '../../domain/card-index.js';
import type { Regime } from '../../domain/decrees.js';
import type {
  ConditionEffect,
  Criterion,
  CriterionCase,
  Scorecard,
  StarBand,
  Text,
} from '../../domain/scorecard.js';
import { deepFreeze } from '../../scorecards/deep-freeze.js';
import type { EditionNote } from '../../scorecards/edition.js';

/** A scorecard as it is shown: every option with its position, every criterion with what the conditions say of it. */
export type CriteriaSetView = ReturnType<typeof viewOfCard>;

/** What a member may report and the chair then decides; the other effects only guide how one scores. @source R 4.20–4.24 */
const REPORTABLE: readonly ConditionEffect[] = ['REJECT', 'STOP', 'NOT_ASSESSED', 'REQUIREMENT'];

/**
 * The view of one card, deeply frozen: cards never change, so it is made once and shared by all requests.
 * @param sha256  hex fingerprint of the card's content
 * @param note  how this edition came about
 */
export function viewOfCard(card: Scorecard, regime: Regime, sha256: string, note: EditionNote) {
  const index = indexCard(card);
  const { edition, basedOn, basis, publishedAt } = note;
  return deepFreeze({
    code: card.code,
    ...{ edition, basedOn, basis, publishedAt },
    regime,
    decree: card.decree,
    productSet: card.decreeInfo.set,
    title: card.title,
    sectorCode: card.productGroup.sectorCode,
    sector: card.productGroup.sector,
    group: card.productGroup.group,
    complete: card.complete,
    missing: card.missing,
    maxPoints: card.maxPoints,
    parts: card.parts.map((part) => ({
      ...part,
      sections: part.sections.map((section) => ({
        ...section,
        criteria: section.criteria.map((criterion) => viewOfCriterion(card, criterion)),
      })),
    })),
    starBands: index.bands.map(({ stars, min, max, maxInclusive, recognisedBy }: StarBand) => ({
      stars,
      min,
      max,
      maxInclusive,
      recognisedBy,
    })),
    starMinimumsKnown: card.starMinimumsKnown,
    starMinimums: index.minimums.map((minimum) => ({ ...minimum, note: minimum.note ?? null })),
    conditions: card.mandatoryConditions.map((condition) => ({
      ...condition,
      reportable: REPORTABLE.includes(condition.effect),
    })),
    evidenceCatalogue: Object.entries(card.evidenceCatalogue).map(([code, title]) => ({ code, title })),
    source: card.source,
    sourceNotes: card.sourceNotes,
    sha256,
  });
}

function viewOfCriterion(card: Scorecard, criterion: Criterion) {
  const entry = indexCard(card).byCode.get(criterion.code);
  return {
    code: criterion.code,
    officialCode: criterion.officialCode ?? null,
    title: criterion.title,
    maxPoints: criterion.maxPoints,
    many: criterion.selection === 'MANY',
    levels: criterion.levels.map((level, position) => ({
      position,
      points: level.points,
      label: level.label,
      minStar: level.minStar ?? null,
      case: level.case ?? null,
      abridged: level.abridged ?? false,
    })),
    cases: criterion.cases ?? ([] as readonly CriterionCase[]),
    group: criterion.group ?? (null as { code: string; title: Text; maxPoints: number } | null),
    preAssessedByCommune: criterion.assessedBy === 'COMMUNE',
    evidence: criterion.evidence,
    impliedLevels: criterion.impliedLevels ?? false,
    minStarAny: criterion.minStarAny ?? null,
    onlyWithStory: entry?.needsStory ?? false,
    fullIfNotMandatory: entry?.fullIfNotMandatory ?? false,
  };
}

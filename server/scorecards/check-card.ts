import { inScope } from '../domain/card-index.js';
import type { ConditionEffect, Criterion, Scorecard } from '../domain/scorecard.js';
import { faultList, repeated, type CardFault, type NoteFault } from './card-fault.js';
import { checkCriterion } from './check-criterion.js';
import { checkStarBands, checkStarMinimums } from './check-stars.js';
import { checkSums } from './check-sums.js';

/**
 * Everything that is wrong with one card of the right shape. An incomplete card may have points that do not add up,
 * nothing else, and must say what is missing.
 * @returns an empty list for a card that may be used as it says
 * @source RULES 4, 5, 15
 */
export function checkCard(card: Scorecard): readonly CardFault[] {
  const { faults, note } = faultList(card.code);
  const sections = card.parts.flatMap((part) => part.sections);
  const criteria = sections.flatMap((section) => section.criteria);

  for (const section of sections) {
    for (const criterion of section.criteria) checkCriterion(card, section, criterion, note);
  }
  checkCodes(card, criteria, note);
  checkSums(card, note);
  checkStarBands(card, note);
  checkStarMinimums(card, criteria, note);
  checkConditions(card, criteria, note);
  checkEvidenceIsUsed(card, criteria, note);
  checkCompleteness(card, note);
  return card.complete ? faults : faults.filter((fault) => fault.kind === 'HARD');
}

function checkCodes(card: Scorecard, criteria: readonly Criterion[], note: NoteFault): void {
  const criterionCodes = criteria.map((criterion) => criterion.code);
  for (const code of repeated(criterionCodes)) {
    note('HARD', code, 'mã tiêu chí dùng hai lần', 'the criterion code is used twice');
  }
  for (const code of repeated(card.parts.flatMap((part) => part.sections.map((section) => section.code)))) {
    note('HARD', code, 'mã mục dùng hai lần', 'the section code is used twice');
  }
  for (const code of groupCodes(criteria)) {
    if (criterionCodes.includes(code)) {
      note('HARD', code, 'mã nhóm trùng mã tiêu chí', 'the code of a group is also that of a criterion');
    }
  }
}

/** A condition is known by code and scope (R 15), and speaks of the dossier or of something the card has. */
function checkConditions(card: Scorecard, criteria: readonly Criterion[], note: NoteFault): void {
  const scopes = new Set([
    'DOSSIER',
    ...criteria.map((criterion) => criterion.code),
    ...groupCodes(criteria),
    ...card.parts.flatMap((part) => part.sections.map((section) => section.code)),
  ]);
  for (const { code, scope } of card.mandatoryConditions) {
    if (!scopes.has(scope)) {
      note(
        'HARD',
        scope,
        `điều kiện ${code} nêu một nơi không có`,
        `condition ${code} names a place that is not there`,
      );
    }
  }
  checkApplied(card, criteria, note);
  for (const key of repeated(card.mandatoryConditions.map(({ code, scope }) => `${code} ${scope}`))) {
    const [code = '', scope = ''] = key.split(' ');
    note('HARD', scope, `điều kiện ${code} ghi hai lần`, `condition ${code} is listed twice`);
  }
}

/**
 * The codes by which the rulebook knows a condition that changes how one scores; MANDATORY_IF_DECLARABLE is one that the
 * decree prints and that each member heeds.
 * @source R 4.10, 4.11
 */
const APPLIED: Partial<Record<ConditionEffect, readonly string[]>> = {
  APPLIES_IF: ['ONLY_WITH_STORY'],
  SCORING: ['FULL_IF_NOT_MANDATORY', 'MANDATORY_IF_DECLARABLE'],
};

/** A condition that is printed as changing the score changes it. */
function checkApplied(card: Scorecard, criteria: readonly Criterion[], note: NoteFault): void {
  for (const { code, effect, scope } of card.mandatoryConditions) {
    const own = APPLIED[effect];
    const needed = Object.entries(APPLIED).find(([, codes]) => codes.includes(code))?.[0];
    if (own && !own.includes(code)) {
      note(
        'HARD',
        scope,
        `điều kiện ${code} sẽ không có tác dụng: loại này chỉ áp dụng ${own.join(', ')}`,
        `condition ${code} would change nothing: of this effect only ${own.join(', ')} is applied`,
      );
    }
    if (needed && needed !== effect) {
      note(
        'HARD',
        scope,
        `điều kiện ${code} phải có tác dụng ${needed}`,
        `condition ${code} needs the effect ${needed}`,
      );
    }
    if (own && !criteria.some((criterion) => inScope(scope, criterion))) {
      note(
        'HARD',
        scope,
        `điều kiện ${code} phải nêu một tiêu chí hoặc nhóm: ở đây nó không có tác dụng`,
        `condition ${code} must name a criterion or a group: it would change nothing here`,
      );
    }
  }
}

function checkEvidenceIsUsed(card: Scorecard, criteria: readonly Criterion[], note: NoteFault): void {
  const used = new Set(criteria.flatMap((criterion) => criterion.evidence));
  for (const code of Object.keys(card.evidenceCatalogue)) {
    if (!used.has(code)) {
      note(
        'HARD',
        null,
        `minh chứng ${code} không tiêu chí nào dùng`,
        `no criterion asks for evidence ${code}`,
      );
    }
  }
}

function checkCompleteness({ complete, missing }: Scorecard, note: NoteFault): void {
  if (!complete && missing.length === 0) {
    note(
      'HARD',
      null,
      'chưa đầy đủ nhưng không nêu thiếu gì',
      'it is incomplete but does not say what is missing',
    );
  }
  if (complete && missing.length > 0) {
    note(
      'HARD',
      null,
      'ghi là đầy đủ nhưng vẫn nêu phần thiếu',
      'it is complete but lists something as missing',
    );
  }
}

function groupCodes(criteria: readonly Criterion[]): ReadonlySet<string> {
  return new Set(criteria.flatMap((criterion) => (criterion.group ? [criterion.group.code] : [])));
}

import { ValidateNested } from 'class-validator';
import { createUnionType, Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Regime } from '../../domain/decrees.js';
import type { ConditionEffect } from '../../domain/scorecard.js';
import { described } from '../../platform/described.js';
import { RefusalType } from '../../platform/refusal.types.js';
import { DateTimeScalar } from '../../platform/scalars.js';
import { TextType } from '../../platform/text.types.js';
import { OptionalWording } from '../../platform/wording.js';
import { CriterionType } from './criterion.types.js';
import { RegimeEnum } from './regime.types.js';

export const ConditionEffectEnum = {
  REJECT: 'REJECT',
  STOP: 'STOP',
  NOT_ASSESSED: 'NOT_ASSESSED',
  REQUIREMENT: 'REQUIREMENT',
  APPLIES_IF: 'APPLIES_IF',
  EVIDENCE_REQUIRED: 'EVIDENCE_REQUIRED',
  SCORING: 'SCORING',
  GUIDE: 'GUIDE',
} as const satisfies { readonly [Effect in ConditionEffect]: Effect };
registerEnumType(ConditionEffectEnum, {
  name: 'ConditionEffect',
  description: 'What a condition of a scorecard does (R 4.10, 4.11, 4.20–4.24).',
  valuesConfig: described<ConditionEffect>({
    REJECT: 'Where it holds the dossier is excluded (hồ sơ bị loại; R 4.20, 4.21).',
    STOP: 'Where it holds no further steps are evaluated (R 4.23).',
    NOT_ASSESSED: 'Where it holds the product is not evaluated at all (R 4.22).',
    REQUIREMENT: 'Must be met; unmet it is a remark that the chair settles with a reason.',
    APPLIES_IF: 'The criterion in its scope applies only under this condition (R 4.10).',
    EVIDENCE_REQUIRED: 'The options in its scope need this evidence (minh chứng).',
    SCORING: 'Rules how points in its scope are given (R 4.11).',
    GUIDE: 'Helps to choose an option; rules nothing.',
  }),
});

@ObjectType('Section', { description: 'A heading within a part (mục); its criteria add up to its maximum.' })
export class SectionType {
  @Field(() => String, { description: 'Numeric, as printed: "1".' })
  code!: string;

  @Field(() => TextType, { description: 'As printed.' })
  title!: TextType;

  @Field(() => Int, { description: 'Whole points.' })
  maxPoints!: number;

  @Field(() => [CriterionType], { description: 'In the order of the print.' })
  criteria!: readonly CriterionType[];
}

@ObjectType('Part', { description: 'One of the three parts (phần) of a scorecard.' })
export class PartType {
  @Field(() => String, { description: '"A", "B", "C".' })
  code!: string;

  @Field(() => TextType, { description: 'As printed.' })
  title!: TextType;

  @Field(() => Int, { description: 'Whole points.' })
  maxPoints!: number;

  @Field(() => [SectionType], { description: 'In the order of the print.' })
  sections!: readonly SectionType[];
}

@ObjectType('StarBand', { description: 'The totals that make a star class (R 5.1).' })
export class StarBandType {
  @Field(() => Int, { description: '1–5.' })
  stars!: number;

  @Field(() => Int, { description: 'Least mean total, in points, itself included.' })
  min!: number;

  @Field(() => Int, { description: 'Points; itself included only where `maxInclusive`.' })
  max!: number;

  @Field(() => Boolean, { description: 'True for the highest class alone.' })
  maxInclusive!: boolean;

  @Field(() => String, { nullable: true, description: 'Who recognises the class; null for 1 and 2 stars.' })
  recognisedBy!: string | null;
}

@ObjectType('StarMinimum', {
  description: 'Points that a class asks of one criterion, whatever the total (R 5.4).',
})
export class StarMinimumType {
  @Field(() => Int, { description: '3–5; the minimums of the classes below must be met too (R 5.5).' })
  stars!: number;

  @Field(() => String, { description: 'Code within the card.' })
  criterion!: string;

  @Field(() => Int, { description: 'Whole points.' })
  minPoints!: number;

  @Field(() => String, { nullable: true, description: 'What the print adds to it; null where nothing.' })
  note!: string | null;
}

@ObjectType('MandatoryCondition', { description: 'Identified within a card by `code` and `scope`.' })
export class MandatoryConditionType {
  @Field(() => String, { description: 'One code may stand at several scopes.' })
  code!: string;

  @Field(() => ConditionEffectEnum, { description: 'What follows where it holds.' })
  effect!: ConditionEffect;

  @Field(() => String, { description: '"DOSSIER", or the code of a criterion, group or section.' })
  scope!: string;

  @Field(() => TextType, { description: 'As councils read it.' })
  text!: TextType;

  @Field(() => Boolean, {
    description: 'A fact that a council member may report and the chair then decides (R 4.24).',
  })
  reportable!: boolean;
}

@ObjectType('EvidenceKind', { description: 'A document that proves something in a dossier (minh chứng).' })
@InputType('EvidenceKindInput', {
  description: 'A document that proves something in a dossier (minh chứng).',
})
export class EvidenceKindType {
  @Field(() => String, { description: 'Unique in the catalogue; criteria refer to it.' })
  @OptionalWording(60)
  code!: string;

  @Field(() => TextType, { description: 'Name of the document.' })
  @ValidateNested()
  title!: TextType;
}

@ObjectType('CriteriaSet', {
  description:
    'The official scorecard of one product set under one decree (bộ tiêu chí), whole; an edition of it never changes.',
})
export class CriteriaSetType {
  @Field(() => String, { description: '"OCOP-26-2026-04"; its second edition is "OCOP-26-2026-04.2".' })
  code!: string;

  @Field(() => Int, { description: '1 as shipped; 2 and more were published here (phiên bản).' })
  edition!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The code of the edition it was drafted from; null for edition 1.',
  })
  basedOn!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The document that justifies this edition (văn bản căn cứ); null for edition 1.',
  })
  basis!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null for edition 1.' })
  publishedAt!: Date | null;

  @Field(() => RegimeEnum, { description: 'The decree and those that amend it.' })
  regime!: Regime;

  @Field(() => String, { description: 'The decree as cited.' })
  decree!: string;

  @Field(() => Int, { description: 'Number of the product set, 1–26.' })
  productSet!: number;

  @Field(() => TextType, { description: 'Bộ sản phẩm, as the card is headed.' })
  title!: TextType;

  @Field(() => String, {
    description:
      'FOOD, BEVERAGE, HERBAL, HANDICRAFT, TEXTILE (before 2023), ORNAMENTAL (since 2023) or TOURISM.',
  })
  sectorCode!: string;

  @Field(() => TextType, { description: 'Ngành, one of six under every decree (R 3.1, 3.3).' })
  sector!: TextType;

  @Field(() => TextType, { description: 'Nhóm sản phẩm within the sector.' })
  group!: TextType;

  @Field(() => Boolean, { description: 'False: refused for a new evaluation; `missing` says what it lacks.' })
  complete!: boolean;

  @Field(() => [String], { description: 'What it lacks against the print; empty where `complete`.' })
  missing!: readonly string[];

  @Field(() => Int, { description: 'Whole points, 100 in every decree so far.' })
  maxPoints!: number;

  @Field(() => [PartType], { description: 'In the order of the print: A, B, C.' })
  parts!: readonly PartType[];

  @Field(() => [StarBandType], { description: 'Highest class first.' })
  starBands!: readonly StarBandType[];

  @Field(() => Boolean, {
    description: 'False: the sources do not show the minimums, which is not the same as none.',
  })
  starMinimumsKnown!: boolean;

  @Field(() => [StarMinimumType], { description: 'In order of class, stars at a whole criterion included.' })
  starMinimums!: readonly StarMinimumType[];

  @Field(() => [MandatoryConditionType], {
    description: 'Exclusions, stops and the like, in card order (R 4.20–4.24).',
  })
  conditions!: readonly MandatoryConditionType[];

  @Field(() => [EvidenceKindType], { description: 'The evidence that criteria refer to by code (R 6.6).' })
  evidenceCatalogue!: readonly EvidenceKindType[];

  @Field(() => [String], { description: 'Where the card was read.' })
  source!: readonly string[];

  @Field(() => [String], { description: 'Every correction made to the print.' })
  sourceNotes!: readonly string[];

  @Field(() => String, {
    description: "SHA-256 of the card's canonical content, as pinned into evaluations.",
  })
  sha256!: string;
}

export const CriteriaSetOutcome = createUnionType({
  name: 'CriteriaSetOutcome',
  description: 'The edition just published, or why it was not.',
  types: () => [CriteriaSetType, RefusalType] as const,
  resolveType: (value) => (value instanceof RefusalType ? RefusalType : CriteriaSetType),
});

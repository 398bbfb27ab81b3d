import { createUnionType, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { CouncilLevel } from '../../domain/council-level.js';
import type { DossierKind } from '../../domain/decrees.js';
import { described } from '../../platform/described.js';
import { PageInfoType } from '../../platform/paging.js';
import { RefusalType } from '../../platform/refusal.types.js';
import { DateScalar } from '../../platform/scalars.js';
import { CouncilLevelEnum } from '../councils/council-level.types.js';
import { DOSSIER_KINDS, DOSSIER_STATES, type DossierState } from './dossier.js';

export const DossierKindEnum = Object.fromEntries(DOSSIER_KINDS.map((kind) => [kind, kind]));
registerEnumType(DossierKindEnum, {
  name: 'DossierKind',
  description: 'First, upgrade, re-evaluation (lần đầu, nâng hạng, đánh giá lại).',
  valuesConfig: described<DossierKind>({
    FIRST: 'Lần đầu: the product has no star class yet.',
    UPGRADE: 'Nâng hạng: for a higher class; shows what changed (R 6.2).',
    RE_EVALUATION: 'Đánh giá lại: before the certificate of 36 months ends (R 7.11, 9.1).',
  }),
});

export const DossierStateEnum = Object.fromEntries(DOSSIER_STATES.map((state) => [state, state]));
registerEnumType(DossierStateEnum, {
  name: 'DossierState',
  description: 'Where a dossier stands; EVALUATED is said from the release of its result on.',
  valuesConfig: described<DossierState>({
    REGISTERED: 'On no agenda; can be put on one.',
    IN_SESSION: 'On an agenda, its result not released.',
    AWAITING_ROUND_2: 'Deferred: has to be mended before the next round (R 8.9).',
    EVALUATED: 'Its result is released: a class, a stop or an exclusion.',
    WITHDRAWN: 'Taken back with a reason; never evaluated any more.',
  }),
});

@ObjectType('Dossier', { description: "One product's request to be evaluated, once (hồ sơ)." })
export class DossierType {
  @Field(() => ID, { description: 'Kept for good; a withdrawn dossier has it still.' })
  id!: string;

  productId!: string;

  @Field(() => DossierKindEnum, {
    description: 'As registered; decides with `submittedOn` which decree governs.',
  })
  kind!: DossierKind;

  @Field(() => DossierStateEnum, { description: 'As the viewer may know it.' })
  state!: DossierState;

  @Field(() => CouncilLevelEnum, { description: 'The level at which it is evaluated.' })
  level!: CouncilLevel;

  @Field(() => Int, { description: 'Year of the evaluation.' })
  year!: number;

  @Field(() => Int, { description: 'Đợt within the year, 1–12.' })
  batch!: number;

  @Field(() => Int, { description: 'Lần within the batch, 1–9.' })
  round!: number;

  @Field(() => DateScalar, {
    description: 'The day it was handed in to the commune; decides the decree (R 1.2).',
  })
  submittedOn!: string;

  @Field(() => Boolean, { description: 'There is a product story; some criteria apply only then (R 4.10).' })
  hasStory!: boolean;

  criteriaSetCode!: string;

  previousId!: string | null;

  @Field(() => Int, {
    description: 'Rises with every change, of its assessments too; send it back with the next one.',
  })
  version!: number;
}

@ObjectType('DossierConnection', {
  description: 'A page of dossiers, newest year and batch first, then by product.',
})
export class DossierConnectionType {
  @Field(() => [DossierType], { description: 'At most as many as `first` asks for.' })
  nodes!: DossierType[];

  @Field(() => PageInfoType, { description: 'Whether and where the list goes on.' })
  pageInfo!: PageInfoType;

  @Field(() => Int, { description: 'Of the whole list, as far as the viewer may open it.' })
  totalCount!: number;
}

export const DossierOutcome = createUnionType({
  name: 'DossierOutcome',
  description: 'The dossier as it is now, or why nothing was done.',
  types: () => [DossierType, RefusalType] as const,
  resolveType: (value) => (value instanceof RefusalType ? RefusalType : DossierType),
});

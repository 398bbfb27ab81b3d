import { Arg, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Regime } from '../../domain/decrees.js';
import { Allow } from '../../platform/authorize.js';
import { CardDifferenceType } from './card-difference.types.js';
import { CriteriaSetType } from './criteria-set.types.js';
import type { CriteriaSets } from './criteria-sets.js';
import { RegimeEnum } from './regime.types.js';

@Resolver(() => CriteriaSetType)
export class CriteriaSetResolver {
  constructor(private readonly sets: CriteriaSets) {}

  @Allow('SIGNED_IN', 'CRITERIA')
  @Query(() => [CriteriaSetType], {
    name: 'criteriaSets',
    description:
      'The official scorecards, by decree and product set; the incomplete ones too unless filtered out. Each in its newest edition.',
  })
  list(
    @Arg('regime', () => RegimeEnum, { nullable: true, description: 'Null: of every decree.' })
    regime?: Regime,
    @Arg('complete', () => Boolean, {
      nullable: true,
      description: 'True: those fit for evaluations; false: those that lack points; null: both.',
    })
    complete?: boolean,
    @Arg('superseded', () => Boolean, {
      nullable: true,
      description: 'True: also the earlier editions, each after the one before it.',
    })
    superseded?: boolean,
  ): CriteriaSetType[] {
    return this.sets.list({ regime, complete, superseded });
  }

  @Allow('SIGNED_IN', 'CRITERIA')
  @Query(() => CriteriaSetType, {
    name: 'criteriaSet',
    nullable: true,
    description: 'One scorecard by its code; null where there is none.',
  })
  find(
    @Arg('code', () => String, {
      description: 'Of one edition: "OCOP-26-2026-04" is the first, "OCOP-26-2026-04.2" the second.',
    })
    code: string,
  ): CriteriaSetType | null {
    return this.sets.find(code);
  }

  @Allow('SIGNED_IN', 'CRITERIA')
  @Query(() => [CardDifferenceType], {
    name: 'cardDifferences',
    description: 'What differs between two scorecards, criterion by criterion in the order of the first.',
  })
  differences(
    @Arg('from', () => String, { description: 'Code of the first scorecard, the one to start from.' })
    from: string,
    @Arg('to', () => String, { description: 'Code of the second scorecard.' }) to: string,
  ): readonly CardDifferenceType[] {
    return this.sets.differences(from, to);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The code of the newest edition of the same card where this is not the newest; null otherwise.',
  })
  supersededBy(@Root() { code }: CriteriaSetType): string | null {
    return this.sets.supersededBy(code);
  }
}

import { createUnionType, Field, ObjectType } from 'type-graphql';
import type { Regime } from '../../domain/decrees.js';
import type { Text } from '../../domain/scorecard.js';
import { RefusalType } from '../../platform/refusal.types.js';
import { TextType } from '../../platform/text.types.js';
import { RegimeEnum } from '../criteria/regime.types.js';

@ObjectType('GoverningRegime', { description: 'The decree that governs a dossier.' })
export class GoverningRegimeType {
  @Field(() => RegimeEnum, { description: 'The decree and those that amend it.' })
  regime!: Regime;

  @Field(() => TextType, { description: 'As councils cite it, with the decree that amends it.' })
  name!: Text;
}

export const RegimeOutcome = createUnionType({
  name: 'RegimeOutcome',
  description: 'The decree that governs, or why none does.',
  types: () => [GoverningRegimeType, RefusalType] as const,
  resolveType: (value) => (value instanceof RefusalType ? RefusalType : GoverningRegimeType),
});

import { registerEnumType } from 'type-graphql';
import { COUNCIL_LEVELS } from '../../domain/council-level.js';

export const CouncilLevelEnum = Object.fromEntries(COUNCIL_LEVELS.map((level) => [level, level]));
registerEnumType(CouncilLevelEnum, {
  name: 'CouncilLevel',
  description: 'Trung ương, tỉnh, huyện (data before July 2025 only).',
});

import { registerEnumType } from 'type-graphql';
import { COUNCIL_LEVELS, type CouncilLevel } from '../../domain/council-level.js';
import { described } from '../../platform/described.js';

export const CouncilLevelEnum = Object.fromEntries(COUNCIL_LEVELS.map((level) => [level, level]));
registerEnumType(CouncilLevelEnum, {
  name: 'CouncilLevel',
  description: 'Trung ương, tỉnh, huyện (data before July 2025 only).',
  valuesConfig: described<CouncilLevel>({
    DISTRICT: 'Huyện: scored first under 1048, recognised 3 stars under 148; none since July 2025 (R 2.7).',
    PROVINCE: 'Tỉnh: since July 2025 recognises 3 and 4 stars (R 1).',
    CENTRAL: 'Trung ương: recognises 5 stars (R 2.6).',
  }),
});

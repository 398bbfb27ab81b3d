import { registerEnumType } from 'type-graphql';
import type { Regime } from '../../domain/decrees.js';

export const RegimeEnum = {
  R1048_781: '1048-781',
  R148: '148',
  R26_2026: '26-2026',
} as const satisfies Record<string, Regime>;
registerEnumType(RegimeEnum, {
  name: 'Regime',
  description: 'Decrees under which councils score with the same scorecards (R 1).',
  valuesConfig: {
    R1048_781: { description: 'Quyết định 1048/QĐ-TTg (2019), amended by 781/QĐ-TTg (2020).' },
    R148: { description: 'Quyết định 148/QĐ-TTg (2023), amended by 1489/QĐ-TTg (2025).' },
    R26_2026: { description: 'Quyết định 26/2026/QĐ-TTg, in force since 22 May 2026.' },
  },
});

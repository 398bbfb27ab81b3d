import { registerEnumType } from 'type-graphql';
import type { EvaluationPhase } from '../../domain/phases.js';

export const EvaluationPhaseEnum = {
  WAITING: 'WAITING',
  PRESENTING: 'PRESENTING',
  SCORING: 'SCORING',
  REVIEWING: 'REVIEWING',
  CONCLUDED: 'CONCLUDED',
  RELEASED: 'RELEASED',
  DEFERRED: 'DEFERRED',
  STOPPED: 'STOPPED',
} as const satisfies { readonly [Phase in EvaluationPhase]: Phase };
registerEnumType(EvaluationPhaseEnum, {
  name: 'EvaluationPhase',
  description: 'Where one dossier stands in one session.',
});

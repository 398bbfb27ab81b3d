import { registerEnumType } from 'type-graphql';
import type { EvaluationPhase, SessionPhase, SheetState } from '../domain/phases.js';

const sameNames = <Name extends string>(...names: Name[]): { readonly [N in Name]: N } =>
  Object.fromEntries(names.map((name) => [name, name])) as { readonly [N in Name]: N };

export const SessionPhaseEnum: { readonly [P in SessionPhase]: P } = sameNames(
  'PLANNED',
  'OPEN',
  'SUSPENDED',
  'CLOSED',
);
registerEnumType(SessionPhaseEnum, {
  name: 'SessionPhase',
  description: 'Where a session stands (phiên họp).',
});

export const EvaluationPhaseEnum: { readonly [P in EvaluationPhase]: P } = sameNames(
  'WAITING',
  'PRESENTING',
  'SCORING',
  'REVIEWING',
  'CONCLUDED',
  'RELEASED',
  'DEFERRED',
  'STOPPED',
);
registerEnumType(EvaluationPhaseEnum, {
  name: 'EvaluationPhase',
  description: 'Where the evaluation of one dossier in one session stands.',
});

export const SheetStateEnum: { readonly [S in SheetState]: S } = sameNames(
  'EMPTY',
  'DRAFT',
  'SUBMITTED',
  'RETURNED',
  'SEALED',
  'RECUSED',
  'ABSENT',
);
registerEnumType(SheetStateEnum, { name: 'SheetState', description: "Where one member's sheet stands." });

export const CouncilRoleEnum = sameNames('CHAIR', 'VICE_CHAIR', 'MEMBER', 'SECRETARY', 'SUPPORT');
registerEnumType(CouncilRoleEnum, {
  name: 'CouncilRole',
  description: 'Chủ tịch, Phó Chủ tịch, ủy viên, thư ký, tổ tư vấn.',
});

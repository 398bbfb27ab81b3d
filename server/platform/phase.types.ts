import { registerEnumType } from 'type-graphql';
import type { EvaluationPhase, SessionPhase, SheetState } from '../domain/phases.js';
import { described } from './described.js';

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
  valuesConfig: described<SessionPhase>({
    PLANNED: 'Not opened yet: agenda and plan may still change.',
    OPEN: 'Dossiers can be presented, scored and concluded.',
    SUSPENDED: 'Interrupted with a reason; nothing can be marked until it is resumed.',
    CLOSED: 'Over for good; results may still be released.',
  }),
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
  valuesConfig: described<EvaluationPhase>({
    WAITING: 'On the agenda, not on the table; sheets of an earlier try wait with it.',
    PRESENTING: 'On the table: the producer presents and answers (R 8.11); no marks yet.',
    SCORING: 'On the table: members save marks and hand in sheets.',
    REVIEWING: 'Scoring is closed: totals are compared; conclude, return sheets, reopen or defer (R 8.5).',
    CONCLUDED: 'The result is fixed and sealed, and not public before its release (R 8.7).',
    RELEASED: 'The result is public. Final.',
    DEFERRED: 'Left to the next round (lần) with a list of what to mend (R 8.9). Final in this session.',
    STOPPED:
      'Excluded or stopped by a confirmed finding (R 4.20–4.24); told as CONCLUDED to whoever may not know the result.',
  }),
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
registerEnumType(SheetStateEnum, {
  name: 'SheetState',
  description: "Where one member's sheet stands.",
  valuesConfig: described<SheetState>({
    EMPTY: 'Nothing marked yet.',
    DRAFT: 'Marks are saved, not handed in; it does not count.',
    SUBMITTED: 'Handed in; can be withdrawn while scoring is open.',
    RETURNED: 'Sent back for re-scoring; the attempt before stays on record (R 8.5).',
    SEALED: 'Counted in the conclusion; never changes again.',
    RECUSED: 'The member takes no part in this product (R 8.14); not in the mean.',
    ABSENT: 'The member is recorded absent (R 8.14); not in the mean.',
  }),
});

export const CouncilRoleEnum = sameNames('CHAIR', 'VICE_CHAIR', 'MEMBER', 'SECRETARY', 'SUPPORT');
registerEnumType(CouncilRoleEnum, {
  name: 'CouncilRole',
  description: 'Chủ tịch, Phó Chủ tịch, ủy viên, thư ký, tổ tư vấn.',
  valuesConfig: described<keyof typeof CouncilRoleEnum>({
    CHAIR: 'Chủ tịch Hội đồng: presides; one at a time.',
    VICE_CHAIR: 'Phó Chủ tịch: presides where the chair is absent or recused.',
    MEMBER: 'Ủy viên.',
    SECRETARY: 'Thư ký: calls the roll and hands out cards; a member as well where `voting`.',
    SUPPORT: 'Tổ tư vấn, Tổ giúp việc: reads dossiers, never votes (R 8.10).',
  }),
});

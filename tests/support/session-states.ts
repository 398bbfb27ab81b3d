import { DEFAULT_REGULATION } from '../../server/domain/regulation.js';
import type {
  EvaluationState,
  SessionMember,
  SessionState,
  SheetSummary,
} from '../../server/features/sessions/session-state.js';

/** A session as the acts are judged on it, without a database: five voting members, all present. */
export function sessionState(change: Partial<SessionState> = {}): SessionState {
  return {
    id: 'session',
    councilId: 'council',
    councilName: 'Hội đồng cấp tỉnh',
    councilRetired: false,
    name: 'Phiên họp',
    year: 2026,
    batch: 1,
    round: 1,
    location: null,
    phase: 'OPEN',
    suspendedReason: null,
    onTableId: 'evaluation',
    revision: 1,
    saves: 0,
    acts: 1,
    regulation: {
      ...{ id: 'regulation', version: 1, note: null, createdAt: '2024-01-01T00:00:00Z' },
      settings: DEFAULT_REGULATION,
    },
    members: [member('m0', { role: 'CHAIR' }), ...['m1', 'm2', 'm3', 'm4'].map((id) => member(id))],
    evaluations: [evaluationState()],
    recordHead: null,
    ...change,
  } as SessionState;
}

export function member(id: string, change: Partial<SessionMember> = {}): SessionMember {
  return {
    id,
    accountId: null,
    fullName: `Ủy viên ${id}`,
    title: 'Ủy viên',
    institution: 'Sở',
    role: 'MEMBER',
    voting: true,
    position: Number(id.slice(1)),
    present: true,
    absenceReason: null,
    ...change,
  };
}

/** A dossier under the honey card, being reviewed. */
export function evaluationState(change: Partial<EvaluationState> = {}): EvaluationState {
  return {
    id: 'evaluation',
    dossierId: 'dossier',
    position: 1,
    phase: 'REVIEWING',
    attempt: 1,
    round: 1,
    criteriaSetCode: 'OCOP-26-2026-04',
    cardSha256: null,
    hasStory: true,
    productName: 'Mật ong',
    photoUrl: null,
    producerName: 'Hợp tác xã',
    placeName: 'Xã',
    productSet: 4,
    reason: null,
    fixList: null,
    dossierKind: 'FIRST',
    submittedOn: '2026-09-01',
    regime: '26-2026',
    recusedIds: [],
    earlierRecusals: [],
    result: null,
    sheets: [],
    findings: [],
    ...change,
  };
}

export function sheet(memberId: string, change: Partial<SheetSummary> = {}): SheetSummary {
  return {
    id: `sheet of ${memberId}`,
    memberId,
    state: 'EMPTY',
    attempt: 1,
    version: 1,
    total: 0,
    partPoints: [0, 0, 0],
    scored: 0,
    reason: null,
    savedAt: null,
    attempts: [],
    ...change,
  };
}

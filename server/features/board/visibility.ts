import { presidingIn, releasingIn } from '../sessions/authority.js';
import type { EvaluationState, SessionMember, SessionState } from '../sessions/session-state.js';

/**
 * The one place that decides who may see what of a session (ARCHITECTURE §4). A view is a cohort; the secretary is a
 * view of its own because a regulation may keep the averages from it.
 */
export type View = 'CHAIR' | 'SECRETARY' | 'MEMBER' | 'SUPPORT' | 'ROOM' | 'ADMIN';

/** Who looks, as far as a board needs to know. */
export type Onlooker =
  | { readonly kind: 'SEAT'; readonly sessionId: string; readonly memberId: string }
  | { readonly kind: 'ACCOUNT'; readonly accountId: string; readonly isAdmin: boolean }
  | { readonly kind: 'ROOM'; readonly sessionId: string };

/** What somebody may see of one session: a view, and exceptions for single dossiers. */
export interface Rights {
  readonly base: View;
  readonly member: SessionMember | null;
  viewOf(evaluation: EvaluationState): View;
  /** The same key means the same board: whoever shares it shares one execution. */
  readonly key: string;
}

/** @returns null for whoever has no place in this session */
export function rightsIn(state: SessionState, onlooker: Onlooker): Rights | null {
  if (onlooker.kind === 'ROOM') return onlooker.sessionId === state.id ? plain('ROOM') : null;
  const member =
    onlooker.kind === 'SEAT'
      ? onlooker.sessionId === state.id && state.members.find(({ id }) => id === onlooker.memberId)
      : state.members.find(({ accountId }) => accountId === onlooker.accountId);
  if (member) return memberRights(state, member);
  return onlooker.kind === 'ACCOUNT' && onlooker.isAdmin ? plain('ADMIN') : null;
}

const plain = (base: View): Rights => ({ base, member: null, viewOf: () => base, key: base });

function memberRights(state: SessionState, member: SessionMember): Rights {
  const base = baseOf(state, member);
  const exceptions = new Map<string, View>();
  for (const evaluation of state.evaluations) {
    // A recused member sees no more of the product than the room does, the chair included.
    if (evaluation.recusedIds.includes(member.id)) exceptions.set(evaluation.id, 'ROOM');
    else if (base !== 'CHAIR' && decides(state, evaluation, member)) exceptions.set(evaluation.id, 'CHAIR');
  }
  return {
    base,
    member,
    viewOf: ({ id }) => exceptions.get(id) ?? base,
    key: [
      base,
      ...[...exceptions].map(([id, view]) => `${id}=${view}`).sort(),
      // His own reports are on his board and on nobody else's.
      ...(hasReported(state, member) ? [`reports of ${member.id}`] : []),
      ...(awaitsRollCall(member) ? ['not called'] : []),
      ...(isRecordedAbsent(member) ? ['recorded absent'] : []),
    ].join(' '),
  };
}

/** Whoever scores and of whom nothing is recorded yet: the server takes no marks of his. */
export const awaitsRollCall = ({ voting, present }: SessionMember): boolean => voting && present === null;

/** Whoever scores and is recorded absent: the server takes no marks of his either. */
export const isRecordedAbsent = ({ voting, present }: SessionMember): boolean => voting && present === false;

const hasReported = (state: SessionState, member: SessionMember): boolean =>
  state.evaluations.some(({ findings }) => findings.some(({ reportedById }) => reportedById === member.id));

/** Whoever presides over the dossier, or has to release it after the closing, must see what is decided. */
const decides = (state: SessionState, evaluation: EvaluationState, { id }: SessionMember): boolean =>
  presidingIn(state, evaluation)?.id === id || releasingIn(state, evaluation)?.id === id;

function baseOf(state: SessionState, member: SessionMember): View {
  if (member.role === 'CHAIR' || presidingIn(state)?.id === member.id) return 'CHAIR';
  if (member.role === 'SECRETARY' || member.role === 'SUPPORT') return member.role;
  return 'MEMBER';
}

/** What may be seen of one dossier at its present stage. */
export interface Sight {
  readonly submittedCount: boolean;
  /** Who has come how far; without points unless `totals`. */
  readonly seats: boolean;
  /** Members' totals and parts, running means, minimums, deviation. */
  readonly totals: boolean;
  readonly findings: boolean;
  readonly result: boolean;
  /** Why it was concluded as it was: after a deviation that says too much for anybody but the chair. */
  readonly resultReason: boolean;
  /** That an evaluation was stopped; to all others it is concluded until the release. */
  readonly stop: boolean;
  /** The scorecard, the dossier and what others said of it. */
  readonly dossier: boolean;
  /** Reasons and the list of what to mend. */
  readonly reasons: boolean;
  /** The members' sheets whole, mark by mark. */
  readonly sheets: boolean;
}

/** @source ARCHITECTURE §4, R 8.7 */
export function sightOf(state: SessionState, evaluation: EvaluationState, view: View): Sight {
  const { phase, result } = evaluation;
  const { settings } = state.regulation;
  const chair = view === 'CHAIR' || view === 'SECRETARY';
  const scoring = phase === 'SCORING' || phase === 'REVIEWING';
  const released = result?.releasedAt != null;
  const concluded = result !== null;
  const averages =
    view === 'CHAIR' || (view === 'SECRETARY' && settings.averagesVisibleTo === 'CHAIR_AND_SECRETARY');
  const blind = settings.blindAverages && phase === 'SCORING';
  const roomResults = settings.resultsVisibleToRoom === 'AFTER_RELEASE' || state.phase === 'CLOSED';
  return {
    // A stopped evaluation has no count: how far it had come is nobody's result.
    submittedCount: scoring ? chair || view === 'ROOM' : result?.sheetCount != null,
    seats: chair && phase !== 'WAITING',
    totals: averages && (scoring || concluded) && !blind,
    findings: chair,
    result: released ? view !== 'ROOM' || roomResults : concluded && averages,
    resultReason: chair || (view !== 'ROOM' && result?.outcome !== 'CLASSIFIED'),
    stop: chair,
    dossier: view !== 'ROOM',
    reasons: view !== 'ROOM',
    sheets: released
      ? chair || (view === 'MEMBER' && settings.sheetsVisibleAfterRelease === 'MEMBERS')
      : averages && (phase === 'REVIEWING' || concluded),
  };
}

/** One more than any number of saves between two acts of conducting. */
const SAVES_BETWEEN_ACTS = 100_000;

/**
 * Whether saves may be seen as they come in, one by one: by those alone who see how far each member has come with what
 * lies on the table. Whatever moves with a save is hidden from everybody else.
 */
export function watchesSaves(state: SessionState, rights: Rights): boolean {
  const table = state.evaluations.find(({ id }) => id === state.onTableId);
  return table
    ? sightOf(state, table, rights.viewOf(table)).seats
    : rights.base === 'CHAIR' || rights.base === 'SECRETARY';
}

/**
 * The number a board bears. It never falls, for nobody, whoever comes to preside: acts weigh more than all that lies
 * between two of them. It rises with what the viewer may see, and with nothing else: by it nobody counts marks.
 */
export function revisionFor(state: SessionState, rights: Rights): number {
  const between = watchesSaves(state, rights)
    ? state.revision % SAVES_BETWEEN_ACTS
    : handedIn(state, rights) + ownReports(state, rights);
  return state.acts * SAVES_BETWEEN_ACTS + between;
}

/** How often a sheet on the table was handed in or taken back, for those who are shown how many are in. */
function handedIn(state: SessionState, rights: Rights): number {
  const table = state.evaluations.find(({ id }) => id === state.onTableId);
  if (!table || !sightOf(state, table, rights.viewOf(table)).submittedCount) return 0;
  return table.sheets
    .flatMap(({ attempts }) => attempts)
    .reduce((sum, { withdrawn }) => sum + (withdrawn ? 2 : 1), 0);
}

/** What the viewer reported himself stands on his board before anybody decides on it. */
function ownReports({ evaluations }: SessionState, { member }: Rights): number {
  return evaluations
    .flatMap(({ findings }) => findings)
    .filter(({ reportedById }) => reportedById === member?.id).length;
}

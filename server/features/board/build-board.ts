import type { CountedNow } from '../../domain/conclusion.js';
import type { ReportableCondition } from '../../domain/findings.js';
import { reportableConditions } from '../../domain/findings.js';
import { phaseAsTold } from '../../domain/phases.js';
import { applicableCriteria } from '../../domain/totals.js';
import type { Scorecard, Text } from '../../domain/scorecard.js';
import type { SeatPresence } from '../../platform/presence.js';
import type { CardShelf } from '../sessions/conduct.js';
import { memberLabel } from '../councils/council.js';
import {
  countedAttempt,
  type EvaluationState,
  type SessionMember,
  type SessionState,
} from '../sessions/session-state.js';
import { standingOf } from '../sessions/acts/conclude.js';
import { showQuorum } from '../sessions/show-quorum.js';
import { showMean, showPartMeans } from '../dossiers/released-results.js';
import type { BoardItem, BoardMember, BoardResult, BoardSeat, Finding, SessionBoard } from './board.js';
import { buildProvisional } from './build-provisional.js';
import {
  awaitsRollCall,
  isRecordedAbsent,
  revisionFor,
  sightOf,
  type Rights,
  type Sight,
  watchesSaves,
} from './visibility.js';

/** What the board is made with besides the session itself. */
export interface BoardSources {
  readonly cards: CardShelf;
  presence(sessionId: string, memberId: string): SeatPresence;
  /** The short form of a record's head. */
  recordCode(head: string): string;
}

/** How one item of the agenda is come by. */
export type ItemSource = (evaluation: EvaluationState, build: () => BoardItem) => BoardItem;

/**
 * A session as one cohort may see it, whole. Everything hidden is null, never zero.
 * @param itemOf may remember what it built of an evaluation for this cohort, as long as nothing else was read anew
 */
export function buildBoard(
  state: SessionState,
  rights: Rights,
  sources: BoardSources,
  itemOf: ItemSource = (_, build) => build(),
): SessionBoard {
  const insider = rights.base === 'CHAIR' || rights.base === 'SECRETARY' || rights.base === 'ADMIN';
  return {
    id: state.id,
    revision: revisionFor(state, rights),
    cohort: rights.base === 'SECRETARY' ? 'CHAIR' : rights.base,
    name: state.name,
    councilName: state.councilName,
    year: state.year,
    batch: state.batch,
    round: state.round,
    location: state.location,
    phase: state.phase,
    suspendedReason: state.suspendedReason,
    onTable: state.onTableId,
    notCalled: rights.member !== null && awaitsRollCall(rights.member),
    recordedAbsent: rights.member !== null && isRecordedAbsent(rights.member),
    agenda: state.evaluations.map((evaluation) =>
      itemOf(evaluation, () => buildItem(state, evaluation, rights, sources)),
    ),
    quorum: showQuorum(state),
    members: insider ? state.members.map((member) => buildMember(state, member, rights, sources)) : null,
    regulation: state.regulation,
    recordCode:
      state.phase === 'CLOSED' && state.recordHead !== null ? sources.recordCode(state.recordHead) : null,
  };
}

function buildItem(
  state: SessionState,
  evaluation: EvaluationState,
  rights: Rights,
  sources: BoardSources,
): BoardItem {
  const sight = sightOf(state, evaluation, rights.viewOf(evaluation));
  const card = cardOf(sources.cards, evaluation);
  const count = sight.submittedCount ? sheetCounts(state, evaluation) : null;
  return {
    id: evaluation.id,
    position: evaluation.position,
    phase: sight.stop ? evaluation.phase : phaseAsTold(evaluation.phase),
    attempt: evaluation.attempt,
    round: evaluation.round,
    productName: evaluation.productName,
    producerName: evaluation.producerName,
    placeName: evaluation.placeName,
    productSet: evaluation.productSet,
    productSetTitle: card.title,
    photoUrl: evaluation.photoUrl,
    dossierId: sight.dossier ? evaluation.dossierId : null,
    criteriaSetCode: sight.dossier ? evaluation.criteriaSetCode : null,
    recused: rights.member !== null && evaluation.recusedIds.includes(rights.member.id),
    submittedCount: count && count.submitted,
    expectedCount: count && count.expected,
    seats:
      sight.seats && evaluation.sheets.length > 0
        ? buildSeats(state, evaluation, card, sight, sources)
        : null,
    provisional:
      sight.totals && evaluation.result === null ? buildProvisional(state, evaluation, card) : null,
    findings: sight.findings
      ? evaluation.findings.map((finding) => buildFinding(state, finding, card))
      : null,
    myFindings:
      rights.member && rights.viewOf(evaluation) !== 'ROOM'
        ? evaluation.findings
            .filter(({ reportedById }) => reportedById === rights.member?.id)
            .map((finding) => asTold(buildFinding(state, finding, card), evaluation, sight))
        : null,
    result: sight.result && evaluation.result ? buildResult(evaluation.result, card, sight) : null,
    reason: sight.reasons && evaluation.phase === 'DEFERRED' ? evaluation.reason : null,
    fixList: sight.reasons ? evaluation.fixList : null,
  };
}

/** A confirmed stop is the result: its reporter too hears of it at the release. */
function asTold(finding: Finding, { phase }: EvaluationState, { stop }: Sight): Finding {
  const early = phase === 'STOPPED' && !stop && finding.state === 'CONFIRMED';
  return early ? { ...finding, state: 'REPORTED', reason: null } : finding;
}

/**
 * Sheets in and sheets to come; whoever was not called cannot hand one in, so none is to come of him. Of a stopped evaluation none was ever counted, so
 * there is no number to show.
 */
function sheetCounts(
  state: SessionState,
  evaluation: EvaluationState,
): { submitted: number; expected: number } | null {
  const { result } = evaluation;
  if (result) return result.sheetCount === null ? null : { submitted: result.sheetCount, expected: result.sheetCount }; // prettier-ignore
  const { counted, missing } = standing(state, evaluation);
  return { submitted: counted.length, expected: counted.length + missing.length };
}

/** A damaged sheet counts as none here; `buildProvisional` says so to the chair. */
function standing(state: SessionState, evaluation: EvaluationState): CountedNow {
  try {
    return standingOf(state, evaluation);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { counted: [], outside: [], missing: [], unexplained: [] };
  }
}

function buildMember(
  state: SessionState,
  member: SessionMember,
  rights: Rights,
  sources: BoardSources,
): BoardMember {
  const { connected, lastSeenAt } = sources.presence(state.id, member.id);
  const { id, title, institution, role, voting, absenceReason } = member;
  const present = member.present === true;
  return {
    id,
    label: memberLabel(member),
    title,
    institution,
    role,
    voting,
    present,
    absenceReason,
    connected,
    lastSeenAt: watchesSaves(state, rights) ? lastSeenAt : null,
  };
}

function buildSeats(
  state: SessionState,
  evaluation: EvaluationState,
  card: Scorecard,
  sight: Sight,
  sources: BoardSources,
): BoardSeat[] {
  const applicable = applicableCriteria(card, evaluation).length;
  const { counted } = standing(state, evaluation);
  return state.members.flatMap((member) => {
    const sheet = evaluation.sheets.find(({ memberId }) => memberId === member.id);
    // Whoever does not score has a sheet only as the place of his recusal; once that is withdrawn there is none to show.
    if (!sheet || (!member.voting && sheet.state === 'ABSENT')) return [];
    const out = sheet.state === 'RECUSED' || sheet.state === 'ABSENT';
    // Who handed in and then left counts with what was handed in, whatever became of the sheet since.
    const counts = counted.some(({ memberId }) => memberId === member.id) ? countedAttempt(sheet) : null;
    const shown = !sight.totals ? null : (counts ?? (out ? null : sheet));
    const attempt = counts?.attempt ?? sheet.attempt;
    const earlier = sheet.attempts.findLast((one) => !one.withdrawn && one.attempt < attempt);
    return {
      id: member.id,
      label: memberLabel(member),
      role: member.role,
      state: sheet.state,
      attempt,
      scored: out ? 0 : sheet.scored,
      applicable,
      total: shown && shown.total,
      parts:
        shown &&
        card.parts.map((part, index) => ({
          code: part.code,
          points: shown.partPoints[index] ?? 0,
          maxPoints: part.maxPoints,
        })),
      previousTotal: shown && earlier ? earlier.total : null,
      reason: sheet.reason,
      ...sources.presence(state.id, member.id),
    };
  });
}

function buildFinding(
  state: SessionState,
  finding: EvaluationState['findings'][number],
  card: Scorecard,
): Finding {
  const same = (condition: ReportableCondition) =>
    condition.code === finding.code && condition.scope === finding.scope;
  const reporter = state.members.find(({ id }) => id === finding.reportedById);
  return {
    id: finding.id,
    code: finding.code,
    effect: finding.effect,
    scope: finding.scope,
    text: reportableConditions(card).find(same)?.text ?? { vi: finding.code, en: finding.code },
    remark: finding.remark,
    reportedBy: reporter ? memberLabel(reporter) : '',
    reportedAt: new Date(finding.reportedAt),
    state: finding.state,
    reason: finding.reason,
  };
}

function buildResult(
  result: NonNullable<EvaluationState['result']>,
  card: Scorecard,
  sight: Sight,
): BoardResult {
  const { outcome, starClass, sumPoints, sheetCount, why, reason, concludedAt, releasedAt } = result;
  return {
    outcome,
    starClass,
    mean: sumPoints !== null && sheetCount ? showMean({ sum: sumPoints, count: sheetCount }) : null,
    parts: showPartMeans(card, result.parts),
    why: why as Text[],
    concludedAt: new Date(concludedAt),
    releasedAt: releasedAt === null ? null : new Date(releasedAt),
    reason: sight.resultReason ? reason : null,
  };
}

/** The card of an evaluation. @throws {Error} on an unknown code: cards are pinned and never removed */
export function cardOf(cards: CardShelf, evaluation: Pick<EvaluationState, 'criteriaSetCode'>): Scorecard {
  const card = cards.get(evaluation.criteriaSetCode);
  if (!card) throw new Error(`no scorecard ${evaluation.criteriaSetCode}`);
  return card;
}

import type { ReportableCondition } from '../../domain/findings.js';
import { reportableConditions } from '../../domain/findings.js';
import { applicableCriteria } from '../../domain/totals.js';
import type { Scorecard, Text } from '../../domain/scorecard.js';
import type { SeatPresence } from '../../platform/presence.js';
import type { CardShelf } from '../sessions/conduct.js';
import {
  labelOf,
  type EvaluationState,
  type SessionMember,
  type SessionState,
  type SheetSummary,
} from '../sessions/session-state.js';
import { showQuorum } from '../sessions/show-quorum.js';
import { showMean, showPartMeans } from '../dossiers/released-results.js';
import type { BoardItem, BoardMember, BoardResult, BoardSeat, Finding, SessionBoard } from './board.js';
import { buildProvisional } from './build-provisional.js';
import { sightOf, type Rights, type Sight } from './visibility.js';

/** What the board is made with besides the session itself. */
export interface BoardSources {
  readonly cards: CardShelf;
  presence(sessionId: string, memberId: string): SeatPresence;
  /** The short form of a record's head. */
  recordCode(head: string): string;
}

/** A session as one cohort may see it, whole. Everything hidden is null, never zero. */
export function buildBoard(state: SessionState, rights: Rights, sources: BoardSources): SessionBoard {
  const insider = rights.base === 'CHAIR' || rights.base === 'SECRETARY' || rights.base === 'ADMIN';
  return {
    id: state.id,
    revision: state.revision,
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
    agenda: state.evaluations.map((evaluation) => buildItem(state, evaluation, rights, sources)),
    quorum: showQuorum(state),
    members: insider ? state.members.map((member) => buildMember(state, member, sources)) : null,
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
  const out = (sheet: SheetSummary) => sheet.state === 'RECUSED' || sheet.state === 'ABSENT';
  const finished = evaluation.sheets.filter(({ state: s }) => s === 'SUBMITTED' || s === 'SEALED').length;
  const counted = evaluation.result?.sheetCount;
  return {
    id: evaluation.id,
    position: evaluation.position,
    phase: evaluation.phase,
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
    submittedCount: sight.submittedCount ? (counted ?? finished) : null,
    expectedCount: sight.submittedCount
      ? (counted ?? evaluation.sheets.filter((sheet) => !out(sheet)).length)
      : null,
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
            .map((finding) => buildFinding(state, finding, card))
        : null,
    result: sight.result && evaluation.result ? buildResult(evaluation.result, card, sight) : null,
    reason: sight.reasons && evaluation.phase === 'DEFERRED' ? evaluation.reason : null,
    fixList: sight.reasons ? evaluation.fixList : null,
  };
}

function buildMember(state: SessionState, member: SessionMember, sources: BoardSources): BoardMember {
  const { connected, lastSeenAt } = sources.presence(state.id, member.id);
  const { id, title, institution, role, voting, absenceReason } = member;
  const present = member.present === true;
  return {
    id,
    label: labelOf(member),
    title,
    institution,
    role,
    voting,
    present,
    absenceReason,
    connected,
    lastSeenAt,
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
  return state.members.flatMap((member) => {
    const sheet = evaluation.sheets.find(({ memberId }) => memberId === member.id);
    if (!sheet) return [];
    const out = sheet.state === 'RECUSED' || sheet.state === 'ABSENT';
    const shown = sight.totals && !out;
    const earlier = sheet.attempts.findLast(
      (attempt) => !attempt.withdrawn && attempt.attempt < evaluation.attempt,
    );
    return {
      id: member.id,
      label: labelOf(member),
      role: member.role,
      state: sheet.state,
      attempt: sheet.attempt,
      scored: out ? 0 : sheet.scored,
      applicable,
      total: shown ? sheet.total : null,
      parts: shown
        ? card.parts.map((part, index) => ({
            code: part.code,
            points: sheet.partPoints[index] ?? 0,
            maxPoints: part.maxPoints,
          }))
        : null,
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
    reportedBy: reporter ? labelOf(reporter) : '',
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
    reason: sight.reasons ? reason : null,
  };
}

/** The card of an evaluation. @throws {Error} on an unknown code: cards are pinned and never removed */
export function cardOf(cards: CardShelf, evaluation: Pick<EvaluationState, 'criteriaSetCode'>): Scorecard {
  const card = cards.get(evaluation.criteriaSetCode);
  if (!card) throw new Error(`no scorecard ${evaluation.criteriaSetCode}`);
  return card;
}

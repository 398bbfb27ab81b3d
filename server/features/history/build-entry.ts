import { reportableConditions } from '../../domain/findings.js';
import type { Scorecard, Text } from '../../domain/scorecard.js';
import type { EvaluationState } from '../sessions/session-state.js';
import type { Attendance } from './attendance-before.js';
import { showsReason, type HistorySight } from './history-sight.js';
import type { HistoryNames } from './history-names.js';
import {
  CHANGED_FIELDS,
  type HistoryActor,
  type HistoryChange,
  type HistoryDossier,
  type HistoryEntry,
  type HistoryMember,
  type ReadableAct,
  type RecordedAct,
} from './history.js';

/** What an entry is made with, besides the act itself. */
export interface EntrySources {
  readonly sessionId: string;
  readonly names: HistoryNames;
  readonly sight: HistorySight;
  readonly evaluation: (id: string | undefined) => EvaluationState | null;
  readonly cardOf: (evaluation: EvaluationState) => Scorecard;
  readonly attendance: Attendance;
}

/** One act as whoever asks may read it. Points, totals and means are never taken from the record. */
export function buildEntry(recorded: ReadableAct, sources: EntrySources): HistoryEntry {
  const { act, at, twin, said } = recorded;
  const { sight, sessionId, names } = sources;
  const evaluation = sources.evaluation(said.evaluation);
  const seen = sight.of(said.evaluation);
  const ends = said.outcome === 'STOPPED' || said.outcome === 'REJECTED';
  const upon = said.evaluation !== undefined;
  const reason = upon && !showsReason(act, ends, seen) ? null : (said.reason ?? said.remark ?? null);
  const decided = act === 'conclude' || act === 'release';
  const released = seen.result && evaluation?.result?.releasedAt != null;
  return {
    // Never its number in the record, by which the acts between two others could be counted.
    id: `${sessionId}:${at.toISOString()}:${twin}`,
    at,
    act,
    actor: actorOf(recorded.actor, names),
    dossiers: dossiersOf(recorded, names),
    members: membersOf(recorded, sources),
    attempt: said.attempt ?? null,
    reopened: said.reopening ?? false,
    fromPhase: act === 'takeOffTable' ? (said.from ?? null) : null,
    condition: seen.findings || ends ? conditionOf(recorded, sources) : null,
    findingOutcome: said.outcome ?? null,
    starClass: decided && released ? (evaluation.result?.starClass ?? null) : null,
    reason,
    fixList: seen.reasons ? (said.fixList ?? null) : null,
    changes: changesOf(recorded),
  };
}

function actorOf(actor: string, names: HistoryNames): HistoryActor {
  const [kind, id = ''] = actor.split(':');
  if (kind === 'member') return { kind: 'MEMBER', memberId: id, name: names.member(id) };
  if (kind === 'account') return { kind: 'ADMINISTRATOR', memberId: null, name: names.account(id) };
  return { kind: 'IMPORT', memberId: null, name: null };
}

function dossiersOf({ said }: RecordedAct, names: HistoryNames): HistoryDossier[] {
  const ids = said.evaluation ? [said.evaluation] : (said.evaluations ?? said.untouched ?? []);
  const asSaid = said.evaluation === undefined ? undefined : said.product;
  return ids.map((evaluationId) => ({ evaluationId, productName: asSaid ?? names.product(evaluationId) }));
}

function membersOf({ seq, act, said }: RecordedAct, { names, attendance }: EntrySources): HistoryMember[] {
  const plain = (memberId: string): HistoryMember => ({
    ...{ memberId, name: names.member(memberId) },
    ...{ wasPresent: null, present: null, reason: null },
  });
  switch (act) {
    case 'markAttendance':
      return (said.entries ?? []).map(({ memberId, present, reason }) => ({
        ...plain(memberId),
        ...{ wasPresent: attendance.before(seq, memberId), present, reason },
      }));
    case 'returnSheets':
      return (said.members ?? []).flatMap((one) => (typeof one === 'string' ? [plain(one)] : []));
    case 'recuse':
    case 'withdrawRecusal':
    case 'addMember':
    case 'changeMember':
    case 'retireMember':
    case 'replaceMember':
      return [said.member, said.successor?.member].flatMap((id) => (id === undefined ? [] : [plain(id)]));
    default:
      return [];
  }
}

/** In the words of the card; the chair reads the same on the board. */
function conditionOf({ said }: RecordedAct, { evaluation, cardOf }: EntrySources): Text | null {
  const upon = evaluation(said.evaluation);
  if (said.condition === undefined || !upon) return null;
  const found = reportableConditions(cardOf(upon)).find(
    ({ code, scope }) => code === said.condition && scope === said.scope,
  );
  return found?.text ?? { vi: said.condition, en: said.condition };
}

function changesOf({ act, said }: RecordedAct): HistoryChange[] {
  if (said.memberTo !== undefined && act !== 'addMember')
    return [{ field: 'memberTo', before: null, after: said.memberTo }];
  if (act !== 'changeMember') return [];
  return CHANGED_FIELDS.filter((field) => field in (said.after ?? {})).map((field) => ({
    field,
    before: worded(field, said.before?.[field]),
    after: worded(field, said.after?.[field]),
  }));
}

/** Which account it is says nothing to people. */
const worded = (field: string, value: unknown): string | null =>
  field === 'accountId' || value === null || value === undefined ? null : String(value as string | boolean);

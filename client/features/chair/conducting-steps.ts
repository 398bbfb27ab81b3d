import type { Board, BoardItem } from './board-parts';

export type SessionStep = 'openSession' | 'suspendSession' | 'resumeSession' | 'closeSession';
export type ItemStep =
  | 'present'
  | 'openScoring'
  | 'reopenScoring'
  | 'closeScoring'
  | 'returnSheets'
  | 'conclude'
  | 'release'
  | 'defer'
  | 'takeOffTable';
export type StepId = SessionStep | ItemStep;

/** Why a step cannot be taken now: a wording of ours with its figures, or the server's own refusal. */
export type Hindrance =
  | { key: HindranceKey; params?: Record<string, string | number> }
  | { key: 'refusal'; code: string; message: { vi: string; en: string } };
export type HindranceKey =
  | 'sessionPlanned'
  | 'sessionSuspended'
  | 'otherOnTable'
  | 'stillOnTable'
  | 'recused'
  | 'notPresiding'
  | 'presidingOnly'
  | 'chairNotPresent'
  | 'otherPresides'
  | 'noFurtherRound'
  | 'noQuorum'
  | 'nobodyPresides'
  | 'nothingSubmitted';

/** Who sits at the conducting screen. */
export interface Conductor {
  /** The office in the council. */
  role: string | null;
  /** Put down as present. */
  present: boolean;
}

export interface Step<Id extends StepId = StepId> {
  id: Id;
  /** The step that leads on from here; shown first and largest. */
  main: boolean;
  hindrances: Hindrance[];
  /** What the chair should know and the server does not refuse at this step, but later. */
  cautions: Hindrance[];
  /** The record needs the chair's reason before the server will accept this step. */
  reasonNeeded: boolean;
}

/** Which steps a phase offers: the one that leads on first. The server decides again at every act. */
const ITEM_STEPS: Record<BoardItem['phase'], readonly ItemStep[]> = {
  WAITING: ['present', 'defer'],
  PRESENTING: ['openScoring', 'defer', 'takeOffTable'],
  SCORING: ['closeScoring', 'defer', 'takeOffTable'],
  REVIEWING: ['conclude', 'returnSheets', 'reopenScoring', 'defer', 'takeOffTable'],
  CONCLUDED: ['release'],
  RELEASED: [],
  DEFERRED: [],
  STOPPED: ['release'],
};

const SESSION_STEPS: Record<Board['phase'], readonly SessionStep[]> = {
  PLANNED: ['openSession'],
  OPEN: ['suspendSession', 'closeSession'],
  SUSPENDED: ['resumeSession', 'closeSession'],
  CLOSED: [],
};

const ON_TABLE: ReadonlySet<BoardItem['phase']> = new Set(['PRESENTING', 'SCORING', 'REVIEWING']);

/** The item the council is working on: presented and not yet concluded, deferred or stopped. */
export function itemOnTable(board: Board): BoardItem | undefined {
  return board.agenda.find((item) => item.id === board.onTable && ON_TABLE.has(item.phase));
}

/** The next item of the agenda that still waits, by position; after the given one first. */
export function nextWaiting(board: Board, afterId?: string): BoardItem | undefined {
  const waiting = board.agenda.filter((item) => item.phase === 'WAITING' && item.id !== afterId);
  waiting.sort((a, b) => a.position - b.position);
  const after = board.agenda.find((item) => item.id === afterId)?.position ?? 0;
  return waiting.find((item) => item.position > after) ?? waiting[0];
}

/** What can be done with the session itself, and what stands in the way. */
export function sessionSteps(board: Board): Step<SessionStep>[] {
  // A vice-chair who presides over one dossier only does not conduct the session.
  const steps = board.cohort === 'CHAIR' ? SESSION_STEPS[board.phase] : [];
  const allDone = board.agenda.length > 0 && board.agenda.every((item) => item.phase !== 'WAITING');
  return steps.map((id) => ({
    id,
    main:
      id === 'openSession' ||
      id === 'resumeSession' ||
      (id === 'closeSession' && allDone && !itemOnTable(board) && board.phase === 'OPEN'),
    hindrances: sessionHindrances(board, id),
    cautions: id === 'openSession' ? quorumLacks(board) : [],
    reasonNeeded: id === 'suspendSession',
  }));
}

/** What can be done with one item of the agenda, and what stands in the way. */
export function itemSteps(board: Board, item: BoardItem, conductor: Conductor): Step<ItemStep>[] {
  // A closed session leaves nothing to be done but to release what was concluded.
  const steps = ITEM_STEPS[item.phase].filter((id) => board.phase !== 'CLOSED' || id === 'release');
  return steps.map((id, place) => ({
    id,
    main: place === 0,
    hindrances: itemHindrances(board, item, id, conductor),
    // What follows needs the quorum; without it scoring would be over and nothing could be concluded or opened again.
    cautions: id === 'closeScoring' ? quorumLacks(board) : [],
    reasonNeeded:
      id === 'returnSheets' ||
      id === 'defer' ||
      id === 'takeOffTable' ||
      (id === 'conclude' && reasonSettles(board, item)),
  }));
}

function sessionHindrances(board: Board, id: SessionStep): Hindrance[] {
  const onTable = itemOnTable(board);
  return id === 'closeSession' && onTable
    ? [{ key: 'stillOnTable', params: { product: onTable.productName } }]
    : [];
}

/** These decide a product's fate: the secretary may prepare them, whoever presides takes them. */
const PRESIDING_ONLY: ReadonlySet<ItemStep> = new Set(['conclude', 'release']);

function itemHindrances(board: Board, item: BoardItem, id: ItemStep, conductor: Conductor): Hindrance[] {
  // Even a recused chair may call the dossier to the table and clear the table of it: neither decides about it.
  if (item.recused && id !== 'present' && id !== 'takeOffTable') return [{ key: 'recused' }];
  if (board.cohort !== 'CHAIR' && (!item.findings || id === 'present')) return [{ key: 'notPresiding' }];
  if (id === 'release' ? board.phase === 'PLANNED' : board.phase !== 'OPEN')
    return [{ key: board.phase === 'PLANNED' ? 'sessionPlanned' : 'sessionSuspended' }];
  // After the closing the chair releases whatever attendance says.
  const present = conductor.present || (id === 'release' && board.phase === 'CLOSED');
  const unentitled = PRESIDING_ONLY.has(id) ? whyNotPresiding(board, { ...conductor, present }) : null;
  return unentitled ? [unentitled] : stepHindrances(board, item, id);
}

/** Why this person may not take the steps of whoever presides; null where nothing speaks against it. */
export function whyNotPresiding(
  { quorum }: Pick<Board, 'quorum'>,
  { role, present }: Conductor,
): Hindrance | null {
  if (role === 'SECRETARY') return { key: 'presidingOnly' };
  if (role !== 'CHAIR' || present) return null;
  return quorum.presidingIsActing && quorum.presidingLabel
    ? { key: 'otherPresides', params: { name: quorum.presidingLabel } }
    : { key: 'chairNotPresent' };
}

function stepHindrances(board: Board, item: BoardItem, id: ItemStep): Hindrance[] {
  switch (id) {
    case 'present': {
      // A dossier that is only being presented makes room by itself; one being scored does not.
      const onTable = itemOnTable(board);
      return onTable && onTable.phase !== 'PRESENTING'
        ? [{ key: 'otherOnTable', params: { product: onTable.productName } }]
        : [];
    }
    case 'openScoring':
    case 'reopenScoring':
      return quorumLacks(board);
    case 'returnSheets': {
      const nothing = item.seats && !item.seats.some((seat) => seat.state === 'SUBMITTED');
      return [...quorumLacks(board), ...(nothing ? [{ key: 'nothingSubmitted' } as const] : [])];
    }
    case 'conclude':
      return (item.provisional?.obstacles ?? [])
        .filter((refusal) => !settledByReason(board, item, refusal.refusalCode))
        .map(({ refusalCode, message }) => ({ key: 'refusal', code: refusalCode, message }));
    case 'defer': {
      const rounds = board.regulation.roundsPerBatch;
      return item.round >= rounds ? [{ key: 'noFurtherRound', params: { rounds } }] : [];
    }
    default:
      return [];
  }
}

function quorumLacks(board: Board): Hindrance[] {
  const { present, required, presidingLabel, met } = board.quorum;
  if (met) return [];
  const out: Hindrance[] = [];
  if (present < required) out.push({ key: 'noQuorum', params: { present, required } });
  if (board.regulation.presidingRequired && !presidingLabel) out.push({ key: 'nobodyPresides' });
  return out;
}

/** An obstacle that the chair's written reason removes: members still lie too far apart. */
function settledByReason(board: Board, item: BoardItem, code: string): boolean {
  const mayExplain = board.regulation.afterDeviation === 'RESCORE_OR_REASON' || item.attempt > 1;
  return code === 'DEVIATION_UNRESOLVED' && mayExplain;
}

function reasonSettles(board: Board, item: BoardItem): boolean {
  return (item.provisional?.obstacles ?? []).some((refusal) =>
    settledByReason(board, item, refusal.refusalCode),
  );
}

import type { Page, PageRequest } from '../../domain/page.js';
import { invalid } from '../../domain/wording.js';
import { forbidden } from '../../platform/authorize.js';
import type { LedgerAct } from '../../platform/ledger-acts.js';
import { LEDGER_ACTS } from '../../platform/ledger-acts.js';
import type { Viewer } from '../../platform/viewer.js';
import type { Boards } from '../board/boards.js';
import { cardOf } from '../board/build-board.js';
import { memberLabel } from '../councils/council.js';
import type { SessionState } from '../sessions/session-state.js';
import { attendanceOf } from './attendance-before.js';
import { buildEntry } from './build-entry.js';
import { readNames, type NameShelf } from './history-names.js';
import { historySight, TELLING_ACTS, type HistorySight } from './history-sight.js';
import type { RecordedActs } from './history.repository.js';
import {
  GROUP_OF,
  type HistoryEntry,
  type HistoryWish,
  type ReadableAct,
  type RecordedAct,
} from './history.js';

/** Where recorded acts are read. */
export interface HistoryShelf extends NameShelf {
  page(wanted: RecordedActs, request: PageRequest): Promise<Page<ReadableAct>>;
  background(sessionId: string, acts: readonly LedgerAct[]): Promise<RecordedAct[]>;
}

/** A stretch of a session's history, with what one may choose from to narrow it. */
export interface SessionHistory {
  readonly sessionName: string;
  readonly page: Page<HistoryEntry>;
  readonly members: readonly { readonly memberId: string; readonly name: string }[];
  readonly dossiers: readonly { readonly evaluationId: string; readonly productName: string }[];
  /** Products of which nothing is shown, because the viewer is recused from them. */
  readonly recusedFrom: readonly string[];
}

/** Acts that say what later ones only refer to. */
const BACKGROUND: readonly LedgerAct[] = [
  'openSession',
  'markAttendance',
  'addToAgenda',
  'addMember',
  'replaceMember',
];

/** Who did what when in a session, for those who conduct it and for administrators. */
export class SessionHistories {
  constructor(
    private readonly boards: Boards,
    private readonly shelf: HistoryShelf,
  ) {}

  /**
   * @param request  its key: the moment of the last act read, which of that moment, and the session
   * @throws {GraphQLError} FORBIDDEN for everybody else; {Refusal} NOT_FOUND, INVALID_INPUT for a foreign cursor
   */
  async read(
    sessionId: string,
    wish: HistoryWish,
    request: PageRequest,
    viewer: Viewer,
  ): Promise<SessionHistory> {
    const { state, rights } = await this.boards.look(sessionId, viewer);
    const sight = historySight(state, rights, viewer.kind === 'ACCOUNT' && viewer.isAdmin);
    if (!sight) throw forbidden();
    checkCursor(state.id, request);
    const [page, background] = await Promise.all([
      this.shelf.page(wanted(state.id, wish, sight), request),
      this.shelf.background(state.id, BACKGROUND),
    ]);
    return {
      sessionName: state.name,
      page: { ...page, items: await this.entries(state, sight, page.items, background) },
      members: state.members.map((member) => ({ memberId: member.id, name: memberLabel(member) })),
      dossiers: state.evaluations.map(({ id, productName }) => ({ evaluationId: id, productName })),
      recusedFrom: sight.hidden.map(({ productName }) => productName),
    };
  }

  private async entries(
    state: SessionState,
    sight: HistorySight,
    acts: readonly ReadableAct[],
    background: readonly RecordedAct[],
  ): Promise<HistoryEntry[]> {
    const sources = {
      sessionId: state.id,
      names: await readNames(acts, background, state, this.shelf),
      sight,
      evaluation: (id: string | undefined) => state.evaluations.find((one) => one.id === id) ?? null,
      cardOf: cardOf.bind(null, this.boards.sources.cards),
      attendance: attendanceOf(background),
    };
    return acts.map((act) => buildEntry(act, sources));
  }
}

function wanted(sessionId: string, wish: HistoryWish, sight: HistorySight): RecordedActs {
  const { groups } = wish;
  return {
    sessionId,
    acts: groups ? LEDGER_ACTS.filter((act) => groups.includes(GROUP_OF[act])) : LEDGER_ACTS,
    hidden: sight.hidden.map(({ id }) => id),
    withheld: sight.withheld.map(({ id }) => id),
    telling: TELLING_ACTS,
    evaluationId: wish.evaluationId?.toLowerCase() ?? null,
    memberId: wish.memberId?.toLowerCase() ?? null,
  };
}

/** Moments of one session are not another one's: its cursor points nowhere. */
function checkCursor(sessionId: string, { after }: PageRequest): void {
  if (!after) return;
  const [at = '', twin = '', of] = after;
  if (of === sessionId && isMoment(at) && /^[1-9]\d{0,5}$/.test(twin)) return;
  throw invalid('after', 'không phải vị trí do danh sách này cấp', 'is not a cursor that this list gave out');
}

const isMoment = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/.test(text) && !Number.isNaN(Date.parse(text));

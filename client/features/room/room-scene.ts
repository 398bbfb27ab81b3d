import type { Board } from '../../live/useLiveBoard';

export type RoomBoard = Pick<
  Board,
  | 'name'
  | 'councilName'
  | 'year'
  | 'batch'
  | 'round'
  | 'location'
  | 'phase'
  | 'suspendedReason'
  | 'onTable'
  | 'recordCode'
  | 'agenda'
>;
export type RoomItem = Board['agenda'][number];
export type RoomResult = NonNullable<RoomItem['result']> & { releasedAt: string };

/** What the wall shows. Only `released` and `closed` carry figures, and only released ones. */
export type RoomScene =
  | { kind: 'between'; next: RoomItem | undefined }
  | { kind: 'suspended' }
  | { kind: 'discussing'; item: RoomItem }
  | { kind: 'concluded'; item: RoomItem }
  | { kind: 'released'; item: RoomItem; result: RoomResult; starClass: number }
  | { kind: 'withoutClass'; item: RoomItem; outcome: WithoutClass }
  | { kind: 'closed' };
export type WithoutClass = 'STOPPED' | 'REJECTED' | 'DEFERRED';

/** How long after its release a result still greets a screen that has only just been switched on, in ms. */
export const FRESH_RESULT = 10 * 60_000;

/**
 * The result of an item once the chair has released it, else null: a draft or a concluded figure never
 * passes here, whatever the board should carry.
 */
export function releasedResult(item: RoomItem): RoomResult | null {
  const { phase, result } = item;
  return phase === 'RELEASED' && result?.releasedAt ? { ...result, releasedAt: result.releasedAt } : null;
}

/** What the wall remembers from board to board; begins as null. */
export interface Focus {
  /** The item in view, or null between items. */
  itemId: string | null;
  /** Item and phase on the table when last looked. */
  table: string;
  phases: ReadonlyMap<string, RoomItem['phase']>;
  /** The item whose release was seen to happen here: only that one is revealed star by star. */
  releasedLive: string | null;
}

const SETTLED: ReadonlySet<RoomItem['phase']> = new Set(['CONCLUDED', 'RELEASED', 'DEFERRED', 'STOPPED']);
const DISCUSSED: ReadonlySet<RoomItem['phase']> = new Set(['PRESENTING', 'SCORING', 'REVIEWING']);

/**
 * Which item the wall follows: whatever was concluded or released just now, else whatever newly lies on the table,
 * else what it showed before. A result therefore stays until the next dossier is presented.
 * @param now  ms since 1970; only decides what a screen shows that has shown nothing yet
 */
export function followFocus(before: Focus | null, board: RoomBoard, now: number): Focus {
  const phases = new Map(board.agenda.map((item) => [item.id, item.phase]));
  const onTable = board.agenda.find((item) => item.id === board.onTable && item.phase !== 'WAITING');
  const table = onTable ? `${onTable.id} ${onTable.phase}` : '';
  if (!before) {
    const first = onTable ?? board.agenda.find((item) => item.phase === 'CONCLUDED') ?? freshest(board, now);
    return { itemId: first?.id ?? null, table, phases, releasedLive: null };
  }
  const settled = board.agenda.find(({ id, phase }) => {
    const was = before.phases.get(id);
    if (!was || was === phase || !SETTLED.has(phase)) return false;
    // A dossier deferred without having been presented is no news for the room.
    return DISCUSSED.has(was) || phase === 'RELEASED';
  });
  const itemId = settled?.id ?? (onTable && table !== before.table ? onTable.id : before.itemId);
  const released = settled?.phase === 'RELEASED' ? settled.id : before.releasedLive;
  return { itemId, table, phases, releasedLive: released === itemId ? released : null };
}

/** What the wall shows of a board, given the item it follows. */
export function roomScene(board: RoomBoard, itemId: string | null): RoomScene {
  if (board.phase === 'CLOSED') return { kind: 'closed' };
  if (board.phase === 'SUSPENDED') return { kind: 'suspended' };
  const item = board.agenda.find((each) => each.id === itemId);
  return item && item.phase !== 'WAITING' ? sceneOf(item) : { kind: 'between', next: nextItem(board) };
}

function sceneOf(item: RoomItem): RoomScene {
  switch (item.phase) {
    case 'CONCLUDED':
      return { kind: 'concluded', item };
    case 'DEFERRED':
    case 'STOPPED':
      return { kind: 'withoutClass', item, outcome: outcomeOf(item) };
    case 'RELEASED': {
      const result = releasedResult(item);
      if (!result) return { kind: 'concluded', item };
      if (result.outcome !== 'CLASSIFIED' || result.starClass == null)
        return { kind: 'withoutClass', item, outcome: outcomeOf(item) };
      return { kind: 'released', item, result, starClass: result.starClass };
    }
    default:
      return { kind: 'discussing', item };
  }
}

function outcomeOf(item: RoomItem): WithoutClass {
  if (item.phase === 'DEFERRED') return 'DEFERRED';
  return releasedResult(item)?.outcome === 'REJECTED' ? 'REJECTED' : 'STOPPED';
}

function freshest(board: RoomBoard, now: number): RoomItem | undefined {
  const released = board.agenda.flatMap((item) => {
    const at = Date.parse(releasedResult(item)?.releasedAt ?? '');
    return Number.isNaN(at) || now - at > FRESH_RESULT ? [] : [{ item, at }];
  });
  return released.sort((a, b) => b.at - a.at)[0]?.item;
}

/** The next item of the agenda that waits for the council. */
export function nextItem(board: RoomBoard): RoomItem | undefined {
  return board.agenda.filter((item) => item.phase === 'WAITING').sort((a, b) => a.position - b.position)[0];
}

/** How many items the council has dealt with. */
export function itemsDone(board: RoomBoard): number {
  return board.agenda.filter((item) => ['RELEASED', 'DEFERRED', 'STOPPED'].includes(item.phase)).length;
}

import { heldBackFrom } from './held-back';
import { releasedResult, type RoomBoard, type RoomItem, type RoomResult } from './room-scene';

export type ClosingGroup =
  | { key: `stars${number}`; stars: number; rows: { item: RoomItem; result: RoomResult }[] }
  | {
      key: 'deferred' | 'withoutClass' | 'unreleased' | 'left';
      stars: null;
      rows: { item: RoomItem; result: null }[];
    };

const ENDED: readonly RoomItem['phase'][] = ['DEFERRED', 'STOPPED', 'RELEASED', 'CONCLUDED'];

/** All items of a closed session by class, highest first and by mean within a class; figures only where released. */
export function closingList(board: Pick<RoomBoard, 'agenda'>): ClosingGroup[] {
  const agenda = [...board.agenda].sort((a, b) => a.position - b.position);
  const classed = agenda.flatMap((item) => {
    const result = releasedResult(item);
    return result?.outcome === 'CLASSIFIED' && result.starClass != null ? [{ item, result }] : [];
  });
  const groups: ClosingGroup[] = [5, 4, 3, 2, 1].map((stars) => ({
    key: `stars${stars}`,
    stars,
    rows: classed.filter((row) => row.result.starClass === stars).sort(byMean),
  }));
  const rest = agenda.filter((item) => !classed.some((row) => row.item === item));
  const plain = (items: RoomItem[]) => items.map((item) => ({ item, result: null }));
  groups.push(
    { key: 'deferred', stars: null, rows: plain(rest.filter((item) => item.phase === 'DEFERRED')) },
    {
      key: 'withoutClass',
      stars: null,
      rows: plain(rest.filter((item) => item.phase === 'STOPPED' || item.phase === 'RELEASED')),
    },
    // The chair may still release these.
    { key: 'unreleased', stars: null, rows: plain(rest.filter((item) => item.phase === 'CONCLUDED')) },
    { key: 'left', stars: null, rows: plain(rest.filter((item) => !ENDED.includes(item.phase))) },
  );
  return groups.filter((group) => group.rows.length > 0);
}

/** Exact comparison of sum/count by cross-multiplication: nothing is rounded. */
function byMean(a: { result: RoomResult }, b: { result: RoomResult }): number {
  const x = a.result.mean;
  const y = b.result.mean;
  return x && y ? y.sum * x.count - x.sum * y.count : 0;
}

/** Lines that a row takes: one, and one more where it says why its class is no higher. */
const linesOf = ({ result }: ClosingGroup['rows'][number]) =>
  result && heldBackFrom(result) !== null ? 2 : 1;

/** Cuts the groups into pages of at most `lines` lines, a group's heading counting as one; for long agendas. */
export function closingPages(groups: ClosingGroup[], lines: number): ClosingGroup[][] {
  const pages: ClosingGroup[][] = [[]];
  let left = lines;
  for (const group of groups) {
    let onPage: ClosingGroup['rows'] | null = null;
    for (const row of group.rows) {
      const needed = linesOf(row) + (onPage ? 0 : 1);
      if (left < needed && pages.at(-1)!.length > 0) {
        pages.push([]);
        left = lines;
        onPage = null;
      }
      if (!onPage) {
        onPage = [];
        pages.at(-1)!.push({ ...group, rows: onPage } as ClosingGroup);
        left -= 1;
      }
      onPage.push(row as never);
      left -= linesOf(row);
    }
  }
  return pages;
}

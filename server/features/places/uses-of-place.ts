import { quoted } from '../../domain/wording.js';

/** What goes on at a place, by name: councils in office, their sessions that are not closed, places below. */
export interface PlaceUses {
  readonly councils: readonly string[];
  readonly sessions: readonly string[];
  readonly places: readonly string[];
}

/** So many are named; of more the number is said. */
const NAMED = 3;

/** Why a place cannot cease, each as `field|vi|en` with what to do first; none where nothing goes on there. */
export function usesOfPlace({ councils, sessions, places }: PlaceUses): string[] {
  return [
    fault(
      sessions,
      ['phiên họp', 'chưa bế mạc; bế mạc hoặc gỡ trước'],
      ['sessions not closed', 'close or remove them first'],
    ),
    fault(
      councils,
      ['hội đồng', 'đang hoạt động ở đây; kết thúc hội đồng trước'],
      ['councils in office here', 'end them first'],
    ),
    fault(
      places,
      ['đơn vị trực thuộc', 'còn hoạt động; ngừng hoặc chuyển các đơn vị đó trước'],
      ['places below that go on', 'retire or move them first'],
    ),
  ].flat();
}

function fault(
  names: readonly string[],
  [what, vi]: [string, string],
  [en, first]: [string, string],
): string[] {
  if (names.length === 0) return [];
  const named = names.slice(0, NAMED).map(quoted).join(', ');
  const more = names.length - NAMED;
  const [viMore, enMore] = more > 0 ? [` và ${more} ${what} khác`, ` and ${more} more`] : ['', ''];
  return [`id|${what} ${named}${viMore} ${vi}|there are ${en}: ${named}${enMore}; ${first}`];
}

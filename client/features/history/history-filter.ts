import type { HistoryFilter, HistoryGroup } from '../../generated/operations';

/** In the order of a session's day. */
export const historyGroups: readonly HistoryGroup[] = [
  'SESSION',
  'ATTENDANCE',
  'SCORING',
  'DECISION',
  'ADMINISTRATION',
];

/** What the address may hold, in the words of the screen. */
export type HistoryQuery = Record<'ho-so' | 'nguoi' | 'viec', string | undefined>;

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The filter that an address asks for; whatever it does not know is left out. */
export function filterFromQuery(query: Readonly<Record<string, unknown>>): HistoryFilter {
  const id = (key: keyof HistoryQuery) => {
    const value = query[key];
    return typeof value === 'string' && ID.test(value) ? value : null;
  };
  const group = historyGroups.find((each) => each === query['viec']);
  return { evaluationId: id('ho-so'), memberId: id('nguoi'), groups: group ? [group] : null };
}

/** The address of a filter; what is not filtered by is not in it. */
export function queryFromFilter({ evaluationId, memberId, groups }: HistoryFilter): HistoryQuery {
  return {
    'ho-so': evaluationId ?? undefined,
    nguoi: memberId ?? undefined,
    viec: groups?.[0],
  };
}

export const isFiltering = (filter: HistoryFilter): boolean =>
  Object.values(queryFromFilter(filter)).some((value) => value !== undefined);

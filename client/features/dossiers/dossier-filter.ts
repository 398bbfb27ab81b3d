import type { DossierFilter, DossierKind, DossierState, Regime } from '../../generated/operations';
import { wholeNumber } from '../../ui/desk/useFormFaults';

export const dossierStates: readonly DossierState[] = [
  'REGISTERED',
  'IN_SESSION',
  'AWAITING_ROUND_2',
  'EVALUATED',
  'WITHDRAWN',
];
export const dossierKinds: readonly DossierKind[] = ['FIRST', 'UPGRADE', 'RE_EVALUATION'];
/** Newest first, as people look for them. */
export const regimes: readonly Regime[] = ['R26_2026', 'R148', 'R1048_781'];

/** What the address may hold; its words are those of the screen, so that it can be read and sent. */
export type FilterQuery = Record<string, string | undefined>;

const among = <Value extends string>(values: readonly Value[], text: string | undefined): Value | null =>
  values.find((value) => value === text) ?? null;

const number = (text: string | undefined) => (text === undefined ? null : wholeNumber(text));

/** The filter that an address asks for; whatever it does not know is left out. */
export function filterFromQuery(query: Readonly<Record<string, unknown>>): DossierFilter {
  const text = (key: string) => {
    const value = query[key];
    return typeof value === 'string' && value.trim() !== '' ? value : undefined;
  };
  return {
    search: text('tim') ?? null,
    placeId: text('dia-phuong') ?? null,
    sectorCode: text('nganh') ?? null,
    regime: among(regimes, text('quyet-dinh')),
    productSet: number(text('bo')),
    state: among(dossierStates, text('tinh-trang')),
    kind: among(dossierKinds, text('loai')),
    year: number(text('nam')),
    batch: number(text('dot')),
    withoutSession: text('chua-hop') === '1' ? true : null,
  };
}

/** The address of a filter; what is not filtered by is not in it. */
export function queryFromFilter(filter: DossierFilter): FilterQuery {
  return {
    tim: filter.search?.trim() || undefined,
    'dia-phuong': filter.placeId ?? undefined,
    nganh: filter.sectorCode ?? undefined,
    'quyet-dinh': filter.regime ?? undefined,
    bo: filter.productSet?.toString(),
    'tinh-trang': filter.state ?? undefined,
    loai: filter.kind ?? undefined,
    nam: filter.year?.toString(),
    dot: filter.batch?.toString(),
    'chua-hop': filter.withoutSession ? '1' : undefined,
  };
}

/** Whether the filter leaves anything out. */
export function isFiltering(filter: DossierFilter): boolean {
  return Object.values(queryFromFilter(filter)).some((value) => value !== undefined);
}

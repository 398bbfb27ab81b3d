import type { IsoDate } from '../domain/decrees.js';
import { productSetsOf } from '../scorecards/product-sets.js';
import type { ScorecardLibrary } from '../scorecards/scorecard-library.js';
import { deadlineOf, type HanoiPlan, type PlanSector } from './hanoi-plan.js';

/** One product that the plan counts, with what we add so that it can be scored. */
export interface CountedProduct {
  readonly district: string;
  readonly sector: PlanSector;
  readonly name: string;
  readonly productSet: number;
  readonly batch: 1 | 2;
  readonly submittedOn: IsoDate;
}

/**
 * The plan's table, product by product. The plan prints numbers and no names, so each is named by its sector, its
 * number and its district; product sets go round those of the sector that can be scored; of each district the first
 * half comes in batch 1, the rest in batch 2, spread over the days in which districts hand in.
 * @throws {Error} when a sector has no complete scorecard
 */
export function countedProducts(plan: HanoiPlan, library: ScorecardLibrary): CountedProduct[] {
  const windows = { 1: windowOf(plan, 1), 2: windowOf(plan, 2) } as const;
  const nextSet = setsInTurn(library);
  return plan.appendix01.rows.flatMap(({ district, counts }) => {
    const ofDistrict = plan.appendix01.sectors.flatMap(({ code, vi }) =>
      Array.from({ length: counts[code] }, (_, index) => ({
        district,
        sector: code,
        name: `Sản phẩm ${lowerFirst(vi)} số ${index + 1} – ${district}`,
        productSet: nextSet(code),
      })),
    );
    const half = Math.ceil(ofDistrict.length / 2);
    return ofDistrict.map((product, index) => {
      const batch = index < half ? 1 : 2;
      const days = windows[batch];
      return { ...product, batch, submittedOn: days[index % days.length]! };
    });
  });
}

function setsInTurn(library: ScorecardLibrary): (sector: PlanSector) => number {
  const complete = productSetsOf(library, '1048-781').filter((set) => set.complete);
  const given = new Map<PlanSector, number>();
  return (sector) => {
    const sets = complete.filter(({ sectorCode }) => sectorCode === sector);
    const turn = given.get(sector) ?? 0;
    given.set(sector, turn + 1);
    const set = sets[turn % sets.length];
    if (!set) throw new Error(`no complete scorecard for sector ${sector}`);
    return set.number;
  };
}

/** Days on which a batch is handed in: from the plan's date, or the former deadline, to the day before its own. */
function windowOf(plan: HanoiPlan, batch: 1 | 2): [IsoDate, ...IsoDate[]] {
  const first = batch === 1 ? plan.document.date : deadlineOf(plan, 1);
  const days: IsoDate[] = [];
  for (let at = first; at < deadlineOf(plan, batch); at = nextDay(at)) days.push(at);
  if (days.length === 0) throw new Error(`the plan leaves no day for batch ${batch}`);
  return days as [IsoDate, ...IsoDate[]];
}

const nextDay = (day: IsoDate): IsoDate =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

const lowerFirst = (text: string): string => text.charAt(0).toLocaleLowerCase('vi') + text.slice(1);

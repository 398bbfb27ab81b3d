import type { Tx } from '../platform/transact.js';
import { PLAN_SECTORS, type HanoiPlan, type PlanSector } from './hanoi-plan.js';

/** How many dossiers stand in the database, by district and by sector. */
export interface RegisteredTotals {
  readonly districts: readonly {
    readonly district: string;
    readonly counts: Readonly<Record<PlanSector, number>>;
    readonly total: number;
  }[];
  readonly sectors: Readonly<Record<PlanSector, number>>;
  readonly total: number;
}

/**
 * Counts what was registered under a province in 2021 and holds it against the printed table.
 * @throws {Error} naming every figure that differs
 */
export async function verifyTotals(tx: Tx, plan: HanoiPlan, provinceId: string): Promise<RegisteredTotals> {
  const rows = await tx.query<{ district: string; sector: PlanSector; count: number }[]>(
    `select place.name as district, dossier.sector_code as sector, count(*)::int as count
       from dossier join product on product.id = dossier.product_id
       join producer on producer.id = product.producer_id join place on place.id = producer.place_id
      where place.parent_id = $1 and dossier.regime = '1048-781' and dossier.year = 2021
      group by 1, 2`,
    [provinceId],
  );
  const countOf = (district: string, sector: PlanSector) =>
    rows.find((row) => row.district === district && row.sector === sector)?.count ?? 0;
  const tally = (count: (sector: PlanSector) => number) =>
    Object.fromEntries(PLAN_SECTORS.map((sector) => [sector, count(sector)])) as Record<PlanSector, number>;
  const { rows: printed, statedColumnTotals, statedGrandTotal } = plan.appendix01;
  const districts = printed.map(({ district }) => {
    const counts = tally((sector) => countOf(district, sector));
    return { district, counts, total: sum(Object.values(counts)) };
  });
  const sectors = tally((sector) =>
    sum(rows.filter((row) => row.sector === sector).map(({ count }) => count)),
  );
  const total = sum(rows.map(({ count }) => count));
  const faults = [
    ...printed.flatMap(({ district, counts, statedTotal }, index) => [
      ...PLAN_SECTORS.flatMap((sector) =>
        differs(`${district}, ${sector}`, countOf(district, sector), counts[sector]),
      ),
      ...differs(district, districts[index]!.total, statedTotal),
    ]),
    ...PLAN_SECTORS.flatMap((sector) => differs(sector, sectors[sector], statedColumnTotals[sector])),
    ...differs('total', total, statedGrandTotal),
  ];
  if (faults.length > 0) throw new Error(`not as printed: ${faults.join('; ')}`);
  return { districts, sectors, total };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

const differs = (what: string, found: number, printed: number): string[] =>
  found === printed ? [] : [`${what}: ${found}, printed ${printed}`];

/** The totals as a table for the terminal, as the plan prints them. */
export function wordTotals({ districts, sectors, total }: RegisteredTotals, plan: HanoiPlan): string {
  const heads = plan.appendix01.sectors.map(({ code, vi }) => `${code} = ${vi}`);
  const line = (name: string, counts: Readonly<Record<PlanSector, number>>, all: number) =>
    [
      name.normalize('NFC').padEnd(14),
      ...[...PLAN_SECTORS.map((sector) => counts[sector]), all].map((n) => String(n).padStart(11)),
    ].join('');
  return [
    ...heads.map((head) => `  ${head}`),
    ['Huyện'.padEnd(14), ...[...PLAN_SECTORS, 'Tổng'].map((head) => head.padStart(11))].join(''),
    ...districts.map(({ district, counts, total: all }) => line(district, counts, all)),
    line('Tổng', sectors, total),
  ].join('\n');
}

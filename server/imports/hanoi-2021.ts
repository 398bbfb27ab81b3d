import type { DataSource } from 'typeorm';
import { DossierRepository } from '../features/dossiers/dossier.repository.js';
import { ProducerRepository } from '../features/dossiers/producer.repository.js';
import { Producers } from '../features/dossiers/producers.js';
import { ProductRepository } from '../features/dossiers/product.repository.js';
import { Products } from '../features/dossiers/products.js';
import { RegisterDossiers } from '../features/dossiers/register-dossiers.js';
import { PlaceRepository } from '../features/places/place.repository.js';
import { Places, type Place } from '../features/places/places.js';
import type { Tx } from '../platform/transact.js';
import type { ScorecardLibrary } from '../scorecards/scorecard-library.js';
import { foundCouncil } from './found-council.js';
import { hanoiCouncil } from './hanoi-council.js';
import { countedProducts } from './hanoi-dossiers.js';
import { readHanoiPlan, type HanoiPlan } from './hanoi-plan.js';
import { verifyTotals, type RegisteredTotals } from './verify-totals.js';

/** The day districts ceased. @source R 2.7 */
const DISTRICTS_ENDED = '2025-07-01';
/** Unit code of Hà Nội. @source Quyết định 19/2025/QĐ-TTg */
const HANOI_CODE = '01';

export interface HanoiImport {
  /** False: the database had it already, and nothing was changed. */
  readonly imported: boolean;
  readonly councilId: string;
  /** Null where it had been imported before: dossiers may have been withdrawn or moved since. */
  readonly totals: RegisteredTotals | null;
}

/**
 * Registers the 541 dossiers that Hà Nội's plan of 2021 counts, with their places, producers and council, all or
 * nothing, through the same use cases as an administrator's hand.
 * @throws {Error} when the totals do not come out as printed; then nothing was written
 * @source R 7.31; Kế hoạch 220/KH-UBND of 6 October 2021
 */
export function importHanoi2021(
  dataSource: DataSource,
  library: ScorecardLibrary,
  plan: HanoiPlan = readHanoiPlan(),
): Promise<HanoiImport> {
  return dataSource.transaction(async (tx) => {
    // Two imports at once: the second waits here, then finds the work done.
    await tx.query(`select pg_advisory_xact_lock(hashtext('import hanoi-2021'))`);
    const known = await existingCouncil(tx, plan);
    if (known !== null) return { imported: false, councilId: known, totals: null };
    const provinceId = await hanoi(tx);
    const { id: councilId } = await foundCouncil(tx, hanoiCouncil(plan, provinceId));
    await registerAll(tx, library, plan, provinceId);
    return { imported: true, councilId, totals: await verifyTotals(tx, plan, provinceId) };
  });
}

async function existingCouncil(tx: Tx, { councilDecision }: HanoiPlan): Promise<string | null> {
  const rows = await tx.query<{ id: string }[]>(
    `select council.id from council join place on place.id = council.place_id
      where council.decision_number = $1 and council.decision_date = $2 and place.level = 'PROVINCE' and place.code = $3`,
    [councilDecision.number, councilDecision.date, HANOI_CODE],
  );
  return rows[0]?.id ?? null;
}

/** Hà Nội as it stands in the database, or a new province. One that somebody entered without a code gets it. */
async function hanoi(tx: Tx): Promise<string> {
  const [known] = await tx.query<{ id: string; code: string | null }[]>(
    `select id, code from place where level = 'PROVINCE' and (code = $1 or name in ('Hà Nội', 'Thành phố Hà Nội'))
      order by code = $1 desc nulls last limit 1`,
    [HANOI_CODE],
  );
  if (known?.code === null)
    await tx.query('update place set code = $2, version = version + 1 where id = $1', [known.id, HANOI_CODE]);
  if (known) return known.id;
  const places = new Places(new PlaceRepository(tx));
  return (await places.create({ code: HANOI_CODE, level: 'PROVINCE', name: 'Hà Nội', parentId: null })).id;
}

async function registerAll(
  tx: Tx,
  library: ScorecardLibrary,
  plan: HanoiPlan,
  provinceId: string,
): Promise<void> {
  const products = new Products(new ProductRepository(tx));
  const dossiers = new RegisterDossiers(new DossierRepository(tx), library, () => new Date());
  const producerIds = await districtProducers(tx, plan, provinceId);
  for (const { district, name, productSet, batch, submittedOn } of countedProducts(plan, library)) {
    const product = await products.create({ name, code: null, producerId: producerIds.get(district)! });
    await dossiers.create({
      ...{ productId: product.id, productSet, batch, submittedOn },
      ...{ kind: 'FIRST', level: 'PROVINCE', year: 2021, round: 1, hasStory: true, regime: '1048-781' },
    });
  }
}

async function endedDistrict(places: Places, name: string, provinceId: string): Promise<Place> {
  const { id } = await places.create({ code: null, level: 'DISTRICT', name, parentId: provinceId });
  return places.retire(id, DISTRICTS_ENDED);
}

/** One producer a district stands for those whom the plan counts and does not name; it sits at the district itself. */
async function districtProducers(tx: Tx, plan: HanoiPlan, provinceId: string): Promise<Map<string, string>> {
  const places = new Places(new PlaceRepository(tx));
  const producers = new Producers(new ProducerRepository(tx));
  const byDistrict = new Map<string, string>();
  for (const { district } of plan.appendix01.rows) {
    const [known] = (await places.list({ level: 'DISTRICT', parentId: provinceId })).filter(
      ({ name }) => name === district,
    );
    // A district that is there already is its administrator's: communes or a council of his may still stand in it.
    const place = known ?? (await endedDistrict(places, district, provinceId));
    const producer = await producers.create({
      name: `Chủ thể tại ${district} (Kế hoạch ${plan.document.number} chỉ in số lượng, không in tên)`,
      kind: 'OTHER',
      placeId: place.id,
      phone: null,
      address: null,
    });
    byDistrict.set(district, producer.id);
  }
  return byDistrict;
}

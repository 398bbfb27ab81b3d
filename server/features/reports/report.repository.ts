import type { EntityManager } from 'typeorm';
import { PUBLIC_RESULT } from '../dossiers/public-result.js';
import { presentedName } from '../sessions/presented-name.js';
import type { ResultLine, SessionResultRecords } from './session-results.js';
import type {
  CountedStars,
  StarCountRecords,
  StarDistributionBy,
  StarDistributionFilter,
} from './star-counts.js';

/** Results as reports read them. Every statement here begins at released results and sees no other. */
export class ReportRepository implements StarCountRecords, SessionResultRecords {
  constructor(private readonly database: EntityManager) {}

  count(by: StarDistributionBy, filter: StarDistributionFilter): Promise<CountedStars[]> {
    const { placeId, sectorCode, regime, productSet, year, batch } = filter;
    return this.database.query(
      COUNT(KEYS[by]),
      [placeId, sectorCode, regime, productSet, year, batch].map((given) => given ?? null),
    );
  }

  async hasSession(sessionId: string): Promise<boolean> {
    const sessions: unknown[] = await this.database.query('select 1 from session where id = $1', [sessionId]);
    return sessions.length > 0;
  }

  releasedLines(sessionId: string): Promise<ResultLine[]> {
    return this.database.query(
      `select evaluation.id as "evaluationId", evaluation.position,
              ${presentedName('evaluation', 'product_name', 'product.name')} as "productName", product.code as "productCode",
              ${presentedName('evaluation', 'producer_name', 'producer.name')} as "producerName",
              ${presentedName('evaluation', 'place_name', 'place.name')} as "placeName",
              evaluation.criteria_set_code as "criteriaSetCode"
         from result
         join evaluation on evaluation.id = result.evaluation_id
         join dossier on dossier.id = evaluation.dossier_id
         join product on product.id = dossier.product_id
         join producer on producer.id = product.producer_id
         join place on place.id = producer.place_id
        where ${PUBLIC_RESULT} and evaluation.session_id = $1
        order by evaluation.position`,
      [sessionId],
    );
  }
}

interface Key {
  readonly key: string;
  readonly name: string;
}

const KEYS: Record<StarDistributionBy, Key> = {
  PLACE: { key: 'shown.id::text', name: 'shown.name' },
  SECTOR: { key: 'dossier.sector_code', name: 'null::text' },
  PRODUCT_SET: { key: `dossier.regime || '/' || dossier.product_set`, name: 'null::text' },
  BATCH: { key: `dossier.year || '-' || dossier.batch`, name: 'null::text' },
  YEAR: { key: 'dossier.year::text', name: 'null::text' },
  DECREE: { key: 'dossier.regime', name: 'null::text' },
};

const stars = (count: number) => `count(*) filter (where result.star_class = ${count})::int`;

/**
 * `home` says of every place that is asked for under which one it is shown: without a place asked for its province;
 * under a place asked for the unit directly below it, so that an old district gathers its communes; producers that
 * sit at the place itself are shown there.
 */
const COUNT = ({ key, name }: Key) => `
with recursive home (place_id, shown_id) as (
    select id, id from place
     where case when $1::uuid is null then level = 'PROVINCE' or parent_id is null else id = $1 or parent_id = $1 end
  union all
    select place.id, home.shown_id from place join home on place.parent_id = home.place_id
     where case when $1::uuid is null then place.level <> 'PROVINCE' else home.place_id <> $1 end
)
select ${key} as key, ${name} as name, array_agg(distinct evaluation.criteria_set_code) as cards,
       ${stars(1)} as one, ${stars(2)} as two, ${stars(3)} as three, ${stars(4)} as four, ${stars(5)} as five,
       count(*) filter (where result.outcome <> 'CLASSIFIED')::int as stopped, count(*)::int as total
  from result
  join evaluation on evaluation.id = result.evaluation_id
  join dossier on dossier.id = evaluation.dossier_id
  join product on product.id = dossier.product_id
  join producer on producer.id = product.producer_id
  join home on home.place_id = producer.place_id
  join place shown on shown.id = home.shown_id
 where ${PUBLIC_RESULT}
   and ($2::text is null or dossier.sector_code = $2)
   and ($3::text is null or dossier.regime = $3)
   and ($4::int is null or dossier.product_set = $4)
   and ($5::int is null or dossier.year = $5)
   and ($6::int is null or dossier.batch = $6)
 group by 1, 2`;

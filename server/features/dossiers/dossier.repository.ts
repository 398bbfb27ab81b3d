import { randomUUID } from 'node:crypto';
import { In, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { pageOf, type Page, type PageRequest } from '../../domain/page.js';
import { DossierRow } from './dossier.entity.js';
import type { Asker, ChangeGuard, Dossier, DossierFields, DossierFilter, DossierRecords } from './dossier.js';
import { countRows, searchNames, UNDER_PLACE, underPlaces } from './name-page.repository.js';
import { visibleDossiers } from './visible-dossiers.js';

export class DossierRepository implements DossierRecords {
  constructor(private readonly database: EntityManager) {}

  async page(filter: DossierFilter, asker: Asker, { first, after }: PageRequest): Promise<Page<Dossier>> {
    const query = this.database
      .createQueryBuilder(DossierRow, 'dossier')
      .innerJoin('product', 'product', 'product.id = dossier.product_id')
      .innerJoin('producer', 'producer', 'producer.id = product.producer_id');
    restrict(query, filter);
    const visible = visibleDossiers(asker);
    query.andWhere(visible.sql, visible.parameters);
    const total = await countRows(query);
    if (after) {
      const [year, batch, name, id] = after;
      query.andWhere(AFTER, {
        afterYear: Number(year),
        afterBatch: Number(batch),
        afterName: name,
        afterId: id,
      });
    }
    const { entities, raw } = await query
      .addSelect('product.name', 'product_name')
      .orderBy('dossier.year', 'DESC')
      .addOrderBy('dossier.batch', 'DESC')
      .addOrderBy('product.name')
      .addOrderBy('dossier.id')
      .limit(first + 1)
      .getRawAndEntities<{ product_name: string }>();
    const names = new Map(entities.map(({ id }, at) => [id, raw[at]?.product_name ?? '']));
    return pageOf(entities as Dossier[], first, total, ({ year, batch, id }) => [
      String(year),
      String(batch),
      names.get(id) ?? '',
      id,
    ]);
  }

  find(id: string): Promise<Dossier | null> {
    return this.database.findOneBy(DossierRow, { id }) as Promise<Dossier | null>;
  }

  findMany(ids: readonly string[]): Promise<Dossier[]> {
    return this.database.findBy(DossierRow, { id: In([...ids]) }) as Promise<Dossier[]>;
  }

  async open(ids: readonly string[], asker: Asker): Promise<ReadonlySet<string>> {
    const visible = visibleDossiers(asker);
    const rows = await this.database
      .createQueryBuilder(DossierRow, 'dossier')
      .select('dossier.id', 'id')
      .where('dossier.id = any(:ids)', { ids })
      .andWhere(visible.sql, visible.parameters)
      .getRawMany<{ id: string }>();
    return new Set(rows.map(({ id }) => id));
  }

  productExists(productId: string): Promise<boolean> {
    return this.any('select 1 from product where id = $1', productId);
  }

  sameTurn({
    productId,
    kind,
    year,
    batch,
    round,
  }: Pick<DossierFields, 'productId' | 'kind' | 'year' | 'batch' | 'round'>): Promise<
    Pick<Dossier, 'id' | 'submittedOn'>[]
  > {
    return this.database.query(
      `select id, submitted_on::text as "submittedOn" from dossier
       where product_id = $1 and kind = $2 and year = $3 and batch = $4 and round = $5 and state <> 'WITHDRAWN'`,
      [productId, kind, year, batch, round],
    );
  }

  async lastEvaluated(productId: string): Promise<string | null> {
    const [last]: { id: string }[] = await this.database.query(
      `select dossier.id from dossier join evaluation on evaluation.dossier_id = dossier.id
         join result on result.evaluation_id = evaluation.id
        where dossier.product_id = $1 and result.released_at is not null
        order by dossier.year desc, dossier.batch desc, result.released_at desc limit 1`,
      [productId],
    );
    return last?.id ?? null;
  }

  async lastSession(id: string): Promise<string | null> {
    const [last]: { name: string }[] = await this.database.query(
      `select session.name from evaluation join session on session.id = evaluation.session_id
       where evaluation.dossier_id = $1 and evaluation.phase not in ('RELEASED', 'DEFERRED')
       order by session.phase = 'CLOSED', session.planned_at desc limit 1`,
      [id],
    );
    return last?.name ?? null;
  }

  hasMarks(id: string): Promise<boolean> {
    return this.any(`${MARKS_OF('$1')} limit 1`, id);
  }

  hasAssessments(id: string): Promise<boolean> {
    return this.any('select 1 from assessment where dossier_id = $1 limit 1', id);
  }

  async insert(fields: DossierFields & Pick<Dossier, 'previousId'>): Promise<Dossier> {
    const dossier: Dossier = {
      ...fields,
      id: randomUUID(),
      state: 'REGISTERED',
      withdrawnReason: null,
      version: 1,
    };
    await this.database.insert(DossierRow, dossier);
    return dossier;
  }

  async update(
    id: string,
    fields: DossierFields,
    { version, unmarked, unassessed }: ChangeGuard,
  ): Promise<boolean> {
    const query = this.database
      .createQueryBuilder()
      .update(DossierRow)
      .set({ ...fields, version: () => 'version + 1' })
      .where('id = :id and version = :version and state in (:...changeable)', {
        id,
        version,
        changeable: CHANGEABLE,
      });
    if (unmarked) query.andWhere(`not exists (${MARKS_OF('dossier.id')})`);
    if (unassessed) query.andWhere('not exists (select 1 from assessment where dossier_id = dossier.id)');
    return (await query.execute()).affected === 1;
  }

  async withdraw(id: string, reason: string): Promise<boolean> {
    const { affected } = await this.database
      .createQueryBuilder()
      .update(DossierRow)
      .set({ state: 'WITHDRAWN', withdrawnReason: reason, version: () => 'version + 1' })
      .where('id = :id and state in (:...changeable)', { id, changeable: CHANGEABLE })
      .andWhere(`not exists (${OPEN_AGENDA})`)
      .execute();
    return affected === 1;
  }

  private async any(question: string, id: string): Promise<boolean> {
    const rows: unknown[] = await this.database.query(question, [id]);
    return rows.length > 0;
  }
}

const CHANGEABLE = ['REGISTERED', 'AWAITING_ROUND_2'];

const MARKS_OF = (id: string) => `select 1 from mark join sheet on sheet.id = mark.sheet_id
  join evaluation on evaluation.id = sheet.evaluation_id where evaluation.dossier_id = ${id}`;

/** Whether something of the evaluation must stay on record: marks, submissions, findings, recusals. */
export const ON_RECORD = (evaluation: string) => `(
  exists (select 1 from finding where finding.evaluation_id = ${evaluation})
  or exists (select 1 from sheet where sheet.evaluation_id = ${evaluation}
    and (sheet.state = 'RECUSED' or exists (select 1 from mark where mark.sheet_id = sheet.id)
      or exists (select 1 from sheet_attempt where sheet_attempt.sheet_id = sheet.id))))`;

/** Places on agendas on which the dossier still waits for, or is in, its evaluation. */
const OPEN_AGENDA = `select 1 from evaluation join session on session.id = evaluation.session_id
  where evaluation.dossier_id = dossier.id and session.phase <> 'CLOSED'
    and evaluation.phase not in ('RELEASED', 'DEFERRED')`;

/** Whether a council left the dossier to a later round; one registered for a later round was left by nobody. */
export const DEFERRED = `exists (select 1 from evaluation deferral
  where deferral.dossier_id = dossier.id and deferral.phase = 'DEFERRED')`;

/** The council that last left the dossier to a later round; none where that council has ended meanwhile. */
export const DEFERRED_BY = `select case when council.retired_at is null then council.id end
  from evaluation deferred join session deferring on deferring.id = deferred.session_id
    join council on council.id = deferring.council_id
  where deferred.dossier_id = dossier.id and deferred.phase = 'DEFERRED'
  order by deferred.round desc, deferring.opened_at desc nulls last limit 1`;

/** As `checkRound` of the sessions judges, so that nothing is offered that it refuses. */
const WAITS_ELSEWHERE = `dossier.state = 'AWAITING_ROUND_2' and ${DEFERRED} and not exists (
  select 1 from session target where target.id = :forSession and target.round = dossier.round
    and coalesce((${DEFERRED_BY}), target.council_id) = target.council_id)`;

/** As `checkArea` and `checkForAgenda` of the sessions judge the place and the level. */
const OF_ITS_COUNCIL = `dossier.level = (select council.level
    from session join council on council.id = session.council_id where session.id = :forSession)
  and producer.place_id ${underPlaces(`select council.place_id as id
    from session join council on council.id = session.council_id where session.id = :forSession`)}`;

/** The first part lets the index by year and batch skip what was already shown. */
const AFTER = `(dossier.year, dossier.batch) <= (:afterYear, :afterBatch)
  and ((dossier.year, dossier.batch) < (:afterYear, :afterBatch)
    or (product.name, dossier.id) > (:afterName, :afterId))`;

const COLUMNS = {
  sectorCode: 'sector_code',
  regime: 'regime',
  productSet: 'product_set',
  state: 'state',
  kind: 'kind',
  year: 'year',
  batch: 'batch',
} as const satisfies Partial<Record<keyof DossierFilter, string>>;

function restrict(query: SelectQueryBuilder<DossierRow>, filter: DossierFilter): void {
  const { search, placeId, withoutSession, forSession } = filter;
  if (search) searchNames(query, search, ['product', 'producer'], ['product.code']);
  if (placeId) query.andWhere(`producer.place_id ${UNDER_PLACE}`, { placeId });
  for (const [name, column] of Object.entries(COLUMNS)) {
    const value = filter[name as keyof typeof COLUMNS];
    if (value !== null && value !== undefined)
      query.andWhere(`dossier.${column} = :${name}`, { [name]: value });
  }
  if (withoutSession) {
    query.andWhere(`dossier.state in (:...waiting) and not exists (${OPEN_AGENDA})`, { waiting: CHANGEABLE });
  }
  if (forSession) query.andWhere(`${OF_ITS_COUNCIL} and not (${WAITS_ELSEWHERE})`, { forSession });
}

import { randomUUID } from 'node:crypto';
import { In, type EntityManager } from 'typeorm';
import type { Page, PageRequest } from '../../domain/page.js';
import { readNamePage, searchNames, UNDER_PLACE } from './name-page.repository.js';
import { ProductRow } from './product.entity.js';
import { PUBLIC_RESULT } from './public-result.js';
import type { Product, ProductFields, ProductFilter, ProductRecords } from './products.js';

export class ProductRepository implements ProductRecords {
  constructor(private readonly database: EntityManager) {}

  page({ search, placeId, ...ofResult }: ProductFilter, request: PageRequest): Promise<Page<Product>> {
    const query = this.database
      .createQueryBuilder(ProductRow, 'product')
      .innerJoin('producer', 'producer', 'producer.id = product.producer_id');
    if (search) searchNames(query, search, ['product', 'producer'], ['product.code']);
    if (placeId) query.andWhere(`producer.place_id ${UNDER_PLACE}`, { placeId });
    const given = RESULT_CONDITIONS.filter(
      ([name]) => ofResult[name] !== null && ofResult[name] !== undefined,
    );
    if (given.length > 0) {
      const conditions = given.map(([, condition]) => `and ${condition}`).join(' ');
      query.andWhere(
        `exists (select 1 from dossier join evaluation on evaluation.dossier_id = dossier.id
           join result on result.evaluation_id = evaluation.id
           where dossier.product_id = product.id and ${PUBLIC_RESULT} ${conditions})`,
        Object.fromEntries(given.map(([name]) => [name, ofResult[name]])),
      );
    }
    return readNamePage(query, 'product', request) as Promise<Page<Product>>;
  }

  find(id: string): Promise<Product | null> {
    return this.database.findOneBy(ProductRow, { id }) as Promise<Product | null>;
  }

  findMany(ids: readonly string[]): Promise<Product[]> {
    return this.database.findBy(ProductRow, { id: In([...ids]) }) as Promise<Product[]>;
  }

  async ofCode(code: string): Promise<{ id: string; name: string; producerName: string } | null> {
    const [holder] = await this.database.query<{ id: string; name: string; producerName: string }[]>(
      `select product.id, product.name, producer.name as "producerName"
       from product join producer on producer.id = product.producer_id where product.code = $1`,
      [code],
    );
    return holder ?? null;
  }

  async producerExists(producerId: string): Promise<boolean> {
    const found: unknown[] = await this.database.query('select 1 from producer where id = $1', [producerId]);
    return found.length > 0;
  }

  async insert(fields: ProductFields): Promise<Product> {
    const product: Product = { ...fields, id: randomUUID(), photoUrl: null, version: 1 };
    await this.database.insert(ProductRow, product);
    return product;
  }

  async update(id: string, version: number, fields: ProductFields): Promise<boolean> {
    const { affected } = await this.database.update(
      ProductRow,
      { id, version },
      { ...fields, version: version + 1 },
    );
    return affected === 1;
  }
}

const RESULT_CONDITIONS: readonly (readonly [Exclude<keyof ProductFilter, 'search' | 'placeId'>, string])[] =
  [
    ['sectorCode', 'dossier.sector_code = :sectorCode'],
    ['regime', 'dossier.regime = :regime'],
    ['productSet', 'dossier.product_set = :productSet'],
    ['starClass', 'result.star_class = :starClass'],
    ['year', 'dossier.year = :year'],
    ['batch', 'dossier.batch = :batch'],
  ];

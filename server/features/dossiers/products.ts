import { dayInVietnam } from '../../domain/day-in-vietnam.js';
import type { Regime } from '../../domain/decrees.js';
import { checkPageSize, type Page, type PageRequest } from '../../domain/page.js';
import { productCode } from '../../domain/product-code.js';
import { Refusal } from '../../domain/refusal.js';
import type { StarClass } from '../../domain/scorecard.js';
import { invalid, optionalWording, quoted, refuseDuplicates } from '../../domain/wording.js';
import { checkAll } from '../../platform/check-all.js';
import { orTaken } from '../../platform/or-taken.js';
import { nameWording } from './name-wording.js';

/** A product, whose star classes come from its dossiers. */
export interface Product {
  readonly id: string;
  readonly name: string;
  /** Province code - commune code - running number - year, where given (R 3.5). */
  readonly code: string | null;
  readonly producerId: string;
  readonly photoUrl: string | null;
  readonly version: number;
}

export type ProductFields = Pick<Product, 'name' | 'code' | 'producerId'>;

/**
 * Which products are wanted. From `sectorCode` on, all refer to one and the same released result: a product that has
 * none is not among them, and a dossier still being evaluated shows in nothing.
 */
export interface ProductFilter {
  /** Part of the name or code of the product, or of the producer's name. */
  readonly search?: string | null;
  /** The producer's place, or any place above it. */
  readonly placeId?: string | null;
  readonly sectorCode?: string | null;
  readonly regime?: Regime | null;
  readonly productSet?: number | null;
  readonly starClass?: StarClass | null;
  readonly year?: number | null;
  readonly batch?: number | null;
}

/** Where products are kept. */
export interface ProductRecords {
  /** By name as Vietnamese names are sorted. */
  page(filter: ProductFilter, request: PageRequest): Promise<Page<Product>>;
  find(id: string): Promise<Product | null>;
  findMany(ids: readonly string[]): Promise<Product[]>;
  /** The product that has the code, with the name of its producer. */
  ofCode(code: string): Promise<{ id: string; name: string; producerName: string } | null>;
  producerExists(producerId: string): Promise<boolean>;
  insert(fields: ProductFields): Promise<Product>;
  /** @returns false where the product has another version by now */
  update(id: string, version: number, fields: ProductFields): Promise<boolean>;
}

/** Products as administrators keep them and other systems query them. */
export class Products {
  constructor(
    private readonly records: ProductRecords,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** @throws {Refusal} INVALID_INPUT for a search text that cannot be one */
  page(filter: ProductFilter, request: PageRequest): Promise<Page<Product>> {
    checkPageSize(request.first);
    return this.records.page(
      { ...filter, search: optionalWording('filter.search', filter.search, 200) },
      request,
    );
  }

  find(id: string): Promise<Product | null> {
    return this.records.find(id);
  }

  findMany(ids: readonly string[]): Promise<Product[]> {
    return this.records.findMany(ids);
  }

  /** @throws {Refusal} INVALID_INPUT, DUPLICATE for a code that another product has */
  async create(given: ProductFields): Promise<Product> {
    const fields = await this.checked(given, null);
    return orTaken(
      () => this.records.insert(fields),
      () => this.checkCode(fields.code, null),
    );
  }

  /** @throws {Refusal} as `create`, and NOT_FOUND, CONFLICT where somebody else was quicker */
  async change(id: string, version: number, given: ProductFields): Promise<Product> {
    const product = await this.existing(id);
    if (product.version !== version) throw new Refusal('CONFLICT', { product: id });
    const fields = await this.checked(given, product);
    const written = await orTaken(
      () => this.records.update(id, version, fields),
      () => this.checkCode(fields.code, product.id),
    );
    if (!written) throw new Refusal('CONFLICT', { product: id });
    return this.existing(id);
  }

  private async existing(id: string): Promise<Product> {
    const product = await this.records.find(id);
    if (!product) throw new Refusal('NOT_FOUND', { id });
    return product;
  }

  private async checked(given: ProductFields, standing: Product | null): Promise<ProductFields> {
    const code = () =>
      productCode('input.code', given.code, standing?.code ?? null, dayInVietnam(this.now()));
    await checkAll(
      () => this.checkProducer(given.producerId),
      () => nameWording('input.name', given.name),
      () => this.checkCode(code(), standing?.id ?? null),
    );
    return {
      ...given,
      name: nameWording('input.name', given.name),
      code: code(),
    };
  }

  private async checkProducer(producerId: string): Promise<void> {
    if (!(await this.records.producerExists(producerId)))
      throw invalid('input.producerId', 'không có chủ thể này', 'there is no such producer');
  }

  private async checkCode(code: string | null, by: string | null): Promise<void> {
    const holder = code === null ? null : await this.records.ofCode(code);
    if (!holder || holder.id === by) return;
    const whose = `${quoted(holder.name)} (${quoted(holder.producerName)})`;
    refuseDuplicates([
      `input.code|mã số này đã là của sản phẩm ${whose}|this code belongs to the product ${whose}`,
    ]);
  }
}

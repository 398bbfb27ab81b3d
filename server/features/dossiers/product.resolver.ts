import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { AFTER_CURSOR } from '../../platform/argument-words.js';
import { Allow } from '../../platform/authorize.js';
import { batchedById, batchedByOwner } from '../../platform/batched.js';
import type { Reading } from '../../platform/database/report-reader.js';
import { connectionOf, readPaging } from '../../platform/paging.js';
import { VersionRead } from '../../platform/version-read.js';
import type { RequestContext } from '../../platform/viewer.js';
import { ProducerType } from './producer.types.js';
import type { Producer, Producers } from './producers.js';
import {
  ProductConnectionType,
  ProductFilter,
  ProductInput,
  ProductOutcome,
  ProductType,
} from './product.types.js';
import type { ProductFields, Products } from './products.js';
import { ReleasedResultType } from './released-result.types.js';
import type { ReleasedResult, ReleasedResults } from './released-results.js';

/** What other systems read, over the database reports are read from. */
export interface ProductReports {
  readonly products: Pick<Products, 'page'>;
  readonly producers: Pick<Producers, 'findMany'>;
  readonly results: Pick<ReleasedResults, 'ofProducts'>;
}

/** What a list of products looks up for each of them. */
interface LookUps {
  readonly producer: (id: string) => Promise<Producer | null>;
  readonly results: (productId: string) => Promise<ReleasedResult[]>;
}

@Resolver(() => ProductType)
export class ProductResolver {
  private readonly standing: LookUps;
  private readonly reported = new WeakMap<RequestContext, LookUps>();

  constructor(
    private readonly products: Products,
    producers: Producers,
    results: ReleasedResults,
    private readonly reports: Reading<ProductReports>,
  ) {
    this.standing = lookUps(
      (ids) => producers.findMany(ids),
      (ids) => results.ofProducts(ids),
    );
  }

  /** Whoever keeps the register sees what he has just written; other systems read reports. */
  private lookUpsFor(asker: RequestContext): LookUps {
    if (asker.viewer.kind !== 'TOKEN') return this.standing;
    const known = this.reported.get(asker);
    if (known) return known;
    // Of one request alone: its answer says as of when it is.
    const made = lookUps(
      (ids) => this.reports(asker, ({ producers }) => producers.findMany(ids)),
      (ids) => this.reports(asker, ({ results }) => results.ofProducts(ids)),
    );
    this.reported.set(asker, made);
    return made;
  }

  @Allow('SIGNED_IN', 'PRODUCTS')
  @Query(() => ProductConnectionType, {
    name: 'products',
    description: 'Products by name, with their released results; also the reporting query for other systems.',
  })
  async list(
    @Arg('filter', () => ProductFilter, { nullable: true, description: 'Null: all products.' })
    filter: ProductFilter | undefined,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: '1–200.' }) first: number,
    @Arg('after', () => String, { nullable: true, ...AFTER_CURSOR }) after: string | undefined,
    @Ctx() asker: RequestContext,
  ): Promise<ProductConnectionType> {
    const request = readPaging(first, after, 2);
    if (asker.viewer.kind !== 'TOKEN') return connectionOf(await this.products.page(filter ?? {}, request));
    return connectionOf(await this.reports(asker, ({ products }) => products.page(filter ?? {}, request)));
  }

  @Allow('ADMIN')
  @Query(() => ProductType, {
    name: 'product',
    nullable: true,
    description: 'One product, as it stands now.',
  })
  find(@Arg('id', () => ID, { description: 'As in `products`.' }) id: string): Promise<ProductType | null> {
    return this.products.find(id);
  }

  @FieldResolver(() => ProducerType, { description: 'Who makes it and applies for it.' })
  producer(@Root() product: ProductType, @Ctx() asker: RequestContext): Promise<ProducerType | null> {
    return this.lookUpsFor(asker).producer(product.producerId);
  }

  @FieldResolver(() => [ReleasedResultType], {
    description: 'Released results of its dossiers, newest first.',
  })
  recognised(@Root() product: ProductType, @Ctx() asker: RequestContext): Promise<ReleasedResultType[]> {
    return this.lookUpsFor(asker).results(product.id);
  }

  @Allow('ADMIN')
  @Mutation(() => ProductOutcome, { description: 'Adds a product.' })
  createProduct(
    @Arg('input', () => ProductInput, { description: 'As in the registration form.' }) input: ProductInput,
  ): Promise<ProductType> {
    return this.products.create(fieldsOf(input));
  }

  @Allow('ADMIN')
  @Mutation(() => ProductOutcome, { description: 'Corrects a product.' })
  changeProduct(
    @Arg('id', () => ID, { description: 'As in `products`.' }) id: string,
    @VersionRead() version: number,
    @Arg('input', () => ProductInput, { description: 'Replaces all of it.' }) input: ProductInput,
  ): Promise<ProductType> {
    return this.products.change(id, version, fieldsOf(input));
  }
}

function lookUps(
  producers: (ids: readonly string[]) => Promise<Producer[]>,
  results: (productIds: readonly string[]) => Promise<ReleasedResult[]>,
): LookUps {
  return {
    producer: batchedById(producers),
    results: batchedByOwner(results, ({ productId }) => productId),
  };
}

const fieldsOf = ({ name, code, producerId }: ProductInput): ProductFields => ({
  name,
  code: code ?? null,
  producerId,
});

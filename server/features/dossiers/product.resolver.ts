import { Arg, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { AFTER_CURSOR } from '../../platform/argument-words.js';
import { Allow } from '../../platform/authorize.js';
import { batchedById, batchedByOwner } from '../../platform/batched.js';
import { connectionOf, readPaging } from '../../platform/paging.js';
import { VersionRead } from '../../platform/version-read.js';
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

@Resolver(() => ProductType)
export class ProductResolver {
  private readonly producerById: (id: string) => Promise<Producer | null>;
  private readonly resultsOf: (productId: string) => Promise<ReleasedResult[]>;

  constructor(
    private readonly products: Products,
    producers: Producers,
    results: ReleasedResults,
  ) {
    this.producerById = batchedById((ids) => producers.findMany(ids));
    this.resultsOf = batchedByOwner(
      (ids) => results.ofProducts(ids),
      (result) => result.productId,
    );
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
    @Arg('after', () => String, { nullable: true, ...AFTER_CURSOR }) after?: string,
  ): Promise<ProductConnectionType> {
    return connectionOf(await this.products.page(filter ?? {}, readPaging(first, after, 2)));
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
  producer(@Root() product: ProductType): Promise<ProducerType | null> {
    return this.producerById(product.producerId);
  }

  @FieldResolver(() => [ReleasedResultType], {
    description: 'Released results of its dossiers, newest first.',
  })
  recognised(@Root() product: ProductType): Promise<ReleasedResultType[]> {
    return this.resultsOf(product.id);
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

const fieldsOf = ({ name, code, producerId }: ProductInput): ProductFields => ({
  name,
  code: code ?? null,
  producerId,
});

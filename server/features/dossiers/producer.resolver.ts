import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { AFTER_CURSOR } from '../../platform/argument-words.js';
import { Allow } from '../../platform/authorize.js';
import { batchedById } from '../../platform/batched.js';
import { connectionOf, readPaging } from '../../platform/paging.js';
import { VersionRead } from '../../platform/version-read.js';
import type { RequestContext } from '../../platform/viewer.js';
import { PlaceType } from '../places/place.types.js';
import type { Place, Places } from '../places/places.js';
import { ProducerConnectionType, ProducerInput, ProducerOutcome, ProducerType } from './producer.types.js';
import type { ProducerFields, Producers } from './producers.js';

@Resolver(() => ProducerType)
export class ProducerResolver {
  private readonly placeById: (id: string) => Promise<Place | null>;

  constructor(
    private readonly producers: Producers,
    places: Places,
  ) {
    this.placeById = batchedById((ids) => places.findMany(ids));
  }

  @Allow('SIGNED_IN')
  @Query(() => ProducerConnectionType, {
    name: 'producers',
    description: 'Producers by name; `search` finds any part of it, with or without the Vietnamese marks.',
  })
  async list(
    @Arg('search', () => String, {
      nullable: true,
      description: 'Part of the name; tones count only where some are written. Null: every producer.',
    })
    search: string | undefined,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: '1–200.' }) first: number,
    @Arg('after', () => String, { nullable: true, ...AFTER_CURSOR }) after?: string,
  ): Promise<ProducerConnectionType> {
    return connectionOf(await this.producers.page(search, readPaging(first, after, 2)));
  }

  @Allow('ADMIN')
  @Query(() => ProducerType, {
    name: 'producer',
    nullable: true,
    description: 'One producer, as it stands now.',
  })
  find(@Arg('id', () => ID, { description: 'As in `producers`.' }) id: string): Promise<ProducerType | null> {
    return this.producers.find(id);
  }

  @FieldResolver(() => PlaceType, { description: 'Commune as a rule; reports count by it.' })
  place(@Root() producer: ProducerType): Promise<PlaceType | null> {
    return this.placeById(producer.placeId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'For people who are signed in; not given to other systems.',
  })
  phone(@Root() producer: ProducerType, @Ctx() { viewer }: RequestContext): string | null {
    return viewer.kind === 'TOKEN' ? null : producer.phone;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'For people who are signed in; not given to other systems.',
  })
  address(@Root() producer: ProducerType, @Ctx() { viewer }: RequestContext): string | null {
    return viewer.kind === 'TOKEN' ? null : producer.address;
  }

  @Allow('ADMIN')
  @Mutation(() => ProducerOutcome, { description: 'Adds a producer.' })
  createProducer(
    @Arg('input', () => ProducerInput, { description: 'As in the registration form.' }) input: ProducerInput,
  ): Promise<ProducerType> {
    return this.producers.create(fieldsOf(input));
  }

  @Allow('ADMIN')
  @Mutation(() => ProducerOutcome, { description: 'Corrects a producer.' })
  changeProducer(
    @Arg('id', () => ID, { description: 'As in `producers`.' }) id: string,
    @VersionRead() version: number,
    @Arg('input', () => ProducerInput, { description: 'Replaces all of it.' }) input: ProducerInput,
  ): Promise<ProducerType> {
    return this.producers.change(id, version, fieldsOf(input));
  }
}

const fieldsOf = ({ name, kind, placeId, phone, address }: ProducerInput): ProducerFields => ({
  name,
  kind,
  placeId,
  phone: phone ?? null,
  address: address ?? null,
});

import { Arg, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allow } from '../../platform/authorize.js';
import { batchedById } from '../../platform/batched.js';
import { DateScalar } from '../../platform/scalars.js';
import { VersionRead } from '../../platform/version-read.js';
import { PlaceInput, PlaceLevelEnum, PlaceOutcome, PlaceType } from './place.types.js';
import type { Place, PlaceFields, PlaceLevel, Places } from './places.js';

@Resolver(() => PlaceType)
export class PlaceResolver {
  private readonly placeById: (id: string) => Promise<Place | null>;

  constructor(private readonly places: Places) {
    this.placeById = batchedById((ids) => places.findMany(ids));
  }

  @Allow('SIGNED_IN', 'REPORTS', 'PRODUCTS')
  @Query(() => [PlaceType], { name: 'places', description: 'Places, sorted as Vietnamese names are.' })
  list(
    @Arg('level', () => PlaceLevelEnum, { nullable: true, description: 'Null: of every level.' })
    level?: PlaceLevel,
    @Arg('parentId', () => ID, {
      nullable: true,
      description: 'Those directly below this place; null: below any.',
    })
    parentId?: string,
    @Arg('search', () => String, {
      nullable: true,
      description: 'Part of the name, with its tones; upper and lower case are alike. Null: every name.',
    })
    search?: string,
  ): Promise<PlaceType[]> {
    return this.places.list({ level, parentId, search });
  }

  @Allow('ADMIN')
  @Query(() => PlaceType, { name: 'place', nullable: true, description: 'One place, as it stands now.' })
  find(@Arg('id', () => ID, { description: 'As in `places`.' }) id: string): Promise<PlaceType | null> {
    return this.places.find(id);
  }

  @FieldResolver(() => PlaceType, {
    nullable: true,
    description: 'The place it belongs to; null at the top.',
  })
  parent(@Root() place: PlaceType): Promise<PlaceType | null> {
    return place.parentId === null ? Promise.resolve(null) : this.placeById(place.parentId);
  }

  @Allow('ADMIN')
  @Mutation(() => PlaceOutcome, { description: 'Adds a place.' })
  createPlace(
    @Arg('input', () => PlaceInput, { description: 'Its name must be free under the same parent.' })
    input: PlaceInput,
  ): Promise<PlaceType> {
    return this.places.create(fieldsOf(input));
  }

  @Allow('ADMIN')
  @Mutation(() => PlaceOutcome, { description: 'Corrects a place.' })
  changePlace(
    @Arg('id', () => ID, { description: 'As in `places`.' }) id: string,
    @VersionRead() version: number,
    @Arg('input', () => PlaceInput, { description: 'Replaces all of it.' }) input: PlaceInput,
  ): Promise<PlaceType> {
    return this.places.change(id, version, fieldsOf(input));
  }

  @Allow('ADMIN')
  @Mutation(() => PlaceOutcome, { description: 'Ends a place; it stays in old data.' })
  retirePlace(
    @Arg('id', () => ID, { description: 'Of a place that is not retired.' }) id: string,
    @Arg('on', () => DateScalar, { description: 'The day the unit ceased; kept as `retiredOn`.' }) on: string,
  ): Promise<PlaceType> {
    return this.places.retire(id, on);
  }
}

const fieldsOf = ({ code, level, name, parentId }: PlaceInput): PlaceFields => ({
  code: code ?? null,
  level,
  name,
  parentId: parentId ?? null,
});

import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allow } from '../../platform/authorize.js';
import { batchedById, batchedByOwner } from '../../platform/batched.js';
import { VersionRead } from '../../platform/version-read.js';
import { accountOf, type RequestContext } from '../../platform/viewer.js';
import { PlaceType } from '../places/place.types.js';
import type { Places } from '../places/places.js';
import { CouncilMemberType } from './council-member.types.js';
import type { CouncilMembers } from './council-members.js';
import type { CouncilRegulations } from './council-regulations.js';
import { CouncilInput, CouncilOutcome, CouncilType } from './council.types.js';
import type { CouncilFields } from './council.js';
import type { Councils } from './councils.js';
import { RegulationInput, RegulationType, settingsOf, showRegulation } from './regulation.types.js';

@Resolver(() => CouncilType)
export class CouncilResolver {
  private readonly read;

  constructor(
    private readonly councils: Councils,
    members: CouncilMembers,
    private readonly regulations: CouncilRegulations,
    places: Pick<Places, 'findMany'>,
  ) {
    this.read = {
      place: batchedById((ids) => places.findMany(ids)),
      members: batchedByOwner(
        (ids) => members.ofCouncils(ids),
        ({ councilId }) => councilId,
      ),
      latest: batchedByOwner(
        (ids) => regulations.latest(ids),
        ({ councilId }) => councilId,
      ),
      versions: batchedByOwner(
        (ids) => regulations.ofCouncils(ids),
        ({ councilId }) => councilId,
      ),
    };
  }

  @Allow('ADMIN')
  @Query(() => [CouncilType], { name: 'councils', description: 'Councils by name.' })
  list(
    @Arg('retired', () => Boolean, {
      nullable: true,
      defaultValue: false,
      description: 'Those that have ended, or those that have not.',
    })
    retired: boolean | null,
  ): Promise<CouncilType[]> {
    return this.councils.list(retired ?? false);
  }

  @Allow('ADMIN')
  @Query(() => CouncilType, { name: 'council', nullable: true, description: 'One council.' })
  find(@Arg('id', () => ID, { description: 'As in `councils`.' }) id: string): Promise<CouncilType | null> {
    return this.councils.find(id);
  }

  @FieldResolver(() => PlaceType, {
    description: 'Of the same level; dossiers come from it and the places below.',
  })
  place(@Root() { placeId }: CouncilType): Promise<PlaceType | null> {
    return this.read.place(placeId);
  }

  @FieldResolver(() => [CouncilMemberType], {
    description: 'All terms, ended ones too, in the order of the decision.',
  })
  members(@Root() { id }: CouncilType): Promise<CouncilMemberType[]> {
    return this.read.members(id);
  }

  @FieldResolver(() => RegulationType, {
    description: 'The newest version: what the next session will be opened under.',
  })
  async regulation(@Root() { id }: CouncilType): Promise<RegulationType> {
    const [latest] = await this.read.latest(id);
    if (!latest) throw new Error(`council ${id} has no regulation`);
    return showRegulation(latest);
  }

  @Allow('ADMIN')
  @FieldResolver(() => [RegulationType], { name: 'regulations', description: 'All versions, newest first.' })
  async regulationVersions(@Root() { id }: CouncilType): Promise<RegulationType[]> {
    return (await this.read.versions(id)).map(showRegulation);
  }

  @Allow('ADMIN')
  @Mutation(() => CouncilOutcome, {
    description: 'Founds a council, under the usual regulation until it makes its own.',
  })
  createCouncil(
    @Arg('input', () => CouncilInput, { description: 'As in the founding decision.' }) input: CouncilInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<CouncilType> {
    return this.councils.create(fieldsOf(input), accountOf(viewer));
  }

  @Allow('ADMIN')
  @Mutation(() => CouncilOutcome, {
    description: 'Corrects a council; level and place only while it has no session.',
  })
  changeCouncil(
    @Arg('id', () => ID, { description: 'Of a council that has not ended.' }) id: string,
    @VersionRead() version: number,
    @Arg('input', () => CouncilInput, { description: 'Replaces all of it.' }) input: CouncilInput,
  ): Promise<CouncilType> {
    return this.councils.change(id, version, fieldsOf(input));
  }

  @Allow('ADMIN')
  @Mutation(() => CouncilOutcome, {
    description: 'Ends a council that has no open session; its record stays.',
  })
  retireCouncil(
    @Arg('id', () => ID, { description: 'Of a council without an open session.' }) id: string,
  ): Promise<CouncilType> {
    return this.councils.retire(id);
  }

  @Allow('ADMIN')
  @Mutation(() => CouncilOutcome, {
    description:
      'Makes the next version of the regulation; `version` is the number of the newest. Sessions already opened keep theirs.',
  })
  saveRegulation(
    @Arg('councilId', () => ID, { description: 'Of a council that has not ended.' }) councilId: string,
    @VersionRead() version: number,
    @Arg('input', () => RegulationInput, { description: 'The whole next version.' }) input: RegulationInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<CouncilType> {
    return this.regulations.save(councilId, version, settingsOf(input), input.note, accountOf(viewer));
  }
}

const fieldsOf = ({ termTo, ...fields }: CouncilInput): CouncilFields => ({
  ...fields,
  termTo: termTo ?? null,
});

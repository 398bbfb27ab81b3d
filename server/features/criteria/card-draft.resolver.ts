import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Allow, forbidden } from '../../platform/authorize.js';
import { VersionRead } from '../../platform/version-read.js';
import { accountOf, type RequestContext, type Viewer } from '../../platform/viewer.js';
import { CardDifferenceType } from './card-difference.types.js';
import {
  CardFaultType,
  CriteriaSetDraftInput,
  CriteriaSetDraftOutcome,
  CriteriaSetDraftType,
} from './card-draft.types.js';
import type { CardDrafts } from './card-drafts.js';
import { CriteriaSetOutcome, CriteriaSetType } from './criteria-set.types.js';
import type { CriteriaSets } from './criteria-sets.js';

@Resolver(() => CriteriaSetDraftType)
export class CardDraftResolver {
  constructor(
    private readonly drafts: CardDrafts,
    private readonly sets: CriteriaSets,
  ) {}

  @Allow('ADMIN')
  @Query(() => [CriteriaSetDraftType], {
    name: 'criteriaSetDrafts',
    description: 'Editions that are being written, by code.',
  })
  list(): Promise<CriteriaSetDraftType[]> {
    return this.drafts.list();
  }

  @Allow('ADMIN')
  @Query(() => CriteriaSetDraftType, {
    name: 'criteriaSetDraft',
    nullable: true,
    description: 'One draft; null once it is published or discarded.',
  })
  find(
    @Arg('id', () => ID, { description: 'As in `criteriaSetDrafts`.' }) id: string,
  ): Promise<CriteriaSetDraftType | null> {
    return this.drafts.find(id);
  }

  @FieldResolver(() => CriteriaSetType, { description: 'The edition it was drafted from.' })
  base(@Root() { baseCode }: CriteriaSetDraftType): CriteriaSetType {
    return this.sets.pinned(baseCode);
  }

  @FieldResolver(() => [CardFaultType], { description: 'Empty: it may be published.' })
  faults(@Root() draft: CriteriaSetDraftType): readonly CardFaultType[] {
    return this.drafts.judge(draft).faults;
  }

  @FieldResolver(() => [CardDifferenceType], {
    description: 'What differs from its base; empty too while the shape of the card is broken.',
  })
  differences(@Root() draft: CriteriaSetDraftType): readonly CardDifferenceType[] {
    return this.drafts.differences(draft);
  }

  @Allow('ADMIN')
  @Mutation(() => CriteriaSetDraftOutcome, {
    description:
      'Begins the next edition from the newest one of the same card, whichever edition the code names; one draft a card.',
  })
  draftCriteriaSet(
    @Arg('code', () => String, { description: 'Of the edition to start from.' }) code: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<CriteriaSetDraftType> {
    return this.drafts.begin(code, writer(viewer));
  }

  @Allow('ADMIN')
  @Mutation(() => CriteriaSetDraftOutcome, {
    description: 'Keeps a draft as it was typed; what is wrong with it stands in its faults.',
  })
  saveCriteriaSetDraft(
    @Arg('id', () => ID, { description: 'Of a draft that is not published.' }) id: string,
    @VersionRead() version: number,
    @Arg('input', () => CriteriaSetDraftInput, { description: 'Replaces all of it.' })
    { basis, content }: CriteriaSetDraftInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<CriteriaSetDraftType> {
    return this.drafts.save(id, version, { basis, content }, writer(viewer));
  }

  @Allow('ADMIN')
  @Mutation(() => CriteriaSetDraftOutcome, {
    description: 'Throws a draft away; answers it as it was.',
  })
  discardCriteriaSetDraft(
    @Arg('id', () => ID, { description: 'Of a draft that is not published.' }) id: string,
    @VersionRead() version: number,
  ): Promise<CriteriaSetDraftType> {
    return this.drafts.discard(id, version);
  }

  @Allow('ADMIN')
  @Mutation(() => CriteriaSetOutcome, {
    description: 'Makes a draft without faults an edition for good; dossiers registered from now on take it.',
  })
  async publishCriteriaSetDraft(
    @Arg('id', () => ID, { description: 'Of a draft without faults.' }) id: string,
    @VersionRead() version: number,
    @Ctx() { viewer }: RequestContext,
  ): Promise<CriteriaSetType> {
    return this.sets.pinned(await this.drafts.publish(id, version, writer(viewer)));
  }
}

/** The account that writes; every edition names its own. */
function writer(viewer: Viewer): string {
  const accountId = accountOf(viewer);
  if (accountId === null) throw forbidden();
  return accountId;
}

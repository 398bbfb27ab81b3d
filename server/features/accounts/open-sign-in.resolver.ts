import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { AFTER_CURSOR } from '../../platform/argument-words.js';
import { Allow, forbidden } from '../../platform/authorize.js';
import { connectionOf, readPaging } from '../../platform/paging.js';
import type { RequestContext, Viewer } from '../../platform/viewer.js';
import { OpenSignInConnectionType, OpenSignInOutcome, OpenSignInType } from './open-sign-in.types.js';
import type { OpenSignIn, OpenSignIns } from './open-sign-ins.js';

/** The id alone: the rest of the sort key is read from it. */
const KEY_LENGTH = 1;

@Resolver(() => OpenSignInType)
export class OpenSignInResolver {
  constructor(private readonly use: OpenSignIns) {}

  @Allow('ADMIN')
  @Query(() => OpenSignInConnectionType, {
    description: 'Who is signed in where: accounts and seats, the newest first.',
  })
  async openSignIns(
    @Ctx() { viewer }: RequestContext,
    @Arg('search', () => String, {
      nullable: true,
      description: 'Part of the name or user name; tones count only where some are written. Null: everybody.',
    })
    search?: string | null,
    @Arg('first', () => Int, { defaultValue: 50, description: '1 to 200.' }) first = 50,
    @Arg('after', () => String, { nullable: true, ...AFTER_CURSOR }) after?: string | null,
  ): Promise<OpenSignInConnectionType> {
    const page = connectionOf(await this.use.list(search, readPaging(first, after, KEY_LENGTH)));
    return { ...page, nodes: page.nodes.map((each) => shownTo(viewer, each)) };
  }

  @Allow('SIGNED_IN')
  @Query(() => [OpenSignInType], {
    description:
      "One's own sign-ins, this one among them, the newest first. Seats have one device: FORBIDDEN.",
  })
  async ownSignIns(@Ctx() { viewer }: RequestContext): Promise<OpenSignInType[]> {
    return (await this.use.own(holder(viewer))).map((each) => shownTo(viewer, each));
  }

  @Allow('SIGNED_IN')
  @Mutation(() => OpenSignInOutcome, {
    description:
      "Signs a device out at once: one's own, or as an administrator anybody's. Passwords and seat cards still work.",
  })
  async endSignIn(
    @Arg('id', () => ID, { description: 'As in `ownSignIns` or `openSignIns`.' }) id: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<OpenSignInType> {
    return shownTo(viewer, await this.use.end(id, holder(viewer)));
  }
}

function holder(viewer: Viewer): Extract<Viewer, { kind: 'ACCOUNT' }> {
  if (viewer.kind === 'ACCOUNT') return viewer;
  throw forbidden();
}

function shownTo(viewer: Viewer, signIn: OpenSignIn): OpenSignInType {
  return { ...signIn, isThis: 'loginId' in viewer && viewer.loginId === signIn.id };
}

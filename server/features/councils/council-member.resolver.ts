import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { ValidatorFn } from 'type-graphql';
import { Refusal } from '../../domain/refusal.js';
import { Allow } from '../../platform/authorize.js';
import { batchedById } from '../../platform/batched.js';
import { DateScalar } from '../../platform/scalars.js';
import { validateInput } from '../../platform/validate-input.js';
import { VersionRead } from '../../platform/version-read.js';
import { accountOf, type RequestContext } from '../../platform/viewer.js';
import { AccountType } from '../accounts/account.types.js';
import type { Accounts } from '../accounts/accounts.js';
import { CouncilMemberInput, CouncilMemberType } from './council-member.types.js';
import type { CouncilMembers } from './council-members.js';
import { CouncilOutcome, CouncilType } from './council.types.js';
import { memberLabel, type MemberFields } from './council.js';

/** Faults of the successor stand at `by.…`, where the form shows them, and not at `input.…`. */
const validateSuccessor: ValidatorFn = async (...given) => {
  try {
    await validateInput(...given);
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || !Array.isArray(refusal.details.fields)) throw refusal;
    const fields = (refusal.details.fields as readonly string[]).map((fault) =>
      fault.replace(/^input\./, 'by.'),
    );
    throw new Refusal(refusal.code, { fields });
  }
};

@Resolver(() => CouncilMemberType)
export class CouncilMemberResolver {
  private readonly read;

  constructor(
    private readonly members: CouncilMembers,
    accounts: Pick<Accounts, 'findMany'>,
  ) {
    this.read = {
      account: batchedById((ids) => accounts.findMany(ids)),
      member: batchedById((ids) => members.findMany(ids)),
    };
  }

  @FieldResolver(() => String, {
    description: 'How the person is named on screens: full name, else title and institution.',
  })
  label(@Root() member: CouncilMemberType): string {
    return memberLabel(member);
  }

  @Allow('ADMIN')
  @FieldResolver(() => AccountType, {
    nullable: true,
    description: 'The account the member may sign in with.',
  })
  account(@Root() { accountId }: CouncilMemberType): Promise<AccountType | null> | null {
    return accountId === null ? null : this.read.account(accountId);
  }

  @FieldResolver(() => CouncilMemberType, {
    nullable: true,
    description: 'Who took the seat after this member.',
  })
  replacedBy(@Root() { replacedById }: CouncilMemberType): Promise<CouncilMemberType | null> | null {
    return replacedById === null ? null : this.read.member(replacedById);
  }

  @Allow('ADMIN')
  @Mutation(() => CouncilOutcome, { description: 'Appoints a member, last in the order.' })
  addMember(
    @Arg('councilId', () => ID, { description: 'Of a council that has not ended.' }) councilId: string,
    @Arg('input', () => CouncilMemberInput, { description: 'As in the founding decision or a later one.' })
    input: CouncilMemberInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<CouncilType> {
    return this.members.add(councilId, fieldsOf(input), accountOf(viewer));
  }

  @Allow('ADMIN')
  @Mutation(() => CouncilOutcome, {
    description: 'Corrects a member; role and vote only of one who has no sheet on record.',
  })
  changeMember(
    @Arg('memberId', () => ID, { description: 'Of this term on this council.' }) memberId: string,
    @VersionRead() version: number,
    @Arg('input', () => CouncilMemberInput, { description: 'Replaces all of it.' }) input: CouncilMemberInput,
    @Arg('memberTo', () => DateScalar, {
      nullable: true,
      description:
        'The last day in office, corrected; null where the member has not left, nothing leaves it.',
    })
    memberTo: string | null | undefined,
    @Ctx() { viewer }: RequestContext,
  ): Promise<CouncilType> {
    return this.members.change(memberId, version, fieldsOf(input), memberTo, accountOf(viewer));
  }

  @Allow('ADMIN')
  @Mutation(() => CouncilOutcome, {
    description: 'Puts a successor into the place of a member, who stays in the record.',
  })
  replaceMember(
    @Arg('memberId', () => ID, { description: 'Of the member who leaves.' }) memberId: string,
    @VersionRead() version: number,
    @Arg('on', () => DateScalar, {
      description: 'First day of the successor; the day before is the last of the other.',
    })
    on: string,
    @Arg('by', () => CouncilMemberInput, {
      validateFn: validateSuccessor,
      description: 'The successor, who gets the position of the member.',
    })
    by: CouncilMemberInput,
    @Ctx() { viewer }: RequestContext,
  ): Promise<CouncilType> {
    return this.members.replace(memberId, version, on, fieldsOf(by), accountOf(viewer));
  }

  @Allow('ADMIN')
  @Mutation(() => CouncilOutcome, { description: "Ends a member's term; the member stays in the record." })
  retireMember(
    @Arg('memberId', () => ID, { description: 'Of a member in office.' }) memberId: string,
    @Arg('on', () => DateScalar, { description: 'First day out of office.' }) on: string,
    @Ctx() { viewer }: RequestContext,
  ): Promise<CouncilType> {
    return this.members.retire(memberId, on, accountOf(viewer));
  }

  @Allow('ADMIN')
  @Mutation(() => CouncilOutcome, { description: 'Orders the members; all in office must be named.' })
  orderMembers(
    @Arg('councilId', () => ID, { description: 'Of a council that has not ended.' }) councilId: string,
    @Arg('memberIds', () => [ID], { description: 'All in office, in their new order.' }) memberIds: string[],
    @Ctx() { viewer }: RequestContext,
  ): Promise<CouncilType> {
    return this.members.order(councilId, memberIds, accountOf(viewer));
  }
}

const fieldsOf = ({ fullName, accountId, ...fields }: CouncilMemberInput): MemberFields => ({
  ...fields,
  fullName: fullName ?? null,
  accountId: accountId ?? null,
});

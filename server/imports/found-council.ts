import type { Regulation } from '../domain/regulation.js';
import { CouncilChanges } from '../features/councils/council-changes.js';
import { CouncilMembers } from '../features/councils/council-members.js';
import { CouncilMemberRepository } from '../features/councils/council-member.repository.js';
import { CouncilRegulations } from '../features/councils/council-regulations.js';
import { CouncilRepository } from '../features/councils/council.repository.js';
import type { CouncilFields, MemberFields } from '../features/councils/council.js';
import { Councils } from '../features/councils/councils.js';
import { RegulationRepository } from '../features/councils/regulation.repository.js';
import type { Tx } from '../platform/transact.js';
import { insideTransaction } from '../platform/inside-transaction.js';

/** A council with its members in the order of the decision, all in office from the first day of the term. */
export interface NewCouncil {
  readonly fields: CouncilFields;
  readonly members: readonly NewMember[];
  /** Replaces the usual regulation that every council begins with, as version 2. */
  readonly regulation: { readonly settings: Regulation; readonly note: string };
}

/** A member named by office. */
export type NewMember = Pick<MemberFields, 'title' | 'institution' | 'role' | 'voting'> & {
  readonly accountId?: string;
};

/**
 * Sets a council up through the use cases of administration.
 * @returns ids of the council and of its members, in the given order
 * @throws {Refusal} whatever an administrator would be refused
 */
export async function foundCouncil(
  tx: Tx,
  { fields, members, regulation }: NewCouncil,
): Promise<{ id: string; memberIds: string[] }> {
  const changes = new CouncilChanges(insideTransaction(tx), (at) => ({
    councils: new CouncilRepository(at),
    members: new CouncilMemberRepository(at),
    regulations: new RegulationRepository(at),
  }));
  const regulations = new CouncilRegulations(changes);
  const { id } = await new Councils(changes).create(fields, null);
  const seats = new CouncilMembers(changes, () => fields.termFrom);
  for (const { accountId = null, ...office } of members) {
    await seats.add(id, { ...office, fullName: null, accountId, memberFrom: fields.termFrom }, null);
  }
  const [usual] = await regulations.latest([id]);
  await regulations.save(id, usual!.version, regulation.settings, regulation.note, null);
  return { id, memberIds: (await seats.ofCouncils([id])).map((member) => member.id) };
}

/**
 * A member's office in the council. Only CHAIR and VICE_CHAIR can preside.
 * @source R 8.1, R 8.2, R 14
 */
export type CouncilRole = 'CHAIR' | 'VICE_CHAIR' | 'MEMBER' | 'SECRETARY';

/**
 * Who may be asked to preside; `order` is the place in the appointing decision, lowest first.
 * @source R 8.1
 */
export interface PresidingCandidate {
  readonly memberId: string;
  readonly role: CouncilRole;
  readonly order: number;
}

/**
 * What the quorum is reckoned from.
 * @source R 8.4
 */
export interface QuorumCase {
  /** Members appointed to the council, 1 or more. */
  readonly appointed: number;
  /** Of those, present in the session; a member recused for one item is present all the same (R 13). */
  readonly present: number;
  readonly share: { readonly num: number; readonly den: number };
  /** The regulation asks for the chair or an acting vice-chair. */
  readonly chairRequired: boolean;
  /** Who presides, as `presiding` found; null for nobody. */
  readonly presiding: string | null;
}

/**
 * Whether the council may act, and what is lacking.
 * @source R 8.4
 */
export interface Quorum {
  /** Members who must be present: the share of the appointed, taken up to a whole member. */
  readonly required: number;
  readonly present: number;
  readonly met: boolean;
  /** Refusal codes; empty where the quorum is met. */
  readonly reasons: readonly ('NO_QUORUM' | 'NOBODY_PRESIDES')[];
}

/**
 * Reckons the quorum, in whole members.
 * @throws {RangeError} on an empty council, more present than appointed, or a share outside 0 to 1
 * @source R 8.4, R 13
 */
export function quorum({ appointed, present, share, chairRequired, presiding }: QuorumCase): Quorum {
  if (![appointed, present, share.num, share.den].every(Number.isSafeInteger)) {
    throw new RangeError('a quorum is reckoned in whole members');
  }
  if (appointed < 1 || present < 0 || present > appointed) {
    throw new RangeError(`${present} of ${appointed} members cannot be present`);
  }
  if (share.num < 1 || share.num > share.den) throw new RangeError(`no share: ${share.num}/${share.den}`);
  const product = appointed * share.num;
  const over = product % share.den;
  const required = (product - over) / share.den + (over > 0 ? 1 : 0);
  const reasons: Quorum['reasons'][number][] = [];
  if (present < required) reasons.push('NO_QUORUM');
  if (chairRequired && presiding === null) reasons.push('NOBODY_PRESIDES');
  return { required, present, met: reasons.length === 0, reasons };
}

/**
 * Who presides over one item: the chair if present and not recused for it, else the first such vice-chair in the
 * order of the appointing decision.
 * @param recusedIds  members recused for this item
 * @returns the member's id, or null where nobody can
 * @source R 8.1, R 8.4, R 13 (a recused chair does not preside that item; a vice-chair acts)
 */
export function presiding(
  members: readonly PresidingCandidate[],
  presentIds: Iterable<string>,
  recusedIds: Iterable<string>,
): string | null {
  const present = new Set(presentIds);
  const recused = new Set(recusedIds);
  const able = members
    .filter(({ memberId }) => present.has(memberId) && !recused.has(memberId))
    .sort((a, b) => a.order - b.order);
  const first = (role: CouncilRole) => able.find((member) => member.role === role)?.memberId;
  return first('CHAIR') ?? first('VICE_CHAIR') ?? null;
}

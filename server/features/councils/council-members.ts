import type { IsoDate } from '../../domain/decrees.js';
import { Refusal } from '../../domain/refusal.js';
import { plannedDayFaults } from '../../domain/sane-days.js';
import { invalid, optionalWording, refuseFaults, tidyWording } from '../../domain/wording.js';
import { checkAll } from '../../platform/check-all.js';
import { checkMember, type Term } from './check-member.js';
import { checkLastDay, checkRecordHolds, lastDay } from './check-member-record.js';
import type { Council, CouncilMember, MemberFields } from './council.js';
import type { CouncilChanges, RosterAct } from './council-changes.js';
import type { CouncilRecords } from './council-records.js';

/**
 * Members of councils as administrators keep them. Nobody is ever deleted: terms end, and others take their place.
 * `by` is always the account of whoever changes them, for the record of sessions under way; null for an import.
 */
export class CouncilMembers {
  constructor(
    private readonly changes: CouncilChanges,
    private readonly today: () => IsoDate,
  ) {}

  /** All terms, ended ones too, in the order of the decision. */
  ofCouncils(councilIds: readonly string[]): Promise<CouncilMember[]> {
    return this.changes.reader.members.ofCouncils(councilIds);
  }

  /** Those of the members that exist, in any order. */
  findMany(ids: readonly string[]): Promise<CouncilMember[]> {
    return this.changes.reader.members.findMany(ids);
  }

  /**
   * Appoints a member, last in the order.
   * @throws {Refusal} NOT_FOUND, RETIRED, INVALID_INPUT (the support team never votes; dates within the council's
   *   term), DUPLICATE for a second chair, or a second seat of one account or person, at the same time
   * @source R 8.1, R 8.10
   */
  add(councilId: string, given: MemberFields, by: string | null): Promise<Council> {
    const fields = tidy('input', given);
    return this.changes.ofRoster(councilId, { name: 'addMember', by }, async (records, council) => {
      const others = await records.members.ofCouncils([councilId]);
      await this.check(records, 'input', { ...fields, memberTo: null }, council, others);
      const last = Math.max(0, ...others.map(({ position }) => position));
      const { id } = await records.members.insert(councilId, fields, last + 1);
      return { member: id, ...fields };
    });
  }

  /**
   * Corrects a member, the last day too: null where the leaving itself was a mistake, undefined where it stays.
   * @throws {Refusal} as `add`, and CONFLICT where somebody else was quicker, IN_USE for the role or the vote of a
   *   member who has a sheet: the record says who scored as what, so the new role begins with a new term (`replace`);
   *   INVALID_INPUT at `memberTo` for a last day that the record or a successor contradicts
   */
  change(
    memberId: string,
    version: number,
    given: MemberFields,
    memberTo: IsoDate | null | undefined,
    by: string | null,
  ): Promise<Council> {
    const fields = { ...tidy('input', given), ...(memberTo !== undefined && { memberTo }) };
    if (memberTo) refuseFaults(plannedDayFaults('memberTo', memberTo, this.today()));
    return this.onMember(memberId, { name: 'changeMember', by }, async (records, council, member) => {
      if (member.version !== version) throw new Refusal('CONFLICT', { member: memberId });
      const all = await records.members.ofCouncils([council.id]);
      const changed = { ...member, ...fields };
      const record = await records.members.record(memberId);
      if (changed.memberTo !== member.memberTo) {
        if (member.memberTo === null)
          throw invalid('memberTo', 'thành viên chưa thôi tham gia', 'the member has not left');
        const successor = all.find(({ id }) => id === member.replacedById) ?? null;
        const missed = await records.councils.closedSession(council.id, member.memberTo, changed.memberTo);
        checkLastDay(changed, { record, successor, missed });
      }
      const others = all.filter(({ id }) => id !== memberId);
      await this.check(records, 'input', changed, council, others, fields.accountId === member.accountId);
      checkRecordHolds(member, fields, record);
      if (!(await records.members.update(memberId, version, fields)))
        throw new Refusal('CONFLICT', { member: memberId });
      return { member: memberId, ...difference(member, fields) };
    });
  }

  /**
   * Puts a successor into a member's place. Whoever goes stays in the record with all sheets.
   * @param on the successor's first day
   * @throws {Refusal} as `add`, with faults at `on` and `by.…`; ALREADY_DONE where there is a successor, CONFLICT where
   *   somebody else changed the member meanwhile
   */
  replace(
    memberId: string,
    version: number,
    on: IsoDate,
    successor: MemberFields,
    by: string | null,
  ): Promise<Council> {
    const fields = tidy('by', successor);
    refuseFaults(plannedDayFaults('on', on, this.today()));
    if (fields.memberFrom < on) {
      throw invalid(
        'by.memberFrom',
        'không được trước ngày thay',
        'must not be before the day of the change',
      );
    }
    return this.onMember(memberId, { name: 'replaceMember', by }, async (records, council, member) => {
      if (member.replacedById !== null) throw new Refusal('ALREADY_DONE', { member: memberId });
      if (member.version !== version) throw new Refusal('CONFLICT', { member: memberId });
      const memberTo = lastDay(member, on, await records.members.record(memberId));
      const others = (await records.members.ofCouncils([council.id])).map((other) =>
        other.id === memberId ? { ...other, memberTo } : other,
      );
      await this.check(records, 'by', { ...fields, memberTo: null }, council, others);
      // The seat is vacated first: the database allows one chair in office.
      if (!(await records.members.update(memberId, version, { memberTo })))
        throw new Refusal('CONFLICT', { member: memberId });
      const { id } = await records.members.insert(council.id, fields, member.position);
      await records.members.arrange(memberId, { replacedById: id });
      return { member: memberId, memberTo, successor: { member: id, ...fields } };
    });
  }

  /**
   * Ends a member's term; the seat stays empty. On the term's own first day a member entered by mistake goes again,
   * unless something is on record. Whom he was to replace has no successor then; his last day can be corrected.
   * @param on the first day out of office
   * @throws {Refusal} NOT_FOUND, RETIRED, ALREADY_DONE, INVALID_INPUT for a day before or within what the member did, and
   *   for the first day of one who has sat down already
   */
  retire(memberId: string, on: IsoDate, by: string | null): Promise<Council> {
    refuseFaults(plannedDayFaults('on', on, this.today()));
    return this.onMember(memberId, { name: 'retireMember', by }, async (records, council, member) => {
      if (member.memberTo !== null) throw new Refusal('ALREADY_DONE', { member: memberId });
      const record = await records.members.record(memberId);
      // Out of office on the first day is never having been in it: somebody entered by mistake, and nothing refers to it.
      if (on === member.memberFrom && !record.hasSheets && record.firstDay === null) {
        if (record.hasSatDown)
          throw invalid(
            'on',
            'đã có thiết bị vào ghế của người này; kết thúc đăng nhập đó, rồi cho thôi từ ngày hôm sau',
            "a device has sat down on this member's seat; end that sign-in, and the term from the next day on",
          );
        const all = await records.members.ofCouncils([council.id]);
        const former = all.find(({ replacedById }) => replacedById === memberId);
        if (former) await records.members.arrange(former.id, { replacedById: null });
        await records.members.remove(memberId);
        return { member: memberId, neverInOffice: true };
      }
      const memberTo = lastDay(member, on, record);
      await records.members.retire(memberId, memberTo);
      return { member: memberId, memberTo };
    });
  }

  /**
   * Puts the members into an order; former ones who are not named come last.
   * @throws {Refusal} NOT_FOUND, RETIRED, INVALID_INPUT for somebody named twice, CONFLICT where somebody in office is
   *   not named: the list was made before that member came
   */
  order(councilId: string, memberIds: readonly string[], by: string | null): Promise<Council> {
    if (new Set(memberIds).size < memberIds.length) {
      throw invalid('memberIds', 'có thành viên được nêu hai lần', 'names a member twice');
    }
    return this.changes.ofRoster(councilId, { name: 'orderMembers', by }, async ({ members }) => {
      const all = await members.ofCouncils([councilId]);
      const stranger = memberIds.find((id) => !all.some((member) => member.id === id));
      if (stranger) throw new Refusal('NOT_FOUND', { member: stranger });
      const rest = all.filter(({ id }) => !memberIds.includes(id));
      const today = this.today();
      if (rest.some(({ memberTo }) => memberTo === null || memberTo >= today)) throw new Refusal('CONFLICT');
      const order = [...memberIds, ...rest.map(({ id }) => id)];
      for (const [index, id] of order.entries()) await members.arrange(id, { position: index + 1 });
      return { members: order };
    });
  }

  private async onMember(
    memberId: string,
    roster: RosterAct,
    act: (
      records: CouncilRecords,
      council: Council,
      member: CouncilMember,
    ) => Promise<Readonly<Record<string, unknown>>>,
  ): Promise<Council> {
    const known = await this.changes.reader.members.find(memberId);
    if (!known) throw new Refusal('NOT_FOUND', { member: memberId });
    return this.changes.ofRoster(known.councilId, roster, async (records, council) => {
      // Read again: whoever held the lock before may have ended this very term.
      const member = await records.members.find(memberId);
      if (!member) throw new Refusal('NOT_FOUND', { member: memberId });
      return act(records, council, member);
    });
  }

  private async check(
    { members }: CouncilRecords,
    path: string,
    fields: MemberFields & Term,
    council: Council,
    others: readonly CouncilMember[],
    accountKept = false,
  ): Promise<void> {
    const checkAccount = async () => {
      if (fields.accountId === null || accountKept || (await members.accountUsable(fields.accountId))) return;
      throw invalid(
        `${path}.accountId`,
        'không có tài khoản này, hoặc đã ngừng dùng',
        'is no account in use',
      );
    };
    await checkAll(() => checkMember(path, fields, council, others, this.today()), checkAccount);
  }
}

/** What a correction changed, field by field. */
function difference(member: CouncilMember, fields: Partial<MemberFields & Term>) {
  const changed = (Object.keys(fields) as (keyof (MemberFields & Term))[]).filter(
    (key) => fields[key] !== member[key],
  );
  const of = (from: Partial<MemberFields & Term>) =>
    Object.fromEntries(changed.map((key) => [key, from[key]]));
  return { before: of(member), after: of(fields) };
}

const tidy = (path: string, fields: MemberFields): MemberFields => ({
  ...fields,
  fullName: optionalWording(`${path}.fullName`, fields.fullName, 200),
  title: tidyWording(fields.title) ?? '',
  institution: tidyWording(fields.institution) ?? '',
});

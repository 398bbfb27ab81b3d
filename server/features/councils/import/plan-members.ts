import type { IsoDate } from '../../../domain/decrees.js';
import { memberLabel, personKey, type Council, type CouncilMember, type MemberFields } from '../council.js';
import type { ImportWorld } from './import-world.js';
import type { JudgedLines, Step } from './judge-lines.js';
import { matchMember } from './match-rows.js';
import { MEMBER_COLUMNS, needed, type MemberCells, type ReadLine } from './read-line.js';
import { refusedCells } from './refused-cells.js';
import { cellFault } from './sheet-line.js';
import { wordMember } from './word-changes.js';

const NEEDED = ['title', 'institution', 'role', 'voting'] as const;

/** A line about a member, with what it was found to be about. */
interface Seat {
  readonly line: number;
  readonly cells: MemberCells;
  readonly accountId: string | undefined;
  /** Null for a new member. */
  readonly member: CouncilMember | null;
}

/**
 * Appoints and corrects the members that lines name. Corrections come first: whoever steps down makes room for a new
 * chair. New members follow in the order of the lines.
 */
export async function settleMembers(
  world: ImportWorld,
  judged: JudgedLines,
  council: Council,
  founded: boolean,
  lines: readonly ReadLine[],
): Promise<void> {
  const { known, fresh } = await sortSeats(world, judged, founded ? null : council, lines);
  await judged.take(known.map((seat) => change(world, seat)));
  await judged.take(fresh.map((seat) => add(world, council, founded, seat)));
}

/**
 * Names what is wrong with members whose council can itself not be founded or corrected yet. What hangs on the council
 * (a second chair, a day before its term) is told once that is mended.
 * @param council  null where it is to be founded
 */
export async function checkMembers(
  world: ImportWorld,
  judged: JudgedLines,
  council: Council | null,
  lines: readonly ReadLine[],
): Promise<void> {
  const { known, fresh } = await sortSeats(world, judged, council, lines);
  for (const seat of [...known, ...fresh]) {
    const fields = seat.member ? changedFields(seat) : newFields(seat, world.today);
    try {
      await world.rules.member(fields);
    } catch (thrown) {
      judged.fault(seat.line, ...refusedCells(thrown));
    }
  }
}

/** @param council  null where it is founded with these members */
async function sortSeats(
  world: ImportWorld,
  judged: JudgedLines,
  council: Council | null,
  lines: readonly ReadLine[],
): Promise<{ known: Seat[]; fresh: Seat[] }> {
  const present = council ? await world.members.ofCouncils([council.id]) : [];
  await world.lookups.learn(council ? [council] : [], present);
  const seats = await findSeats(world, judged, present, lines);
  return {
    known: seats.filter(({ member }) => member !== null),
    fresh: seats.filter((seat) => seat.member === null && isComplete(judged, seat, council === null)),
  };
}

async function findSeats(
  { lookups, today }: ImportWorld,
  judged: JudgedLines,
  present: readonly CouncilMember[],
  lines: readonly ReadLine[],
): Promise<Seat[]> {
  const seats: Seat[] = [];
  const taken = new Map<string, number>();
  for (const { line, member: cells } of lines) {
    if (cells === null || judged.hasFaultIn(line, Object.values(MEMBER_COLUMNS))) continue;
    try {
      const accountId = await lookups.findAccount(cells);
      const match = matchMember(cells, accountId, present, today);
      if ('fault' in match) {
        judged.fault(line, match.fault);
        continue;
      }
      const person = match.row?.id ?? personKey(cells);
      const first = taken.get(person);
      if (first === undefined) seats.push({ line, cells, accountId, member: match.row });
      else
        judged.fault(
          line,
          cellFault(null, `là người đã có ở dòng ${first}`, `is the person of line ${first}`),
        );
      taken.set(person, first ?? line);
    } catch (thrown) {
      judged.fault(line, ...refusedCells(thrown));
    }
  }
  return seats;
}

function isComplete(judged: JudgedLines, { line, cells }: Seat, founded: boolean): boolean {
  // In a council that is founded with them, members sit from its first day.
  const fields = founded ? NEEDED : ([...NEEDED, 'memberFrom'] as const);
  const missing = fields.filter((field) => cells[field] === undefined && !isSilentSupport(field, cells));
  judged.fault(line, ...missing.map((field) => needed(MEMBER_COLUMNS[field])));
  return missing.length === 0;
}

/** The support team never votes (R 8.10), so its lines need not say so. */
const isSilentSupport = (field: keyof MemberCells, { role }: MemberCells): boolean =>
  field === 'voting' && role === 'SUPPORT';

function add(
  { members, rules, lookups, by }: ImportWorld,
  council: Council,
  founded: boolean,
  seat: Seat,
): Step {
  return {
    line: seat.line,
    run: async () => {
      const fields = newFields(seat, council.termFrom);
      await rules.member(fields);
      await members.add(council.id, fields, by);
      return {
        act: 'ADD_MEMBER',
        subject: memberLabel(fields),
        id: null,
        changes: wordMember(null, fields, lookups),
        councilId: founded ? null : council.id,
      };
    },
  };
}

function change({ members, rules, lookups, by }: ImportWorld, seat: Seat): Step {
  return {
    line: seat.line,
    run: async () => {
      const { id, version } = seat.member!;
      const before = fieldsOf(seat.member!);
      const fields = changedFields(seat);
      const changes = wordMember(before, fields, lookups);
      if (changes.length === 0) return null;
      await rules.member(fields);
      await members.change(id, version, fields, undefined, by);
      return { act: 'CHANGE_MEMBER', subject: memberLabel(before), id, changes };
    },
  };
}

/** A new member as the line has it. @param from  first day of membership where the line names none */
function newFields({ cells, accountId }: Seat, from: IsoDate): MemberFields {
  const { username: _, ...given } = cells;
  return {
    ...{ fullName: null, voting: false, memberFrom: from, ...given },
    accountId: accountId ?? null,
  } as MemberFields;
}

/** A member on record as the line would have it. */
function changedFields({ cells, accountId, member }: Seat): MemberFields {
  const { username: _, ...given } = cells;
  return { ...fieldsOf(member!), ...given, ...(accountId !== undefined && { accountId }) };
}

const fieldsOf = ({
  fullName,
  title,
  institution,
  role,
  voting,
  accountId,
  memberFrom,
}: CouncilMember): MemberFields => ({ fullName, title, institution, role, voting, accountId, memberFrom });

import { dayAsWritten } from '../../domain/day-as-written.js';
import { DEFAULT_REGULATION } from '../../domain/regulation.js';
import { Refusal } from '../../domain/refusal.js';
import type { IsoDate } from '../../domain/decrees.js';
import { pastDayFaults, plannedDayFaults, termEndFaults } from '../../domain/sane-days.js';
import { invalid, quoted, refuseDuplicates, refuseFaults, tidyWording } from '../../domain/wording.js';
import { checkAll } from '../../platform/check-all.js';
import { isSameCouncil, type Council, type CouncilFields } from './council.js';
import type { CouncilChanges } from './council-changes.js';
import type { CouncilRecords } from './council-records.js';

/** Councils as administrators keep them. */
export class Councils {
  constructor(private readonly changes: CouncilChanges) {}

  list(retired: boolean): Promise<Council[]> {
    return this.changes.reader.councils.list(retired);
  }

  find(id: string): Promise<Council | null> {
    return this.changes.reader.councils.find(id);
  }

  /** Those of the councils that exist, in any order. */
  findMany(ids: readonly string[]): Promise<Council[]> {
    return this.changes.reader.councils.findMany(ids);
  }

  /**
   * A new council works by the usual regulation until it decides otherwise.
   * @throws {Refusal} INVALID_INPUT for the place or the term, DUPLICATE for a council that is there already
   * @source R 8.3, R 8.4
   */
  async create(given: CouncilFields, createdById: string | null): Promise<Council> {
    const fields = tidy(given);
    return this.changes.run(async (records) => {
      await checkAll(
        () => checkFields(records, fields, this.changes.today()),
        () => checkIsAnother(records, fields),
      );
      const council = await records.councils.insert(fields);
      await records.regulations.insert(council.id, 1, DEFAULT_REGULATION, null, createdById);
      return council;
    });
  }

  /**
   * @throws {Refusal} as `create`, and NOT_FOUND, RETIRED, CONFLICT where somebody else was quicker, IN_USE for the
   *   level or place of a council that has sessions: their dossiers were put on the agenda for it
   */
  change(id: string, version: number, given: CouncilFields): Promise<Council> {
    const fields = tidy(given);
    return this.changes.of(id, async (records, council) => {
      if (council.version !== version) throw new Refusal('CONFLICT', { council: id });
      await checkAll(
        () => checkFields(records, fields, this.changes.today()),
        () => checkMembersFit(records, id, fields),
        // What was entered twice before can still be corrected otherwise.
        () => isSameCouncil(council, fields) || checkIsAnother(records, fields),
      );
      const moved = (['level', 'placeId'] as const).find((field) => council[field] !== fields[field]);
      if (moved && (await records.councils.sessions(id)).all > 0) {
        throw new Refusal('IN_USE', {
          fields: [
            `input.${moved}|hội đồng đã có phiên họp nên giữ nguyên cấp và địa phương; cần thì lập hội đồng khác|the council has sessions, so its level and place stay; set up another council instead`,
          ],
        });
      }
      if (!(await records.councils.update(id, version, fields)))
        throw new Refusal('CONFLICT', { council: id });
    });
  }

  /**
   * A retired council keeps its record and opens no new session.
   * @throws {Refusal} NOT_FOUND, ALREADY_DONE, IN_USE while one of its sessions is open
   */
  retire(id: string): Promise<Council> {
    const act = async ({ councils }: CouncilRecords) => {
      const fields = runningFaults(await councils.sessions(id));
      if (fields.length > 0) throw new Refusal('IN_USE', { fields });
      await councils.retire(id);
    };
    return this.changes.of(id, act, 'ALREADY_DONE');
  }
}

/** What keeps a council from being ended: its sessions that are not closed, by name. */
function runningFaults({ open, suspended }: { open: string[]; suspended: string[] }): string[] {
  const fault = (name: string, vi: string, en: string) =>
    `id|phiên họp ${quoted(name)} ${vi}; bế mạc phiên đó trước|the session ${quoted(name)} is ${en}; close it first`;
  return [
    ...open.map((name) => fault(name, 'đang mở', 'open')),
    ...suspended.map((name) => fault(name, 'đang tạm dừng', 'suspended')),
  ];
}

const tidy = (fields: CouncilFields): CouncilFields => ({
  ...fields,
  name: tidyWording(fields.name) ?? '',
  decisionNumber: tidyWording(fields.decisionNumber) ?? '',
});

async function checkFields(records: CouncilRecords, fields: CouncilFields, today: IsoDate): Promise<void> {
  refuseFaults([...dayFaults(fields, today), ...(await placeFaults(records, fields))]);
}

function dayFaults({ decisionDate, termFrom, termTo }: CouncilFields, today: IsoDate): string[] {
  return [
    ...pastDayFaults('input.decisionDate', decisionDate, today),
    ...plannedDayFaults('input.termFrom', termFrom, today),
    ...(termTo === null ? [] : termEndFaults('input.termTo', termFrom, termTo)),
    ...(termTo !== null && termTo < termFrom
      ? ['input.termTo|không được trước ngày bắt đầu nhiệm kỳ|must not be before the term begins']
      : []),
  ];
}

async function placeFaults(
  { councils }: CouncilRecords,
  { level, placeId, termFrom }: CouncilFields,
): Promise<string[]> {
  const place = await councils.place(placeId);
  if (!place) return ['input.placeId|không có địa phương này|is no known place'];
  if (place.level !== level)
    return ['input.placeId|không cùng cấp với hội đồng|is not of the level of the council'];
  return place.retiredOn !== null && place.retiredOn <= termFrom
    ? [`input.placeId|đã ngừng từ ${dayAsWritten(place.retiredOn)}|has ceased on ${place.retiredOn}`]
    : [];
}

/** That no council that goes on has the name and the decision. @throws {Refusal} DUPLICATE */
async function checkIsAnother({ councils }: CouncilRecords, fields: CouncilFields): Promise<void> {
  await councils.claimNames();
  const same = (await councils.list(false)).find((other) => isSameCouncil(other, fields));
  if (!same) return;
  const [name, number] = [quoted(same.name), quoted(same.decisionNumber)];
  refuseDuplicates([
    `input.name|đã có hội đồng ${name} theo quyết định số ${number}, nhiệm kỳ từ ${dayAsWritten(same.termFrom)}|there is a council ${name} by decision ${number} already, in office from ${same.termFrom}`,
  ]);
}

async function checkMembersFit(
  { members }: CouncilRecords,
  id: string,
  { termFrom, termTo }: CouncilFields,
): Promise<void> {
  const starts = (await members.ofCouncils([id])).map(({ memberFrom }) => memberFrom);
  if (starts.some((start) => start < termFrom)) {
    throw invalid(
      'input.termFrom',
      'có thành viên tham gia trước ngày này',
      'is after the day some members joined',
    );
  }
  if (termTo !== null && starts.some((start) => start > termTo)) {
    throw invalid(
      'input.termTo',
      'có thành viên tham gia sau ngày này',
      'is before the day some members joined',
    );
  }
}

import type { IsoDate } from '../../../domain/decrees.js';
import { Refusal } from '../../../domain/refusal.js';
import type { Fact } from '../../../platform/event-bus.js';
import { insideTransaction } from '../../../platform/inside-transaction.js';
import type { Transactor, Tx } from '../../../platform/transact.js';
import type { Council } from '../council.js';
import { CouncilChanges } from '../council-changes.js';
import { CouncilMembers } from '../council-members.js';
import type { CouncilRecords } from '../council-records.js';
import { Councils } from '../councils.js';
import { groupLines, type CouncilGroup } from './group-lines.js';
import { planOf, type ImportCounts, type ImportPlan } from './import-plan.js';
import { ImportLookups, type ImportRecords, type ImportWorld, type InputRules } from './import-world.js';
import { JudgedLines } from './judge-lines.js';
import { matchCouncil } from './match-rows.js';
import { missingCells, settleCouncil } from './plan-council.js';
import { checkMembers, settleMembers } from './plan-members.js';
import { COUNCIL_COLUMNS, readLine } from './read-line.js';
import type { SheetLine } from './sheet-line.js';

export interface ImportedCouncils {
  readonly councils: readonly Council[];
  readonly counts: ImportCounts;
}

interface Judgement {
  readonly plan: ImportPlan;
  /** Every council that the lines name, as it stands afterwards. */
  readonly councils: readonly Council[];
}

/** Ends a preview: its transaction must never be committed. */
const ROLL_BACK = new Error('a preview writes nothing');

/**
 * Councils and members from a spreadsheet, all or nothing. A preview is the import itself, rolled back: what it says is
 * what the use cases of administration did and refused, so no rule is written a second time.
 */
export class CouncilImports {
  constructor(
    private readonly transactor: Transactor,
    private readonly recordsIn: (tx: Tx) => ImportRecords,
    private readonly rules: InputRules,
    private readonly today: () => IsoDate,
    private readonly now: () => Date,
  ) {}

  /** What the lines would do, line by line. Writes nothing, and holds up no session; other imports wait for it. */
  async preview(lines: readonly SheetLine[], by: string | null): Promise<ImportPlan> {
    let plan: ImportPlan | undefined;
    await this.transactor
      .run(async (tx) => {
        const heedless = (at: Tx) => withoutSessions(this.recordsIn(at));
        const world = this.worldIn(tx, heedless, () => undefined, by);
        // It writes before it is rolled back: two of them with their councils in another order would block each other.
        await world.records.takeTurn();
        ({ plan } = await this.judge(world, lines));
        throw ROLL_BACK;
      })
      .catch((thrown: unknown) => {
        if (thrown !== ROLL_BACK) throw thrown;
      });
    return plan!;
  }

  /**
   * Does what the lines say, in one transaction.
   * @param planCode  of the plan that was shown
   * @throws {Refusal} CONFLICT where the lines would by now do anything else than that plan said
   */
  apply(lines: readonly SheetLine[], planCode: string, by: string | null): Promise<ImportedCouncils> {
    return this.transactor.run(async (tx, emit) => {
      const world = this.worldIn(tx, this.recordsIn, emit, by);
      await world.records.takeTurn();
      const { plan, councils } = await this.judge(world, lines);
      if (plan.planCode !== planCode) throw new Refusal('CONFLICT');
      return { councils, counts: plan.counts };
    });
  }

  private worldIn(
    tx: Tx,
    recordsIn: (tx: Tx) => ImportRecords,
    emit: (fact: Fact) => void,
    by: string | null,
  ): ImportWorld {
    const records = recordsIn(tx);
    const changes = new CouncilChanges(insideTransaction(tx, emit), recordsIn, this.now);
    return {
      ...{ records, rules: this.rules, by, today: this.today() },
      councils: new Councils(changes),
      members: new CouncilMembers(changes, this.today),
      lookups: new ImportLookups(records),
    };
  }

  private async judge(world: ImportWorld, lines: readonly SheetLine[]): Promise<Judgement> {
    const read = lines.map(readLine);
    const { groups, faults } = groupLines(read);
    const judged = new JudgedLines();
    for (const { line, faults: own } of read) judged.fault(line, ...own, ...(faults.get(line) ?? []));
    await lockKnown(world, groups);
    const current = await world.records.councils.list(false);
    const ended = await world.records.councils.list(true);
    const councils: Council[] = [];
    for (const group of groups) {
      const settled = await settle(world, judged, group, current, ended);
      if (settled) councils.push(settled);
    }
    return { plan: planOf(judged.of(read)), councils };
  }
}

/** In one order for everybody, so that two who change the same councils never wait for each other in a circle. */
async function lockKnown({ records }: ImportWorld, groups: readonly CouncilGroup[]): Promise<void> {
  const current = await records.councils.list(false);
  const ids = groups.flatMap(({ council }) => {
    const match = matchCouncil(council, current, []);
    return 'row' in match && match.row ? [match.row.id] : [];
  });
  for (const id of [...new Set(ids)].sort()) await records.councils.lock(id);
}

/** @returns the council, or null where it cannot be founded or changed: its lines then say why, or wait */
async function settle(
  world: ImportWorld,
  judged: JudgedLines,
  group: CouncilGroup,
  current: readonly Council[],
  ended: readonly Council[],
): Promise<Council | null> {
  const { line, lines } = group;
  const blockedBy = async (sick: number, known?: Council | null) => {
    for (const each of lines) if (each.line !== sick) judged.wait(each.line, sick);
    // All faults at once: a file of many members is not to be mended and chosen again for each.
    if (known !== undefined) await checkMembers(world, judged, known, lines);
    return null;
  };
  const match = matchCouncil(group.council, current, ended);
  if ('fault' in match) {
    judged.fault(line, match.fault);
    return blockedBy(line);
  }
  const known = match.row;
  // What a cell says that could not be read is not missing: that fault is told already.
  const unread = new Set(lines.flatMap(({ faults }) => faults.map(({ column }) => column)));
  if (known === null)
    judged.fault(line, ...missingCells(group.council).filter(({ column }) => !unread.has(column)));
  const sick = lines.find((each) => judged.hasFaultIn(each.line, Object.values(COUNCIL_COLUMNS)));
  if (sick) return blockedBy(sick.line, known);
  let council: Council | undefined;
  await judged.take([
    {
      line,
      run: async () => {
        if (known) await world.lookups.learn([known], []);
        const settled = await settleCouncil(world, group, known);
        ({ council } = settled);
        return settled.effect;
      },
    },
  ]);
  if (!council) return blockedBy(line, known);
  await settleMembers(world, judged, council, known === null, lines);
  return council;
}

/** The council's records for a preview: it must not wait for a session, nor let one wait for it. */
function withoutSessions(records: ImportRecords): ImportRecords {
  const councils: CouncilRecords['councils'] = Object.create(records.councils, {
    lock: { value: () => Promise.resolve() },
    claimNames: { value: () => Promise.resolve() },
    openedSessions: { value: () => Promise.resolve([]) },
    touchSessions: { value: () => Promise.resolve([]) },
  });
  return { ...records, councils };
}

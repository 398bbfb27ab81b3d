import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CouncilApi } from '../support/council-api.js';
import { FoundedCouncils, TODAY } from '../support/founded-councils.js';

const councils = new FoundedCouncils();
const { act, openSession } = councils;
let api: CouncilApi;
let councilId: string;
beforeAll(async () => {
  await councils.start();
  ({ api } = councils);
});
afterAll(() => councils.stop());
beforeEach(async () => {
  await councils.foundAnother();
  ({ councilId } = councils);
});

describe('the regulation', () => {
  const settings = (other: Record<string, unknown> = {}) => ({
    quorumNum: 2,
    quorumDen: 3,
    presidingRequired: true,
    deviationLimit: 10,
    afterDeviation: 'RESCORE_OR_REASON',
    minimumTest: 'MEAN',
    roundsPerBatch: 2,
    averagesVisibleTo: 'CHAIR_AND_SECRETARY',
    resultsVisibleToRoom: 'AFTER_RELEASE',
    blindAverages: false,
    sheetsAfterRelease: 'MEMBERS',
    hideOthersUntilMarked: false,
    ...other,
  });
  /** As an administrator who has just read the newest version. */
  const newest = async (): Promise<number> => {
    const [row]: { version: number }[] = await api.database.query(
      'select max(version)::int as version from regulation where council_id = $1',
      [councilId],
    );
    return row!.version;
  };
  const save = async (other?: Record<string, unknown>, version?: number) =>
    act('saveRegulation', 'ID! Int! RegulationInput!', {
      councilId,
      version: version ?? (await newest()),
      input: settings(other),
    });

  it('is a new version with every change, and the same settings again are none', async () => {
    expect((await save({ note: 'Theo Quyết định 15' })).regulation).toMatchObject({
      version: 2,
      note: 'Theo Quyết định 15',
      quorumNum: 2,
      sheetsAfterRelease: 'MEMBERS',
    });
    expect(await save({ note: 'khác' })).toMatchObject({ code: 'ALREADY_DONE' });
    expect((await save({ remarkBeyond: 3 })).regulations.map(({ version }) => version)).toEqual([3, 2, 1]);
  });

  it('made by two at once from the same version is made by one', async () => {
    const answers = await Promise.all([save({ deviationLimit: 7 }, 1), save({ deviationLimit: 8 }, 1)]);
    expect(answers.map(({ code }) => code ?? 'done').sort()).toEqual(['CONFLICT', 'done']);
    const { limit } = (
      await api.database.query(
        `select (settings->>'deviationLimit')::int as limit from regulation where council_id = $1 and version = 2`,
        [councilId],
      )
    )[0] as { limit: number };
    expect(limit).toBe(answers[0]!.code ? 8 : 7);
    expect(await newest()).toBe(2);
  });

  it('from an older version is refused, were it even the same as the newest', async () => {
    await save({ deviationLimit: 7 });
    for (const deviationLimit of [7, 8])
      expect(await save({ deviationLimit }, 1)).toMatchObject({ code: 'CONFLICT' });
    expect(await newest()).toBe(2);
  });

  it('stays that of the session which pinned it, and tells how many did', async () => {
    await openSession(null, `${TODAY}T01:00:00Z`);
    await openSession(null, '2026-03-05T01:00:00Z', 'CLOSED');
    expect((await save()).regulations).toEqual([
      { version: 2, usedBySessions: 0 },
      { version: 1, usedBySessions: 2 },
    ]);
  });

  it('is refused with every number out of range named by its field', async () => {
    const refused = await save({ quorumDen: 0, deviationLimit: 101, roundsPerBatch: 10, remarkBeyond: 0 });
    expect(refused.code).toBe('INVALID_INPUT');
    expect(refused.fields!.map(({ field }) => field).sort()).toEqual([
      'input.deviationLimit',
      'input.quorumDen',
      'input.remarkBeyond',
      'input.roundsPerBatch',
    ]);
  });

  it('cannot ask for more members than there are', async () => {
    const refused = await save({ quorumNum: 4, quorumDen: 3 });
    expect(refused).toMatchObject({ code: 'INVALID_INPUT', fields: [{ field: 'input.quorumNum' }] });
    expect(refused.fields![0]!.message).toEqual({
      vi: 'cần là số nguyên từ 1 đến 3',
      en: 'needs a whole number from 1 to 3',
    });
  });
});

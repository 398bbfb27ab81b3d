import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LiveCouncil, Member } from '../support/live-council.js';
import { level, ScoringMembers } from '../support/scoring-members.js';
import { type Loose, saveInput } from '../support/server.js';

describe('marks on their way to the council', () => {
  const scoring = new ScoringMembers();
  const { mine, send } = scoring;
  let council: LiveCouncil;
  let evaluationId: string;
  let member: Member;
  beforeAll(async () => {
    await scoring.start();
    ({ council } = scoring);
  });
  afterAll(() => scoring.stop());
  beforeEach(() => {
    scoring.nextTurn();
    ({ evaluationId, member } = scoring);
  });

  const marksOf = (sheetId: string) =>
    council.sql('select criterion, choice, levels, points, remark from mark where sheet_id = $1 order by criterion', [sheetId]); // prettier-ignore

  describe('that come more than once or too late', () => {
    it('are taken once when the answer was lost and they are sent again', async () => {
      const { id, version } = await mine();
      const input = saveInput(id, version, [level('1.1', 1)]);
      const first = await council.save(member.person, input);
      const second = await council.save(member.person, input);
      expect(first.__typename).toBe('MarksSaved');
      expect(second).toEqual(first);
      expect((await mine()).version).toBe(version + 1);
      expect(await council.sql('select 1 from sheet_save where save_id = $1', [input.saveId])).toHaveLength(
        1,
      );
    });

    it('are answered with the marks they were about as these stand now, when sent again too', async () => {
      await send([level('1.1', 1), level('1.2', 0), level('2.1', 0)]);
      const { id, version } = await mine();
      const cleared = { criterion: '1.2', choice: null, levels: null };
      const input = saveInput(id, version, [level('1.1', 2), cleared]);
      const first = await council.save(member.person, input);
      expect(first.marks).toEqual([expect.objectContaining({ criterion: '1.1', levels: [2] })]);
      expect(first.sheet.marks.map(({ criterion }: Loose) => criterion)).toContain('2.1');
      await send([level('1.1', 0)]);
      const late = await council.save(member.person, input);
      expect(late.marks).toEqual([expect.objectContaining({ criterion: '1.1', levels: [0] })]);
      expect(late.sheet.version).toBe(version + 2);
    });

    it('are taken once when both deliveries come in one moment', async () => {
      const { id, version } = await mine();
      const input = saveInput(id, version, [level('1.1', 1)]);
      const answers = await Promise.all(Array.from({ length: 12 }, () => council.save(member.person, input)));
      expect(answers.map(({ __typename }) => __typename)).toEqual(Array(12).fill('MarksSaved'));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect((await mine()).version).toBe(version + 1);
    });

    it('are taken once though the repetition writes its identifiers in capitals', async () => {
      const { id, version } = await mine();
      const input = saveInput(id, version, [level('1.1', 1)]);
      const first = await council.save(member.person, input);
      const again = { ...input, sheetId: input.sheetId.toUpperCase(), saveId: input.saveId.toUpperCase() };
      const second = await council.save(member.person, again);
      expect(second.sheet).toEqual(first.sheet);
      expect((await mine()).version).toBe(version + 1);
    });

    it('never beat a later correction when an old delivery arrives after it', async () => {
      const { id, version } = await mine();
      const old = saveInput(id, version, [level('1.1', 0)]);
      await council.save(member.person, old);
      const corrected = await council.save(member.person, saveInput(id, version + 1, [level('1.1', 2)]));
      expect(corrected.__typename).toBe('MarksSaved');
      const replayed = await council.save(member.person, old);
      expect(replayed.sheet.marks).toEqual(corrected.sheet.marks);
      expect((await marksOf(id))[0]).toMatchObject({ criterion: '1.1', points: 3 });
    });

    it('in the wrong order are told that they are stale, with the sheet as it stands', async () => {
      const { id, version } = await mine();
      const late = saveInput(id, version + 1, [level('1.2', 1)]);
      expect(await council.save(member.person, late)).toMatchObject({
        __typename: 'StaleSheet',
        sheet: { version },
      });
      expect((await council.save(member.person, saveInput(id, version, [level('1.1', 1)]))).__typename).toBe(
        'MarksSaved',
      );
      expect((await council.save(member.person, late)).__typename).toBe('MarksSaved');
    });

    it('from a tab that was left open change nothing and show the current sheet', async () => {
      const { id, version } = await mine();
      const current = await council.save(member.person, saveInput(id, version, [level('1.1', 2)]));
      const stale = await council.save(
        member.person,
        saveInput(id, version, [level('1.1', 0), level('1.2', 0)]),
      );
      expect(stale.__typename).toBe('StaleSheet');
      expect(stale.message.vi).toContain('Phiếu đã được sửa ở nơi khác');
      expect(stale.sheet).toEqual(current.sheet);
      expect(await mine()).toMatchObject({ version: current.sheet.version, marks: current.sheet.marks });
    });

    it('under the saveId of another sheet are refused, and neither sheet changes', async () => {
      const other = council.voters.find(({ id }) => id !== member.id)!;
      const [own, theirs] = [await mine(), await council.sheet(evaluationId, other.person)];
      const saveId = randomUUID();
      await council.save(other.person, saveInput(theirs.id, theirs.version, [level('1.4', 1)], saveId));
      expect(
        await council.save(member.person, saveInput(own.id, own.version, [level('1.4', 1)], saveId)),
      ).toMatchObject({ code: 'CONFLICT' });
      expect((await mine()).version).toBe(own.version);
    });

    it('under one saveId on two sheets in one moment: one is taken, the other refused', async () => {
      const other = council.voters.find(({ id }) => id !== member.id)!;
      const [own, theirs] = [await mine(), await council.sheet(evaluationId, other.person)];
      const saveId = randomUUID();
      const answers = await Promise.all([
        council.save(other.person, saveInput(theirs.id, theirs.version, [level('1.4', 1)], saveId)),
        council.save(member.person, saveInput(own.id, own.version, [level('1.4', 1)], saveId)),
      ]);
      expect(answers.map((answer) => answer.code ?? 'SAVED').sort()).toEqual(['CONFLICT', 'SAVED']);
    });

    it('in one batch each get their own answer: bad ones harm no neighbour', async () => {
      const sheets = await Promise.all(
        council.voters.map(async ({ person }) => ({
          person,
          sheet: await council.sheet(evaluationId, person),
        })),
      );
      const bad: Record<number, object[]> = {
        1: [level('99.9', 0)],
        3: [level('1.1', 77)],
        5: [level('1.1', 0, 1)],
      };
      const shared = randomUUID();
      const answers = await Promise.all(
        sheets.map(({ person, sheet }, index) => {
          // One saveId on two sheets breaks the statement that writes the whole batch.
          const saveId = index === 7 || index === 8 ? shared : randomUUID();
          return council.save(
            person,
            saveInput(sheet.id, sheet.version, bad[index] ?? [level('1.6', 2)], saveId),
          );
        }),
      );
      const said = answers.map((answer) => answer.code ?? 'SAVED');
      expect(said.splice(7, 2).sort()).toEqual(['CONFLICT', 'SAVED']);
      const others = [
        'SAVED',
        'UNKNOWN_CRITERION',
        'SAVED',
        'UNKNOWN_LEVEL',
        'SAVED',
        'ONE_LEVEL_ONLY',
        'SAVED',
        'SAVED',
        'SAVED',
      ];
      expect(said).toEqual(others);
    });
  });
});

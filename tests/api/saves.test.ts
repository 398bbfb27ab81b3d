import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sheetTotal } from '../../server/domain/totals.js';
import { type Loose, roomScreen, saveInput, seat } from '../support/server.js';
import { criteriaOf, library, LiveCouncil, marksWorth, type Member } from '../support/live-council.js';

const level = (criterion: string, ...levels: number[]) => ({ criterion, choice: 'LEVELS', levels });

describe('marks on their way to the council', () => {
  let council: LiveCouncil;
  let evaluationId: string;
  let member: Member;
  beforeAll(async () => {
    council = await LiveCouncil.open({ logLevel: 'error' });
    evaluationId = await council.scoring();
  });
  afterAll(() => council.close());
  let turn = 0;
  beforeEach(() => {
    // The members take turns, so that no test waits for another one's sheet.
    member = council.voters[(turn += 1) % council.voters.length]!;
  });

  const mine = () => council.sheet(evaluationId, member.person);
  const marksOf = (sheetId: string) =>
    council.sql('select criterion, choice, levels, points, remark from mark where sheet_id = $1 order by criterion', [sheetId]); // prettier-ignore
  /** Sends marks on the sheet as it stands. */
  const send = async (marks: readonly object[]) => {
    const { id, version } = await mine();
    return council.save(member.person, saveInput(id, version, marks));
  };
  /** Refused with this code, and nothing of it on the sheet. */
  const refused = async (code: string, marks: readonly object[]) => {
    const before = await mine();
    const outcome = await send(marks);
    expect(outcome).toMatchObject({ __typename: 'Refusal', code });
    expect(outcome.message.vi).not.toBe('');
    expect(await mine()).toEqual(before);
    return outcome;
  };

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

  describe('judged by the rulebook', () => {
    it('add up in the answer as the rulebook adds them', async () => {
      const card = await council.cardOf(evaluationId);
      const saved = await send(marksWorth(card, 73));
      expect(saved).toMatchObject({ __typename: 'MarksSaved' });
      const { sheet } = saved;
      const marks = sheet.marks.map(({ criterion, levels, points }: Loose) => ({
        criterion,
        points,
        choice: { kind: 'LEVELS', levels },
      }));
      const total = sheetTotal(card, { hasStory: true }, marks);
      expect(sheet).toMatchObject({ total: total.points, scored: total.scored, parts: total.parts });
      expect(sheet.total).toBe(73);
      const [row] = await council.sql('select total, part_points, scored from sheet where id = $1', [
        sheet.id,
      ]);
      expect(row).toEqual({
        total: 73,
        part_points: total.parts.map(({ points }) => points),
        scored: total.scored,
      });
    });

    it.each([
      ['a criterion that the card does not have', 'UNKNOWN_CRITERION', [level('44', 0)]],
      ['a criterion of another spelling', 'UNKNOWN_CRITERION', [level('__proto__', 0)]],
      ['a level beyond the last', 'UNKNOWN_LEVEL', [level('1.1', 9)]],
      ['a level before the first', 'UNKNOWN_LEVEL', [level('1.1', -1)]],
      ['two levels where one is asked', 'ONE_LEVEL_ONLY', [level('1.1', 0, 1)]],
      [
        '"not mandatory" where the card does not offer it',
        'NOT_MANDATORY_NOT_ALLOWED',
        [{ criterion: '1.1', choice: 'NOT_MANDATORY' }],
      ],
      [
        'one wrong mark among good ones',
        'UNKNOWN_LEVEL',
        [level('1.1', 0), level('1.2', 1), level('1.3', 8)],
      ],
      ['a clearing of what is no criterion', 'UNKNOWN_CRITERION', [{ criterion: '44', choice: null }]],
    ])('refuses %s', (_, code, marks) => refused(code, marks).then(() => undefined));

    it('says which field lacks its levels', async () => {
      const outcome = await refused('INVALID_INPUT', [level('1.1', 0), level('1.2')]);
      expect(outcome.fields).toEqual([{ field: 'input.marks[1].levels' }]);
    });

    it.each([
      ['without a choice', { choice: null }],
      ['beside another choice', { choice: 'NONE' }],
    ])('refuses levels %s, naming their field: they would be dropped without a word', async (_, other) => {
      const outcome = await refused('INVALID_INPUT', [level('1.1', 0), { ...level('1.2', 1), ...other }]);
      expect(outcome.fields).toEqual([{ field: 'input.marks[1].levels' }]);
    });

    it('takes "none applies" as an explicit 0, which is not the same as not yet scored', async () => {
      await send([{ criterion: '6.1', choice: null }]);
      const before = await mine();
      const { sheet } = await send([{ criterion: '6.1', choice: 'NONE' }]);
      expect(sheet).toMatchObject({ scored: before.scored + 1, total: before.total });
      expect(sheet.marks.find((mark: Loose) => mark.criterion === '6.1')).toMatchObject({
        choice: 'NONE',
        points: 0,
      });
    });

    it('keeps a remark on a criterion not yet scored, and counts nothing for it', async () => {
      await send([{ criterion: '12', choice: null }]);
      const before = await mine();
      const { sheet } = await send([{ criterion: '12', choice: null, remark: '  Xem lại hồ sơ xuất khẩu ' }]);
      expect(sheet.marks.find((mark: Loose) => mark.criterion === '12')).toEqual({
        criterion: '12',
        choice: null,
        levels: [],
        points: 0,
        remark: 'Xem lại hồ sơ xuất khẩu',
      });
      expect(sheet).toMatchObject({ scored: before.scored, total: before.total });
    });

    it('clears a mark, and leaves the remark that is sent along', async () => {
      await send([level('11', 1), level('10', 0)]);
      const { sheet } = await send([
        { criterion: '11', choice: null },
        { criterion: '10', choice: null, remark: 'Chờ kiểm nghiệm' },
      ]);
      expect(sheet.marks.find((mark: Loose) => mark.criterion === '11')).toBeUndefined();
      expect(sheet.marks.find((mark: Loose) => mark.criterion === '10')).toMatchObject({
        choice: null,
        remark: 'Chờ kiểm nghiệm',
      });
    });

    it('takes a save without marks, and one with 200 of which the last of each criterion holds', async () => {
      expect((await send([])).__typename).toBe('MarksSaved');
      const many = Array.from({ length: 200 }, (_, index) => level('1.1', index % 3));
      const { sheet } = await send([...many, level('1.1', 1)]);
      expect(sheet.marks.find((mark: Loose) => mark.criterion === '1.1')).toMatchObject({
        levels: [1],
        points: 2,
      });
    });

    it.each([
      ['a NUL', 'a\u0000b'],
      ['a mark that turns the reading direction', 'ten\u202Enet'],
      ['half a character', 'x\uD800'],
      ['more than 2000 characters', 'ă'.repeat(2001)],
    ])('refuses a remark with %s, naming the field', async (_, remark) => {
      const outcome = await refused('INVALID_INPUT', [{ ...level('1.1', 0), remark }]);
      expect(outcome.fields[0].field).toBe('input.marks.0.remark');
    });

    it('keeps a long remark in Vietnamese as it was written, in one form', async () => {
      const remark = 'Ể'.normalize('NFD').repeat(600);
      const { sheet } = await send([{ ...level('1.1', 0), remark }]);
      expect(sheet.marks[0].remark).toBe('Ể'.normalize('NFC').repeat(600));
    });
  });

  describe('on other cards', () => {
    const on = async (card: string, options: { hasStory?: boolean } = {}) => {
      await council.clearTable();
      evaluationId = await council.scoring(card, options);
    };
    afterAll(() => on('OCOP-26-2026-04'));

    it('refuses levels of two cases on one sheet, naming both criteria', async () => {
      await on('OCOP-26-2026-26');
      const [first, second] = criteriaOf(library.get('OCOP-26-2026-26')!).filter(({ cases }) => cases);
      const inCase = (criterion: typeof first, index: number) =>
        level(
          criterion!.code,
          criterion!.levels.findIndex((one) => one.case === criterion!.cases![index]!.code),
        );
      await refused('CASES_MIXED', [inCase(first, 0), inCase(second, 1)]);
      expect((await send([inCase(first, 0), inCase(second, 0)])).__typename).toBe('MarksSaved');
    });

    it('refuses a criterion of the story where there is none', async () => {
      await on('OCOP-26-2026-04', { hasStory: false });
      await refused('CRITERION_NOT_APPLICABLE', [level('5.2', 0)]);
    });

    it('gives full points where the card lets "not mandatory" be said', async () => {
      await on('OCOP-148-2023-21');
      const { sheet } = await send([{ criterion: '7', choice: 'NOT_MANDATORY' }]);
      expect(sheet.marks[0]).toMatchObject({
        choice: 'NOT_MANDATORY',
        levels: [],
        points: criteriaOf(library.get('OCOP-148-2023-21')!).find(({ code }) => code === '7')!.maxPoints,
      });
    });
  });

  describe('from somebody who may not', () => {
    const save = (sheetId: string, by = member.person, version = 0) => council.save(by, saveInput(sheetId, version, [level('1.1', 0)])); // prettier-ignore

    it('refuses what is no identifier, and a sheet that is none', async () => {
      expect(await save('nonsense')).toMatchObject({
        code: 'INVALID_INPUT',
        fields: [{ field: 'input.sheetId' }],
      });
      expect(await save(randomUUID())).toMatchObject({ code: 'NOT_FOUND' });
      const { id, version } = await mine();
      expect(await council.save(member.person, saveInput(id, version, [], 'x'))).toMatchObject({
        code: 'INVALID_INPUT',
      });
      expect(await council.save(member.person, saveInput(id, -1, []))).toMatchObject({
        code: 'INVALID_INPUT',
      });
    });

    it("shuts everybody out of somebody else's sheet, the chair too", async () => {
      const { id, version } = await mine();
      for (const by of [
        council.chair,
        council.secretary,
        council.voters.find((one) => one.id !== member.id)!.person,
      ]) {
        if (by === member.person) continue;
        const { errors } = await by.ask(
          'mutation($input: SaveMarksInput!) { saveMarks(input: $input) { __typename } }',
          { input: saveInput(id, version, [level('1.1', 2)]) },
        );
        expect(errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
        const withdrawn = await by.ask('mutation($id: ID!) { withdrawSheet(sheetId: $id) { __typename } }', {
          id,
        });
        expect(withdrawn.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
      }
      expect((await mine()).version).toBe(version);
    });

    it('binds a seat to its session: the card of another meeting opens no sheet here', async () => {
      const { id, version } = await mine();
      const elsewhere = await seat(council.stage, council.demo.plannedSessionId, member.id);
      const saved = await elsewhere.ask(
        'mutation($input: SaveMarksInput!) { saveMarks(input: $input) { __typename } }',
        { input: saveInput(id, version, [level('1.1', 2)]) },
      );
      expect(saved.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
      const read = await elsewhere.ask('query($id: ID!) { mySheet(evaluationId: $id) { id } }', {
        id: evaluationId,
      });
      expect(read.errors?.[0]?.extensions?.code).toBe('NOT_ALLOWED');
      expect((await mine()).version).toBe(version);
    });

    it('has no sheet for the secretary and none for the screen', async () => {
      const query = 'query($id: ID!) { mySheet(evaluationId: $id) { id } }';
      const asked = await council.secretary.ask(query, { id: evaluationId });
      expect(asked.errors?.[0]?.extensions?.code).toBe('NOT_VOTING');
      const room = await roomScreen(council.stage, council.sessionId);
      expect((await room.ask(query, { id: evaluationId })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    });

    it('takes nothing from a member who is absent, recused, or not yet marked present', async () => {
      const absent = await mine();
      await council.attendance(member.username, 'Ốm');
      expect(await save(absent.id, member.person, absent.version + 1)).toMatchObject({
        code: 'SHEET_ABSENT',
      });
      await council.attendance(member.username, null);
      await council.sql('delete from attendance where session_id = $1 and member_id = $2', [
        council.sessionId,
        member.id,
      ]);
      expect(await refused('NOT_PRESENT', [level('1.1', 0)])).toBeTruthy();
      await council.attendance(member.username, null);
      await council.must('recuse', { evaluationId, memberId: member.id, reason: 'Người nhà' });
      const { version, marks } = await mine();
      expect(marks).toEqual([]);
      expect(await save(absent.id, member.person, version)).toMatchObject({ code: 'SHEET_RECUSED' });
    });

    it('takes nothing while the session is suspended', async () => {
      await council.must('suspendSession', { sessionId: council.sessionId, reason: 'Nghỉ trưa' });
      await refused('SESSION_NOT_OPEN', [level('1.1', 0)]);
      await council.must('resumeSession', { sessionId: council.sessionId });
      expect((await send([level('1.1', 0)])).__typename).toBe('MarksSaved');
    });

    it('takes nothing on a sheet that is handed in until it is taken back', async () => {
      const submitted = await council.handIn(evaluationId, member.person, 66);
      expect(submitted.receipt).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
      await refused('SHEET_SUBMITTED', [level('1.1', 0)]);
      expect((await council.submit(member.person, submitted.id, submitted.version)).code).toBe(
        'ALREADY_DONE',
      );
      expect((await council.withdraw(member.person, submitted.id)).state).toBe('DRAFT');
      expect((await council.withdraw(member.person, submitted.id)).code).toBe('ALREADY_DONE');
      expect((await send([level('1.1', 0)])).__typename).toBe('MarksSaved');
    });

    it('hands in nothing that is unfinished or has changed since it was looked over', async () => {
      const { id, version } = await send([{ criterion: '9', choice: null }]).then(({ sheet }) => sheet);
      const unfinished = await council.submit(member.person, id, version);
      expect(unfinished.code).toBe('SHEET_INCOMPLETE');
      expect(unfinished.message.vi).toContain('9');
      expect((await council.submit(member.person, id, version - 1)).code).toBe('STALE_SHEET');
    });
  });
});

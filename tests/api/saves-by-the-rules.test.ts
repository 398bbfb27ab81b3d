import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sheetTotal } from '../../server/domain/totals.js';
import { criteriaOf, library, type LiveCouncil, marksWorth, type Member } from '../support/live-council.js';
import { level, ScoringMembers } from '../support/scoring-members.js';
import { type Loose, roomScreen, saveInput, seat } from '../support/server.js';

describe('marks on their way to the council', () => {
  const scoring = new ScoringMembers();
  const { mine, refused, send } = scoring;
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

  describe('judged by the rulebook', () => {
    it('take with them an opinion as long as the schema says, and none longer', async () => {
      const { sheet } = await send(marksWorth(await council.cardOf(evaluationId), 70));
      const handIn = (opinion: string) => council.submit(member.person, sheet.id, sheet.version, { opinion });
      expect(await handIn('ý'.repeat(5001))).toMatchObject({ code: 'INVALID_INPUT' });
      expect(await handIn('ý'.repeat(5000))).toMatchObject({ state: 'SUBMITTED' });
      await council.withdraw(member.person, sheet.id);
    });

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
      scoring.evaluationId = await council.scoring(card, options);
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

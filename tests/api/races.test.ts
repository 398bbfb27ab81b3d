import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Loose, Person, saveInput } from '../support/server.js';
import { criteriaOf, LiveCouncil, marksWorth } from '../support/live-council.js';

/** What happens at the same moment: each pair of clicks has one outcome, and the record says which. */
describe('a council where everybody acts at once', () => {
  let council: LiveCouncil;
  beforeAll(async () => {
    council = await LiveCouncil.open({ logLevel: 'error' });
  });
  afterAll(() => council.close());
  beforeEach(() => council.clearTable());

  /** Of two answers: the one that won, and the code the other was refused with. */
  const oneWins = (answers: Loose[]) => {
    const won = answers.filter(({ __typename }) => __typename === 'SessionBoard');
    const lost = answers.filter(({ __typename }) => __typename === 'Refusal');
    expect([won.length, lost.length], JSON.stringify(answers.map((a) => a.code ?? 'won'))).toEqual([1, 1]);
    expect(lost[0].message.vi).toMatch(/\S{2,} \S+/);
    return lost[0].code as string;
  };
  const entries = async (act: string) =>
    Number(
      (
        await council.sql('select count(*) as n from ledger where session_id = $1 and act = $2', [
          council.sessionId,
          act,
        ])
      )[0]!['n'],
    );

  it('counts of 50 and more saves against the closing exactly those that were acknowledged', async () => {
    const evaluationId = await council.scoring();
    const card = await council.cardOf(evaluationId);
    const codes = criteriaOf(card);
    // Ten members send save after save until they are refused; the chair closes somewhere in between.
    const sheets = await Promise.all(
      council.voters
        .slice(1)
        .map(async (member) => ({ member, sheet: await council.sheet(evaluationId, member.person) })),
    );
    let acknowledged = 0;
    let closing: Promise<Loose> | undefined;
    const outcomes = await Promise.all(
      sheets.map(async ({ member, sheet }) => {
        let version: number = sheet.version;
        const answers: { saveId: string; criterion: string; outcome: Loose }[] = [];
        for (const { code: criterion } of codes) {
          const saveId = randomUUID();
          const marks = [{ criterion, choice: 'LEVELS', levels: [0] }];
          const outcome = await council.save(member.person, saveInput(sheet.id, version, marks, saveId));
          if (outcome.__typename === 'MarksSaved') {
            version = outcome.sheet.version;
            acknowledged += 1;
            if (acknowledged === 40) closing = council.act('closeScoring', { evaluationId });
          }
          answers.push({ saveId, criterion, outcome });
          if (outcome.__typename === 'Refusal') break;
        }
        return { sheetId: sheet.id, answers };
      }),
    );
    expect((await closing).__typename).toBe('SessionBoard');
    for (const { sheetId, answers } of outcomes) {
      const marks = await council.sql('select criterion from mark where sheet_id = $1', [sheetId]);
      const kept = new Set(marks.map((row) => row['criterion']));
      for (const { criterion, outcome } of answers) {
        if (outcome.__typename === 'MarksSaved') expect(kept).toContain(criterion);
        else {
          expect(outcome).toMatchObject({ __typename: 'Refusal', code: 'SCORING_NOT_OPEN' });
          expect(kept).not.toContain(criterion);
        }
      }
    }
    const journal = await council.sql(`select save_id from sheet_save where sheet_id = any($1::uuid[])`, [
      outcomes.map(({ sheetId }) => sheetId),
    ]);
    const saved = outcomes.flatMap(({ answers }) =>
      answers.filter(({ outcome }) => outcome.__typename === 'MarksSaved').map(({ saveId }) => saveId),
    );
    expect(new Set(journal.map((row) => row['save_id']))).toEqual(new Set(saved));
    expect(saved.length).toBeGreaterThanOrEqual(40);
    // Each member was still saving when it closed.
    for (const { answers } of outcomes) expect(answers.at(-1)!.outcome.__typename).toBe('Refusal');
    // What the closing wrote into the record of every sheet is what still stands: nothing came after it.
    const [entry] = await council.sql(
      `select content from ledger where session_id = $1 and act = 'closeScoring' order by seq desc limit 1`,
      [council.sessionId],
    );
    const recorded = JSON.parse(entry!['content'] as string).content.sheets as {
      id: string;
      version: number;
    }[];
    for (const { sheetId } of outcomes) {
      const [now] = await council.sql('select version from sheet where id = $1', [sheetId]);
      expect(recorded.find(({ id }) => id === sheetId)?.version).toBe(now!['version']);
    }
  });

  it('takes the saves of all members that come in one moment, and counts them exactly', async () => {
    const evaluationId = await council.scoring();
    const card = await council.cardOf(evaluationId);
    const totals = council.voters.map((_, index) => 60 + index);
    const answers = await Promise.all(
      council.voters.map(async ({ person }, index) => {
        const { id, version } = await council.sheet(evaluationId, person);
        return council.save(person, saveInput(id, version, marksWorth(card, totals[index]!)));
      }),
    );
    expect(answers.map(({ sheet }) => sheet?.total)).toEqual(totals);
    const { seats } = await council.item(evaluationId);
    expect(seats.map(({ total }: Loose) => total).sort()).toEqual([...totals].sort());
  });

  it('lets one of two conclusions through, and writes one result', async () => {
    const evaluationId = await council.scoring();
    await council.allHandIn(evaluationId, 75);
    await council.must('closeScoring', { evaluationId });
    const before = await entries('conclude');
    const conclude = () => council.act('conclude', { evaluationId });
    expect(oneWins(await Promise.all([conclude(), conclude()]))).toBe('ALREADY_DONE');
    expect(await entries('conclude')).toBe(before + 1);
    expect(await council.sql('select 1 from result where evaluation_id = $1', [evaluationId])).toHaveLength(
      1,
    );
  });

  it('opens scoring of one dossier only when two are opened at once', async () => {
    const [first, second] = [await council.dossier(), await council.dossier()];
    await council.must('presentDossier', { evaluationId: first });
    const answers = await Promise.all([
      council.act('openScoring', { evaluationId: first }),
      council.act('presentDossier', { evaluationId: second }, council.secretary),
    ]);
    expect(['WRONG_PHASE', 'EVALUATION_ON_TABLE']).toContain(oneWins(answers));
  });

  it('has one dossier on the table after two were presented at once', async () => {
    const [first, second] = [await council.dossier(), await council.dossier()];
    const answers = await Promise.all([
      council.act('presentDossier', { evaluationId: first }),
      council.act('presentDossier', { evaluationId: second }, council.secretary),
    ]);
    // Presenting another one sets the first aside, so both clicks are lawful; the later one holds.
    expect(answers.map(({ __typename }) => __typename)).toEqual(['SessionBoard', 'SessionBoard']);
    const board = await council.board();
    const presenting = board.agenda.filter(({ phase }: Loose) => phase === 'PRESENTING');
    expect(presenting.map(({ id }: Loose) => id)).toEqual([board.onTable]);
  });

  it('presents a dossier once when chair and secretary both click', async () => {
    const evaluationId = await council.dossier();
    const answers = await Promise.all([
      council.act('presentDossier', { evaluationId }),
      council.act('presentDossier', { evaluationId }, council.secretary),
    ]);
    expect(oneWins(answers)).toBe('ALREADY_DONE');
  });

  it('either closes or returns, never both from the same step', async () => {
    const evaluationId = await council.scoring();
    await council.allHandIn(evaluationId, 70);
    await council.must('closeScoring', { evaluationId });
    const reason = 'Chấm lại cho thống nhất';
    const answers = await Promise.all([
      council.act('conclude', { evaluationId }),
      council.act('returnSheets', { evaluationId, reason, memberIds: null }, council.secretary),
    ]);
    expect(oneWins(answers)).toBe('WRONG_PHASE');
    const [row] = await council.sql(
      `select e.phase, e.attempt, (select count(*)::int from result r where r.evaluation_id = e.id) as results,
         array_agg(distinct h.state) as states from evaluation e join sheet h on h.evaluation_id = e.id
       where e.id = $1 group by e.id`,
      [evaluationId],
    );
    expect([
      { phase: 'CONCLUDED', attempt: 1, results: 1, states: ['SEALED'] },
      { phase: 'SCORING', attempt: 2, results: 0, states: ['RETURNED'] },
    ]).toContainEqual(row);
  });

  it('closes once when chair and secretary both close, and a return in the same moment waits its turn', async () => {
    const evaluationId = await council.scoring();
    await council.allHandIn(evaluationId, 70);
    const closings = await Promise.all([
      council.act('closeScoring', { evaluationId }),
      council.act('closeScoring', { evaluationId }, council.secretary),
    ]);
    expect(oneWins(closings)).toBe('ALREADY_DONE');
    const reason = 'Chấm lại';
    const returns = await Promise.all([
      council.act('returnSheets', { evaluationId, reason, memberIds: null }),
      council.act('returnSheets', { evaluationId, reason, memberIds: null }, council.secretary),
    ]);
    expect(oneWins(returns)).toBe('ALREADY_DONE');
    const attempts = await council.sql('select distinct attempt from sheet where evaluation_id = $1', [
      evaluationId,
    ]);
    expect(attempts).toEqual([{ attempt: 2 }]);
  });

  it('counts a sheet handed in against the closing, or refuses it and counts nothing', async () => {
    for (let round = 0; round < 3; round += 1) {
      const evaluationId = await council.scoring();
      const { person } = council.voters[3]!;
      const { id, version } = await council.sheet(evaluationId, person);
      const saved = await council.save(
        person,
        saveInput(id, version, marksWorth(await council.cardOf(evaluationId), 80)),
      );
      const [submitted, closed] = await Promise.all([
        council.submit(person, id, saved.sheet.version),
        council.act('closeScoring', { evaluationId }),
      ]);
      expect(closed.__typename).toBe('SessionBoard');
      const [row] = await council.sql(
        `select state, (select count(*)::int from sheet_attempt t where t.sheet_id = h.id) as attempts from sheet h where id = $1`,
        [id],
      );
      if (submitted.__typename === 'ScoreSheet') expect(row).toEqual({ state: 'SUBMITTED', attempts: 1 });
      else {
        expect(submitted.code).toBe('SCORING_NOT_OPEN');
        expect(row).toEqual({ state: 'DRAFT', attempts: 0 });
      }
      await council.clearTable();
    }
  });

  it('never concludes over a sheet that was taken back in the same moment', async () => {
    const evaluationId = await council.scoring();
    const [first] = await council.allHandIn(evaluationId, 70);
    const { id } = await council.sheet(evaluationId, first!.person);
    const [withdrawn, closed] = await Promise.all([
      council.withdraw(first!.person, id),
      council.act('closeScoring', { evaluationId }, council.secretary),
    ]);
    expect(closed.__typename).toBe('SessionBoard');
    const concluded = await council.act('conclude', { evaluationId });
    if (withdrawn.__typename === 'ScoreSheet') {
      expect(concluded).toMatchObject({ __typename: 'Refusal', code: 'SHEETS_MISSING' });
    } else {
      expect(withdrawn.code).toBe('SCORING_NOT_OPEN');
      expect(concluded.__typename).toBe('SessionBoard');
      expect((await council.withdraw(first!.person, id)).code).toBe('SCORING_NOT_OPEN');
    }
  });

  it('keeps a recusal that meets the member opening the sheet', async () => {
    const evaluationId = await council.dossier();
    const { id: memberId } = council.voters[4]!;
    // The member's device makes the sheet, but its transaction has not ended when the recusal is written.
    const opening = council.stage.dataSource.createQueryRunner();
    await opening.startTransaction();
    await opening.query('insert into sheet (evaluation_id, member_id) values ($1, $2)', [
      evaluationId,
      memberId,
    ]);
    const recusal = council.act('recuse', { evaluationId, memberId, reason: 'Có lợi ích liên quan' });
    await council.waitForLock();
    await opening.commitTransaction();
    await opening.release();
    expect((await recusal).__typename).toBe('SessionBoard');
    const [row] = await council.sql(
      'select state, reason from sheet where evaluation_id = $1 and member_id = $2',
      [evaluationId, memberId],
    );
    expect(row).toEqual({ state: 'RECUSED', reason: 'Có lợi ích liên quan' });
  });

  it('opens a card while new cards are being issued, whichever comes first', async () => {
    const { id: memberId } = council.voters[5]!;
    const issue = (): Promise<Loose> =>
      council.chair.get(
        `mutation($id: ID!, $members: [ID!]) { issueSeatLinks(sessionId: $id, memberIds: $members) {
           __typename ... on SeatLinks { links { url } } ... on Refusal { code } } }`,
        { id: council.sessionId, members: [memberId] },
      );
    const card = async () => (await issue()).issueSeatLinks.links[0].url.split('/').pop() as string;
    const holding = council.stage.dataSource.createQueryRunner();
    const token = await card();
    // The session is busy; a card is opened and another one is issued while both wait for it.
    await holding.startTransaction();
    await holding.query('select id from session where id = $1 for no key update', [council.sessionId]);
    const issued = issue();
    await council.waitForLock();
    const opened = new Person(() => council.stage.server.address).openLink(token, true);
    await council.waitForLock(2);
    await holding.commitTransaction();
    await holding.release();
    expect((await issued).issueSeatLinks.__typename).toBe('SeatLinks');
    const answer = (await opened) as Loose;
    expect(answer.errors).toBeUndefined();
    expect(answer.data.useLink).toMatchObject({ __typename: 'Refusal', code: 'LINK_INVALID' });
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CreatedDemo } from '../../server/demo/create-demo.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import {
  type Loose,
  type Person,
  roomScreen,
  saveInput,
  seat,
  stageDemo,
  startTestServer,
  type TestServer,
} from '../support/server.js';

const BOARD = `id revision cohort phase onTable recordCode
  quorum { appointed present required met presidingLabel }
  agenda { id phase attempt submittedCount expectedCount dossierId criteriaSetCode
    seats { id state total scored applicable connected }
    provisional { mean { sum count text } starClass bandClass deviation { spread limit exceeded } obstacles { code } minimums { criterion met } }
    result { outcome starClass mean { sum count text } why { vi } releasedAt } }
  members { id role voting present }`;
const FOLLOW = `subscription($id: ID!) { sessionBoard(sessionId: $id) { ${BOARD} } }`;

/** One dossier from the table to the room, over real HTTP, sockets and PostgreSQL. */
describe('a council scores a dossier live', () => {
  let stage: TestServer;
  let demo: CreatedDemo;
  let chair: Person;
  let members: { id: string; person: Person }[];
  let evaluationId: string;
  const cards = loadScorecards();

  const conduct = (field: string, extra = '', variables: Record<string, unknown> = {}) =>
    chair.act<Loose>(
      `${field}(evaluationId: $id${extra})`,
      `$id: ID!${Object.keys(variables).length ? ', $reason: String!' : ''}`,
      { id: evaluationId, ...variables },
      `... on SessionBoard { ${BOARD} }`,
    );

  beforeAll(async () => {
    stage = await startTestServer({ logLevel: 'error' });
    demo = await stageDemo(stage);
    const people = await stage.dataSource.query<
      { id: string; role: string; voting: boolean; present: boolean }[]
    >(
      `select m.id, m.role, m.voting, coalesce(a.present, false) as present from council_member m
       join session s on s.council_id = m.council_id left join attendance a on a.session_id = s.id and a.member_id = m.id
       where s.id = $1 order by m.position`,
      [demo.sessionId],
    );
    const voters = people.filter(({ voting, present }) => voting && present);
    members = await Promise.all(
      voters.map(async ({ id }) => ({ id, person: await seat(stage, demo.sessionId, id) })),
    );
    chair = members[voters.findIndex(({ role }) => role === 'CHAIR')]!.person;
    const board = (
      await chair.get(`query($id: ID!) { sessionBoard(sessionId: $id) { ${BOARD} } }`, { id: demo.sessionId })
    ).sessionBoard;
    evaluationId = board.agenda.find((item: Loose) => item.phase === 'WAITING').id;
  });
  afterAll(async () => {
    for (const { person } of members) person.leave();
    await stage.stop();
  });

  const scoreAll = async (person: Person, points: 'most' | 'least') => {
    const { mySheet } = await person.get(
      `query($id: ID!) { mySheet(evaluationId: $id) { id version state } }`,
      { id: evaluationId },
    );
    const board = (
      await person.get(`query($id: ID!) { sessionBoard(sessionId: $id) { agenda { id criteriaSetCode } } }`, {
        id: demo.sessionId,
      })
    ).sessionBoard;
    const card = cards.get(board.agenda.find((item: Loose) => item.id === evaluationId).criteriaSetCode)!;
    const marks = card.parts
      .flatMap((part) => part.sections.flatMap((section) => section.criteria))
      .map((criterion) => {
        const sorted = criterion.levels
          .map((level, position) => ({ ...level, position }))
          .filter((level) => !level.case || level.case === criterion.cases?.[0]?.code)
          .sort((a, b) => a.points - b.points);
        const level = points === 'most' ? sorted.at(-1)! : sorted[0]!;
        return { criterion: criterion.code, choice: 'LEVELS', levels: [level.position] };
      });
    const saved = await person.act<Loose>(
      'saveMarks(input: $input)',
      '$input: SaveMarksInput!',
      { input: saveInput(mySheet.id, mySheet.version, marks) },
      '... on MarksSaved { sheet { id version scored applicable total } } ... on StaleSheet { sheet { version } }',
    );
    expect(saved.__typename).toBe('MarksSaved');
    expect(saved.sheet.scored).toBe(saved.sheet.applicable);
    return person.act<Loose>(
      'submitSheet(input: $input)',
      '$input: SubmitSheetInput!',
      { input: { sheetId: mySheet.id, version: saved.sheet.version } },
      '... on ScoreSheet { state receipt total version }',
    );
  };

  it('goes from presentation to release, with the chair watching and the room told last', async () => {
    const chairView = chair.follow(FOLLOW, { id: demo.sessionId });
    const room = await roomScreen(stage, demo.sessionId);
    const roomView = room.follow(FOLLOW, { id: demo.sessionId });
    await chairView.until(() => true);
    await roomView.until(() => true);
    const item = (data: Loose) => data.sessionBoard.agenda.find(({ id }: Loose) => id === evaluationId);

    expect((await conduct('presentDossier')).__typename).toBe('SessionBoard');
    expect((await conduct('openScoring')).__typename).toBe('SessionBoard');
    for (const [index, { person }] of members.entries()) {
      const submitted = await scoreAll(person, index === 0 ? 'least' : 'most');
      expect(submitted.state, JSON.stringify(submitted)).toBe('SUBMITTED');
      expect(submitted.receipt).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    }
    const full = await chairView.until((data) => item(data).submittedCount === members.length);
    expect(item(full).provisional.deviation.exceeded).toBe(true);
    expect(item(full).provisional.mean.count).toBe(members.length);
    const seenByRoom = await roomView.until((data) => item(data).submittedCount === members.length);
    expect(item(seenByRoom).provisional).toBeNull();
    expect(item(seenByRoom).seats).toBeNull();

    expect((await conduct('closeScoring')).__typename).toBe('SessionBoard');
    expect(await conduct('conclude')).toMatchObject({ __typename: 'Refusal', code: 'DEVIATION_UNRESOLVED' });
    expect(
      (await conduct('returnSheets', ', reason: $reason', { reason: 'Thống nhất lại' })).__typename,
    ).toBe('SessionBoard');
    for (const { person } of members) {
      const { mySheet } = await person.get(
        `query($id: ID!) { mySheet(evaluationId: $id) { id version state attempt attempts { attempt total } } }`,
        { id: evaluationId },
      );
      expect(mySheet).toMatchObject({ state: 'RETURNED', attempt: 2 });
      expect(mySheet.attempts).toHaveLength(1);
      expect((await scoreAll(person, 'most')).state).toBe('SUBMITTED');
    }
    await conduct('closeScoring');
    const concluded = await conduct('conclude');
    expect(concluded.__typename, JSON.stringify(concluded)).toBe('SessionBoard');
    expect(item({ sessionBoard: concluded }).result).toMatchObject({
      outcome: 'CLASSIFIED',
      releasedAt: null,
    });
    expect(roomView.seen.every((data) => item(data).result === null)).toBe(true);
    expect((await conduct('release')).__typename).toBe('SessionBoard');
    const released = await roomView.until((data) => item(data).result !== null);
    expect(item(released).result.mean).toEqual(item({ sessionBoard: concluded }).result.mean);
    const revisions = chairView.seen.map(({ sessionBoard }) => sessionBoard.revision);
    expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
    room.leave();
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, type Launched } from '../support/launched.js';
import { type Loose, Person, roomScreen, saveInput } from '../support/server.js';
import { makeTemporaryFolder } from '../support/temporary-folder.js';
import { FOLLOW, itemOf, LiveCouncil } from '../support/live-council.js';

const mark = (criterion: string, level: number) => ({ criterion, choice: 'LEVELS', levels: [level] });

describe('a server that starts again in the middle of a session', () => {
  let council: LiveCouncil;
  beforeAll(async () => {
    council = await LiveCouncil.open();
  });
  afterAll(() => council.close());

  it('brings every screen back by itself, with the right board and with who is there', async () => {
    const evaluationId = await council.scoring();
    const room = await roomScreen(council.stage, council.sessionId);
    const sitting = council.voters.slice(1, 5);
    const streams = [council.chair, room, ...sitting.map(({ person }) => person)].map((who) =>
      who.follow(FOLLOW, { id: council.sessionId }),
    );
    const [chair] = streams;
    const connected = (data: Loose) =>
      sitting.every(({ id }) => data.sessionBoard.members.find((one: Loose) => one.id === id).connected);
    for (const stream of streams) await stream.until(() => true);
    await chair!.until(connected);
    const sheets = await Promise.all(sitting.map(({ person }) => council.sheet(evaluationId, person)));
    for (const [index, { person }] of sitting.entries()) {
      const { id, version } = sheets[index];
      expect((await council.save(person, saveInput(id, version, [mark('1.1', 2)]))).__typename).toBe(
        'MarksSaved',
      );
    }
    const seen = streams.map(({ seen: boards }) => boards.length);

    await council.stage.restart();

    for (const [index, stream] of streams.entries())
      await stream.until((data) => stream.seen.indexOf(data) >= seen[index]!);
    const back = await chair!.until((data) => chair!.seen.indexOf(data) >= seen[0]! && connected(data));
    const totals = itemOf(back.sessionBoard, evaluationId).seats.filter(({ total }: Loose) => total === 3);
    expect(totals).toHaveLength(sitting.length);
    // And it goes on: what is done now reaches everybody.
    await council.must('closeScoring', { evaluationId });
    for (const stream of streams)
      await stream.until(({ sessionBoard }) => itemOf(sessionBoard, evaluationId).phase === 'REVIEWING');
    const revisions = chair!.seen.map(({ sessionBoard }) => sessionBoard.revision);
    expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
    for (const stream of streams) expect(stream.errors).toEqual([]);
    room.leave();
  });
});

describe('a server that is killed', () => {
  let running: Launched[];
  let folder: ReturnType<typeof makeTemporaryFolder>;
  beforeAll(() => {
    running = [];
    folder = makeTemporaryFolder();
  });
  afterAll(async () => {
    for (const { child, ended } of running) {
      child.kill('SIGTERM');
      await ended;
    }
    folder.remove();
  });

  it('has every mark that it acknowledged when it starts again', async () => {
    const start = async (port: string) => {
      const started = launch('dist/bundle/main.js', [], {
        DATA_DIR: folder.path,
        PORT: port,
        HOST: '127.0.0.1',
      });
      running.push(started);
      const [address] = await started.printed(/http:\/\/127\.0\.0\.1:\d+/);
      await started.printed(/Ctrl-C/);
      return { started, address };
    };
    const first = await start('0');
    const links = [...first.started.output().matchAll(/\/(?:ghe|vao)\/((?:seat|once)\.[\w-]+)/g)].map(
      ([, token]) => token!,
    );
    const { port } = new URL(first.address);
    const people = links.map((token) => ({ token, person: new Person(() => first.address) }));
    for (const { token, person } of people) await person.openLink(token);
    const voters: { person: Person; sessionId: string }[] = [];
    for (const { person } of people) {
      const { viewer } = await person.get('{ viewer { seats { sessionId phase role voting } } }');
      const seat = viewer.seats.find((one: Loose) => one.phase === 'OPEN' && one.voting);
      if (seat) voters.push({ person, sessionId: seat.sessionId });
    }
    expect(voters.length).toBeGreaterThanOrEqual(3);
    const { sessionBoard } = await voters[0]!.person.get(
      'query($id: ID!) { sessionBoard(sessionId: $id) { agenda { id phase } } }',
      { id: voters[0]!.sessionId },
    );
    const evaluationId = sessionBoard.agenda.find(({ phase }: Loose) => phase === 'PRESENTING').id;
    let opened = '';
    for (const { person } of people) {
      const outcome = await person.act<Loose>(
        'openScoring(evaluationId: $id)',
        '$id: ID!',
        { id: evaluationId },
        '... on SessionBoard { id }',
      );
      if (outcome.__typename === 'SessionBoard') opened = outcome.id;
    }
    expect(opened).toBe(voters[0]!.sessionId);

    // Everybody marks as fast as answers come, until the server dies under them.
    const acknowledged = new Map<string, { version: number; level: number }>();
    let count = 0;
    const marking = voters.map(async ({ person }) => {
      const { mySheet } = await person.get('query($id: ID!) { mySheet(evaluationId: $id) { id version } }', {
        id: evaluationId,
      });
      let { version } = mySheet;
      for (let level = 0; ; level = (level + 1) % 2) {
        const input = saveInput(mySheet.id, version, [mark('1.1', level)]);
        const answer = await person
          .ask<Loose>(
            'mutation($input: SaveMarksInput!) { saveMarks(input: $input) { ... on MarksSaved { sheet { version } } } }',
            { input },
          )
          .catch(() => null);
        const saved = answer?.data?.saveMarks?.sheet;
        if (!saved) return;
        version = saved.version;
        acknowledged.set(mySheet.id, { version, level });
        if ((count += 1) === 60) first.started.child.kill('SIGKILL');
      }
    });
    await Promise.all(marking);
    expect(await first.started.ended).toBe('SIGKILL');
    expect(acknowledged.size).toBe(voters.length);

    running = [];
    await start(port);
    for (const { person } of voters) {
      const { mySheet } = await person.get(
        'query($id: ID!) { mySheet(evaluationId: $id) { id version marks { criterion levels } } }',
        { id: evaluationId },
      );
      const last = acknowledged.get(mySheet.id)!;
      // One more save may have been written whose answer got lost; less than acknowledged never.
      expect([last.version, last.version + 1]).toContain(mySheet.version);
      if (mySheet.version === last.version)
        expect(mySheet.marks).toEqual([{ criterion: '1.1', levels: [last.level] }]);
    }
  }, 90_000);
});

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { BareDoors } from '../support/bare-doors.js';
import { LiveCouncil, SHEET } from '../support/live-council.js';
import { type Loose, saveInput } from '../support/server.js';

const SAVE = `mutation($input: SaveMarksInput!) { saveMarks(input: $input) {
  __typename ... on MarksSaved { sheet { version } } } }`;
const READ = `query($id: ID!) { mySheet(evaluationId: $id) { ${SHEET} } }`;

describe('a save over a socket that is open', () => {
  let council: LiveCouncil;
  let evaluationId: string;
  const doors = new BareDoors(() => council);
  let socket: Awaited<ReturnType<BareDoors['socket']>>;
  beforeAll(async () => {
    council = await LiveCouncil.open();
    evaluationId = await council.scoring();
    const { person } = council.voters[0]!;
    socket = await doors.socket({ login: person.login }, { cookie: person.cookieHeader() });
    await socket.until('connection_ack');
  });
  afterAll(async () => {
    socket.ws.terminate();
    await council.close();
  });

  const sheet = async (): Promise<Loose> => {
    const [row] = await council.sql(
      'select id, version from sheet where evaluation_id = $1 and member_id = $2',
      [evaluationId, council.voters[0]!.id],
    );
    return row;
  };
  const save = async (asked: string, criterion: string): Promise<void> => {
    const { id, version } = await sheet();
    const mark = { criterion, choice: 'LEVELS', levels: [0], remark: null };
    socket.ask(asked, SAVE, { input: saveInput(id, version, [mark]) });
  };

  it('does not look the sign-in up first: what writes it does', async () => {
    const { version } = await sheet();
    const lookUp = vi.spyOn(council.stage.server.api.live.viewers as Loose, 'login');
    await save('first', '1.1');
    const { payload } = await socket.until('next', 'first');
    expect(payload.data.saveMarks).toEqual({ __typename: 'MarksSaved', sheet: { version: version + 1 } });
    expect(lookUp).not.toHaveBeenCalled();
    socket.ask('read', READ, { id: evaluationId });
    await socket.until('next', 'read');
    expect(lookUp).toHaveBeenCalledTimes(1);
    lookUp.mockRestore();
  });

  it('is refused with the reason once the sign-in has ended, though nobody said so, and writes nothing', async () => {
    const { version } = await sheet();
    const { presence } = council.stage.server.api.live;
    const before = presence.of(council.sessionId, council.voters[0]!.id);
    await council.sql(
      `update login set ended_at = now(), ended_because = 'TAKEN_OVER' where member_id = $1 and session_id = $2`,
      [council.voters[0]!.id, council.sessionId],
    );
    await save('late', '1.2');
    const { extensions } = await socket.refusal('late');
    expect(extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'TAKEN_OVER' });
    expect(await sheet()).toMatchObject({ version });
    // The seat is another device's: what this one still holds is not told of it.
    expect(presence.of(council.sessionId, council.voters[0]!.id)).toEqual(before);
  });
});

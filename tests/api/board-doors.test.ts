import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CreatedDemo } from '../../server/demo/create-demo.js';
import { roomScreen, seat, stageDemo, startTestServer, type TestServer } from '../support/server.js';

describe('who asks for a board', () => {
  let stage: TestServer;
  let demo: CreatedDemo;
  beforeAll(async () => {
    stage = await startTestServer();
    demo = await stageDemo(stage);
  });
  afterAll(() => stage.stop());

  it('a results screen learns from the viewer which session it shows', async () => {
    const room = await roomScreen(stage, demo.sessionId);
    const { viewer } = await room.get('{ viewer { id kind } }');
    expect(viewer).toEqual({ id: demo.sessionId, kind: 'ROOM' });
  });

  it('is told no, and not of a fault, for a session that cannot be', async () => {
    const [member] = await stage.dataSource.query('select id from council_member limit 1');
    const person = await seat(stage, demo.sessionId, member.id);
    const asked = await person.ask('{ sessionBoard(sessionId: "ROOM") { id } }');
    expect(asked.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    const followed = person.follow('subscription { sessionBoard(sessionId: "ROOM") { id } }');
    await expect.poll(() => JSON.stringify(followed.errors)).toContain('FORBIDDEN');
    person.leave();
  });
});

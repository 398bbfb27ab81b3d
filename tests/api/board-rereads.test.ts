import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FOLLOW, LiveCouncil } from '../support/live-council.js';
import { type Loose, saveInput } from '../support/server.js';

describe('boards while marks are saved', () => {
  let council: LiveCouncil;
  let evaluationId: string;
  /** The inside of the live boards, where reading is watched. */
  let sources: { look(...of: unknown[]): Promise<unknown>; reread(...of: unknown[]): Promise<unknown> };
  let looks: ReturnType<typeof vi.spyOn>;
  let rereads: ReturnType<typeof vi.spyOn>;
  beforeAll(async () => {
    council = await LiveCouncil.open();
    evaluationId = await council.scoring();
    const { live } = council.stage.server.api.live as Loose;
    sources = live.sources;
    looks = vi.spyOn(sources, 'look');
    rereads = vi.spyOn(sources, 'reread');
  });
  afterAll(() => council.close());

  const channel = (): Loose => (council.stage.server.api.live.live as Loose).channels.get(council.sessionId);
  /** From now on what was read whole stays good, however slow this machine is. */
  const keepWhole = () => vi.waitFor(() => (channel().known.known.wholeAt = Infinity));
  const save = async (at: number, criterion: string) => {
    const { person } = council.voters[at]!;
    const { id, version } = await council.sheet(evaluationId, person);
    const mark = { criterion, choice: 'LEVELS', levels: [0], remark: null };
    expect((await council.save(person, saveInput(id, version, [mark]))).__typename).toBe('MarksSaved');
  };

  it('read the sheets on the table alone, and show what a whole reading shows', async () => {
    const chair = council.chair.follow(FOLLOW, { id: council.sessionId });
    await chair.until(() => true);
    // The first look for what was missed touches everything once.
    const { missed } = council.stage.server.api.live as Loose;
    await vi.waitFor(() => expect(missed.day).toBeDefined());
    await keepWhole();
    looks.mockClear();
    for (const [at, criterion] of ['1.1', '1.2', '1.1'].entries()) {
      await save(at, criterion);
      const whole = await council.board();
      await chair.until(({ sessionBoard }) => sessionBoard.revision === whole.revision);
      expect(chair.seen.at(-1)!.sessionBoard).toEqual(whole);
    }
    expect(rereads).toHaveBeenCalled();
    expect(looks).not.toHaveBeenCalled();
    chair.stop();
  });

  it('are read whole again once anything else happens, be it that no revision tells of it', async () => {
    const chair = council.chair.follow(FOLLOW, { id: council.sessionId });
    await chair.until(() => true);
    await keepWhole();
    looks.mockClear();
    await council.must('suspendSession', { sessionId: council.sessionId, reason: 'Nghỉ' });
    await chair.until(({ sessionBoard }) => sessionBoard.suspendedReason === 'Nghỉ');
    expect(looks).toHaveBeenCalledTimes(1);
    await council.must('resumeSession', { sessionId: council.sessionId });
    await keepWhole();
    looks.mockClear();
    council.stage.server.api.bus.publish({ kind: 'rightsChanged', sessionId: null });
    await vi.waitFor(() => expect(looks).toHaveBeenCalled());
    chair.stop();
  });

  it('end for a seat that was taken over in the moment of a save, which is not shown to it', async () => {
    // He sees nothing of who is connected: no other board is due to him.
    const member = council.voters[4];
    const stream = member!.person.follow(FOLLOW, { id: council.sessionId });
    await stream.until(() => true);
    await keepWhole();
    await council.stage.dataSource.query(
      `update login set ended_at = now(), ended_because = 'TAKEN_OVER' where member_id = $1 and session_id = $2`,
      [member!.id, council.sessionId],
    );
    const before = stream.seen.length;
    await save(1, '2.1');
    await vi.waitFor(() => expect(stream.errors).toHaveLength(1));
    expect(stream.seen).toHaveLength(before);
  });
});

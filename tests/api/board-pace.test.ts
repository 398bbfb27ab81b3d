import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Look } from '../../server/features/board/look.js';
import { FOLLOW, LiveCouncil } from '../support/live-council.js';
import type { Loose } from '../support/server.js';

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('boards of a session', () => {
  let council: LiveCouncil;
  /** The inside of the live boards. */
  let live: { sources: { look(...of: unknown[]): Promise<Look> }; channels: Map<string, Loose> };
  beforeAll(async () => {
    council = await LiveCouncil.open();
    live = council.stage.server.api.live.live as Loose;
  });
  afterAll(() => council.close());
  const suspend = (reason: string) =>
    council.must('suspendSession', { sessionId: council.sessionId, reason });
  const resume = () => council.must('resumeSession', { sessionId: council.sessionId });
  const followed = async () => {
    const chair = council.chair.follow(FOLLOW, { id: council.sessionId });
    await chair.until(() => true);
    const channel = live.channels.get(council.sessionId)!;
    // So long that nobody here would live to see its end.
    channel.intervalMs = 3_600_000;
    return { chair, channel };
  };

  it('follow each other as soon as they cost little', async () => {
    const { chair } = await followed();
    for (const reason of ['Một', 'Hai', 'Ba']) {
      await suspend(reason);
      await chair.until(({ sessionBoard }) => sessionBoard.suspendedReason === reason);
      await resume();
    }
    chair.stop();
  });

  it('follow each other the later the more they cost, and never later than is set', async () => {
    const { chair, channel } = await followed();
    const usual = live.sources.look;
    const begun: number[] = [];
    live.sources.look = async function look(...of) {
      begun.push(performance.now());
      await sleep(200);
      return usual.apply(this, of);
    };
    await suspend('Chậm');
    await chair.until(({ sessionBoard }) => sessionBoard.suspendedReason === 'Chậm');
    await vi.waitFor(() => expect(channel.cost).toBeGreaterThan(190));
    await resume();
    await vi.waitFor(() => expect(begun.length).toBeGreaterThan(1));
    // A busy machine may add to it, nothing may take from it.
    expect(begun.at(-1)! - begun.at(-2)!).toBeGreaterThan(370);
    channel.intervalMs = 300;
    channel.cost = 3_600_000;
    await suspend('Có hạn');
    await chair.until(({ sessionBoard }) => sessionBoard.suspendedReason === 'Có hạn');
    live.sources.look = usual;
    await resume();
    chair.stop();
  });

  it('do not go on to whoever has lost his right because the last one was dear', async () => {
    const { chair, channel } = await followed();
    channel.cost = 3_600_000;
    channel.lastRead = Date.now();
    await council.sql(
      `update login set ended_at = now(), ended_because = 'TAKEN_OVER' where member_id = $1 and session_id = $2`,
      [council.member('chutich').id, council.sessionId],
    );
    // A mark that came before waits for the pace, and what is said of rights must not wait behind it.
    channel.changed();
    council.stage.server.api.bus.publish({ kind: 'rightsChanged', sessionId: council.sessionId });
    await vi.waitFor(() => expect(chair.errors).toHaveLength(1));
  });
});

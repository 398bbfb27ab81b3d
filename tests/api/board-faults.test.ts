import { randomUUID } from 'node:crypto';
import { parse, type ExecutionArgs } from 'graphql';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { LiveBoards } from '../../server/features/board/live-boards.js';
import type { LiveSources } from '../../server/features/board/live-channel.js';
import type { EventBus } from '../../server/platform/event-bus.js';
import type { LatestSender } from '../../server/platform/latest-sender.js';
import { Presence } from '../../server/platform/presence.js';
import type { Viewer } from '../../server/platform/viewer.js';
import { FOLLOW, LiveCouncil } from '../support/live-council.js';
import { type Loose, roomScreen } from '../support/server.js';

const MASKED = { code: 'INTERNAL_SERVER_ERROR', id: expect.stringMatching(/^[0-9a-f]{8}$/) };
const SLOW = 'connection to 10.1.2.3 failed for user cham_sao';
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('when a board cannot be made', () => {
  let council: LiveCouncil;
  /** The inside of the live boards, where faults are put. */
  let sources: {
    look(id: string, viewers: readonly Viewer[]): Promise<unknown>;
    presence(...of: string[]): unknown;
  };
  const mend: (() => void)[] = [];
  beforeAll(async () => {
    council = await LiveCouncil.open();
    sources = (council.stage.server.api.live.live as Loose).sources;
  });
  afterEach(async () => {
    for (const each of mend.splice(0)) each();
    await council.clearTable();
  });
  afterAll(() => council.close());

  const put = <Name extends 'look' | 'presence'>(name: Name, instead: (typeof sources)[Name]) => {
    const usual = sources[name];
    sources[name] = instead;
    mend.push(() => (sources[name] = usual));
    return usual;
  };
  const broken = (): never => {
    throw new Error(SLOW);
  };
  const suspend = (reason: string) =>
    council.must('suspendSession', { sessionId: council.sessionId, reason });
  const follow = { id: '' };
  beforeAll(() => void (follow.id = council.sessionId));
  const refusalOf = async (followed: { errors: unknown[] }) => {
    await vi.waitFor(() => expect(followed.errors).not.toEqual([]));
    return followed.errors[0] as { message: string; extensions: unknown };
  };

  it('for the chair, the room still gets its own, newcomers too, and the chair gets his once it can be made', async () => {
    const room = await roomScreen(council.stage, council.sessionId);
    const [chair, screen] = [council.chair.follow(FOLLOW, follow), room.follow(FOLLOW, follow)];
    await Promise.all([chair.until(() => true), screen.until(() => true)]);
    // Only boards of those who conduct say who is connected.
    put('presence', broken);
    await suspend('Mất điện');
    await screen.until(({ sessionBoard }) => sessionBoard.suspendedReason === 'Mất điện');
    const late = room.follow(FOLLOW, follow);
    await late.until(({ sessionBoard }) => sessionBoard.suspendedReason === 'Mất điện');
    const lateChair = council.secretary.follow(FOLLOW, follow);
    const refused = await refusalOf(lateChair);
    expect(refused.extensions).toEqual(MASKED);
    expect(JSON.stringify(lateChair.errors)).not.toContain('10.1.2.3');
    expect(lateChair.seen).toEqual([]);
    expect(chair.seen.at(-1).sessionBoard.suspendedReason).toBeNull();
    expect(chair.errors).toEqual([]);
    mend.pop()!();
    await chair.until(({ sessionBoard }) => sessionBoard.suspendedReason === 'Mất điện');
    for (const one of [chair, screen, late, lateChair]) one.stop();
    room.leave();
  });

  it('whatever is told to nobody, a board without data is tried again and not taken for shown', async () => {
    const room = await roomScreen(council.stage, council.sessionId);
    const query =
      'subscription($id: ID!) { sessionBoard(sessionId: $id) { phase regulation { usedBySessions } } }';
    const { regulations } = council.stage.server.api.registry;
    const screen = room.follow(query, follow);
    await screen.until(() => true);
    const uses = vi.spyOn(regulations, 'uses').mockRejectedValue(new Error(SLOW));
    await suspend('Nghỉ');
    await vi.waitFor(() => expect(uses).toHaveBeenCalled());
    const late = room.follow(query, follow);
    expect((await refusalOf(late)).extensions).toEqual(MASKED);
    expect(JSON.stringify([screen.errors, late.errors])).not.toContain('10.1.2.3');
    expect(screen.seen.at(-1).sessionBoard.phase).toBe('OPEN');
    uses.mockRestore();
    await screen.until(({ sessionBoard }) => sessionBoard.phase === 'SUSPENDED');
    expect(screen.errors).toEqual([]);
    screen.stop();
    late.stop();
    room.leave();
  });

  it('tries again after pauses that grow, however many look, and a change does not wait for their end', async () => {
    const chair = council.chair.follow(FOLLOW, follow);
    // Boards that are due for other reasons would be tries too: his own coming, and the first look for what was missed.
    const { id } = council.voters[0]!;
    await chair.until(
      ({ sessionBoard }) => sessionBoard.members.find((one: Loose) => one.id === id).connected,
    );
    const { missed } = council.stage.server.api.live as Loose;
    await vi.waitFor(() => expect(missed.day).toBeDefined());
    await sleep(200);
    const tries: number[] = [];
    const broken = vi.fn(() => {
      tries.push(Date.now());
      return Promise.reject(new Error(SLOW));
    });
    put('look', broken);
    await suspend('Nghỉ');
    await vi.waitFor(() => expect(tries.length).toBeGreaterThanOrEqual(4), 30_000);
    const pauses = tries.slice(1).map((at, index) => at - tries[index]!);
    // Half a second, one and two; a busy machine may add to them, nothing may take from them.
    for (const [index, least] of [450, 900, 1900].entries()) expect(pauses[index]).toBeGreaterThan(least);
    // From here on no pause ever ends.
    const { channels } = council.stage.server.api.live.live as Loose;
    clearTimeout(channels.get(council.sessionId).retries);
    mend.pop()!();
    await council.must('resumeSession', { sessionId: council.sessionId });
    await suspend('Lại nghỉ');
    await chair.until(({ sessionBoard }) => sessionBoard.suspendedReason === 'Lại nghỉ');
    chair.stop();
  });

  it('a storm of screens is read for together', async () => {
    const chair = council.chair.follow(FOLLOW, follow);
    await chair.until(() => true);
    await sleep(100);
    let reads = 0;
    const usual: typeof sources.look = put('look', (id, viewers) => {
      reads += 1;
      return usual(id, viewers);
    });
    const began = Date.now();
    const api = council.stage.server.api.live;
    const { token } = await council.stage.dataSource.transaction((tx) =>
      api.links.issueRoomLink(tx, council.sessionId),
    );
    const viewer = await api.viewers.identify({ bearer: token });
    const streams: Promise<Loose>[] = [];
    for (let at = 0; at < 60; at += 1) {
      streams.push(Promise.resolve(api.live.subscribe(args(viewer), council.sessionId, viewer, nowhere)));
      await sleep(3);
    }
    for (const stream of await Promise.all(streams)) {
      expect(stream.errors).toBeUndefined();
      await stream.return();
    }
    expect(reads).toBeGreaterThan(0);
    expect(reads).toBeLessThanOrEqual(2 + (Date.now() - began) / 45);
    chair.stop();
  });

  it('a device that left before its first board is not taken for connected', async () => {
    const member = council.voters[6]!;
    const connected = async () =>
      (await council.board()).members.find(({ id }: { id: string }) => id === member.id).connected;
    const usual: typeof sources.look = put('look', async (id, viewers) => {
      await sleep(250);
      return usual(id, viewers);
    });
    const followed = member.person.follow(FOLLOW, follow);
    await vi.waitFor(() => expect(council.stage.server.api.live.live.watching).toBe(1));
    followed.stop();
    member.person.leave();
    await vi.waitFor(() => expect(council.stage.server.api.live.live.watching).toBe(0));
    await sleep(500);
    expect(await connected()).toBe(false);
  });

  it.each(['its own screen first', 'the foreign one first'])(
    'a screen of another session is kept out, %s, and keeps nobody out',
    async (order) => {
      const api = council.stage.server.api.live;
      const viewerOf = async (sessionId: string) => {
        const { token } = await council.stage.dataSource.transaction((tx) =>
          api.links.issueRoomLink(tx, sessionId),
        );
        return api.viewers.identify({ bearer: token });
      };
      const own = await viewerOf(council.sessionId);
      const foreign = await viewerOf(council.demo.plannedSessionId);
      const viewers = order.startsWith('its') ? [own, foreign] : [foreign, own];
      const answers: Loose[] = await Promise.all(
        viewers.map((viewer) => api.live.subscribe(args(viewer), council.sessionId, viewer, nowhere)),
      );
      expect(answers[viewers.indexOf(own)].errors).toBeUndefined();
      expect(answers[viewers.indexOf(foreign)].errors[0].extensions.code).toBe('FORBIDDEN');
      await answers[viewers.indexOf(own)].return();
    },
  );

  const nowhere = { send: () => undefined, fail: () => undefined } as Loose;
  const document = parse('subscription($id: ID!) { sessionBoard(sessionId: $id) { id } }');
  const args = (viewer: Viewer) => ({
    schema: council.stage.server.api.schema,
    document,
    variableValues: { id: council.sessionId },
    contextValue: { viewer },
  });
});

describe('live boards over a database that fails', () => {
  const sessionId = randomUUID();
  const boardsOver = (look: LiveSources['look'], report: (fault: unknown) => void) =>
    new LiveBoards(
      { look } as unknown as LiveSources,
      new Presence(() => undefined, () => new Date()),
      { listen: () => undefined } as unknown as EventBus,
      10,
      report,
    ); // prettier-ignore
  const screen = (live: LiveBoards) =>
    live.subscribe(
      { document: parse('{ sessionBoard }') } as ExecutionArgs,
      sessionId,
      { kind: 'ROOM', linkId: randomUUID(), sessionId },
      {} as LatestSender,
    );
  it('report no fault of a reading that broke off because the database went first when the server stopped', async () => {
    const faults: unknown[] = [];
    let breakOff!: (reason: Error) => void;
    const read = vi.fn(() => new Promise<never>((_, reject) => (breakOff = reject)));
    const live = boardsOver(read, (fault) => faults.push(fault));
    const first = screen(live);
    await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(1));
    live.stop();
    breakOff(new Error('Connection terminated unexpectedly'));
    await expect(first).resolves.toMatchObject({ errors: [expect.anything()] });
    expect(faults).toEqual([]);
    // Nor is it tried again.
    live.touch(sessionId);
    await sleep(100);
    expect(read).toHaveBeenCalledTimes(1);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { BareDoors } from '../support/bare-doors.js';
import { FOLLOW, itemOf, LiveCouncil } from '../support/live-council.js';
import { type Loose, accountHolder, Person, saveInput } from '../support/server.js';

const MASKED = { code: 'INTERNAL_SERVER_ERROR', id: expect.stringMatching(/^[0-9a-f]{8}$/) };

describe('the doors of the server', () => {
  let council: LiveCouncil;
  let admin: Person;
  beforeAll(async () => {
    council = await LiveCouncil.open();
    admin = await accountHolder(council.stage, 'quantri');
  });
  afterAll(() => council.close());
  const { address, screenSocket } = new BareDoors(() => council);

  describe('when something breaks inside', () => {
    /** Breaks a table or column for the time of the work. */
    const broken = async <T>(breaking: string, mending: string, work: () => Promise<T>): Promise<T> => {
      await council.sql(breaking);
      try {
        return await work();
      } finally {
        await council.sql(mending);
      }
    };
    const noPlaces = ['alter table place rename to gone', 'alter table gone rename to place'] as const;

    it('tell over HTTP only a number by which operators find the cause', async () => {
      const { errors } = await broken(...noPlaces, () => admin.ask('{ places { id } }'));
      expect(errors).toHaveLength(1);
      expect(errors![0]!.extensions).toEqual(MASKED);
      expect(JSON.stringify(errors)).not.toMatch(/relation|place" |select/i);
      expect(errors![0]!.message).toMatch(/^Hệ thống gặp lỗi.*[0-9a-f]{8}/);
    });

    it('tell the same on the socket', async () => {
      const errors = await broken(...noPlaces, async () => {
        const follower = admin.follow('{ places { id } }');
        await vi.waitFor(() => expect(follower.errors).toHaveLength(1));
        return follower.errors;
      });
      expect((errors[0] as Loose).extensions).toEqual(MASKED);
      expect(JSON.stringify(errors)).not.toMatch(/relation|select/i);
    });

    it('tell nothing of who asks when sign-ins cannot be read', async () => {
      const stranger = new Person(() => council.stage.server.address, 'room.nobody');
      const { errors } = await broken(
        'alter table link rename to gone',
        'alter table gone rename to link',
        () => stranger.ask('{ viewer { kind } }'),
      );
      expect(errors![0]!.extensions).toEqual(MASKED);
      expect(JSON.stringify(errors)).not.toMatch(/relation|select/i);
    });

    it('mask what breaks within a board, for whoever follows it', async () => {
      await council.sql(`insert into regulation (council_id, version, settings)
        select council_id, version + 1, settings from regulation order by version desc limit 1`);
      await council.sql(
        'update session set regulation_id = (select id from regulation order by version desc limit 1) where id = $1',
        [council.sessionId],
      );
      const seen = await broken(
        'alter table regulation rename column created_at to gone',
        'alter table regulation rename column gone to created_at',
        async () => {
          const screen = await screenSocket();
          screen.ask(
            '1',
            'subscription($id: ID!) { sessionBoard(sessionId: $id) { id regulation { deviationLimit } } }',
            {
              id: council.sessionId,
            },
          );
          const { payload } = await screen.until('next', '1');
          screen.ws.close();
          return payload;
        },
      );
      expect(seen.errors[0].extensions).toEqual(MASKED);
      expect(JSON.stringify(seen)).not.toMatch(/column|regulation\./i);
    });

    it('mask a board that cannot be read at all, and send it by itself once it can', async () => {
      const evaluationId = await council.scoring();
      const { id, version } = await council.sheet(evaluationId, council.vice);
      const chair = council.chair.follow(FOLLOW, { id: council.sessionId });
      await chair.until(({ sessionBoard }) => itemOf(sessionBoard, evaluationId).seats);
      // Saves do not touch the record; boards show its head. So the save is taken, and its board cannot be read.
      await broken('alter table ledger rename to gone', 'alter table gone rename to ledger', async () => {
        const saved = await council.save(
          council.vice,
          saveInput(id, version, [{ criterion: '1.1', choice: 'LEVELS', levels: [2] }]),
        );
        expect(saved.__typename).toBe('MarksSaved');
        const screen = await screenSocket();
        screen.ask('1', FOLLOW, { id: council.sessionId });
        expect((await screen.refusal('1')).extensions).toEqual(MASKED);
        screen.ws.close();
      });
      await chair.until(({ sessionBoard }) =>
        itemOf(sessionBoard, evaluationId).seats.some(({ total }: Loose) => total === 3),
      );
      expect(chair.errors).toEqual([]);
      chair.stop();
      await council.clearTable();
    });
  });

  describe('to a screen that stops reading', () => {
    beforeEach(() => council.clearTable());

    it('cost one frame of memory, and the others get every board', async () => {
      const accepted: WebSocket[] = [];
      const spy = vi.spyOn(WebSocketServer.prototype, 'emit').mockImplementation(function (
        this: Loose,
        event: Loose,
        ...rest: Loose[]
      ) {
        if (event === 'connection') accepted.push(rest[0]);
        return Object.getPrototypeOf(WebSocketServer.prototype).emit.call(this, event, ...rest);
      });
      const stuck = await screenSocket();
      spy.mockRestore();
      const ofServer = accepted.at(-1)!;
      // Much is asked for, so that the machine's own buffers are soon full.
      for (let index = 0; index < 15; index += 1) stuck.ask(`${index}`, FOLLOW, { id: council.sessionId });
      await stuck.until('next', '14');
      (stuck.ws as Loose)._socket.pause();
      const chair = council.chair.follow(FOLLOW, { id: council.sessionId });
      await chair.until(() => true);
      const frame = Buffer.byteLength(JSON.stringify(stuck.said.at(-1)));
      let most = 0;
      for (let round = 0; round < 40; round += 1) {
        const reason = `Nghỉ ${round} ${'x'.repeat(1500)}`;
        await council.must('suspendSession', { sessionId: council.sessionId, reason });
        await chair.until(({ sessionBoard }) => sessionBoard.suspendedReason === reason);
        await council.must('resumeSession', { sessionId: council.sessionId });
        most = Math.max(most, ofServer.bufferedAmount);
      }
      expect(most).toBeLessThan(15 * 2 * (frame + 4000));
      (stuck.ws as Loose)._socket.resume();
      await council.must('suspendSession', { sessionId: council.sessionId, reason: 'Hết giờ' });
      const current = ({ payload }: Loose) => payload?.data?.sessionBoard?.suspendedReason === 'Hết giờ';
      await vi.waitFor(() => expect(stuck.said.filter(current).length).toBe(15));
      stuck.ws.close();
      chair.stop();
    });

    it('end for one that keeps asking and never reads the answers', async () => {
      const greedy = await screenSocket();
      const question =
        '{ sessionBoard(sessionId: "' +
        council.sessionId +
        '") { agenda { id productName productSetTitle { vi en } } regulation { note } } }';
      let over = false;
      greedy.ws.on('close', () => (over = true));
      for (let index = 0; index < 3000; index += 1) greedy.ask(`${index}`, question);
      // Meanwhile others are served.
      await council.chair.get('{ viewer { kind } }');
      await vi.waitFor(() => expect(over).toBe(true), 30_000);
    });
  });

  it('let a request that is under way finish when the server stops, and wait for no idle connection and no stuck screen', async () => {
    const stuck = await screenSocket();
    (stuck.ws as Loose)._socket.pause();
    const holding = council.stage.dataSource.createQueryRunner();
    await holding.startTransaction();
    await holding.query('lock table api_token in access exclusive mode');
    const answer = admin.ask('{ apiTokens { id } }');
    await council.waitForLock();
    const began = Date.now();
    const restarted = council.stage.restart();
    await vi.waitFor(() => expect(fetch(address())).rejects.toThrow());
    await holding.rollbackTransaction();
    await holding.release();
    expect((await answer).errors).toBeUndefined();
    await restarted;
    // A stuck screen left to itself would take 30 seconds, an idle connection 72.
    expect(Date.now() - began).toBeLessThan(25_000);
    stuck.ws.terminate();
  });
});

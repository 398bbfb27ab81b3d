import { setTimeout as sleep } from 'node:timers/promises';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { secretHash } from '../../server/platform/secrets.js';
import { FOLLOW, LiveCouncil } from '../support/live-council.js';
import { accountHolder, roomScreen, saveInput, startTestServer } from '../support/server.js';

const TOKEN = 'numbers-for-the-machine-room';

describe('the numbers of a node', () => {
  let council: LiveCouncil;
  beforeAll(async () => {
    council = await LiveCouncil.open({ metricsToken: TOKEN, logLevel: 'silent' });
  });
  afterAll(() => council.close());

  const ask = (authorization?: string) =>
    fetch(`${council.stage.server.address}/metrics`, { headers: authorization ? { authorization } : {} });
  const text = async () => (await ask(`Bearer ${TOKEN}`)).text();
  /** Sum of a metric over its labels that match. */
  const read = async (name: string, labels = ''): Promise<number> =>
    (await text())
      .split('\n')
      .filter((line) => (line.startsWith(`${name}{`) || line.startsWith(`${name} `)) && line.includes(labels))
      .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);

  it('are shown to whoever has the token, and to nobody else', async () => {
    for (const wrong of [undefined, 'Bearer', 'Bearer x', `Basic ${TOKEN}`, `Bearer ${TOKEN}x`]) {
      const answer = await ask(wrong);
      expect(answer.status).toBe(401);
      expect(await answer.text()).not.toContain('cham_sao');
    }
    const right = await ask(`Bearer ${TOKEN}`);
    expect(right.status).toBe(200);
    expect(right.headers.get('content-type')).toContain('text/plain');
    expect(await right.text()).toContain('nodejs_eventloop_lag_p99_seconds');
  });

  it('are opened by nothing that opens anything else', async () => {
    const { stage, sessionId } = council;
    const secret = `api.${randomBytes(18).toString('base64url')}`;
    await council.sql(
      `insert into api_token (name, token_hash, scopes, expires_at) values ('Thử', $1, '{REPORTS}', now() + interval '1 day')`,
      [secretHash(secret)],
    );
    const room = await roomScreen(stage, sessionId);
    const people = [await accountHolder(stage, 'quantri'), council.chair, room];
    for (const key of [secret, ...people.flatMap(({ keys }) => keys)]) {
      const headers = { authorization: `Bearer ${key}`, cookie: `login=${key}`, 'x-login': key };
      const answer = await fetch(`${stage.server.address}/metrics`, { headers });
      expect(answer.status).toBe(401);
      expect(await answer.text()).not.toContain('cham_sao');
    }
  });

  it('are not there where no token is set', async () => {
    const plain = await startTestServer();
    try {
      const answer = await fetch(`${plain.server.address}/metrics`, {
        headers: { authorization: `Bearer ${TOKEN}` },
      });
      expect(answer.status).toBe(404);
      expect(await answer.text()).not.toContain('cham_sao');
    } finally {
      await plain.stop();
    }
  });

  it('count saves by what became of them, the transactions they went down in, boards, deliveries and refusals', async () => {
    const evaluationId = await council.scoring();
    const [member, other] = council.voters;
    const { id, version } = await council.sheet(evaluationId, member!.person);
    const stream = council.chair.follow(FOLLOW, { id: council.sessionId });
    await stream.until(() => true);
    await vi.waitFor(async () => expect(await read('cham_sao_streams')).toBe(1));
    expect(await read('cham_sao_sockets')).toBeGreaterThanOrEqual(1);
    const names = ['cham_sao_commit_seconds_count', 'cham_sao_commit_saves_sum', 'cham_sao_boards_total', 'cham_sao_deliveries_total', 'cham_sao_board_lag_seconds_count'] as const; // prettier-ignore
    const before = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await read(name)])));
    const saved = (outcome: string) => read('cham_sao_save_seconds_count', `outcome="${outcome}"`);
    const outcomes = ['SAVED', 'STALE', 'REFUSED', 'FAILED'];
    const counts = () => Promise.all(outcomes.map(saved));
    const saves = await counts();
    const refusals = await read('cham_sao_refusals_total', 'code="UNKNOWN_CRITERION"');

    const mark = { criterion: '1.1', choice: 'LEVELS', levels: [0] };
    const save = (baseVersion: number, criterion = '1.1') =>
      council.save(member!.person, saveInput(id, baseVersion, [{ ...mark, criterion }]));
    expect((await save(version)).__typename).toBe('MarksSaved');
    expect((await save(version)).__typename).toBe('StaleSheet');
    expect(await save(version + 1, '9.99')).toMatchObject({ code: 'UNKNOWN_CRITERION' });
    await stream.until((board) => JSON.stringify(board).includes('"scored":1'));
    await council.sheet(evaluationId, other!.person);

    expect((await counts()).map((count, at) => count - saves[at]!)).toEqual([1, 1, 1, 0]);
    expect((await read('cham_sao_refusals_total', 'code="UNKNOWN_CRITERION"')) - refusals).toBe(1);
    for (const name of names) expect(await read(name), name).toBeGreaterThan(before[name]!);
  });

  it('tell how the pool of connections, the backups and the event loop stand', async () => {
    const open = () => read('cham_sao_database_connections');
    expect(await open()).toBeGreaterThanOrEqual(1);
    // Every connection of the pool at work, and three more who want one.
    const runners = Array.from({ length: 13 }, () => council.stage.dataSource.createQueryRunner());
    const all = runners.map((runner) => runner.connect());
    await vi.waitFor(async () => expect(await read('cham_sao_database_waiting')).toBe(3));
    expect([await open(), await read('cham_sao_database_busy')]).toEqual([10, 10]);
    const released = all.map(async (connected, at) => {
      await connected;
      await runners[at]!.release();
    });
    await Promise.all(released);
    expect([await read('cham_sao_database_waiting'), await read('cham_sao_database_busy')]).toEqual([0, 0]);

    expect(await text()).toContain('\ncham_sao_backup_age_seconds +Inf\n');
    await council.stage.server.api.backups.byHand();
    const age = await read('cham_sao_backup_age_seconds');
    expect(age).toBeGreaterThan(0);
    expect(age).toBeLessThan(60);

    const heldUp = async () => {
      // Whoever reads them sets the delays back, and the first turn after that is not counted.
      await sleep(50);
      const stop = performance.now() + 300;
      while (performance.now() < stop);
      return read('nodejs_eventloop_lag_max_seconds');
    };
    await expect.poll(heldUp).toBeGreaterThan(0.2);
  });

  it('name no person, no session, no product and no mark', async () => {
    await council.clearTable();
    const evaluationId = await council.scoring();
    const [member] = council.voters;
    const { id, version } = await council.sheet(evaluationId, member!.person);
    const marks = [{ criterion: '1.1', choice: 'LEVELS', levels: [1], remark: 'BÍ-MẬT' }];
    await council.save(member!.person, saveInput(id, version, marks));
    // Whatever somebody sends must not become a label either.
    await council.act('presentDossier', { evaluationId: 'BÍ-MẬT' });
    await fetch(`${council.stage.server.address}/BI-MAT/${id}`);
    const rows = await council.sql<Record<string, string>>(
      `select id::text from session union select id::text from council_member union select id::text from evaluation
       union select id::text from sheet union select name from product union select coalesce(full_name, title) from council_member`,
    );
    const shown = await text();
    expect(shown).not.toMatch(/BÍ-MẬT|BI-MAT/);
    for (const value of rows.map((row) => Object.values(row)[0]!)) expect(shown).not.toContain(value);
    const ours = [...shown.matchAll(/^cham_sao\w*\{([^}]*)\}/gm)].flatMap(([, each]) => [
      ...each!.matchAll(/(\w+)="/g),
    ]);
    expect(new Set(ours.map(([, label]) => label))).toEqual(new Set(['outcome', 'le', 'code', 'status']));
    const codes = [...shown.matchAll(/code="([^"]*)"/g)].map(([, code]) => code);
    expect(codes.filter((code) => !/^[A-Z_]+$/.test(code!))).toEqual([]);
  });
});

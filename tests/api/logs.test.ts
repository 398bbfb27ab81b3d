import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { LiveCouncil } from '../support/live-council.js';
import { GOOD_PASSWORD, LosingRights } from '../support/losing-rights.js';
import { Person, roomScreen, saveInput, seat } from '../support/server.js';

/** All that a line of the log may speak of: nothing in it comes from what somebody wrote or chose. */
const SPOKEN_OF = ['level', 'time', 'pid', 'hostname', 'msg', 'reqId', 'req', 'res', 'responseTime', 'err', 'id', 'path']; // prettier-ignore
/** Makes the database fail over a row, and say what stands in it, as its own checks do. */
const REFUSE_SOME = `create function fails() returns trigger language plpgsql as $$
  begin raise exception 'kaputt' using errcode = 'XX000', detail = new::text; end $$;
  create trigger fails before insert or update on mark for each row when (new.remark like '%hỏng%') execute function fails();
  alter table finding add check (remark not like '%sai%')`;

/** Whoever reads logs keeps machines; he may know of nobody's marks, words and keys (ARCHITECTURE §9). */
describe('the logs of server and database', () => {
  const lines: string[] = [];
  let council: LiveCouncil;
  let losing: LosingRights;
  const secrets: string[] = [];
  const secret = (kind: string) => {
    const text = `BÍ-MẬT-${kind}-${randomUUID().slice(0, 8)}`;
    secrets.push(text);
    return text;
  };

  beforeAll(async () => {
    const logTo = { write: (line: string) => void lines.push(line) };
    council = await LiveCouncil.open({ logLevel: 'trace', logTo });
    losing = await LosingRights.in(council);
    await council.sql(REFUSE_SOME);
  });
  afterAll(() => council.close());

  const databaseLog = async (): Promise<string> => {
    const [{ data_directory: cluster }] = (await council.sql('show data_directory')) as [
      { data_directory: string },
    ];
    return readFileSync(join(dirname(cluster), 'postgres.log'), 'utf8');
  };
  const mark = (remark: string) => ({ criterion: '1.1', choice: 'LEVELS', levels: [1], remark });
  const raw = (body: string, type = 'application/json') =>
    fetch(`${council.stage.server.address}/graphql`, {
      ...{ method: 'POST', headers: { 'content-type': type }, body },
    });

  it('hold nothing of what a council writes, whether it was taken, refused or met a fault', async () => {
    const evaluationId = await council.scoring();
    const [, member] = council.voters;
    const { id, version } = await council.sheet(evaluationId, member!.person);
    const save = (remark: string, base = version) =>
      council.save(member!.person, saveInput(id, base, [mark(remark)]));
    expect((await save(secret('lưu'))).__typename).toBe('MarksSaved');
    expect((await save(secret('cũ'))).__typename).toBe('StaleSheet');
    await expect(save(`${secret('nhận xét')} hỏng`, version + 1)).rejects.toThrow('INTERNAL_SERVER_ERROR');
    const report = { evaluationId, code: 'FORGED_DOSSIER', scope: 'DOSSIER' };
    const sick = await council.act('reportStop', { ...report, remark: `${secret('báo cáo')} sai` }, member!.person); // prettier-ignore
    expect(sick.__typename).toBe('Refusal');
    const reason = secret('cáo lui');
    await council.must('recuse', { evaluationId, memberId: council.voters[5]!.id, reason });
    expect(lines.join('')).toContain('kaputt');
    expect(await databaseLog()).toMatch(/kaputt[^]*violates check constraint/);
  });

  it('hold nothing of what lets somebody in', async () => {
    const who = await losing.newAccount('nhatky');
    const bare = new Person(() => council.stage.server.address);
    const signIn =
      'mutation($password: String!) { signIn(username: "nhatky", password: $password) { __typename } }';
    for (const password of [secret('sai mật khẩu'), GOOD_PASSWORD]) await bare.ask(signIn, { password });
    const people = [who, bare, await roomScreen(council.stage, council.sessionId), await seat(council.stage, council.sessionId, council.voters[7]!.id)]; // prettier-ignore
    for (const person of people) {
      await person.ask('{ viewer { kind } }');
      for (const token of person.links) {
        await bare.ask('query($token: String!) { seatLinkState(token: $token) { __typename } }', { token });
        await fetch(`${council.stage.server.address}/ghe/${token}?t=${token}`);
      }
    }
    const unknown = `api.${randomUUID()}`;
    await new Person(() => council.stage.server.address, unknown).ask('{ viewer { kind } }');
    secrets.push(GOOD_PASSWORD, unknown, ...people.flatMap(({ keys }) => keys));
    expect(people.flatMap(({ keys }) => keys).length).toBeGreaterThan(5);
  });

  it('hold nothing of what cannot be read', async () => {
    await raw(`{"query": ${secret('JSON')}`);
    await raw(JSON.stringify({ query: `{ ${secret('câu hỏi')} }` }));
    await raw(secret('lạ'), 'text/rtf');
    await raw(JSON.stringify({ query: '{ viewer { kind } }', more: secret('dài').repeat(20_000) }));
    const asked = encodeURIComponent(`{ viewer(a: "${secret('địa chỉ')}") { kind } }`);
    await fetch(`${council.stage.server.address}/graphql?query=${asked}`);
    const wrong = 'mutation($input: SaveMarksInput!) { saveMarks(input: $input) { __typename } }';
    const input = { sheetId: secret('mã'), marks: secret('biến') };
    await council.vice.ask(wrong, { input });
    await vi.waitFor(() =>
      expect(council.vice.follow(wrong, { input: { marks: secret('luồng') } }, 0)).toBeDefined(),
    );
    const socket = new WebSocket(
      council.stage.server.address.replace('http', 'ws') + '/graphql',
      'graphql-transport-ws',
    );
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.on('open', () => socket.send(`{"type": "${secret('khung')}`));
    await closed;
  });

  it('were looked through for all of it', async () => {
    await council.vice.ask('{ viewer { kind } }');
    const found = async (texts: readonly string[]) => {
      const all = lines.join('') + (await databaseLog());
      return texts.filter((text) => all.includes(text) || all.includes(encodeURIComponent(text)));
    };
    expect(secrets.length).toBeGreaterThan(15);
    expect(await found(secrets)).toEqual([]);
    // That it is found where it is: the log as such, and a line that tells too much.
    expect(await found(['incoming request'])).toHaveLength(1);
    lines.push(JSON.stringify({ msg: 'fault', err: { detail: secrets[0] } }));
    expect(await found(secrets)).toEqual([secrets[0]]);
    lines.pop();
  });

  it('speak of requests and faults, and of nothing that is in them', () => {
    const kinds = lines.map((line) => Object.keys(JSON.parse(line) as object));
    expect(kinds.length).toBeGreaterThan(80);
    expect([...new Set(kinds.flat())].filter((key) => !SPOKEN_OF.includes(key))).toEqual([]);
    const errors = lines.flatMap((line) => {
      const { err } = JSON.parse(line) as { err?: object };
      return err ? Object.keys(err) : [];
    });
    expect(new Set(errors)).toEqual(new Set(['type', 'message', 'stack', 'code']));
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BareDoors } from '../support/bare-doors.js';
import { FOLLOW, LiveCouncil } from '../support/live-council.js';

describe('the doors of the server', () => {
  let council: LiveCouncil;
  beforeAll(async () => {
    council = await LiveCouncil.open();
  });
  afterAll(() => council.close());
  const { address, ask, post, screenSocket, socket } = new BareDoors(() => council);
  const logins = async () => (await council.sql('select count(*)::int as n from login'))[0]!['n'] as number;

  describe('to pages of other sites', () => {
    const origins = ['https://example.org', 'null', 'http://127.0.0.1:1', 'http://localhost.example.org'];
    it.each(origins)('are shut over HTTP to %s', async (origin) => {
      const { status, text } = await post(JSON.stringify({ query: '{ viewer { kind } }' }), { origin });
      expect(status).toBe(403);
      expect(text).not.toContain('ANONYMOUS');
    });

    it.each(origins)('are shut on the socket to %s', async (origin) => {
      expect((await socket({}, { origin })).how).toBe(403);
    });

    it('are open to our own page', async () => {
      const origin = council.stage.server.address;
      expect((await post(JSON.stringify({ query: '{ viewer { kind } }' }), { origin })).status).toBe(200);
      const own = await socket({}, { origin });
      expect(own.how).toBe('open');
      own.ws.close();
    });

    const mutation = 'mutation { signIn(username: "a", password: "b") { __typename } }';
    it.each([
      ['application/x-www-form-urlencoded', `query=${encodeURIComponent(mutation)}`],
      [
        'multipart/form-data; boundary=x',
        `--x\r\nContent-Disposition: form-data; name="query"\r\n\r\n${mutation}\r\n--x--\r\n`,
      ],
      ['text/plain', JSON.stringify({ query: mutation })],
    ])('carry out nothing that a form can send: %s', async (type, body) => {
      const { status, text } = await post(body, { 'content-type': type });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(text).not.toContain('Refusal');
    });

    it('carry out no mutation by an address alone', async () => {
      const before = await logins();
      const asked: Record<string, string>[] = [
        {},
        { 'content-type': 'application/json', 'apollo-require-preflight': 'yes' },
      ];
      for (const headers of asked) {
        const response = await fetch(`${address()}?query=${encodeURIComponent(mutation)}`, { headers });
        expect(response.status).toBeGreaterThanOrEqual(400);
        expect(response.status).toBeLessThan(500);
        expect(await response.text()).not.toContain('Refusal');
      }
      expect(await logins()).toBe(before);
    });
  });

  describe('to questions that are none', () => {
    const deep = `{ places { ${'parent { '.repeat(20)} id ${'} '.repeat(20)} } }`;
    const aliases = `{ ${Array.from({ length: 60 }, (_, index) => `a${index}: viewer { kind }`).join(' ')} }`;
    const tokens = `{ viewer { ${'kind '.repeat(5000)} } }`;
    const directives = `{ viewer { kind ${'@include(if: true) '.repeat(60)} } }`;
    const questions: [string, string, RegExp][] = [
      ['too deep', deep, /depth|sâu/i],
      ['with too many aliases', aliases, /alias/i],
      ['with too many words', tokens, /token/i],
      ['with too many directives', directives, /directive/i],
      ['that ask for the schema', '{ __schema { types { name } } }', /introspection/i],
      ['that have no end', '{ viewer { kind ', /syntax/i],
      ['that name what is not there', '{ viewer { kinds } }', /kinds/],
      ['that are mutations of nothing', 'mutation { openSessions { id } }', /openSessions/],
    ];

    it.each(questions)('answer questions %s with a clear error over HTTP', async (_, query, words) => {
      const { status, json } = await ask(query, {}, { accept: 'application/graphql-response+json' });
      expect(status).toBe(400);
      const [error] = json().errors;
      expect(error.message).toMatch(words);
      expect(error.message).not.toMatch(/did you mean/i);
      expect(error.extensions.code).toMatch(/^(GRAPHQL_|BAD_)/);
    });

    it.each(questions)('answer questions %s with a clear error on the socket', async (_, query, words) => {
      const screen = await screenSocket();
      screen.ask('1', query);
      const error = await screen.refusal('1');
      expect(error.message).toMatch(words);
      expect(error.message).not.toMatch(/did you mean/i);
      expect(error.extensions?.code).not.toBe('INTERNAL_SERVER_ERROR');
      // The socket and its streams live on.
      screen.ask('2', FOLLOW, { id: council.sessionId });
      await screen.until('next', '2');
      screen.ws.close();
    });

    it('refuse a body that is too large, and a message that is', async () => {
      expect((await ask(`{ viewer { kind } } # ${'x'.repeat(300_000)}`)).status).toBe(413);
      const screen = await screenSocket();
      screen.ask('1', `{ viewer { kind } } # ${'x'.repeat(300_000)}`);
      expect((await screen.closed).code).toBe(1009);
    });

    it('refuse what is no JSON, an array of questions, and an operation that is not in the document', async () => {
      expect((await post('{')).status).toBe(400);
      expect((await post('[{"query":"{ viewer { kind } }"}]')).status).toBe(400);
      const { status, json } = await post(
        JSON.stringify({ query: 'query A { viewer { kind } }', operationName: 'B' }),
      );
      expect(status).toBe(400);
      expect(json().errors[0].extensions.code).toBe('OPERATION_RESOLUTION_FAILURE');
    });

    it('say in both languages that a body cannot be read, with the status it always had and no trace', async () => {
      const before = await logins();
      const unreadable: [string, Record<string, string>, number, string][] = [
        ['{', {}, 400, 'The body is no readable JSON; nothing was changed.'],
        ['', {}, 400, 'The body is no readable JSON; nothing was changed.'],
        ['x'.repeat(300_000), {}, 413, 'The body is too large; nothing was changed.'],
        ['<a/>', { 'content-type': 'text/xml' }, 415, 'Only application/json is taken; nothing was changed.'],
      ];
      for (const [body, headers, status, en] of unreadable) {
        const answer = await post(body, headers);
        expect(answer.status).toBe(status);
        expect(answer.json()).toEqual({
          errors: [{ message: expect.stringContaining(` / ${en}`), extensions: { code: 'BAD_REQUEST' } }],
        });
        expect(answer.json().errors[0].message).toMatch(/chưa có gì thay đổi\. \//);
      }
      expect(await logins()).toBe(before);
    });

    it('say in words that a subscription needs the socket', async () => {
      const person = council.chair;
      const { errors } = await person.ask(`subscription($id: ID!) { sessionBoard(sessionId: $id) { id } }`, {
        id: council.sessionId,
      });
      expect(errors?.[0]?.extensions?.code).toMatch(/^(BAD_|GRAPHQL_|OPERATION_)/);
    });

    it('refuse to follow what is no session, without a fault', async () => {
      const screen = await screenSocket();
      for (const id of ['nonsense', randomUUID(), council.demo.plannedSessionId]) {
        screen.ask(id, FOLLOW, { id });
        expect((await screen.refusal(id)).extensions.code).toBe('FORBIDDEN');
      }
      screen.ask('9', FOLLOW, {});
      expect((await screen.refusal('9')).message).toMatch(/\$id/);
      screen.ws.close();
    });
  });
});

import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from '../../server/compose.js';
import type { CreatedDemo } from '../../server/demo/create-demo.js';
import { DocumentsList, idOf } from '../support/documents-list.js';
import {
  Person,
  seat,
  stageDemo,
  startTestServer,
  TEST_SETTINGS,
  USE_LINK,
  type Loose,
  type TestServer,
} from '../support/server.js';

const OURS = 'query Ours { viewer { kind } }';
const OTHERS = 'query Others { viewer { kind name } }';
const BOARD = 'subscription Board($id: ID!) { sessionBoard(sessionId: $id) { id revision } }';
const OTHER_BOARD = 'subscription Other($id: ID!) { sessionBoard(sessionId: $id) { id } }';
const REPORT = '{ starDistribution(by: SECTOR) { total } }';

const named = (id: unknown, version: unknown = 1) => ({ persistedQuery: { version, sha256Hash: id } });
const codeOf = ({ errors }: { errors?: Loose }): unknown => errors?.[0]?.extensions?.code;

/** A server with the list of a client of its own, and people at it. */
class Hall {
  readonly list = new DocumentsList(OURS, BOARD, USE_LINK);
  stage!: TestServer;
  demo!: CreatedDemo;
  member!: Person;
  readonly stranger = new Person(() => this.stage.server.address);

  async open(documents: 'any' | 'trusted'): Promise<this> {
    this.stage = await startTestServer({ documents, documentsFile: this.list.file });
    this.demo = await stageDemo(this.stage);
    const [one] = await this.stage.dataSource.query<{ id: string }[]>(
      'select id from council_member where council_id = $1 and voting limit 1',
      [this.demo.councilId],
    );
    this.member = await seat(this.stage, this.demo.sessionId, one!.id);
    return this;
  }

  /** Another system, with a token that ends so many days from now. */
  async system(days = 30): Promise<Person> {
    const secret = `api.${randomUUID().replaceAll('-', '')}`;
    await this.stage.dataSource.query(
      `insert into api_token (id, name, scopes, token_hash, created_at, expires_at)
       values ($1, 'Cổng dữ liệu', '{REPORTS}', $2, now() - interval '90 days', now() + $3 * interval '1 day')`,
      [randomUUID(), createHash('sha256').update(secret).digest(), days],
    );
    return new Person(() => this.stage.server.address, secret);
  }

  follow(query: string, id?: string) {
    return this.member.follow<Loose>(
      query,
      { id: this.demo.sessionId },
      0,
      id === undefined ? undefined : named(id),
    );
  }

  get(parameters: Record<string, string>, headers: Record<string, string> = {}) {
    return fetch(`${this.stage.server.address}/graphql?${new URLSearchParams(parameters).toString()}`, {
      headers,
    });
  }

  async close(): Promise<void> {
    this.member?.leave();
    await this.stage?.stop();
    this.list.remove();
  }
}

/** What both settings have in common. */
function knowsIds(hall: () => Hall): void {
  it('answers an id as it answers the text', async () => {
    expect(await hall().stranger.send({ extensions: named(idOf(OURS)) })).toEqual({
      data: { viewer: { kind: 'ANONYMOUS' } },
    });
    expect((await hall().member.send({ extensions: named(idOf(OURS)) })).data).toEqual({
      viewer: { kind: 'SEAT' },
    });
    const given = { extensions: JSON.stringify(named(idOf(OURS))) };
    const asked = await hall().get(given, { 'apollo-require-preflight': 'yes' });
    expect(await asked.json()).toEqual({ data: { viewer: { kind: 'ANONYMOUS' } } });
  });

  it('answers no id in an address that another site could have sent', async () => {
    const asked = await hall().get({ extensions: JSON.stringify(named(idOf(OURS))) });
    expect(asked.status).toBe(400);
    expect(await asked.text()).not.toContain('ANONYMOUS');
  });

  it('sends boards to whoever names them by their id', async () => {
    const [byId, byText] = [hall().follow('', idOf(BOARD)), hall().follow(BOARD)];
    expect(await byId.until(() => true)).toEqual(await byText.until(() => true));
    expect(byId.errors).toEqual([]);
    byId.stop();
    byText.stop();
  });

  it('answers neither of the two where the text is not that of the id', async () => {
    const wrong = { query: OTHERS, extensions: named(idOf(OURS)) };
    const { data, errors } = await hall().member.send(wrong);
    expect(data).toBeUndefined();
    expect(errors).toEqual([
      { message: expect.stringMatching(/Mã không phải.*not that of/), extensions: { code: 'BAD_REQUEST' } },
    ]);
    const followed = hall().follow(OTHER_BOARD, idOf(BOARD));
    await expect.poll(() => codeOf(followed)).toBe('BAD_REQUEST');
    expect(followed.seen).toEqual([]);
  });

  it.each([
    ['another version', named(idOf(OURS), 2)],
    ['a number in the place of the id', named(1)],
    ['an object in the place of the id', named({})],
    ['no object', { persistedQuery: 'x' }],
  ])('refuses what is no id, in words: %s', async (_, extensions) => {
    expect(codeOf(await hall().stranger.send({ extensions }))).toBe('BAD_REQUEST');
    const followed = hall().member.follow('', {}, 0, extensions);
    await expect.poll(() => codeOf(followed)).toBe('BAD_REQUEST');
  });

  it('carries out no batch, whether of texts or of ids', async () => {
    for (const one of [{ query: OURS }, { query: OTHERS }, { extensions: named(idOf(OURS)) }]) {
      const answer = await hall().stranger.send([one, one]);
      expect(codeOf(answer)).toBe('BAD_REQUEST');
      expect(answer.data).toBeUndefined();
    }
  });

  it('knows at once what a client that was built anew sends, and still what open pages send', async () => {
    const newer = `query Newer${randomUUID().replaceAll('-', '')} { viewer { kind } }`;
    const ask = () => hall().stranger.send({ extensions: named(idOf(newer)) });
    hall().list.writeHalf();
    for (let times = 0; times < 3; times += 1) {
      expect(codeOf(await ask())).toMatch(/PERSISTED_QUERY_NOT_FOUND|DOCUMENT_NOT_TRUSTED/);
      await new Promise((resolve) => setTimeout(resolve, 600));
    }
    hall().list.write(newer);
    await expect.poll(async () => (await ask()).data).toEqual({ viewer: { kind: 'ANONYMOUS' } });
    expect((await hall().stranger.send({ extensions: named(idOf(OURS)) })).data).toBeDefined();
    hall().list.write(OURS, BOARD, USE_LINK);
  });

  it('carries out a known document for nobody to whom it is not open', async () => {
    const given = { documentsOf: 'a stranger', extensions: named(idOf(BOARD)), variables: { id: 'x' } };
    expect(codeOf(await hall().stranger.send(given))).toBe('BAD_REQUEST');
  });
}

describe('a server that takes any document', () => {
  const hall = new Hall();
  beforeAll(() => hall.open('any'));
  afterAll(() => hall.close());
  knowsIds(() => hall);

  it('asks for the text where it does not know the id, keeps none, and answers text and id together', async () => {
    const unknown = { extensions: named(idOf(OTHERS)) };
    for (let times = 0; times < 2; times += 1) {
      expect(codeOf(await hall.stranger.send(unknown))).toBe('PERSISTED_QUERY_NOT_FOUND');
      expect((await hall.stranger.send({ ...unknown, query: OTHERS })).data).toEqual({
        viewer: { kind: 'ANONYMOUS', name: '' },
      });
    }
    const followed = hall.follow('', idOf(OTHER_BOARD));
    await expect.poll(() => codeOf(followed)).toBe('PERSISTED_QUERY_NOT_FOUND');
    const both = hall.follow(OTHER_BOARD, idOf(OTHER_BOARD));
    expect(await both.until(() => true)).toBeDefined();
    const again = hall.follow('', idOf(OTHER_BOARD));
    await expect.poll(() => codeOf(again)).toBe('PERSISTED_QUERY_NOT_FOUND');
    both.stop();
  });
});

describe('a server that takes trusted documents only', () => {
  const hall = new Hall();
  beforeAll(() => hall.open('trusted'));
  afterAll(() => hall.close());
  knowsIds(() => hall);

  const WORDS =
    /tải lại trang; những gì chưa gửi vẫn nằm trên máy.*reload it; what was not sent stays on the device/;

  it.each<[string, object]>([
    ['a text of their own', { query: OTHERS }],
    ['one that differs by a blank', { query: `${OURS} ` }],
    ['an id that is not on the list', { extensions: named(idOf(OTHERS)) }],
    ['both', { query: OTHERS, extensions: named(idOf(OTHERS)) }],
    ['what cannot even be parsed', { query: '{ viewer { ' }],
    ['a question about the schema', { query: '{ __schema { types { name } } }' }],
    ['a mutation', { query: 'mutation { signOut }' }],
    ['a word that means something to objects', { extensions: named('__proto__') }],
  ])('takes from nobody %s, and says so in words', async (_, body) => {
    for (const person of [hall.stranger, hall.member]) {
      const { data, errors } = await person.send(body);
      expect(data).toBeUndefined();
      expect(errors).toEqual([
        { message: expect.stringMatching(WORDS), extensions: { code: 'DOCUMENT_NOT_TRUSTED' } },
      ]);
    }
  });

  it('takes none in an address either, however it is written there', async () => {
    const preflight = { 'apollo-require-preflight': 'yes' };
    for (const asked of [
      { query: OTHERS },
      { query: OTHERS, extensions: '{' },
      { query: OTHERS, extensions: 'null' },
    ]) {
      const response = await hall.get(asked as Record<string, string>, preflight);
      expect(await response.text()).toContain('DOCUMENT_NOT_TRUSTED');
    }
    const twice = `${hall.stage.server.address}/graphql?query=${OURS}&query=${OTHERS}`;
    const answer = await fetch(twice, { headers: preflight });
    expect(answer.status).toBe(400);
  });

  it('says no with the status that was asked for, and nothing on the way keeps it', async () => {
    const ask = (accept: string) =>
      fetch(`${hall.stage.server.address}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept },
        body: JSON.stringify({ query: OTHERS }),
      });
    expect((await ask('application/json')).status).toBe(200);
    const answer = await ask('application/graphql-response+json');
    expect(answer.status).toBe(400);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('takes the text of a document that is on the list', async () => {
    expect((await hall.stranger.send({ query: OURS })).data).toEqual({ viewer: { kind: 'ANONYMOUS' } });
  });

  it('follows nothing else on the socket, which lives on', async () => {
    const good = hall.follow('', idOf(BOARD));
    await good.until(() => true);
    for (const [text, id] of [
      [OTHER_BOARD, undefined],
      ['', idOf(OTHER_BOARD)],
      [OTHER_BOARD, idOf(OTHER_BOARD)],
    ] as const) {
      const followed = hall.follow(text, id);
      await expect.poll(() => codeOf(followed)).toBe('DOCUMENT_NOT_TRUSTED');
      expect((followed.errors[0] as { message: string }).message).toMatch(WORDS);
      expect(followed.seen).toEqual([]);
    }
    expect(good.completed).toBe(false);
    good.stop();
  });

  it('takes from other systems what they bring, on both doors, under the limits of everybody', async () => {
    const system = await hall.system();
    expect((await system.ask(REPORT)).data).toMatchObject({ starDistribution: expect.any(Array) });
    expect(codeOf(await system.send({ extensions: named(idOf(REPORT)) }))).toBe('PERSISTED_QUERY_NOT_FOUND');
    expect((await system.ask('{ __schema { types { name } } }')).errors?.[0]?.message).toMatch(
      /introspection/i,
    );
    const many = Array.from({ length: 11 }, (_, at) => `a${at}: starDistribution(by: SECTOR) { total }`);
    expect((await system.ask(`{ ${many.join(' ')} }`)).errors?.[0]?.message).toMatch(/at most 10/);
    const asked = system.follow<Loose>(REPORT, {}, 0);
    expect(await asked.until(() => true)).toMatchObject({ starDistribution: expect.any(Array) });
    system.leave();
  });

  it('tells another system whose token has ended just that', async () => {
    const { errors } = await (await hall.system(-1)).ask(REPORT);
    expect(errors?.[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED', reason: 'TOKEN_EXPIRED' });
  });

  it('does not start where no client was built, and says what to do', async () => {
    const settings = { ...TEST_SETTINGS, documents: 'trusted' as const, documentsFile: '/nowhere/none.json' };
    const started = serve(hall.stage.dataSource, settings, { host: '127.0.0.1', port: 0 });
    await expect(started).rejects.toThrow(/DOCUMENTS=trusted cần.*\n.*needs the built client/);
  });
});

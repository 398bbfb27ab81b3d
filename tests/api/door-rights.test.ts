import { randomBytes, randomUUID } from 'node:crypto';
import {
  getNamedType,
  type GraphQLInputType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { operationsWithoutRule } from '../../server/platform/schema.js';
import { secretHash } from '../../server/platform/secrets.js';
import { BareDoors } from '../support/bare-doors.js';
import { FOLLOW, LiveCouncil } from '../support/live-council.js';
import { type Loose, accountHolder, Person, roomScreen, seat } from '../support/server.js';

/** Operations that somebody without a sign-in may ask. */
const PUBLIC = [
  'beginProviderSignIn',
  'finishProviderSignIn',
  'seatLinkState',
  'signIn',
  'signInProvider',
  'signOut',
  'useLink',
  'viewer',
];

describe('the doors of the server', () => {
  let council: LiveCouncil;
  let admin: Person;
  beforeAll(async () => {
    council = await LiveCouncil.open();
    admin = await accountHolder(council.stage, 'quantri');
  });
  afterAll(() => council.close());
  const { address, ask, socket } = new BareDoors(() => council);
  const token = async (...scopes: string[]) => {
    const secret = randomBytes(18).toString('base64url');
    await council.sql(
      `insert into api_token (name, token_hash, scopes, expires_at) values ('Thử', $1, $2, now() + interval '1 day')`,
      [secretHash(secret), scopes],
    );
    return new Person(() => council.stage.server.address, secret);
  };

  describe('to whoever has no right', () => {
    it('close a socket that does not say who it is, or says it wrongly', async () => {
      for (const params of [{}, { bearer: 'room.wrong' }, { login: 'somebody' }, { bearer: 7 }]) {
        expect((await (await socket(params)).closed).code).toBe(4403);
      }
      const silent = new WebSocket(address().replace('http', 'ws'), 'graphql-transport-ws');
      silent.on('open', () =>
        silent.send(
          JSON.stringify({ id: '1', type: 'subscribe', payload: { query: '{ viewer { kind } }' } }),
        ),
      );
      const code = await new Promise((resolve) => silent.on('close', resolve));
      expect(code).toBe(4401);
    });

    it('let a token ask only within its scope, and follow no session', async () => {
      const reports = await token('REPORTS');
      expect((await reports.ask('{ starDistribution(by: PLACE) { key } }')).errors).toBeUndefined();
      expect((await reports.ask('{ products { totalCount } }')).errors?.[0]?.extensions?.code).toBe(
        'FORBIDDEN',
      );
      const products = await token('PRODUCTS');
      expect((await products.ask('{ products { totalCount } }')).errors).toBeUndefined();
      for (const query of [
        '{ starDistribution(by: PLACE) { key } }',
        '{ accounts { totalCount } }',
        '{ councils { id } }',
      ])
        expect((await products.ask(query)).errors?.[0]?.extensions?.code, query).toBe('FORBIDDEN');
      const follower = products.follow(FOLLOW, { id: council.sessionId });
      await vi.waitFor(() => expect(follower.errors).toHaveLength(1));
      expect((follower.errors[0] as Loose).extensions.code).toBe('FORBIDDEN');
      products.leave();
    });

    it('tell another system what is wrong with its token: unknown, expired or revoked, and since when', async () => {
      const ended = async (columns: string, ...values: string[]) => {
        const secret = `api.${randomBytes(18).toString('base64url')}`;
        await council.sql(
          `insert into api_token (name, token_hash, scopes, ${columns}) values ('Thử', $1, '{REPORTS}', ${values.map((value) => `'${value}'`).join(', ')})`,
          [secretHash(secret)],
        );
        return secret;
      };
      const [march, february] = ['2026-03-04T18:00:00Z', '2026-02-03T03:00:00Z'];
      const told: [string, string, RegExp][] = [
        ['api.nobody', 'TOKEN_UNKNOWN', /^Không có khóa API này.* \/ The token is unknown or mistyped/],
        [
          await ended('expires_at', march),
          'TOKEN_EXPIRED',
          /hết hạn ngày 05\/03\/2026.* \/ This token expired on 2026-03-05; ask an/,
        ],
        [
          await ended('expires_at, revoked_at', march, february),
          'TOKEN_REVOKED',
          /thu hồi ngày 03\/02\/2026.* \/ This token was revoked on 2026-02-03; ask an/,
        ],
      ];
      for (const [secret, reason, words] of told) {
        const system = new Person(() => council.stage.server.address, secret);
        for (const query of ['{ starDistribution(by: PLACE) { key } }', '{ viewer { kind } }']) {
          const [error] = (await system.ask(query)).errors!;
          expect(error!.extensions).toEqual({ code: 'UNAUTHENTICATED', reason });
          expect(error!.message).toMatch(words);
        }
        const opened = await socket({ bearer: secret });
        expect(await opened.closed).toEqual({ code: 4403, reason });
      }
    });

    it('go on telling a screen whose link works no more that it was revoked', async () => {
      const screen = new Person(() => council.stage.server.address, 'room.nobody-made-this');
      const [error] = (await screen.ask('{ viewer { kind } }')).errors!;
      expect(error!.extensions).toEqual({ code: 'UNAUTHENTICATED', reason: 'REVOKED' });
    });

    it("keep a screen of one session out of another one's, also while that one's own screen looks", async () => {
      const other = council.demo.plannedSessionId;
      const [here, there] = [
        await roomScreen(council.stage, council.sessionId),
        await roomScreen(council.stage, other),
      ];
      const own = there.follow(FOLLOW, { id: other });
      await own.until(() => true);
      const foreign = here.follow(FOLLOW, { id: other });
      await vi.waitFor(() => expect(foreign.errors.length + foreign.seen.length).toBeGreaterThan(0));
      expect(foreign.seen).toEqual([]);
      expect((foreign.errors[0] as Loose).extensions.code).toBe('FORBIDDEN');
      expect(own.errors).toEqual([]);
      here.leave();
      there.leave();
    });

    it("keep a seat of one session out of another one's, also while the same member sits there", async () => {
      const { id } = council.voters[6]!;
      const elsewhere = await seat(council.stage, council.demo.plannedSessionId, id);
      const own = council.voters[6]!.person.follow(FOLLOW, { id: council.sessionId });
      await own.until(() => true);
      const foreign = elsewhere.follow(FOLLOW, { id: council.sessionId });
      await vi.waitFor(() => expect(foreign.errors.length + foreign.seen.length).toBeGreaterThan(0));
      expect(foreign.seen).toEqual([]);
      own.stop();
      elsewhere.leave();
    });

    it.each(['không phải mã', '', '0', "' or true --"])(
      'turn away an identifier that is none, "%s", in words and without a fault',
      async (id) => {
        const { schema } = council.stage.server.api;
        const queries = Object.values(schema.getQueryType()!.getFields());
        const asked = queries.filter(({ args }) => args.some(({ type }) => getNamedType(type).name === 'ID'));
        expect(asked.length).toBeGreaterThan(8);
        for (const { name, args, type } of asked) {
          const given = args.filter(({ type: arg }) => isNonNullType(arg) || getNamedType(arg).name === 'ID');
          const written = given.map((arg) => `${arg.name}: ${literal(arg.type, id)}`).join(', ');
          const selection = isCompositeType(getNamedType(type)) ? '{ __typename }' : '';
          const { errors } = await admin.ask(`{ ${name}(${written}) ${selection} }`);
          const codes = (errors ?? []).map((error: Loose) => error.extensions.code);
          expect(codes, name).not.toContain('INTERNAL_SERVER_ERROR');
        }
      },
    );

    it('have a rule on every operation', () => {
      expect(operationsWithoutRule(council.stage.server.api.schema)).toEqual([]);
    });

    it('answer the anonymous with UNAUTHENTICATED wherever it is not on the public list', async () => {
      const { schema } = council.stage.server.api;
      const operations = [
        ...Object.values(schema.getQueryType()!.getFields()).map((field) => ({ field, kind: 'query' })),
        ...Object.values(schema.getMutationType()!.getFields()).map((field) => ({ field, kind: 'mutation' })),
      ];
      expect(operations.length).toBeGreaterThan(60);
      const open: string[] = [];
      for (const { field, kind } of operations) {
        const needed = field.args.filter(
          ({ type, defaultValue }) => isNonNullType(type) && defaultValue === undefined,
        );
        const args = needed.map(({ name, type }) => `${name}: ${literal(type)}`).join(', ');
        const selection = isCompositeType(getNamedType(field.type)) ? '{ __typename }' : '';
        const { json } = await ask(`${kind} { ${field.name}${args && `(${args})`} ${selection} }`);
        const code = json().errors?.[0]?.extensions?.code;
        if (code !== 'UNAUTHENTICATED') open.push(field.name);
        expect([undefined, 'UNAUTHENTICATED'], `${field.name}: ${JSON.stringify(json())}`).toContain(code);
      }
      expect(open.sort()).toEqual(PUBLIC);
    });
  });
});

/** Something of the type, as a document writes it. */
function literal(type: GraphQLInputType, id: string = randomUUID()): string {
  if (isNonNullType(type)) return literal(type.ofType, id);
  if (isListType(type)) return `[${literal(type.ofType, id)}]`;
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(({ type: field }) => isNonNullType(field));
    return `{ ${fields.map((field) => `${field.name}: ${literal(field.type, id)}`).join(', ')} }`;
  }
  const { name } = getNamedType(type);
  if (name === 'Int') return '1';
  if (name === 'Boolean') return 'false';
  if (name === 'ID') return `"${id}"`;
  if (name === 'DateTime') return '"2026-11-22T08:00:00.000Z"';
  return name === 'Date' ? '"2026-11-22"' : '"abc"';
}

import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CreatedDemo } from '../../server/demo/create-demo.js';
import { idsInRecord } from '../support/ids-in-record.js';
import { operationsOf, type Operation } from '../support/nonsense.js';
import type { KnownIds } from '../support/nonsense-values.js';
import {
  accountHolder,
  Person,
  roomScreen,
  seat,
  stageDemo,
  startTestServer,
  type TestServer,
} from '../support/server.js';

/** `NONSENSE_RUNS=2000 NONSENSE_SEED=random` looks further than there is time for in every run. */
const RUNS = Number(process.env['NONSENSE_RUNS'] ?? 10);
const SEED = process.env['NONSENSE_SEED'] === 'random' ? undefined : 20_261_122;

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));

/** Those who can break least first; the administrator, who can retire everybody, last. */
const ROLES = ['anonymous', 'room', 'token', 'member', 'secretary', 'chair', 'admin'] as const;
type Role = (typeof ROLES)[number];

describe('nonsense of the right type', () => {
  let stage: TestServer;
  let demo: CreatedDemo;
  let ids: KnownIds;
  let token: string;
  let adminId: string;
  const seatOf: Partial<Record<Role, string>> = {};

  beforeAll(async () => {
    stage = await startTestServer();
    demo = await stageDemo(stage);
    const members = await stage.dataSource.query<{ id: string; role: string }[]>(
      'select id, role from council_member where council_id = $1 and member_to is null order by position',
      [demo.councilId],
    );
    const idOf = (role: string) => members.find((each) => each.role === role)!.id;
    Object.assign(seatOf, { member: idOf('MEMBER'), secretary: idOf('SECRETARY'), chair: idOf('CHAIR') });
    const admin = await accountHolder(stage, 'quantri');
    [{ id: adminId }] = await stage.dataSource.query(`select id from account where username = 'quantri'`);
    const made = await admin.act<{ secret: string }>(
      'createApiToken(input: $input)',
      '$input: ApiTokenInput!',
      {
        input: {
          name: 'Thử',
          scopes: ['REPORTS', 'PRODUCTS', 'CRITERIA'],
          expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
        },
      },
      '... on NewApiToken { secret }',
    );
    token = made.secret;
    ids = await idsInRecord(stage);
  });
  afterAll(() => stage?.stop());

  /** Nonsense may have given the account another one. */
  const nameOf = async (id: string): Promise<string> =>
    (
      await stage.dataSource.query<{ username: string }[]>('select username from account where id = $1', [id])
    )[0]!.username;

  /** Signed in anew for each field: what nonsense ended before must not make the rest easy. */
  const arrive = async (role: Role): Promise<Person> => {
    const address = () => stage.server.address;
    if (role === 'anonymous') return new Person(address);
    if (role === 'token') return new Person(address, token);
    if (role === 'room') return roomScreen(stage, demo.sessionId);
    if (role === 'admin') return accountHolder(stage, await nameOf(adminId));
    return seat(stage, demo.sessionId, seatOf[role]!);
  };

  const ask = async (role: Role, { text, variables }: Operation) => {
    const person = await arrive(role);
    await fc.assert(
      fc.asyncProperty(variables, async (given) => {
        const { errors = [] } = await person.ask(text, given);
        const internal = errors.filter(({ extensions }) => extensions?.code === 'INTERNAL_SERVER_ERROR');
        expect(internal, JSON.stringify(errors)).toEqual([]);
      }),
      { numRuns: RUNS, ...(SEED !== undefined && { seed: SEED }), endOnFailure: true },
    );
  };

  const cases = ROLES.flatMap((role) =>
    (['query', 'mutation'] as const).map((kind) => [role, kind] as const),
  );
  it.each(cases)('from %s gets no fault of ours for an answer to any %s', async (role, kind) => {
    const failed: string[] = [];
    for (const operation of operationsOf(schema, kind, ids))
      await ask(role, operation).catch((error: unknown) => {
        failed.push(`${operation.field}: ${String(error).slice(0, 1_500)}`);
      });
    expect(failed).toEqual([]);
  });
});

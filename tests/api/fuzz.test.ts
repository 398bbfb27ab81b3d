import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { overHttp, overSocket, Tally, type Outcome } from '../support/fuzz-doors.js';
import { FuzzWorld, KINDS, POWERLESS, ROLES, SECRET_REMARK, type Role } from '../support/fuzz-world.js';
import { operationsOf, type Operation, type OperationKind } from '../support/nonsense.js';
import { rowHashes } from '../support/row-hashes.js';
import { standingOf } from '../support/server.js';

/** `FUZZ_ROUNDS=50 FUZZ_SEED=random` looks further than there is time for in every run; a number repeats a run. */
const ROUNDS = Number(process.env['FUZZ_ROUNDS'] ?? 3);
const givenSeed = process.env['FUZZ_SEED'] ?? '20261123';
const SEED = givenSeed === 'random' ? Math.trunc(Math.random() * 2 ** 31) : Number(givenSeed);
/** Of the questions and acts, how many a round go over a socket as well. */
const SOCKET_SAMPLE = 12;
const PATIENCE = { timeout: ROUNDS * 60_000 };

const isPowerless = (role: Role): boolean => POWERLESS.some((each) => each === role);
/** Those without a say are turned away nearly everywhere: a third of the rounds tells as much. */
const roundsOf = (role: Role): number => (isPowerless(role) ? Math.ceil(ROUNDS / 3) : ROUNDS);

const schema = buildSchema(readFileSync('schema.graphql', 'utf8'));

/** Who shares a world: those who can break nothing; everybody else has one of his own. */
const WORLDS: readonly { readonly name: string; readonly roles: readonly Role[] }[] = [
  { name: 'those without a say', roles: POWERLESS },
  ...(['member', 'secretary', 'chair', 'admin'] as const).map((role) => ({ name: role, roles: [role] })),
];

/** Tables that the role has no right to change; of those without a say all but the ones where sign-ins are kept. */
const REGISTER = [
  ...['place', 'producer', 'product', 'assessment', 'council', 'council_member', 'regulation', 'account'],
  ...['card_edition', 'card_draft', 'backup_failure'],
];
const UNTOUCHED: Partial<Record<Role, readonly string[]>> = {
  member: [...REGISTER, 'dossier', 'attendance', 'result'],
  secretary: [...REGISTER, 'mark', 'sheet_save', 'result'],
  chair: REGISTER,
  admin: ['mark', 'sheet_save', 'sheet_attempt', 'result', 'finding'],
};
const SIGN_INS = ['login', 'link', 'api_token'];

type Hashes = Readonly<Record<string, string>>;

function changed(role: Role, before: Hashes, after: Hashes): string[] {
  const tables = UNTOUCHED[role] ?? Object.keys(before).filter((table) => !SIGN_INS.includes(table));
  return tables.filter((table) => after[table] !== before[table]).map((table) => `${role} changed ${table}`);
}

/** Turned away at the door or by the look of the input, before any rule of the council was asked. */
const SHALLOW = new Set([
  ...['UNAUTHENTICATED', 'FORBIDDEN', 'BAD_USER_INPUT', 'BAD_REQUEST', 'INVALID_INPUT', 'NOT_FOUND', 'FAULT'],
]);

/** What tells of our insides: a stack, a statement, an address of the database. */
const INSIDES =
  /node_modules|\\n +at |QueryFailedError|postgres(ql)?:\/\/|relation \\"|violates \w+ constraint/;

/** The draw of a round: the same for the same seed, round and field. */
function drawn({ field, variables }: Operation, round: number): Record<string, unknown> {
  const letters = [...field].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) | 0, 0);
  return fc.sample(variables, { seed: (SEED + letters + Math.trunc(round / 8)) | 0, numRuns: 8 })[round % 8]!;
}

const shuffled = (operations: Operation[], round: number): Operation[] =>
  fc.sample(fc.shuffledSubarray(operations, { minLength: operations.length }), {
    ...{ seed: (SEED + round) | 0, numRuns: 1 },
  })[0]!;

const short = (text: string): string => (text.length > 1_500 ? `${text.slice(0, 1_500)}…` : text);

describe(`nonsense over both doors, FUZZ_SEED=${SEED} FUZZ_ROUNDS=${ROUNDS}`, () => {
  const tallies = new Map<string, Tally>(ROLES.map((role) => [role, new Tally()]));
  const ofSockets = new Tally();

  describe.each(WORLDS)('in the world of $name', ({ roles }) => {
    let world: FuzzWorld;
    const answers: string[] = [];

    beforeAll(async () => {
      world = await FuzzWorld.open();
    });
    afterAll(() => world?.close());

    /** Asks, and once more where nonsense had ended the sign-in before. @returns what is wrong */
    async function put(role: Role, operation: Operation, given: object, door: 'http' | 'socket') {
      const send = async (): Promise<Outcome> => {
        const who = await world.who(role);
        if (door === 'http') return overHttp(who, operation.text, given);
        const client = who.connect(0);
        return overSocket(client, operation.text, given).finally(() => void client.dispose());
      };
      const logged = world.log.length;
      let outcome = await send();
      if (outcome.code === 'UNAUTHENTICATED' && role !== 'anonymous') {
        await world.arrive(role);
        outcome = await send();
      }
      answers.push(outcome.said);
      (door === 'http' ? tallies.get(role)! : ofSockets).add(operation.field, outcome.code);
      const lines = world.log.slice(logged).join('');
      if (outcome.code !== 'FAULT' && lines === '') return [];
      const asked = `${role} ${door} ${operation.field} ${short(JSON.stringify(given))}`;
      return [`${asked}: ${outcome.wrong ?? 'logged'} ${short(outcome.said)} ${short(lines)}`];
    }

    async function operations(role: Role, ...kinds: OperationKind[]): Promise<Operation[]> {
      const ids = await world.knownIds(role);
      return kinds.flatMap((kind) => operationsOf(schema, kind, ids));
    }

    /** One round after the other, each over a table laid anew. @returns what was wrong in any of them */
    async function inRounds(role: Role, ask: (round: number) => Promise<string[]>): Promise<string[]> {
      const wrong: string[] = [];
      for (let round = 0; round < roundsOf(role); round++) {
        if (!isPowerless(role)) await world.layTable();
        const before = await rowHashes(world.stage.dataSource);
        wrong.push(...(await ask(round)));
        wrong.push(...changed(role, before, await rowHashes(world.stage.dataSource)));
      }
      return wrong;
    }

    it.each(roles)('answers %s over HTTP, and never by a fault of ours', PATIENCE, async (role) => {
      const wrong = await inRounds(role, async (round) => {
        const found: string[] = [];
        for (const operation of shuffled(await operations(role, 'query', 'mutation'), round))
          found.push(...(await put(role, operation, drawn(operation, round), 'http')));
        return found;
      });
      expect(wrong).toEqual([]);
    });

    it.each(roles)('answers %s over a socket, and cuts none', PATIENCE, async (role) => {
      const wrong = await inRounds(role, async (round) => {
        const found: string[] = [];
        const others = shuffled(await operations(role, 'query', 'mutation'), round + 7);
        for (const operation of [
          ...(await operations(role, 'subscription')),
          ...others.slice(0, SOCKET_SAMPLE),
        ]) {
          const given = drawn(operation, round + 3);
          // Longer messages end a socket, as they should.
          if (JSON.stringify(given).length > 200_000) continue;
          found.push(...(await put(role, operation, given, 'socket')));
        }
        return found;
      });
      expect(wrong).toEqual([]);
    });

    it('goes on, with everybody who he was, and has nothing in its log', async () => {
      for (const role of roles) expect(await standingOf(await world.arrive(role)), role).toBe(KINDS[role]);
      expect(world.log).toEqual([]);
    });

    it('has told nobody what is kept secret', async () => {
      const kept = await world.hashes();
      if (roles.every((role) => isPowerless(role) || role === 'member')) kept.push(SECRET_REMARK);
      for (const said of answers) {
        expect(said).not.toMatch(INSIDES);
        expect(kept.filter((secret) => said.includes(secret))).toEqual([]);
      }
    });
  });

  it('gets past the look of the input nearly everywhere, and to an answer in most places', () => {
    const all = [...tallies.values()];
    const fields = all[0]!.fields;
    const some = (wanted: (code: string) => boolean) => {
      const found = new Set(all.flatMap((tally) => tally.fieldsWith(wanted)));
      return fields.filter((field) => found.has(field));
    };
    const deep = some((code) => !SHALLOW.has(code));
    const answered = some((code) => code === 'data');
    if (process.env['FUZZ_ROUNDS']) tell(fields, deep, answered);
    const roots = [schema.getQueryType()!, schema.getMutationType()!];
    expect([...fields].sort()).toEqual(roots.flatMap((root) => Object.keys(root.getFields())).sort());
    expect(deep.length / fields.length).toBeGreaterThan(0.7);
    expect(answered.length / fields.length).toBeGreaterThan(0.4);
    expect(ofSockets.fieldsWith((code) => code === 'data')).toContain('sessionBoard');
  });

  /** For whoever looks further: how often what was answered to whom, and where nonsense got no further. */
  function tell(fields: string[], deep: string[], answered: string[]): void {
    for (const [role, tally] of [...tallies, ['sockets', ofSockets] as const])
      console.log(`${role}: ${tally.codes().map((pair) => pair.join(' ')).join(', ')}`); // prettier-ignore
    const others = (found: string[]) => fields.filter((field) => !found.includes(field)).join(' ');
    console.log(`no rule was asked: ${others(deep)}\nno data came: ${others(answered)}`);
  }
});

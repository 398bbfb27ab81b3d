import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { execute, getNamedType, GraphQLObjectType, parse, type GraphQLSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBoard } from '../../server/features/board/build-board.js';
import type { SessionBoard } from '../../server/features/board/board.js';
import { showBoard } from '../../server/features/board/show-board.js';
import { rightsIn, type Onlooker } from '../../server/features/board/visibility.js';
import { PlainQuestion } from '../../server/platform/plain-question.js';
import { LiveCouncil } from '../support/live-council.js';
import type { Loose } from '../support/server.js';

const OUR_CLIENT = ['Refusal', 'SessionBoard']
  .map((name) => readFileSync(`client/live/${name}.graphql`, 'utf8'))
  .join('');
const KEPT = new Set(['BoardItem']);

describe('a board that is written without being executed', () => {
  let council: LiveCouncil;
  let schema: GraphQLSchema;
  /** Of a session with a dossier released, one under scoring with sheets in, and one that waits, as each may see it. */
  let boards: SessionBoard[];

  beforeAll(async () => {
    council = await LiveCouncil.open();
    ({ schema } = council.stage.server.api);
    boards = [...(await boardsNow()), ...(await boardsAfterScoring())];
  });
  afterAll(() => council.close());

  async function boardsNow(): Promise<SessionBoard[]> {
    const { sources } = council.stage.server.api.live.live as Loose;
    const { state } = await sources.look(council.sessionId, []);
    const seatOf = (username: string): Onlooker => {
      const { sessionId } = council;
      return { kind: 'SEAT', sessionId, memberId: council.member(username).id };
    };
    const onlookers: Onlooker[] = [
      ...['chutich', 'phochutich', 'thuky'].map(seatOf),
      { kind: 'ROOM', sessionId: council.sessionId },
      { kind: 'ACCOUNT', accountId: 'nobody', isAdmin: true },
    ];
    return onlookers.map((onlooker) => buildBoard(state, rightsIn(state, onlooker)!, sources));
  }

  async function boardsAfterScoring(): Promise<SessionBoard[]> {
    const released = await council.scoring();
    await council.allHandIn(released, (_, index) => 70 + (index % 3));
    await council.must('closeScoring', { evaluationId: released });
    await council.must('conclude', { evaluationId: released, reason: null });
    await council.must('release', { evaluationId: released });
    await council.dossier();
    const scoring = await council.scoring();
    const remark = 'Thiếu “giấy” \u2028 & </script> 🌟';
    const stop = { evaluationId: scoring, code: 'REJECT', scope: 'DOSSIER', remark };
    await council.act('reportStop', stop, council.vice);
    await council.handIn(scoring, council.chair, 71);
    return boardsNow();
  }

  /** The text, and what executing the same gives. */
  async function bothWays(text: string, board: SessionBoard) {
    const document = parse(text);
    const contextValue = { viewer: { kind: 'ROOM' } };
    const variableValues = { sessionId: council.sessionId };
    const executed = await execute({ schema, document, rootValue: board, contextValue, variableValues });
    const written = PlainQuestion.from({ schema, document }, KEPT)?.write(showBoard(board));
    return { written, executed: JSON.stringify(executed) };
  }

  it('is, to the letter, what executing our own client’s question gives, for everybody', async () => {
    expect(boards).toHaveLength(10);
    expect(boards.some(({ agenda }) => agenda.some(({ provisional }) => provisional?.obstacles.length))).toBe(
      true,
    );
    for (const board of boards) {
      const { written, executed } = await bothWays(OUR_CLIENT, board);
      expect(written).toBe(executed);
    }
  });

  it('is the same for whatever else somebody asks: aliases, fragments, a field in two places', async () => {
    const root = schema.getType('SessionBoard') as GraphQLObjectType;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...boards), selectionOf(root, 5), async (board, selection) => {
        const { written, executed } = await bothWays(
          `subscription($sessionId: ID!) { board: sessionBoard(sessionId: $sessionId) ${selection} }`,
          board,
        );
        expect(written).toBe(executed);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['with a resolver of its own', 'regulation { usedBySessions }'],
    ['that hangs on a variable', 'name @include(if: $with)'],
    ['of a fragment that hangs on a variable', 'id ... @skip(if: $with) { name }'],
  ])('is left to be executed for a field %s', (_, selection) => {
    const document = parse(
      `subscription($sessionId: ID!, $with: Boolean!) { sessionBoard(sessionId: $sessionId) { ${selection} } }`,
    );
    expect(PlainQuestion.from({ schema, document }, KEPT)).toBeNull();
  });

  it.each([
    ['nothing stands where something must', { name: null }],
    ['a value is none that its kind knows', { phase: 'NO_PHASE' }],
    ['something is still on its way', { name: Promise.resolve('x') }],
    ['there is no list where one must be', { agenda: 'x' }],
  ])('is left to be executed where %s', (_, change) => {
    const document = parse(OUR_CLIENT);
    const board = { ...showBoard(boards[0]!), ...change };
    expect(PlainQuestion.from({ schema, document }, KEPT)!.write(board)).toBeNull();
  });
});

/** Some of the plain fields of a type, asked for in one way or another. */
function selectionOf(type: GraphQLObjectType, depth: number): fc.Arbitrary<string> {
  const plain = Object.values(type.getFields()).filter(
    (field) => !field.resolve && (depth > 0 || !(getNamedType(field.type) instanceof GraphQLObjectType)),
  );
  const part = fc.constantFrom(...plain).chain((field) => {
    const below = getNamedType(field.type);
    const deeper = below instanceof GraphQLObjectType ? selectionOf(below, depth - 1) : fc.constant('');
    return fc
      .tuple(deeper, fc.constantFrom('PLAIN', 'ALIAS', 'FRAGMENT', 'TWICE'))
      .map(([selection, way]) => {
        const asked = `${field.name} ${selection}`;
        if (way === 'ALIAS') return `my_${field.name}: ${asked}`;
        if (way === 'FRAGMENT') return `... on ${type.name} { ${asked} }`;
        if (way === 'TWICE') return `${asked} ... { ${asked} __typename }`;
        return asked;
      });
  });
  return fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => `{ __typename ${parts.join(' ')} }`);
}

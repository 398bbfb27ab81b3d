import { randomUUID } from 'node:crypto';
import { saveInput } from '../server.js';
import { ask, settled, type Way } from './asking.js';
import { BOARD, BOARD_FOLLOW, BOARD_QUERY, plain } from './board.js';
import { tryConducting, tryEverythingElse } from './refusals.js';
import { searchFor } from './searches.js';

const RESULT = `outcome starClass mean { sum count text } parts { code mean { text } } why { vi en }`;
const SHEET = `id state attempt version total scored parts { code points } marks { criterion points remark }
  opinion receipt reason attempts { attempt total receipt returnedReason marks { remark points } parts { points } }`;
const DOSSIER = `id state previous { id } assessments { remark } selfTotal
  product { name recognised { ${RESULT} } }
  evaluations { id sessionName phase round fixList result { ${RESULT} } }`;
const HISTORY = `id at act actor { kind memberId name } dossiers { evaluationId productName }
  members { memberId name wasPresent present reason } attempt reopened fromPhase condition { vi en } findingOutcome
  starClass reason fixList changes { field before after }`;
const STATES = ['REGISTERED', 'IN_SESSION', 'AWAITING_ROUND_2', 'EVALUATED'];
const BY = ['PLACE', 'SECTOR', 'PRODUCT_SET', 'BATCH', 'YEAR', 'DECREE'];

/** Every way to learn something. */
export const CHANNELS = {
  'the board': (asking) => ask(asking, BOARD_QUERY, { id: asking.world.sessionId }),

  "the subscription's first message": async ({ world, role }) => {
    const followed = world.person(role).follow(BOARD_FOLLOW, { id: world.sessionId }, 0);
    await settled(followed);
    followed.stop();
    return { seen: followed.seen, errors: followed.errors };
  },

  "the subscription's next messages": async (asking) => {
    const { world, open, from } = asking;
    await settled(open);
    // The stream must come to what the query says; it is awaited, not slept for.
    const { data } = await ask(asking, BOARD_QUERY, { id: world.sessionId });
    if (data?.sessionBoard)
      await open.until(({ sessionBoard }) => plain(sessionBoard) === plain(data.sessionBoard));
    return { seen: open.seen.slice(from), errors: open.errors };
  },

  'the own sheet': (asking) =>
    ask(asking, `query($id: ID!) { mySheet(evaluationId: $id) { ${SHEET} } }`, {
      id: asking.world.items[asking.focus],
    }),

  "another's sheet": async (asking) => {
    const { world, role, focus, elsewhere } = asking;
    const sheetId = world.sheetIds.get(`${role === 'owner' ? 'other' : 'owner'} ${focus}`) ?? randomUUID();
    return [
      await ask(asking, `query($id: ID!) { mySheet(evaluationId: $id) { ${SHEET} } }`, { id: elsewhere }),
      await ask(
        asking,
        `mutation($input: SaveMarksInput!) { saveMarks(input: $input) { __typename ... on MarksSaved { sheet { ${SHEET} } } ... on StaleSheet { sheet { ${SHEET} } message { vi } } ... on Refusal { code message { vi en } } } }`,
        { input: saveInput(sheetId, 0, []) },
      ),
      await ask(
        asking,
        `mutation($input: SubmitSheetInput!) { submitSheet(input: $input) { __typename ... on ScoreSheet { ${SHEET} } ... on Refusal { code message { vi en } } } }`,
        { input: { sheetId, version: 0 } },
      ),
      await ask(
        asking,
        `mutation($id: ID!) { withdrawSheet(sheetId: $id) { __typename ... on ScoreSheet { ${SHEET} } ... on Refusal { code message { vi en } } } }`,
        { id: sheetId },
      ),
    ];
  },

  'the sheets of all': (asking) =>
    ask(asking, `query($id: ID!) { evaluationSheets(evaluationId: $id) { memberLabel ${SHEET} } }`, {
      id: asking.world.items[asking.focus],
    }),

  'the dossier': (asking) =>
    ask(asking, `query($id: ID!) { dossier(id: $id) { ${DOSSIER} } }`, {
      id: asking.world.dossierIds[asking.focus],
    }),

  'the list of dossiers': (asking) =>
    ask(
      asking,
      `query($place: ID!) { ${STATES.map((state) => `${state}: dossiers(filter: { placeId: $place, state: ${state} }) { totalCount nodes { ${DOSSIER} } }`).join(' ')} }`,
      { place: asking.world.provinceId },
    ),

  'the products': (asking) =>
    ask(
      asking,
      `query($place: ID!) { all: products(filter: { placeId: $place }) { nodes { name recognised { ${RESULT} } } }
        ${[1, 2, 3, 4, 5].map((stars) => `stars${stars}: products(filter: { placeId: $place, starClass: ${stars} }) { totalCount nodes { name } }`).join(' ')}
        year: products(filter: { placeId: $place, year: 2026 }) { totalCount }
        set: products(filter: { placeId: $place, productSet: 4, regime: R26_2026, batch: 2 }) { totalCount } }`,
      { place: asking.world.provinceId },
    ),

  'the sessions': async (asking) => [
    await ask(
      asking,
      `query($council: ID!) { sessions(councilId: $council) { id phase agenda { phase dossier { ${DOSSIER} } } attendance { reason } } }`,
      { council: asking.world.councilId },
    ),
    await ask(
      asking,
      `query($id: ID!) { session(id: $id) { id phase version agenda { id position phase dossier { ${DOSSIER} } } attendance { present reason } council { name } } }`,
      { id: asking.world.sessionId },
    ),
  ],

  'the results of the session': (asking) =>
    ask(
      asking,
      `query($id: ID!) { sessionResults(sessionId: $id) { position productName result { ${RESULT} } } }`,
      {
        id: asking.world.sessionId,
      },
    ),

  'the counts of stars': (asking) =>
    ask(
      asking,
      `query($place: ID!) { ${BY.map((by) => `${by}: starDistribution(by: ${by}, filter: { placeId: $place }) { one two three four five stopped total }`).join(' ')} }`,
      { place: asking.world.provinceId },
    ),

  'the history': (asking) => {
    const { world, focus } = asking;
    const asked = (filter: string) =>
      `sessionHistory(sessionId: $id, first: 200, filter: ${filter}) { sessionName recusedFrom members { name } dossiers { productName } nodes { ${HISTORY} } }`;
    return ask(
      asking,
      `query($id: ID!, $dossier: ID!, $member: ID!) { all: ${asked('{}')} dossier: ${asked('{ evaluationId: $dossier }')}
        member: ${asked('{ memberId: $member }')} decisions: ${asked('{ groups: [DECISION, SCORING] }')} }`,
      { id: world.sessionId, dossier: world.items[focus], member: world.memberIds.get('owner') },
    );
  },

  'who one is': (asking) => ask(asking, `{ viewer { kind name isAdmin seats { sessionId sessionName } } }`),

  'what is refused': tryConducting,

  'what else is refused': tryEverythingElse,

  'what is searched for': searchFor,

  'what an act answers': async (asking) => {
    const { world, role } = asking;
    // Attendance of nobody: changes nothing, and answers whoever may do it with his board.
    const done = await ask(
      asking,
      `mutation($id: ID!) { markAttendance(sessionId: $id, entries: []) { __typename ... on Refusal { code message { vi en } } ... on SessionBoard { ${BOARD} } } }`,
      { id: world.sessionId },
    );
    return [done, ...world.told.filter((one) => one.role === role).map(({ answer }) => answer)];
  },
} satisfies Record<string, Way>;

export type Channel = keyof typeof CHANNELS;

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemo } from '../../server/demo/create-demo.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { accountHolder, type Loose, startTestServer, type TestServer } from '../support/server.js';
import { plain } from '../support/visibility/board.js';
import { CAST, type Role } from '../support/visibility/cast.js';
import { CHANNELS } from '../support/visibility/channels.js';
import { STAGES, type Stage } from '../support/visibility/stages.js';
import { allows, audienceOf, nameOf, PLANS, TABLE } from '../support/visibility/table.js';
import { Walk } from '../support/visibility/walk.js';
import type { World } from '../support/visibility/world.js';

/**
 * The whole matrix: who × when × through what. Every answer is searched for planted secrets, and what
 * is found is held against the table above.
 */
describe('who may see what', () => {
  let stage: TestServer;
  let walk: Walk;

  beforeAll(async () => {
    stage = await startTestServer({ logLevel: 'error', boardIntervalMs: 1 });
    await createDemo(stage.dataSource, loadScorecards(), () => new Date());
    const [{ username }] = await stage.dataSource.query('select username from account where is_admin');
    walk = new Walk(stage);
    await walk.walk(await accountHolder(stage, username));
  }, 480_000);
  afterAll(async () => {
    walk?.leave();
    await stage.stop();
  });
  const of: Walk['of'] = (...cell) => walk.of(...cell);

  it('was asked in every cell', () => {
    expect(CAST).toHaveLength(17);
    expect(STAGES).toHaveLength(14);
    expect(Object.keys(CHANNELS)).toHaveLength(18);
    expect(walk.cells.size).toBe(3 * 17 * 14 * 18);
  });

  it('has planted something of every kind that the table speaks of', () => {
    for (const world of walk.worlds) {
      for (const at of STAGES) {
        const rows = Object.keys(TABLE[at.items[at.focus]!]).filter((row) => !row.startsWith('#'));
        expect(rows.length).toBeGreaterThan(0);
      }
      const kinds = new Set(world.secrets.map(({ kind }) => kind));
      for (const row of Object.values(TABLE).flatMap((rows) => Object.keys(rows)))
        if (!row.startsWith('#')) expect(kinds, row).toContain(row);
    }
  });

  describe.each(PLANS)(
    'in $name: chair $chair, averages $averagesVisibleTo, blind $blindAverages, sheets $sheetsAfterRelease, room $resultsVisibleToRoom',
    (plan) => {
      describe.each(STAGES.map((at) => ({ at, name: at.name })))('in $name', ({ at }) => {
        for (const role of CAST) {
          const who = nameOf(plan, role, at.focus);
          for (const channel of Object.keys(CHANNELS)) {
            it(`${who} learns nothing through ${channel} but what is his to know`, () => {
              expect(of(plan, at, role, channel).leaks.join('\n')).toBe('');
            });
          }
          it(`${who} sees what is his to see`, () => {
            const world = of(plan, at, role, 'the board').world;
            const audience = audienceOf(world, role, at.focus);
            const sighted = new Set(
              Object.keys(CHANNELS).flatMap((channel) => [...of(plan, at, role, channel).sighted]),
            );
            const due = Object.entries(TABLE[at.items[at.focus]!])
              .filter(
                ([kind, row]) => !kind.startsWith('#') && allows(world, at, at.focus, row, audience, true),
              )
              .map(([kind]) => `${at.focus} ${kind}`)
              .filter((kind) => planted(world, at, kind));
            expect(due.filter((kind) => !sighted.has(kind)).join('\n')).toBe('');
          });
          it(`${who} is shown the fields of the board that are his, and null in all others`, () => {
            const world = of(plan, at, role, 'the board').world;
            for (const channel of ['the board', "the subscription's first message"]) {
              const board = boardIn(of(plan, at, role, channel).answer);
              const audience = audienceOf(world, role, at.focus);
              if (audience === 'NONE' || audience === 'REPORTER') {
                expect(board).toBeNull();
                continue;
              }
              board.agenda.forEach((item: Loose, index: number) =>
                expect(shownOf(item), `dossier ${index} through ${channel}`).toEqual(
                  expected(world, at, role, index),
                ),
              );
              const keepers = ['CHAIR', 'SEC', 'KEPT', 'ADMIN'];
              // Over the whole session a recused chair is still its chair, and he who acts for one dossier is none.
              const overall =
                role === 'chair'
                  ? 'CHAIR'
                  : role === 'vice' && (plan.chair !== 'ABSENT' || at.name === 'a PLANNED session')
                    ? 'MEMBER'
                    : audience;
              expect(board.members !== null).toBe(keepers.includes(overall));
              expect(board.recordCode !== null).toBe(at.name === 'a CLOSED session');
            }
          });
        }

        it('opens the history to those who conduct, and to administrators, and to nobody else', () => {
          const acting = plan.chair !== 'PRESIDES' && at.name !== 'a PLANNED session' ? ['vice'] : [];
          const readers = ['chair', 'secretary', 'admin', 'adminMember', 'recusedAdmin', ...acting];
          for (const role of CAST) {
            const { data, errors } = of(plan, at, role, 'the history').answer as Loose;
            if (readers.includes(role)) expect(data?.all.sessionName, role).toBe('Phiên một');
            else {
              expect(data, role).toBeNull();
              expect(['FORBIDDEN', 'UNAUTHENTICATED'], role).toContain(errors[0].extensions.code);
            }
          }
        });

        it('tells of the sheets of an unreleased dossier only to those whose board shows them', () => {
          for (const role of CAST) {
            const { answer, world } = of(plan, at, role, 'the history');
            const { data } = answer as Loose;
            if (!data) continue;
            at.items.forEach((stands, item) => {
              const acts = data.all.nodes
                .filter(({ dossiers }: Loose) =>
                  dossiers.some(({ evaluationId }: Loose) => evaluationId === world.items[item]),
                )
                .map(({ act }: Loose) => act as string);
              const audience = audienceOf(world, role, item);
              const keeps = ['CHAIR', 'SEC', 'KEPT'].includes(audience);
              if (keeps && stands !== 'WAITING')
                for (const act of ['PRESENT_DOSSIER', 'WITHDRAW_RECUSAL'])
                  expect(acts, `${role} ${item}`).toContain(act);
              if (keeps && ['SUBMITTED', 'REVIEWING', 'CONCLUDED'].includes(stands))
                expect(acts, `${role} ${item}`).toContain('SUBMIT_SHEET');
              if (!keeps && stands !== 'RELEASED' && stands !== 'STOPPED_RELEASED')
                for (const telling of [
                  'SUBMIT_SHEET',
                  'RETURN_SHEETS',
                  'REPORT_STOP',
                  'CONFIRM_STOP',
                  'CONCLUDE',
                  'RECUSE',
                  'WITHDRAW_RECUSAL',
                ])
                  expect(acts, `${role} ${item}`).not.toContain(telling);
              if (audience === 'RECUSED')
                expect(
                  acts.filter((act: string) => act !== 'ADD_TO_AGENDA' && act !== 'CLOSE_SESSION'),
                  role,
                ).toEqual([]);
            });
          }
        });

        it('counts and filters betray nothing that is not out', () => {
          const told = plan.resultsVisibleToRoom === 'AFTER_RELEASE' || at.name === 'a CLOSED session';
          const out = told ? at.items.filter((one) => one === 'RELEASED' || one === 'STOPPED_RELEASED') : [];
          const classified = out.filter((one) => one === 'RELEASED').length;
          for (const role of CAST) {
            const counts = (of(plan, at, role, 'the counts of stars').answer as Loose).data;
            for (const rows of Object.values<Loose[]>(counts ?? {}))
              expect(
                rows.reduce((sum, { total }) => sum + total, 0),
                role,
              ).toBe(out.length);
            const products = (of(plan, at, role, 'the products').answer as Loose).data;
            if (!products) continue;
            const starred = [1, 2, 3, 4, 5].reduce(
              (sum, stars) => sum + products[`stars${stars}`].totalCount,
              0,
            );
            expect(starred, role).toBe(classified);
            expect([products.year.totalCount, products.set.totalCount], role).toEqual([
              out.length,
              out.length,
            ]);
          }
        });
      });
    },
  );

  it('finds by searching what is there to be found', () => {
    for (const plan of PLANS)
      for (const at of STAGES) {
        const { answer, world } = of(plan, at, 'admin', 'what is searched for');
        const name = world.productName(at.focus);
        expect((answer as Loose).found).toEqual(
          expect.arrayContaining([`dossiers: ${name}`, `products: ${name}`]),
        );
      }
  });

  it('lets nobody but those who watch the sheets count the saves of others, by no message and no answer', () => {
    expect(walk.counted).toHaveLength(PLANS.length * CAST.length);
    for (const { plan, role, before, after } of walk.counted) {
      const watches =
        ['chair', 'vice', 'secretary'].includes(role) &&
        !['a chair recused from it', 'a vice-chair who does not act'].includes(nameOf(plan, role, 0));
      const who = `${nameOf(plan, role, 0)} in ${plan.name}`;
      const moved = Object.keys(before.answers).filter(
        (channel) => after.answers[channel] !== before.answers[channel],
      );
      if (!watches) {
        expect(moved, who).toEqual([]);
        expect(after.frames, who).toBe(before.frames);
      } else {
        // That it is seen here where it is to be seen.
        expect(moved, who).toContain('the board');
        if (!plan.blindAverages) expect(after.frames, who).not.toBe(before.frames);
      }
    }
  });

  it('sends no board again that looks the same', () => {
    expect(walk.streams).toHaveLength(PLANS.length * CAST.length);
    for (const { role, followed } of walk.streams) {
      // Who is connected shows to those who have the list of members, and is left out of what is compared.
      if (!['owner', 'recused', 'absent', 'support', 'adminMember', 'recusedAdmin', 'room'].includes(role))
        continue;
      const texts = followed.seen.map(({ sessionBoard }) => plain(sessionBoard));
      expect(texts.length, role).toBeGreaterThan(10);
      texts.slice(1).forEach((text, at) => expect(text, role).not.toBe(texts[at]));
    }
  });

  it('numbers the boards of one stream so that they never fall', () => {
    for (const { role, followed } of walk.streams) {
      const revisions = followed.seen.map(({ sessionBoard }) => sessionBoard.revision as number);
      expect(revisions, role).toEqual([...revisions].sort((a, b) => a - b));
    }
  });
});

/** Two secrets of some kinds are planted only on the way; what is not there cannot be seen. */
function planted(world: World, at: Stage, kind: string): boolean {
  const [item, name] = kind.split(' ');
  const there = world.secrets.some((secret) => secret.item === Number(item) && secret.kind === name);
  // A draft is written over as soon as its sheet is submitted.
  return there && !(name === 'drafttotal' && at.name === 'a CLOSED session');
}

const boardIn = (answer: Loose): Loose =>
  (answer.seen ? (answer.seen[0] ?? null) : (answer.data ?? null))?.sessionBoard ?? null;

const FIELDS = [
  '#count',
  '#seats',
  '#totals',
  '#provisional',
  '#findings',
  '#result',
  '#reason',
  '#fixList',
  '#dossierId',
];

function shownOf(item: Loose): Record<string, boolean> {
  return {
    '#count': item.submittedCount !== null,
    '#seats': item.seats !== null,
    '#totals': item.seats?.some(({ total }: Loose) => total !== null) ?? false,
    '#provisional': item.provisional !== null,
    '#findings': item.findings !== null,
    '#result': item.result !== null,
    '#reason': item.reason !== null,
    '#fixList': item.fixList !== null,
    '#dossierId': item.dossierId !== null,
    recused: item.recused,
  };
}

function expected(world: World, at: Stage, role: Role, index: number): Record<string, boolean> {
  const standing = audienceOf(world, role, index);
  const planned = at.name === 'a PLANNED session';
  // Nobody is recused before the session opens; a member is a member until then.
  const before = role === 'chair' ? 'CHAIR' : 'MEMBER';
  // Nor does anybody act for a chair before attendance was taken.
  const audience = planned && (standing === 'RECUSED' || role === 'vice') ? before : standing;
  const rows = TABLE[at.items[index]!];
  const shown = Object.fromEntries(
    FIELDS.map((row) => [row, allows(world, at, index, rows[row]!, audience)]),
  );
  // Sheets are on the board only while their dossier is on the table.
  const away = index !== at.focus || at.name === 'a CLOSED session';
  const recused = audience === 'RECUSED';
  return { ...shown, ...(away && { '#seats': false, '#totals': false }), recused };
}

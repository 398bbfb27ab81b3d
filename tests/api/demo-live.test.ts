import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve, type RunningServer } from '../../server/compose.js';
import { createDemo, type CreatedDemo } from '../../server/demo/create-demo.js';
import { keepCast, readDemoCast, type DemoCast } from '../../server/demo/demo-cast.js';
import { demoLinks } from '../../server/demo/demo-links.js';
import { LivePerson } from '../../server/demo/live/live-person.js';
import { performLive } from '../../server/demo/live/perform-live.js';
import { entities } from '../../server/entities.js';
import { openDataSource } from '../../server/platform/database/data-source.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { TEST_SETTINGS } from '../support/server.js';

const library = loadScorecards();
const settings = { ...TEST_SETTINGS, introspection: true, sessionHours: 1 };

describe('the demo, played live over the public API', { timeout: 120_000 }, () => {
  let owned: TestDatabase;
  let database: DataSource;
  let server: RunningServer;
  let demo: CreatedDemo;
  let cast: DemoCast;
  let people: LivePerson[];
  beforeAll(async () => {
    owned = await createTestDatabase();
    database = await openDataSource(owned.url, { entities, poolSize: 8 });
    demo = (await createDemo(database, library, () => new Date()))!;
    server = await serve(database, settings, { host: '127.0.0.1', port: 0 });
    cast = (await demoLinks(database, server.api.live.links, server.address))!.cast!;
    people = [];
    for (const member of cast.members) people.push(await LivePerson.enter(server.address, member));
  });
  afterAll(async () => {
    await server.stop();
    await database.destroy();
    await owned.drop();
  });

  const perform = () =>
    performLive(people, library, {
      address: server.address,
      sessionId: demo.sessionId,
      speed: 100,
      say: () => undefined,
    });

  it('brings the dossier on the table from presentation to release, with a deviation above 10 and re-scoring between', async () => {
    const released = await perform();
    expect(released.productName).toContain('Chè Shan tuyết');
    const [evaluation] = await database.query<
      [{ phase: string; attempt: number; star_class: number; sheet_count: number }]
    >(
      `select evaluation.phase, evaluation.attempt, result.star_class, result.sheet_count from evaluation
       join result on result.evaluation_id = evaluation.id where evaluation.id = $1`,
      [released.id],
    );
    expect(evaluation).toEqual({
      phase: 'RELEASED',
      attempt: 2,
      star_class: released.result!.starClass,
      sheet_count: 10,
    });
    const [first] = await database.query<[{ spread: number }]>(
      `select max(sheet_attempt.total) - min(sheet_attempt.total) as spread from sheet_attempt
       join sheet on sheet.id = sheet_attempt.sheet_id where sheet.evaluation_id = $1 and sheet_attempt.attempt = 1`,
      [released.id],
    );
    expect(first.spread).toBeGreaterThan(10);
    const [last] = await database.query<[{ spread: number }]>(
      'select max(total) - min(total) as spread from sheet where evaluation_id = $1 and state = $2',
      [released.id, 'SEALED'],
    );
    expect(last.spread).toBeLessThanOrEqual(10);
  });

  it('keeps its cast where only the owner of the server can read it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cham-sao-cast-'));
    expect(readDemoCast(folder)).toBeNull();
    keepCast(folder, cast);
    expect(readDemoCast(folder)).toEqual(cast);
    expect(statSync(join(folder, 'demo-live.json')).mode & 0o777).toBe(0o600);
    rmSync(folder, { recursive: true });
  });

  it('leaves the seats to people: nobody holds one, and every card still opens', async () => {
    const [held] = await database.query<[{ n: number }]>(
      'select count(*)::int as n from login where member_id is not null and ended_at is null',
    );
    expect(held.n).toBe(0);
  });

  it('goes on with the next dossier under the same sign-ins, though the one-time links are used up', async () => {
    const used = LivePerson.enter(server.address, cast.members[0]!);
    await expect(used).rejects.toMatchObject({ code: 'LINK_INVALID' });
    people = [];
    const again = (await demoLinks(database, server.api.live.links, server.address))!.cast!;
    for (const member of again.members) {
      const person = await LivePerson.enter(server.address, member);
      people.push(
        await LivePerson.enter(server.address, { ...member, token: 'once.used', signedIn: person.sign }),
      );
    }
    const released = await perform();
    expect(released.productName).toContain('Cà phê Arabica');
    expect(released.result?.releasedAt).not.toBeNull();
  });
});

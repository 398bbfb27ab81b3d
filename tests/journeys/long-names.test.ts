import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberMarks } from '../../server/demo/imagined-marks.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { ByApi } from './support/by-api.js';
import { shoot } from './support/shoot.js';
import { DEVICES, Stage, type Seated } from './support/stage.js';

const scorecards = loadScorecards();
const PRODUCT = 'Chè Shan tuyết Đỉnh Mây';
/** As long as registration takes, in words; and one word without a blank. */
const WORDS = 'Trà ướp bông sen Tây Hồ thượng hạng hái trước bình minh '.repeat(4).slice(0, 200).trim();
const PRODUCER = 'Hợp tác xã nông nghiệp và dịch vụ tổng hợp '.repeat(5).slice(0, 195).trim();
const ONE_WORD = 'Trà'.repeat(60);

/** What stands on the wall and is not whole in sight, or lies under the heading or the foot. */
const cutOff = (page: Page) =>
  page.evaluate(() => {
    const box = (element: Element) => element.getBoundingClientRect();
    const top = box(document.querySelector('.room-head')!).bottom;
    const bottom = box(document.querySelector('.room-foot')!).top;
    return [...document.querySelectorAll('.room-body :is(p, h2, svg, li)')]
      .filter((each) => {
        const { left, right, ...at } = box(each);
        return (
          at.height > 0 && (at.top < top - 1 || at.bottom > bottom + 1 || left < 0 || right > innerWidth)
        );
      })
      .map((each) => each.textContent);
  });
const ON_WALL = ['.room-product', '.stars', '.held-back', '.mean', '.parts'];
const placesOnWall = (page: Page) =>
  page.evaluate(
    (parts) => parts.map((each) => document.querySelector(each)!.getBoundingClientRect().toJSON()),
    ON_WALL,
  );
/** The same as the first star comes: the page itself looks, two frames later, however slow the test is. */
const placesAtFirstStar = (page: Page) =>
  page.evaluate(async (parts) => {
    const frame = () => new Promise(requestAnimationFrame);
    while (!document.querySelector('.stars')) await frame();
    await frame();
    await frame();
    const meanShown = document.querySelector('.mean')!.checkVisibility({ visibilityProperty: true });
    return {
      meanShown,
      places: parts.map((each) => document.querySelector(each)!.getBoundingClientRect().toJSON()),
    };
  }, ON_WALL);
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe('names as long as the register takes them', () => {
  let stage: Stage;
  let sessionId: string;
  let members: Seated[];
  let byApi: ByApi;
  let laptop: Page;
  let presented: string;

  beforeAll(async () => {
    const { stage: opened, demo } = await Stage.withDemo();
    stage = opened;
    ({ sessionId } = demo);
    members = await stage.members(sessionId);
    byApi = new ByApi(stage, sessionId);
    presented = (await byApi.itemOf(members[11]!, PRODUCT)).id;
    laptop = await stage.visit('laptop', await stage.seatCard(sessionId, members[0]!.id));
    await laptop.getByRole('heading', { level: 2 }).first().waitFor();
  });
  afterAll(() => stage?.close());

  async function cardOf(evaluationId: string) {
    const [row] = await stage.server.dataSource.query<[{ code: string }]>(
      'select criteria_set_code as code from evaluation where id = $1',
      [evaluationId],
    );
    return scorecards.get(row.code)!;
  }

  it.each([
    ['of many words', WORDS],
    ['of one word', ONE_WORD],
  ])('leave all else on the wall in sight, and no page too wide, %s', async (kind, name) => {
    const { dataSource } = stage.server;
    const id = presented;
    const owner = kind === 'of one word' ? ONE_WORD : PRODUCER;
    await dataSource.query('update evaluation set product_name = $2, producer_name = $3 where id = $1', [
      ...[id, name, owner],
    ]);
    await dataSource.query(
      `update product set name = $2
        where id = (select product_id from dossier d join evaluation e on e.dossier_id = d.id where e.id = $1)`,
      [id, name],
    );
    const wall = await stage.visit('wall', await stage.roomCard(sessionId));
    const heading = wall.getByRole('heading', { level: 2, name });
    await heading.waitFor();
    expect(await cutOff(wall)).toEqual([]);
    await shoot(wall, `long-names/wall-${kind.split(' ').at(-2)}`);

    await laptop.setViewportSize(DEVICES.laptop);
    await laptop.goto(`${stage.address}/ky-hop/${sessionId}/dieu-hanh`);
    await laptop.getByRole('heading', { level: 2, name: new RegExp(name) }).waitFor();
    expect(await sideways(laptop)).toBe(0);
    await laptop.setViewportSize({ width: 1024, height: 768 });
    expect(await sideways(laptop)).toBe(0);
    await laptop.setViewportSize({ width: 360, height: 800 });
    expect(await sideways(laptop)).toBe(0);
    await laptop.getByRole('link', { name: 'Mở hồ sơ' }).click();
    await laptop.getByRole('heading', { level: 1 }).waitFor();
    expect(await sideways(laptop)).toBe(0);
  });

  it.each([
    ['as usual', 'Bột rau má sấy lạnh nguyên chất hòa tan Quảng Thanh'],
    ['as long as can be', WORDS],
  ])('leave stars, mean, parts and what held the class back in sight, a name %s', async (kind, name) => {
    const { dataSource } = stage.server;
    const [conducting, chair] = [members[11]!, members[0]!];
    let id = presented;
    if (kind !== 'as usual') {
      ({ id } = await byApi.itemOf(conducting, 'Cà phê Arabica rang mộc Tà Lài'));
      await byApi.conduct(conducting, 'presentDossier', id);
    }
    await dataSource.query('update evaluation set product_name = $2, producer_name = $3 where id = $1', [
      ...[id, name, kind === 'as usual' ? 'Hợp tác xã dịch vụ nông nghiệp Quảng Thanh' : PRODUCER],
    ]);
    await byApi.conduct(conducting, 'openScoring', id);
    const code = await cardOf(id);
    // Points enough for 4 stars, minimums for 2: the wall says what held it back.
    for (const [at, member] of members.filter(({ voting, present }) => voting && present).entries())
      await byApi.handIn(member, id, memberMarks(code, { quality: 0.85, meets: 2, hasStory: true }, `${at}`));
    await byApi.conduct(conducting, 'closeScoring', id);
    await byApi.conduct(chair, 'conclude', id);
    const wall = await stage.visit('wall', await stage.roomCard(sessionId));
    await wall.getByRole('heading', { level: 2, name }).waitFor();
    const atFirst = placesAtFirstStar(wall);
    await byApi.conduct(chair, 'release', id);
    const { places: before, meanShown } = await atFirst;
    expect(meanShown, 'all was there before it was looked at').toBe(false);
    await wall.locator('.parts li').last().waitFor();
    // Calm: what comes star by star moves nothing that is there already.
    expect(await placesOnWall(wall)).toEqual(before);
    await shoot(wall, `long-names/released-${kind === 'as usual' ? 'usual' : 'longest'}`);
    expect(await cutOff(wall)).toEqual([]);
    expect(await wall.locator('.held-back').innerText()).toContain('sao');
  });
});

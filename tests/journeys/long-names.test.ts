import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberMarks } from '../../server/demo/imagined-marks.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { ByApi } from './support/by-api.js';
import { shoot } from './support/shoot.js';
import { DEVICES, Stage, type Seated } from './support/stage.js';

const card = loadScorecards().get('OCOP-26-2026-11')!;
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
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe('names as long as the register takes them', () => {
  let stage: Stage;
  let sessionId: string;
  let members: Seated[];
  let byApi: ByApi;
  let laptop: Page;

  beforeAll(async () => {
    const { stage: opened, demo } = await Stage.withDemo();
    stage = opened;
    ({ sessionId } = demo);
    members = await stage.members(sessionId);
    byApi = new ByApi(stage, sessionId);
    laptop = await stage.visit('laptop', await stage.seatCard(sessionId, members[0]!.id));
    await laptop.getByRole('heading', { level: 2 }).first().waitFor();
  });
  afterAll(() => stage?.close());

  it.each([
    ['of many words', WORDS],
    ['of one word', ONE_WORD],
  ])('leave all else on the wall in sight, and no page too wide, %s', async (kind, name) => {
    const { dataSource } = stage.server;
    const chair = members[11]!;
    const { id } = await byApi.itemOf(chair, kind === 'of one word' ? WORDS : PRODUCT);
    const where = `id = (select product_id from dossier d join evaluation e on e.dossier_id = d.id where e.id = $1)`;
    await dataSource.query(`update product set name = $2 where ${where}`, [id, name]);
    await dataSource.query(
      `update producer set name = $2 where id = (select producer_id from product where ${where})`,
      [id, kind === 'of one word' ? ONE_WORD : PRODUCER],
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

  it('leave stars, mean and parts of a released result in sight', async () => {
    const { dataSource } = stage.server;
    const chair = members[11]!;
    const { id } = await byApi.itemOf(chair, ONE_WORD);
    await dataSource.query(
      `update product set name = $2 where id = (select product_id from dossier d join evaluation e on e.dossier_id = d.id where e.id = $1)`,
      [id, WORDS],
    );
    await byApi.conduct(chair, 'openScoring', id);
    for (const [at, member] of members.filter(({ voting, present }) => voting && present).entries())
      await byApi.handIn(member, id, memberMarks(card, { quality: 0.8, meets: 4, hasStory: true }, `${at}`));
    await byApi.conduct(chair, 'closeScoring', id);
    await byApi.conduct(members[0]!, 'conclude', id);
    await byApi.conduct(members[0]!, 'release', id);
    const wall = await stage.visit('wall', await stage.roomCard(sessionId), { reducedMotion: 'reduce' });
    await wall.getByText('điểm trung bình', { exact: false }).first().waitFor();
    await shoot(wall, 'long-names/wall-released');
    expect(await cutOff(wall)).toEqual([]);
  });
});

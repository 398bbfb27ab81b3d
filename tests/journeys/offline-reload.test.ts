import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberMarks } from '../../server/demo/imagined-marks.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { ByApi } from './support/by-api.js';
import { ScoringHand, type Tick } from './support/scoring-hand.js';
import { shoot } from './support/shoot.js';
import { Stage, type Seated } from './support/stage.js';

const PRODUCT = 'Chè Shan tuyết Đỉnh Mây';
const card = loadScorecards().get('OCOP-26-2026-11')!;
const ticks = memberMarks(card, { quality: 0.8, meets: 4, hasStory: true }, 'tải lại khi mất mạng');
const levels = (of: readonly Tick[]) =>
  Object.fromEntries(of.map(({ criterion, level }) => [criterion, [level]]));

const SLOWLY = { timeout: 20_000 };

/** Until the page and all it needs lie on the device. */
const kept = (page: Page) =>
  expect
    .poll(
      () =>
        page.evaluate(async () => {
          const { active } = await navigator.serviceWorker.ready;
          return active?.state === 'activated' && (await caches.match('/')) !== undefined;
        }),
      SLOWLY,
    )
    .toBe(true);

/** Every address the device keeps an answer of. */
const cachedUrls = (page: Page) =>
  page.evaluate(async () => {
    const all = await Promise.all(
      (await caches.keys()).map(async (name) => (await caches.open(name)).keys()),
    );
    return all.flat().map(({ url }) => new URL(url).pathname + new URL(url).search);
  });

/** What the device has copies of, by kind. */
const copies = (page: Page) =>
  page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((done, failed) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
      });
    const db = await asked(indexedDB.open('cham-sao-copies'));
    const all = await asked(db.transaction('copies').objectStore('copies').getAll());
    db.close();
    return all.map(({ kind }: { kind: string }) => kind).sort();
  });

describe('a member who opens the page again while the tablet is offline', () => {
  let stage: Stage;
  let byApi: ByApi;
  let sessionId: string;
  let evaluationId: string;
  let members: Seated[];

  beforeAll(async () => {
    const { stage: opened, demo } = await Stage.withDemo();
    stage = opened;
    ({ sessionId } = demo);
    members = await stage.members(sessionId);
    byApi = new ByApi(stage, sessionId);
    evaluationId = (await byApi.itemOf(members[11]!, PRODUCT)).id;
    await byApi.conduct(members[11]!, 'openScoring', evaluationId);
  });
  afterAll(() => stage?.close());

  const onServer = (member: Seated) => byApi.levelsOf(member.id, evaluationId);
  const scoring = () => `${stage.address}/ky-hop/${sessionId}/cham`;
  const handOf = async (page: Page) => {
    const hand = new ScoringHand(page, card);
    await hand.level(ticks[0]!).waitFor();
    return hand;
  };
  const sit = async (member: Seated, context: BrowserContext) => {
    const page = await context.newPage();
    await page.goto(stage.address + (await stage.seatCard(sessionId, member.id)));
    const hand = await handOf(page);
    await kept(page);
    await expect.poll(() => copies(page), SLOWLY).toEqual(['board', 'card', 'dossier', 'sheet', 'viewer']);
    return hand;
  };
  const expectTicked = async (hand: ScoringHand, of: readonly Tick[]) => {
    for (const tick of of) await expect.poll(() => hand.level(tick).isChecked(), SLOWLY).toBe(true);
  };

  it('sees all his marks and goes on, closes it and opens it again, and everything arrives', async () => {
    const member = members[2]!;
    const context = await stage.device('tablet');
    const first = await sit(member, context);
    await first.tick(ticks.slice(0, 3));
    await first.saved();

    await context.setOffline(true);
    await first.tick(ticks.slice(3, 5));
    await first.line.filter({ hasText: '2 mục' }).waitFor();
    await first.page.reload();
    const again = await handOf(first.page);
    await expectTicked(again, ticks.slice(0, 5));
    await again.page.getByText('Đây là bản lưu trên máy này').waitFor();
    await again.page.getByText('Mất kết nối. 2 mục đang giữ trên máy này, sẽ tự gửi.').waitFor();
    const only = ticks.slice(3, 5).map(({ criterion }) => criterion);
    await again.page.getByText(`Chỉ có trên máy này: tiêu chí ${only.join(', ')}.`).waitFor();
    await again.line.filter({ hasText: 'Chưa gửi được 2 mục; đang giữ trên máy này' }).waitFor();
    await shoot(again.page, 'offline/reloaded-offline');
    await again.tick(ticks.slice(5, 7));
    await again.line.filter({ hasText: '4 mục' }).waitFor();
    await again.page.close();

    const page = await context.newPage();
    await page.goto(scoring());
    const third = await handOf(page);
    await expectTicked(third, ticks.slice(0, 7));
    await third.tick(ticks.slice(7, 9));
    await third.line.filter({ hasText: '6 mục' }).waitFor();
    expect(await onServer(member)).toEqual(levels(ticks.slice(0, 3)));
    await page.evaluate(() => Object.assign(window, { neverReloaded: true }));

    await context.setOffline(false);
    await third.saved();
    await expect.poll(() => onServer(member), SLOWLY).toEqual(levels(ticks.slice(0, 9)));
    await page.getByText('Đây là bản lưu trên máy này').waitFor({ state: 'hidden' });
    await expectTicked(third, ticks.slice(0, 9));
    expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true);
    await third.tick(ticks.slice(9));
    await third.submit();
  });

  it('leaves no address with a token, no answer of the API and, once signed out, nothing of his on the device', async () => {
    const member = members[4]!;
    const context = await stage.device('laptop');
    const hand = await sit(member, context);
    const { page } = hand;
    await hand.tick(ticks.slice(0, 1));
    await hand.saved();
    await page.reload();
    await handOf(page);
    await page.goto(`${stage.address}/ghe/seat.the-nay-khong-co`);
    await page.goto(`${stage.address}/man-hinh/room.man-hinh-nay-khong-co`);
    await page.goto(scoring());
    await handOf(page);
    const urls = await cachedUrls(page);
    expect(urls.filter((url) => url !== '/' && !/^\/assets\/[\w.-]+$/.test(url))).toEqual([]);
    expect(urls.filter((url) => url === '/')).toHaveLength(1);
    expect(urls.length).toBeGreaterThan(20);
    await expect.poll(() => copies(page), SLOWLY).toEqual(['board', 'card', 'dossier', 'sheet', 'viewer']);

    await page.getByRole('button', { name: 'Đăng xuất' }).click();
    await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
    await expect.poll(() => copies(page), SLOWLY).toEqual([]);
  });

  it('has nothing left on the tablet whose seat another one took over', async () => {
    const member = members[5]!;
    const { page } = await sit(member, await stage.device('tablet'));
    const next = await stage.visit('phone', await stage.seatCard(sessionId, member.id));
    await next.getByRole('button', { name: 'Chuyển sang máy này' }).click();
    await page.getByText(/Ghế này đã chuyển sang thiết bị khác lúc/).waitFor();
    await expect.poll(() => copies(page), SLOWLY).toEqual([]);
  });

  it('finds the session as the chair has left it once the network is back', async () => {
    const member = members[3]!;
    const context = await stage.device('phone');
    const hand = await sit(member, context);
    const { page } = hand;
    await hand.tick(ticks.slice(0, 2));
    await hand.saved();
    await context.setOffline(true);
    await page.reload();
    await handOf(page);
    await hand.tick(ticks.slice(2, 3));
    await hand.line.filter({ hasText: '1 mục' }).waitFor();
    await byApi.conduct(members[11]!, 'closeScoring', evaluationId);
    await context.setOffline(false);
    await page.getByText('Chủ tịch đã kết thúc chấm điểm sản phẩm này').first().waitFor();
    await page.getByText('1 mục trên máy này chưa được tính').waitFor();
    await expectTicked(hand, ticks.slice(0, 3));
    expect(await onServer(member)).toEqual(levels(ticks.slice(0, 2)));
  });
});

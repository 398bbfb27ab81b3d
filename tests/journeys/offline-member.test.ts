import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberMarks } from '../../server/demo/imagined-marks.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { ByApi } from './support/by-api.js';
import { ConductingHand } from './support/conducting-hand.js';
import { ScoringHand, type Tick } from './support/scoring-hand.js';
import { shoot } from './support/shoot.js';
import { Stage, type Seated } from './support/stage.js';

const PRODUCT = 'Chè Shan tuyết Đỉnh Mây';
const card = loadScorecards().get('OCOP-26-2026-11')!;
const ticks = memberMarks(card, { quality: 0.8, meets: 4, hasStory: true }, 'ngoài mạng');
const levels = (of: readonly Tick[]) =>
  Object.fromEntries(of.map(({ criterion, level }) => [criterion, [level]]));

describe('members whose network, tablet or server fails while they score', () => {
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

  const kept = (member: Seated) => byApi.levelsOf(member.id, evaluationId);
  const scoring = () => `${stage.address}/ky-hop/${sessionId}/cham`;
  const handOf = async (page: Page) => {
    const hand = new ScoringHand(page, card);
    await hand.level(ticks[0]!).waitFor();
    return hand;
  };
  const sit = async (member: Seated, context: BrowserContext) => {
    const page = await context.newPage();
    await page.goto(stage.address + (await stage.seatCard(sessionId, member.id)));
    return handOf(page);
  };

  it('keeps ten minutes of offline scoring, says so at each step, and sends it all', async () => {
    const member = members[2]!;
    const context = await stage.device('tablet');
    await context.clock.install();
    const hand = await sit(member, context);
    const { page } = hand;
    await hand.tick(ticks.slice(0, 3));
    await hand.saved();
    await expect.poll(() => kept(member)).toEqual(levels(ticks.slice(0, 3)));

    await context.setOffline(true);
    await hand.tick(ticks.slice(3, 7));
    expect(await hand.line.innerText()).toMatch(
      /4 mục; đang giữ trên máy này|Trên máy này · đang gửi, 4 mục/,
    );
    await page.getByText('Mất kết nối. 4 mục đang giữ trên máy này, sẽ tự gửi.').waitFor();
    await page.clock.fastForward('10:00');
    await hand.tick(ticks.slice(7));
    await hand.line
      .filter({ hasText: `Chưa gửi được ${ticks.length - 3} mục; đang giữ trên máy này` })
      .waitFor();
    await shoot(page, 'offline/member-offline');
    await page.getByRole('button', { name: 'Xem lại và nộp phiếu' }).click();
    await page.getByText('Đang mất kết nối: chưa nộp được.').waitFor();
    expect(await page.getByRole('button', { name: 'Nộp phiếu', exact: true }).isDisabled()).toBe(true);
    await shoot(page, 'offline/member-review-offline', true);
    expect(await kept(member)).toEqual(levels(ticks.slice(0, 3)));

    await context.setOffline(false);
    await hand.saved();
    expect(await kept(member)).toEqual(levels(ticks));
    await page.getByRole('button', { name: 'Nộp phiếu', exact: true }).click();
    await hand.line.filter({ hasText: 'Đã nộp, mã biên nhận' }).waitFor();
  });

  it('sends what an offline tab left behind from the next tab of that device', async () => {
    const member = members[3]!;
    const context = await stage.device('phone');
    const hand = await sit(member, context);
    await hand.tick(ticks.slice(0, 2));
    await hand.saved();
    await context.setOffline(true);
    await hand.tick(ticks.slice(2, 5));
    await hand.line.filter({ hasText: '3 mục' }).waitFor();
    await hand.page.close();
    await context.setOffline(false);
    expect(await kept(member)).toEqual(levels(ticks.slice(0, 2)));
    const page = await context.newPage();
    await page.goto(scoring());
    const again = await handOf(page);
    await again.saved();
    await expect.poll(() => kept(member)).toEqual(levels(ticks.slice(0, 5)));
    for (const tick of ticks.slice(0, 5)) expect(await again.level(tick).isChecked()).toBe(true);
  });

  it('goes on at another tablet with all that the dead one showed as saved', async () => {
    const member = members[4]!;
    const dying = await stage.device('tablet');
    const hand = await sit(member, dying);
    await hand.tick(ticks.slice(0, 6));
    await hand.saved();
    await dying.close();
    const page = await stage.visit('tablet', await stage.seatCard(sessionId, member.id));
    await page.getByRole('heading', { name: 'Mở thẻ ghế' }).waitFor();
    await shoot(page, 'offline/take-over');
    await page.getByRole('button', { name: 'Chuyển sang máy này' }).click();
    const next = await handOf(page);
    for (const tick of ticks.slice(0, 6)) expect(await next.level(tick).isChecked()).toBe(true);
    await next.tick(ticks.slice(6, 8));
    await next.saved();
    await expect.poll(() => kept(member)).toEqual(levels(ticks.slice(0, 8)));
  });

  it('tells the first tablet where its seat went when a second one takes it over', async () => {
    const member = members[5]!;
    const tablet = await stage.device('tablet');
    const first = await sit(member, tablet);
    await tablet.setOffline(true);
    await first.tick(ticks.slice(0, 2));
    const page = await stage.visit('phone', await stage.seatCard(sessionId, member.id));
    await page.getByRole('button', { name: 'Chuyển sang máy này' }).click();
    await tablet.setOffline(false);
    const moved = first.page.getByText(/Ghế này đã chuyển sang thiết bị khác lúc/);
    const unsent = first.page.getByText('2 mục chưa kịp gửi vẫn giữ trên máy này');
    await moved.waitFor();
    await unsent.waitFor();
    await first.page.reload();
    await moved.waitFor();
    await unsent.waitFor();
    await handOf(page);
    await shoot(first.page, 'offline/seat-went-elsewhere');
  });

  it('keeps two tabs of one seat together', async () => {
    const member = members[6]!;
    const context = await stage.device('laptop');
    const one = await sit(member, context);
    const page = await context.newPage();
    await page.goto(scoring());
    const other = await handOf(page);
    await one.tick(ticks.slice(0, 2));
    await expect.poll(() => other.level(ticks[1]!).isChecked(), { timeout: 10_000 }).toBe(true);
    await other.tick(ticks.slice(2, 4));
    await expect.poll(() => one.level(ticks[3]!).isChecked(), { timeout: 10_000 }).toBe(true);
    await Promise.all([one.tick(ticks.slice(4, 6)), other.tick(ticks.slice(6, 8))]);
    await Promise.all([one.saved(), other.saved()]);
    await expect.poll(() => kept(member)).toEqual(levels(ticks.slice(0, 8)));
    for (const hand of [one, other])
      for (const tick of ticks.slice(0, 8))
        await expect.poll(() => hand.level(tick).isChecked(), { timeout: 10_000 }).toBe(true);
    expect(await one.page.getByText('phiếu đã được sửa ở nơi khác').count()).toBe(0);
  });

  it('brings every screen back by itself when the server was stopped and started again', async () => {
    const member = members[7]!;
    const hand = await sit(member, await stage.device('tablet'));
    const chair = new ConductingHand(
      await stage.visit('laptop', await stage.seatCard(sessionId, members[0]!.id)),
    );
    const room = await stage.visit('wall', await stage.roomCard(sessionId));
    await room.getByText('1/10 phiếu đã nộp').waitFor();
    await hand.tick(ticks.slice(0, 2));
    await hand.saved();
    await chair.member(member.label).getByText('đang chấm 2/').waitFor();
    const screens = [hand.page, chair.page, room];
    for (const page of screens) await page.evaluate(() => Object.assign(window, { neverReloaded: true }));

    const back = stage.server.restart();
    await hand.tick(ticks.slice(2));
    await back;
    await hand.saved();
    expect(await kept(member)).toEqual(levels(ticks));
    await chair.member(member.label).getByText(`đang chấm ${ticks.length}/${ticks.length}`).waitFor();
    await hand.submit();
    await room.getByText('2/10 phiếu đã nộp').waitFor();
    await chair.member(member.label).getByText('đã nộp').waitFor();
    for (const page of screens) expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true);
  });

  it('goes on at the first tablet when its seat is taken back in a new tab, the old one still open', async () => {
    const member = members[9]!;
    const tablet = await stage.device('tablet');
    const old = await sit(member, tablet);
    await old.tick(ticks.slice(0, 2));
    await old.saved();
    await tablet.setOffline(true);
    await old.tick(ticks.slice(2, 4));
    const seatCard = await stage.seatCard(sessionId, member.id);
    const takeOver = async (page: Page) => {
      await page.getByRole('button', { name: 'Chuyển sang máy này' }).click();
      return handOf(page);
    };
    const other = await takeOver(await stage.visit('phone', seatCard));
    await tablet.setOffline(false);
    await old.page.getByText(/Ghế này đã chuyển sang thiết bị khác lúc/).waitFor();

    const page = await tablet.newPage();
    await page.goto(stage.address + seatCard);
    const back = await takeOver(page);
    await other.page.getByText(/Ghế này đã chuyển sang thiết bị khác lúc/).waitFor();
    await old.page.getByText('xin chấm tiếp ở trang ấy').waitFor();
    await back.tick(ticks.slice(4));
    await back.saved();
    await expect.poll(() => kept(member)).toEqual(levels(ticks));
    await back.submit();
  });
});

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberMarks } from '../../server/demo/imagined-marks.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { launchBrowser } from '../support/browser.js';
import { launch, type Launched } from '../support/launched.js';
import { makeTemporaryFolder } from '../support/temporary-folder.js';
import { ConductingHand } from './support/conducting-hand.js';
import { ScoringHand, totalOf } from './support/scoring-hand.js';
import { shoot } from './support/shoot.js';
import { DEVICES, type Device } from './support/stage.js';

const card = loadScorecards().get('OCOP-26-2026-11')!;
const ticks = memberMarks(card, { quality: 0.8, meets: 4, hasStory: true }, 'máy chủ bị tắt ngang');
const others = memberMarks(card, { quality: 0.7, meets: 3, hasStory: true }, 'máy chủ bị tắt ngang');
const SLOWLY = { timeout: 60_000 };

/** The server as `npm start` runs it, a process of its own with a database of its own. */
describe('a server that is killed in the middle of a session', () => {
  const folder = makeTemporaryFolder();
  let browser: Browser;
  let server: Launched;
  let address: string;

  async function start(port: string): Promise<void> {
    server = launch('dist/bundle/main.js', [], { DATA_DIR: folder.path, PORT: port, HOST: '127.0.0.1' });
    await server.printed(/Ctrl-C/);
    [, address = ''] = await server.printed(/Địa chỉ \(address\)\s+(http:\/\/\S+)/);
  }

  /** A device of its own that has opened the link printed beside this label. */
  async function visit(device: Device, label: string): Promise<Page> {
    const context = await browser.newContext({ viewport: DEVICES[device], locale: 'vi-VN' });
    context.setDefaultTimeout(SLOWLY.timeout);
    const page = await context.newPage();
    const line =
      server
        .output()
        .split('\n')
        .find((each) => each.includes(label)) ?? '';
    await page.goto(/http:\S+/.exec(line)![0]);
    return page;
  }

  async function sit(label: string): Promise<{ hand: ScoringHand; label: string }> {
    const page = await visit('tablet', label);
    return { hand: new ScoringHand(page, card), label: await page.locator('.owner b').innerText() };
  }

  beforeAll(async () => {
    browser = await launchBrowser();
    await start('0');
  });
  afterAll(async () => {
    await browser?.close();
    server?.child.kill('SIGTERM');
    await server?.ended;
    folder.remove();
  });

  it('brings every screen back by itself with the right state, and takes what was marked meanwhile', async () => {
    const chair = new ConductingHand(await visit('laptop', 'Chủ tịch (chair)'));
    const room = await visit('wall', 'Màn hình phòng họp (room screen)');
    const one = await sit('Sở Công Thương (member)');
    const two = await sit('Sở Y tế (member)');
    const screens = [chair.page, room, one.hand.page, two.hand.page];
    await chair.take('Mở chấm điểm');
    await one.hand.tick(ticks.slice(0, 3));
    await two.hand.tick(others);
    await two.hand.submit();
    await one.hand.saved();
    await chair.member(one.label).getByText('đang chấm 3/').waitFor();
    const submitted = room.getByText(/\d+\/\d+ phiếu đã nộp/);
    await submitted.filter({ hasText: /^\s*1\// }).waitFor();
    for (const page of screens) await page.evaluate(() => Object.assign(window, { neverReloaded: true }));

    server.child.kill('SIGKILL');
    expect(await server.ended).toBe('SIGKILL');
    await one.hand.tick(ticks.slice(3, 6));
    await one.hand.page.getByText('Mất kết nối. 3 mục đang giữ trên máy này, sẽ tự gửi.').waitFor();
    await chair.page.getByText('Mất kết nối từ').waitFor();
    await room.getByText('Mất kết nối, đang tự nối lại').waitFor({ state: 'attached' });
    // What was known stays in sight meanwhile.
    await submitted.filter({ hasText: /^\s*1\// }).waitFor();
    await shoot(room, 'killed-server/room-away');
    await shoot(chair.page, 'killed-server/chair-away');

    await start(new URL(address).port);
    await one.hand.saved();
    await chair.page.getByText('Mất kết nối từ').waitFor({ state: 'hidden' });
    await room.getByText('Mất kết nối, đang tự nối lại').waitFor({ state: 'detached' });
    await chair.member(one.label).getByText('đang chấm 6/').waitFor();
    await chair.member(two.label).getByText('đã nộp').waitFor();
    await chair
      .member(two.label)
      .getByRole('cell', { name: String(totalOf(others)), exact: true })
      .first()
      .waitFor();
    await two.hand.line.filter({ hasText: 'Đã nộp, mã biên nhận' }).waitFor();
    await submitted.filter({ hasText: /^\s*1\// }).waitFor();

    // And it goes on, on every screen.
    await one.hand.tick(ticks.slice(6));
    await one.hand.submit();
    await chair
      .member(one.label)
      .getByRole('cell', { name: String(totalOf(ticks)), exact: true })
      .first()
      .waitFor();
    await submitted.filter({ hasText: /^\s*2\// }).waitFor();
    await chair.takeAsked('Kết thúc chấm điểm');
    for (const { hand } of [one, two])
      await hand.page.getByText('Chủ tịch đã kết thúc chấm điểm sản phẩm này').first().waitFor();
    for (const page of screens) expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true);
  }, 300_000);
});

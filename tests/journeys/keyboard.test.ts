import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberMarks } from '../../server/demo/imagined-marks.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { ScoringHand } from './support/scoring-hand.js';
import { shoot } from './support/shoot.js';
import { Stage, type Seated } from './support/stage.js';

const card = loadScorecards().get('OCOP-26-2026-11')!;
const ticks = memberMarks(card, { quality: 0.8, meets: 4, hasStory: true }, 'bàn phím');

/** What has the focus: the words of a control, "page" for nothing at all. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (!at || at === document.body) return 'page';
    return at.getAttribute('aria-label') ?? at.textContent?.trim() ?? '';
  });

/** Presses Tab until the control with these words has the focus. @returns how often */
async function tabTo(page: Page, words: string | RegExp, most: number): Promise<number> {
  for (let pressed = 1; pressed <= most; pressed += 1) {
    await page.keyboard.press('Tab');
    if (new RegExp(words).test(await focused(page))) return pressed;
  }
  throw new Error(`${String(words)} not within ${most} stops, but ${await focused(page)}`);
}

/** How much of the control with the focus is covered by something else at its middle line, 0 to 1. */
const covered = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLElement;
    const { left, width, top, height } = at.getBoundingClientRect();
    const points = [0.1, 0.5, 0.9].map((part) =>
      document.elementFromPoint(left + width / 2, top + height * part),
    );
    const seen = points.filter(
      (found) =>
        found && (at.contains(found) || found.closest('label')?.control === at || found.contains(at)),
    );
    return 1 - seen.length / points.length;
  });

describe('whoever works with the keys alone', () => {
  let stage: Stage;
  let sessionId: string;
  let members: Seated[];

  beforeAll(async () => {
    const { stage: opened, demo } = await Stage.withDemo();
    stage = opened;
    ({ sessionId } = demo);
    members = await stage.members(sessionId);
  });
  afterAll(() => stage?.close());

  it('conducts without losing his place when a step or a dialog goes', async () => {
    const page = await stage.visit('laptop', await stage.seatCard(sessionId, members[0]!.id));
    await page.getByRole('button', { name: 'Mở chấm điểm' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Kết thúc chấm điểm' }).waitFor();
    await expect.poll(() => focused(page)).not.toBe('page');

    const closing = page.getByRole('button', { name: 'Kết thúc chấm điểm' });
    await closing.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await focused(page)).toContain('Kết thúc chấm điểm');

    // And types at once in a dialog that asks for words.
    await page.getByRole('button', { name: 'Để lại lần 2', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').first().waitFor();
    await page.keyboard.type('Chờ kết quả kiểm nghiệm');
    expect(await dialog.getByRole('textbox').first().inputValue()).toBe('Chờ kết quả kiểm nghiệm');
  });

  it('marks a sheet and hands it in without losing his place, and sees where he is', async () => {
    const page = await stage.visit('tablet', await stage.seatCard(sessionId, members[3]!.id));
    const hand = new ScoringHand(page, card);
    await hand.level(ticks[0]!).waitFor();
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    for (let stop = 0; stop < 40; stop += 1) {
      await page.keyboard.press('Tab');
      expect(await covered(page), await focused(page)).toBe(0);
    }
    await hand.tick(ticks);
    await hand.saved();
    await page.getByRole('button', { name: 'Xem lại và nộp phiếu' }).focus();
    await page.keyboard.press('Enter');
    const submit = page.getByRole('button', { name: 'Nộp phiếu', exact: true });
    await submit.waitFor();
    expect(await focused(page)).not.toBe('page');
    await expect.poll(() => submit.isEnabled()).toBe(true);
    await submit.focus();
    await page.keyboard.press('Enter');
    await hand.line.filter({ hasText: /mã biên nhận/ }).waitFor();
    await expect.poll(() => focused(page)).not.toBe('page');
    await tabTo(page, 'Rút lại để sửa', 3);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Xem lại và nộp phiếu' }).waitFor();
    await expect.poll(() => focused(page)).not.toBe('page');
  });

  it('sees at 200 % that what he marks is not sent yet, however far he has scrolled', async () => {
    const context = await stage.device('tablet', { viewport: { width: 640, height: 400 } });
    const page = await context.newPage();
    await page.goto(stage.address + (await stage.seatCard(sessionId, members[4]!.id)));
    const hand = new ScoringHand(page, card);
    await hand.level(ticks.at(-1)!).waitFor();
    await context.setOffline(true);
    await hand.tick(ticks.slice(-1));
    await hand.line.filter({ hasText: '1 mục' }).waitFor();
    const { y, height } = (await hand.line.boundingBox())!;
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y + height).toBeLessThanOrEqual(400);
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(400);
    await shoot(page, 'keyboard/zoomed-offline');
  });
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { ByApi } from './support/by-api.js';
import { ConductingHand } from './support/conducting-hand.js';
import { takeFaults } from './support/faults.js';
import { ScoringHand } from './support/scoring-hand.js';
import { recordTexts, textsSeen } from './support/seen-text.js';
import { shoot } from './support/shoot.js';
import { DEVICES, Stage } from './support/stage.js';

const PRODUCT = 'Chè Shan tuyết Đỉnh Mây';
const PRODUCER = 'Hợp tác xã Chè Shan Đỉnh Mây';
const STEP_ASIDE = 'Xin không tham gia chấm sản phẩm này';
const ASIDE = 'Đồng chí không tham gia chấm sản phẩm này';
const card = loadScorecards().get('OCOP-26-2026-11')!;

/** Whether the middle of an element is what lies there, and not something over it. */
const onTop = (element: Element) => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
};

describe('a member who steps aside, and one who finds a ground to stop', () => {
  let stage: Stage;
  let chair: ConductingHand;
  let related: ScoringHand;
  let observer: ScoringHand;
  let labels: { related: string; observer: string };
  let room: Page;

  beforeAll(async () => {
    const { stage: opened, demo } = await Stage.withDemo();
    stage = opened;
    const { sessionId } = demo;
    const members = await stage.members(sessionId);
    const seatOf = (at: number) => stage.seatCard(sessionId, members[at]!.id);
    labels = { related: members[2]!.label, observer: members[3]!.label };
    const byApi = new ByApi(stage, sessionId);
    const { id } = await byApi.itemOf(members[11]!, PRODUCT);
    await byApi.conduct(members[11]!, 'openScoring', id);
    chair = new ConductingHand(await stage.visit('laptop', await seatOf(0)));
    related = new ScoringHand(await stage.visit('tablet', await seatOf(2)), card);
    observer = new ScoringHand(await stage.visit('tablet', await seatOf(3)), card);
    const wall = await stage.device('wall');
    await recordTexts(wall);
    room = await wall.newPage();
    await room.goto(stage.address + (await stage.roomCard(sessionId)));
    await room.getByRole('heading', { name: PRODUCT }).waitFor();
  });
  afterAll(() => stage?.close());

  it('shows a member who stepped aside nothing else of the product', async () => {
    const { page } = related;
    await related.level({ criterion: '1.1', level: 1 }).check();
    await related.saved();
    await page.getByRole('button', { name: STEP_ASIDE }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: STEP_ASIDE }).click();
    await dialog.getByText('Xin ghi lý do; lý do được đưa vào biên bản.').waitFor();
    await dialog.getByRole('textbox').fill('Có người thân trong hợp tác xã');
    await dialog.getByRole('button', { name: STEP_ASIDE }).click();
    await page.getByRole('heading', { level: 1, name: ASIDE }).waitFor();
    for (const again of [false, true]) {
      if (again) {
        await page.reload();
        await page.getByRole('heading', { level: 1, name: ASIDE }).waitFor();
      }
      const shown = `${await page.title()} ${await page.locator('body').innerText()}`;
      expect(shown).not.toContain(PRODUCT);
      expect(shown).not.toContain(PRODUCER);
      expect(await page.getByRole('radio').count()).toBe(0);
    }
    await shoot(page, 'recusal/member-aside');
    await chair.member(labels.related).getByText('không tham gia chấm').waitFor();
    await chair.page.getByText('0/9 đã nộp').waitFor();
  });

  it('opens the tablet again, with the marks made before, once the chair lets the member in', async () => {
    await chair.member(labels.related).getByRole('button', { name: 'Cho tham gia lại' }).click();
    await chair.dialog.getByText('phiếu đã nộp phải nộp lại mới được tính').waitFor();
    await shoot(chair.page, 'recusal/chair-lets-in');
    await chair.page.keyboard.press('Escape');
    await chair.dialog.waitFor({ state: 'hidden' });
    await shoot(chair.page, 'recusal/chair-recused-member', true);
    await chair.letIn(labels.related, 'Nhầm với hợp tác xã khác');
    await chair.page.getByText('0/10 đã nộp').waitFor();
    await related.saved();
    expect(await related.level({ criterion: '1.1', level: 1 }).isChecked()).toBe(true);
    await related.level({ criterion: '1.2', level: 1 }).check();
    await related.saved();
    await shoot(related.page, 'recusal/member-back');
  });

  it('keeps what was tapped offline while the chair recused the wrong member, and sends it once he is let in', async () => {
    const { page } = related;
    await page.context().setOffline(true);
    await related.level({ criterion: '1.1', level: 0 }).check();
    await related.line.filter({ hasText: 'Chưa gửi được' }).waitFor();
    await chair.recuse(labels.related, 'Người nhà của chủ thể');
    await chair.member(labels.related).getByText('không tham gia chấm').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('heading', { level: 1, name: ASIDE }).waitFor();
    await page.getByText('Nếu ghi nhầm').waitFor();
    await chair.letIn(labels.related, 'Ghi nhầm người');
    await related.saved();
    expect(await related.level({ criterion: '1.1', level: 0 }).isChecked()).toBe(true);
    expect(await related.level({ criterion: '1.2', level: 1 }).isChecked()).toBe(true);
    expect(await page.getByText('Giữ của máy này').count()).toBe(0);

    // Of being offline a browser complains by itself; of nothing else.
    expect(takeFaults(page).filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);

    // And this time he means it.
    await page.getByRole('button', { name: STEP_ASIDE }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('không tự rút lại được').waitFor();
    await dialog.getByRole('textbox').fill('Có người thân trong hợp tác xã');
    await dialog.getByRole('button', { name: STEP_ASIDE }).click();
    await page.getByRole('heading', { level: 1, name: ASIDE }).waitFor();
    await chair.page.getByText('0/9 đã nộp').waitFor();
  });

  it('lets a reported ground wait for the chair while scoring goes on', async () => {
    const { page } = observer;
    await page.setViewportSize(DEVICES.phone);
    await page.getByRole('button', { name: 'Báo cáo căn cứ dừng hoặc loại' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Gửi Chủ tịch' }).click();
    await dialog.getByText('Xin chọn một căn cứ.').waitFor();
    await dialog.getByText('Xin ghi rõ đã thấy gì và ở tài liệu nào.').waitFor();
    await shoot(page, 'recusal/member-reporting');
    await dialog
      .getByRole('radio', { name: /^Hồ sơ bị loại/ })
      .first()
      .check();
    await dialog.getByRole('textbox').fill('Giấy chứng nhận đã hết hiệu lực, xem minh chứng 3');
    await dialog.getByRole('button', { name: 'Gửi Chủ tịch' }).click();
    const sent = page.getByText('Đã báo Chủ tịch.');
    await sent.waitFor();
    // Not under the bar at the foot.
    await expect.poll(() => sent.evaluate(onTop)).toBe(true);
    await page.setViewportSize(DEVICES.tablet);
    await observer.level({ criterion: '1.1', level: 1 }).check();
    await observer.saved();
    await room.getByText('Hội đồng đang chấm điểm').waitFor();
    const finding = chair.page.getByRole('region', { name: 'Báo cáo của ủy viên cần Chủ tịch xử lý' });
    await finding.getByText('Giấy chứng nhận đã hết hiệu lực').waitFor();
    await finding.getByText(labels.observer).waitFor();
    await shoot(chair.page, 'recusal/chair-finding', true);
  });

  it('closes the sheet of a member recorded absent before his eyes, and opens it again when he is back', async () => {
    const { page } = observer;
    const told = page.getByText('Đồng chí được ghi vắng mặt');
    const review = page.getByRole('button', { name: 'Xem lại và nộp phiếu' });
    await review.waitFor();
    await chair.markAttendance(labels.observer, 'Có việc gấp');
    await told.waitFor();
    expect(await page.getByRole('radio', { disabled: false }).count()).toBe(0);
    expect(await review.count()).toBe(0);
    await shoot(page, 'recusal/member-recorded-absent');
    await chair.markAttendance(labels.observer, null);
    await review.waitFor();
    await told.waitFor({ state: 'hidden' });
    await observer.level({ criterion: '1.1', level: 0 }).check();
    await observer.saved();
  });

  it('ends the evaluation once the chair confirms, and tells the room after release, without points or grounds', async () => {
    const finding = chair.page.getByRole('region', { name: 'Báo cáo của ủy viên cần Chủ tịch xử lý' });
    await finding.getByRole('button', { name: 'Chấp nhận, loại hồ sơ' }).click();
    await chair.dialog.getByRole('textbox').fill('Hội đồng thống nhất');
    await chair.dialog.getByRole('button', { name: 'Chấp nhận, loại hồ sơ' }).click();
    await chair.dialog.waitFor({ state: 'hidden' });
    // That it was stopped is the result; until it is released, nobody but the chair and the secretary hears which it is.
    await observer.page.getByText('Hội đồng đã kết luận sản phẩm này.').waitFor();
    await room.getByText('Hội đồng đã kết luận, chờ công bố').waitFor();
    expect(await textsSeen(room, /dừng|phân hạng trong đợt/)).toEqual([]);
    expect(await related.page.locator('body').innerText()).not.toContain(PRODUCER);
    await chair.takeAsked('Công bố kết quả');
    await room.getByText('Hồ sơ chưa thuộc diện phân hạng trong đợt này').waitFor();
    await shoot(room, 'recusal/room-without-class');
    expect(await textsSeen(room, /\d,\d\d|Giấy chứng nhận|hết hiệu lực|sao$/)).toEqual([]);
    // Whoever took no part reads now what the room reads, and no more.
    await related.page.getByText('Hồ sơ chưa thuộc diện phân hạng trong đợt này').waitFor();
    await related.page.getByRole('heading', { level: 1, name: PRODUCT }).waitFor();
    await shoot(related.page, 'recusal/member-aside-released');
    expect(await related.page.locator('body').innerText()).not.toMatch(
      /\d,\d\d|Giấy chứng nhận|hết hiệu lực|bị loại/,
    );
    for (const page of [chair.page, related.page, observer.page, room]) expect(takeFaults(page)).toEqual([]);
  });
});

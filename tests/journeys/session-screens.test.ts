import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberMarks } from '../../server/demo/imagined-marks.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { ByApi } from './support/by-api.js';
import { ConductingHand } from './support/conducting-hand.js';
import { inspect } from './support/inspect.js';
import { ScoringHand } from './support/scoring-hand.js';
import { shoot } from './support/shoot.js';
import { Stage, type Seated } from './support/stage.js';

const PRODUCT = 'Chè Shan tuyết Đỉnh Mây';
const card = loadScorecards().get('OCOP-26-2026-11')!;
const portrait = { quality: 0.8, meets: 4, hasStory: true } as const;

/** Member, chair and room in every phase of one dossier and of the session. */
describe('the screens of a session, phase by phase', () => {
  let stage: Stage;
  let byApi: ByApi;
  let members: Seated[];
  let evaluationId: string;
  let sessionId: string;
  let hand: ScoringHand;
  let chair: ConductingHand;
  let room: Page;

  beforeAll(async () => {
    const { stage: opened, demo } = await Stage.withDemo();
    stage = opened;
    ({ sessionId } = demo);
    members = await stage.members(sessionId);
    byApi = new ByApi(stage, sessionId);
    evaluationId = (await byApi.itemOf(members[11]!, PRODUCT)).id;
    hand = new ScoringHand(
      await stage.visit('tablet', await stage.seatCard(sessionId, members[2]!.id)),
      card,
    );
    chair = new ConductingHand(await stage.visit('laptop', await stage.seatCard(sessionId, members[0]!.id)));
    room = await stage.visit('wall', await stage.roomCard(sessionId), { reducedMotion: 'reduce' });
    await chair.steps.waitFor();
  });
  afterAll(() => stage?.close());

  const inspectAll = async (phase: string) => {
    await inspect(hand.page, `session/${phase}-member`);
    await inspect(chair.page, `session/${phase}-chair`);
    await inspect(room, `session/${phase}-room`, 'the wall');
  };
  const others = () => members.filter((member) => member.voting && member.present && member !== members[2]);

  it('before anything is scored', async () => {
    await hand.page.getByText('Sản phẩm đang được trình bày.').waitFor();
    await room.getByText('Đang trình bày').waitFor();
    await inspectAll('presenting');
    await hand.page.getByRole('button', { name: 'Chương trình' }).click();
    await inspect(hand.page, 'session/agenda-member');
    await hand.page.keyboard.press('Escape');
  });

  it('while members score, with the keyboard alone from the first criterion to the receipt', async () => {
    await byApi.conduct(members[11]!, 'openScoring', evaluationId);
    const { page } = hand;
    await expect
      .poll(() => hand.level({ criterion: '1.1', level: 0 }).isEnabled(), { timeout: 20_000 })
      .toBe(true);
    await inspectAll('scoring');
    const { keyboard } = page;
    const press = async (name: string) => {
      for (let steps = 0; steps < 400; steps += 1) {
        const focused = await page.evaluate(() => document.activeElement?.textContent?.trim());
        if (focused === name) return keyboard.press('Enter');
        await keyboard.press('Tab');
      }
      throw new Error(`no way to “${name}” by the Tab key`);
    };
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await press('Đến tiêu chí tiếp theo');
    const ticks = memberMarks(card, portrait, 'bàn phím');
    for (const [at, { level }] of ticks.entries()) {
      if (at > 0) await keyboard.press('u');
      await keyboard.press('Space');
      for (let down = 0; down < level; down += 1) await keyboard.press('ArrowDown');
    }
    await keyboard.press('g');
    await keyboard.type('Đã kiểm tra nhãn');
    await hand.saved();
    await inspect(page, 'session/scored-member');
    await press('Xem lại và nộp phiếu');
    await page.getByRole('heading', { name: 'Phiếu đánh giá' }).waitFor();
    await inspect(page, 'session/review-member');
    await press('Nộp phiếu');
    await hand.line.filter({ hasText: 'mã biên nhận' }).waitFor();
    await inspect(page, 'session/submitted-member');
    expect(await byApi.levelsOf(members[2]!.id, evaluationId)).toEqual(
      Object.fromEntries(ticks.map(({ criterion, level }) => [criterion, [level]])),
    );
  });

  it('while the council reviews, and when a sheet comes back', async () => {
    for (const [at, member] of others().entries())
      if (member !== members[0])
        await byApi.handIn(
          member,
          evaluationId,
          memberMarks(card, { ...portrait, meets: 2 }, `${at}`, at === 3 ? -16 : 0),
        );
    const page = await chair.page.context().newPage();
    await page.goto(`${stage.address}/ky-hop/${sessionId}/cham`);
    const own = new ScoringHand(page, card);
    await own.tickByKeys(memberMarks(card, portrait, 'chủ tịch'));
    await own.submit();
    await page.close();
    await chair.submitted('10/10').waitFor();
    await chair.take('Kết thúc chấm điểm');
    await hand.page.getByText('Chủ tịch đã kết thúc chấm điểm sản phẩm này').waitFor();
    await chair.page.getByRole('button', { name: 'Mở các phiếu đã nộp' }).click();
    await chair.page.getByRole('region', { name: /^Bảng phiếu chấm/ }).waitFor();
    await inspectAll('reviewing');
    await shoot(chair.page, 'session/reviewing-chair-whole', true);
    await chair.take('Yêu cầu chấm lại');
    await inspect(chair.page, 'session/return-dialog-chair');
    await chair.dialog.getByRole('textbox').fill('Thống nhất cách hiểu tiêu chí 9');
    await chair.dialog.getByRole('button', { name: 'Yêu cầu chấm lại' }).click();
    await hand.page.getByText('Chủ tịch trả phiếu: chấm lại lần 1').waitFor();
    await inspect(hand.page, 'session/returned-member');
  });

  it.each([
    ['attendance', 'Điểm danh'],
    ['room-screen', 'Màn hình phòng họp'],
    ['defer', 'Để lại lần 2'],
    ['close-scoring', 'Kết thúc chấm điểm'],
    ['recuse', 'Có ủy viên không tham gia chấm hồ sơ này…'],
    ['suspend', 'Tạm dừng phiên họp'],
  ])('asks the chair in a dialog without barriers: %s', async (name, button) => {
    if (await chair.dialog.count()) await chair.page.keyboard.press('Escape');
    await chair.dialog.waitFor({ state: 'hidden' });
    // Steps of the session lie folded together.
    if (name === 'suspend') await chair.page.getByText('Tạm dừng, bế mạc phiên họp').click();
    await chair.page.getByRole('button', { name: button, exact: true }).first().click();
    await chair.dialog.waitFor();
    await inspect(chair.page, `session/dialog-${name}-chair`);
  });

  it('when the result is concluded and released', async () => {
    await chair.page.keyboard.press('Escape');
    await chair.dialog.waitFor({ state: 'hidden' });
    await chair.take('Kết thúc chấm điểm');
    await chair.dialog.getByRole('button', { name: 'Kết thúc chấm điểm' }).click();
    await chair.take('Mở lại chấm điểm');
    await chair.steps.getByRole('button', { name: 'Kết thúc chấm điểm', exact: true }).waitFor();
    for (const member of others().slice(1))
      await byApi.handIn(member, evaluationId, memberMarks(card, portrait, member.id.slice(0, 2)));
    await hand.submit();
    const page = await chair.page.context().newPage();
    await page.goto(`${stage.address}/ky-hop/${sessionId}/cham`);
    const own = new ScoringHand(page, card);
    await own.submit();
    await page.close();
    // Until the last sheet is on the chair's board, the step asks first.
    await chair.submitted('10/10').waitFor();
    await chair.take('Kết thúc chấm điểm');
    await chair.takeAsked('Kết luận');
    await room.getByText('Hội đồng đã kết luận, chờ công bố').waitFor();
    await inspectAll('concluded');
    await chair.takeAsked('Công bố kết quả');
    await room.getByRole('img', { name: /sao$/ }).waitFor();
    await inspectAll('released');
    await room.goto(`${room.url()}?nen=sang`);
    await room.getByText(PRODUCT).first().waitFor();
    await shoot(room, 'session/released-room-on-light-ground');
  });

  it('when the session pauses and when it is over', async () => {
    await chair.page.getByRole('button', { name: 'Tạm dừng phiên họp', exact: true }).click();
    await chair.dialog.getByRole('textbox').fill('Nghỉ giữa giờ');
    await chair.dialog.getByRole('button', { name: 'Tạm dừng phiên họp' }).click();
    await room.getByText('Phiên họp tạm dừng').waitFor();
    await inspectAll('suspended');
    await chair.page.getByRole('button', { name: 'Tiếp tục phiên họp', exact: true }).first().click();
    await room.getByText('Phiên họp tạm dừng').waitFor({ state: 'hidden' });
    await chair.page.getByRole('button', { name: 'Bế mạc phiên họp', exact: true }).first().click();
    await chair.dialog.getByRole('button', { name: 'Bế mạc phiên họp' }).click();
    await room.getByText('Kết quả phiên họp').waitFor();
    await inspectAll('closed');
    await hand.page.goto(`${stage.address}/`);
    await hand.page.getByRole('heading', { level: 1 }).waitFor();
    await inspect(hand.page, 'session/home-member');
  });
});

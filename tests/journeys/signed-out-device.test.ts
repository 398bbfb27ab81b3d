import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberMarks } from '../../server/demo/imagined-marks.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { ByApi } from './support/by-api.js';
import { ScoringHand } from './support/scoring-hand.js';
import { shoot } from './support/shoot.js';
import { DEVICES, Stage, type Seated } from './support/stage.js';

const PRODUCT = 'Chè Shan tuyết Đỉnh Mây';
const card = loadScorecards().get('OCOP-26-2026-11')!;
const ticks = memberMarks(card, { quality: 0.8, meets: 4, hasStory: true }, 'máy bị đăng xuất');

describe('a device that somebody signs out from elsewhere', () => {
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

  it('is a tablet at a seat: told within a second, it keeps what it had not sent, and the card opens it again', async () => {
    const member = members[2]!;
    const tablet = await stage.device('tablet');
    const page = await tablet.newPage();
    const seatCard = await stage.seatCard(sessionId, member.id);
    await page.goto(stage.address + seatCard);
    const hand = new ScoringHand(page, card);
    await hand.tick(ticks.slice(0, 2));
    await hand.saved();
    await tablet.setOffline(true);
    await hand.tick(ticks.slice(2, 4));
    await hand.line.filter({ hasText: '2 mục' }).waitFor();

    const admin = await stage.administrator();
    await admin.goto(`${stage.address}/quan-tri/tai-khoan`);
    await admin.getByRole('link', { name: 'Thiết bị đang đăng nhập' }).click();
    await admin.getByRole('heading', { level: 1, name: 'Thiết bị đang đăng nhập' }).waitFor();
    await admin.getByLabel('Tìm theo tên hoặc tên đăng nhập').fill(member.label);
    const row = admin.getByRole('row').filter({ hasText: member.label });
    await row.getByText('Ghế ·').waitFor();
    for (const device of ['tablet', 'phone', 'laptop'] as const) {
      await admin.setViewportSize(DEVICES[device]);
      await shoot(admin, `sign-ins/all-${device}`);
    }
    await row.getByRole('button', { name: /^Đăng xuất: / }).click();
    await shoot(admin, 'sign-ins/ask');
    await admin.getByRole('button', { name: 'Đăng xuất thiết bị', exact: true }).click();
    await admin.getByText('Không có ai khớp').waitFor();

    await tablet.setOffline(false);
    await page.getByText('Lượt đăng nhập này đã kết thúc.').waitFor();
    await page.getByText('2 mục chưa kịp gửi vẫn giữ trên máy này').waitFor();
    await shoot(page, 'sign-ins/tablet-signed-out');
    const kept = () => byApi.levelsOf(member.id, evaluationId);
    expect(Object.keys(await kept())).toHaveLength(2);
    await page.goto(stage.address + seatCard);
    await hand.saved();
    await expect.poll(async () => Object.keys(await kept()).length).toBe(4);
  });

  it('is one’s own in another browser: signed out on the page of the password', async () => {
    const [here, there] = [await stage.administrator(), await stage.administrator()];
    await here.getByRole('link', { name: 'Đổi mật khẩu' }).click();
    await here.getByText('Máy này').waitFor();
    const signOut = here.getByRole('button', { name: /^Đăng xuất: / });
    await signOut.first().waitFor();
    for (const device of ['phone', 'tablet', 'laptop'] as const) {
      await here.setViewportSize(DEVICES[device]);
      await shoot(here, `sign-ins/own-${device}`, true);
    }
    const before = await signOut.count();
    await signOut.first().click();
    await here.getByRole('button', { name: 'Đăng xuất thiết bị', exact: true }).click();
    await expect.poll(() => signOut.count()).toBe(before - 1);
    // A page that follows no session hears of it with the next thing it asks for.
    await there.goto(`${stage.address}/quan-tri/tai-khoan`);
    await there.getByText('Lượt đăng nhập này đã kết thúc.').waitFor();
    await here.getByText('Máy này').waitFor();
  });
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ByApi } from './support/by-api.js';
import { inspect } from './support/inspect.js';
import { Stage, type Seated } from './support/stage.js';

const PRODUCT = 'Mật ong hoa nhãn Suối Ngọc';

/** Who did what when, as the chair finds it after the first dossiers were scored. */
describe('the history of a session', () => {
  let stage: Stage;
  let sessionId: string;
  let members: Seated[];
  let page: Page;

  beforeAll(async () => {
    const { stage: opened, demo } = await Stage.withDemo();
    stage = opened;
    ({ sessionId } = demo);
    members = await stage.members(sessionId);
    await callRolls(20);
    page = await stage.visit('laptop', await stage.seatCard(sessionId, members[0]!.id));
  });
  afterAll(() => stage?.close());

  /** More than one page has room for; the last member comes and goes. */
  async function callRolls(times: number): Promise<void> {
    const secretary = await new ByApi(stage, sessionId).person(members[11]!);
    for (let time = 1; time <= times; time += 1) {
      const present = time % 2 === 0;
      const entries = [{ memberId: members[5]!.id, present, reason: present ? null : 'Đi họp' }];
      const called = await secretary.act<{ __typename: string }>(
        'markAttendance(sessionId: $id, entries: $entries)',
        '$id: ID!, $entries: [AttendanceInput!]!',
        { id: sessionId, entries },
        '... on SessionBoard { id }',
      );
      expect(called.__typename).toBe('SessionBoard');
    }
  }
  const signedIn = (on: Page) => on.waitForURL(({ pathname }) => !pathname.startsWith('/ghe/'));
  const rows = (on: Page) => on.locator('tbody').getByRole('row');
  const settled = (on: Page, text: RegExp) => on.getByText(text).first().waitFor();

  it('opens from a dossier on the conducting screen with what was done upon it, and nothing else', async () => {
    await page.getByRole('button', { name: new RegExp(PRODUCT) }).click();
    await page.getByRole('link', { name: 'Lịch sử hồ sơ' }).click();
    await page.getByRole('heading', { level: 1, name: 'Lịch sử phiên họp' }).waitFor();
    await settled(page, new RegExp(`Công bố “${PRODUCT}”: \\d sao`));
    expect(new URL(page.url()).searchParams.get('ho-so')).toMatch(/^[0-9a-f-]{36}$/);
    const told = await rows(page).allTextContents();
    expect(told.length).toBeGreaterThan(10);
    for (const row of told) expect(row).toMatch(new RegExp(`^\\s*\\d\\d:\\d\\d:\\d\\d.*“${PRODUCT}”`, 's'));
    expect(told.at(-1)).toContain(`Đưa “${PRODUCT}” ra Hội đồng`);
    await inspect(page, 'history/dossier-chair');
  });

  it('is narrowed to a kind of act, keeps that in the address, and is whole again when cleared', async () => {
    await page.getByRole('combobox', { name: 'Loại việc' }).click();
    await page.getByRole('option', { name: 'Báo cáo, kết luận, công bố' }).click();
    await expect.poll(() => rows(page).count(), { timeout: 20_000 }).toBe(2);
    await page.reload();
    await expect.poll(() => rows(page).count(), { timeout: 20_000 }).toBe(2);
    await page.getByRole('combobox', { name: 'Loại việc' }).click();
    await page.getByRole('option', { name: 'Chương trình, thành viên' }).click();
    await page.getByText('Không có việc nào khớp').waitFor();
    await page.getByRole('button', { name: 'Bỏ lọc' }).click();
    await expect.poll(() => rows(page).count(), { timeout: 20_000 }).toBe(50);
    expect(new URL(page.url()).search).toBe('');
  });

  it('goes on to the opening of the session with “Xem thêm”', async () => {
    const first = await rows(page).first().allTextContents();
    expect(first.join()).toMatch(/^\d\d:\d\d:\d\d.*Ghi .* có mặt.*Trước đó: vắng/s);
    const more = page.getByRole('button', { name: 'Xem thêm' });
    while (await more.isVisible()) {
      const before = await rows(page).count();
      await more.click();
      await expect.poll(() => rows(page).count(), { timeout: 20_000 }).toBeGreaterThan(before);
    }
    const count = await rows(page).count();
    await page.getByText(`Đang hiện ${count} trong tổng số ${count}`).waitFor();
    expect((await rows(page).allTextContents()).join('\n')).toContain('Khai mạc phiên họp');
  });

  it('reads in English, and on a phone', async () => {
    const phone = await stage.visit('phone', await stage.seatCard(sessionId, members[11]!.id));
    await phone.getByRole('button', { name: 'Chuyển sang máy này' }).click();
    await phone.getByRole('link', { name: 'Lịch sử', exact: true }).click();
    await phone.getByRole('heading', { level: 1, name: 'Lịch sử phiên họp' }).waitFor();
    await settled(phone, /Ghi .* vắng/);
    await inspect(phone, 'history/session-phone');
    await phone.getByRole('button', { name: 'English' }).click();
    await settled(phone, /^Marked .* absent/);
    await phone.getByRole('button', { name: 'Show more' }).waitFor();
  });

  it('is refused to a member, in a sentence', async () => {
    const other = await stage.visit('tablet', await stage.seatCard(sessionId, members[2]!.id));
    await signedIn(other);
    await other.goto(`${stage.address}/ky-hop/${sessionId}/lich-su`);
    await other.getByText('Đồng chí không có quyền xem trang này.').waitFor();
    expect(await rows(other).count()).toBe(0);
  });

  it('opens to an administrator from the page of the session', async () => {
    const admin = await stage.visit('laptop', await stage.accountCard('quantri'));
    await signedIn(admin);
    await admin.goto(`${stage.address}/quan-tri/ky-hop/${sessionId}`);
    await admin.getByRole('link', { name: `Lịch sử: ${PRODUCT}` }).click();
    await settled(admin, new RegExp(`Công bố “${PRODUCT}”`));
    await admin.getByRole('link', { name: 'Phiên họp đợt 2/2026' }).click();
    await admin.getByRole('link', { name: 'Lịch sử', exact: true }).click();
    await settled(admin, /Công bố “/);
    expect(new URL(admin.url()).search).toBe('');
  });
});

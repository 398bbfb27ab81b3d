import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CreatedDemo } from '../../server/demo/create-demo.js';
import { Stage } from './support/stage.js';
import { inspect } from './support/inspect.js';

/** Every page of the client that is not part of a running session, and every form and dialog of theirs. */
describe('every page for administrators and guests', () => {
  let stage: Stage;
  let demo: CreatedDemo;
  let page: Page;
  let guest: Page;
  let dossierId: string;
  let waitingId: string;

  beforeAll(async () => {
    ({ stage, demo } = await Stage.withDemo());
    page = await stage.visit('laptop', await stage.accountCard('quantri'));
    await page.getByRole('heading', { level: 1 }).waitFor();
    guest = await (await stage.device('tablet')).newPage();
    const rows = await stage.server.dataSource.query<{ phase: string; dossier_id: string }[]>(
      'select phase, dossier_id from evaluation where session_id = $1 order by position',
      [demo.sessionId],
    );
    dossierId = rows[0]!.dossier_id;
    waitingId = rows.at(-1)!.dossier_id;
  });
  afterAll(() => stage?.close());

  /** Addresses name the demo's own council, sessions and dossiers by what they are. */
  const open = async (on: Page, path: string) => {
    const ids: Record<string, string> = {
      ...{ council: demo.councilId, session: demo.sessionId, planned: demo.plannedSessionId },
      ...{ released: dossierId, waiting: waitingId },
    };
    await on.goto(stage.address + path.replace(/:([a-z]+)/, (_, what: string) => ids[what]!));
    await on.getByRole('heading', { level: 1 }).waitFor();
    await on.locator('[aria-busy="true"], .skeleton').first().waitFor({ state: 'detached' });
  };

  it('changes nothing by degrees where less motion is wanted', async () => {
    await guest.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await guest.goto(`${stage.address}/dang-nhap`);
    await guest.getByRole('heading', { level: 1 }).waitFor();
    await guest.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    const moving = await guest.evaluate(() =>
      document.getAnimations().map(({ effect }) => (effect as KeyframeEffect).target?.outerHTML.slice(0, 80)),
    );
    expect(moving).toEqual([]);
  });

  it.each([
    ['sign-in', '/dang-nhap', 'Đồng chí là ủy viên Hội đồng?'],
    ['seat-refused', '/ghe/seat.khong-co', 'Thẻ này không mở được'],
    ['not-found', '/khong-co-trang-nay', 'Không có trang này'],
    ['room-void', '/man-hinh/room.khong-co', 'Địa chỉ màn hình này không còn hiệu lực'],
  ])('is open to everybody who comes without a sign-in: %s', async (name, path, sentence) => {
    await guest.goto(stage.address + path);
    await guest.getByText(sentence).first().waitFor();
    await inspect(guest, `guest/${name}`);
  });

  it.each([
    ['home', '/'],
    ['overview', '/quan-tri'],
    ['password', '/mat-khau'],
    ['councils', '/quan-tri/hoi-dong'],
    ['council', '/quan-tri/hoi-dong/:council'],
    ['councils-import', '/quan-tri/hoi-dong/nhap-bang-tinh'],
    ['regulation', '/quan-tri/hoi-dong/:council/quy-che'],
    ['sessions', '/quan-tri/ky-hop'],
    ['session', '/quan-tri/ky-hop/:session'],
    ['session-planned', '/quan-tri/ky-hop/:planned'],
    ['session-history', '/ky-hop/:session/lich-su'],
    ['session-history-empty', '/ky-hop/:planned/lich-su'],
    ['places', '/quan-tri/dia-phuong'],
    ['accounts', '/quan-tri/tai-khoan'],
    ['sign-ins', '/quan-tri/tai-khoan/dang-nhap'],
    ['tokens', '/quan-tri/khoa-api'],
    ['backups', '/quan-tri/sao-luu'],
    ['dossiers', '/ho-so'],
    ['dossier-released', '/ho-so/:released'],
    ['dossier-waiting', '/ho-so/:waiting'],
    ['dossier-new', '/ho-so/dang-ky'],
    ['dossier-change', '/ho-so/:waiting/sua'],
    ['producers', '/ho-so/chu-the'],
    ['products', '/ho-so/san-pham'],
    ['scorecards', '/bo-tieu-chi'],
    ['scorecard', '/bo-tieu-chi/OCOP-26-2026-04'],
    ['scorecard-old', '/bo-tieu-chi/OCOP-1048-2019-10'],
    ['scorecards-compared', '/bo-tieu-chi/so-sanh?tu=OCOP-26-2026-04&den=OCOP-148-2023-04'],
  ] as const)('an administrator reads without barriers: %s', async (name, path) => {
    await open(page, path);
    await inspect(page, `admin/${name}`);
  });

  it.each([
    ['council', '/quan-tri/hoi-dong', 'Lập hội đồng'],
    ['council-end', '/quan-tri/hoi-dong/:council', 'Kết thúc hội đồng'],
    ['member', '/quan-tri/hoi-dong/:council', 'Thêm thành viên'],
    ['member-replace', '/quan-tri/hoi-dong/:council', /^Thay: /],
    ['member-retire', '/quan-tri/hoi-dong/:council', /^Cho thôi: /],
    ['session', '/quan-tri/ky-hop', 'Lập phiên họp'],
    ['agenda', '/quan-tri/ky-hop/:planned', 'Thêm hồ sơ'],
    ['place', '/quan-tri/dia-phuong', 'Thêm địa phương'],
    ['account', '/quan-tri/tai-khoan', 'Tạo tài khoản'],
    ['token', '/quan-tri/khoa-api', 'Tạo khóa'],
    ['producer', '/ho-so/chu-the', 'Thêm chủ thể'],
    ['product', '/ho-so/san-pham', 'Thêm sản phẩm'],
    ['assessments', '/ho-so/:waiting', 'Nhập điểm tự chấm'],
  ] as const)('an administrator fills in without barriers: %s', async (name, path, button) => {
    await open(page, path);
    await page
      .getByRole('button', { name: button, ...(typeof button === 'string' && { exact: true }) })
      .first()
      .click();
    await page.getByRole('dialog').waitFor();
    // Its faults shown are part of the form.
    const save = page.getByRole('dialog').getByRole('button', { name: /^(Lưu|Tạo khóa|Thêm hồ sơ)$/ });
    if (name !== 'assessments' && (await save.count())) await save.click();
    expect(await page.getByRole('dialog').count()).toBe(1);
    await inspect(page, `admin/dialog-${name}`);
  });

  it('an administrator drafts an edition of a scorecard without barriers', async () => {
    await open(page, '/bo-tieu-chi/OCOP-26-2026-05');
    await page.getByRole('button', { name: 'Soạn phiên bản mới' }).click();
    await page.getByRole('heading', { level: 1, name: 'Bản thảo phiên bản 2' }).waitFor();
    await page
      .getByRole('link', { name: /^Tiêu chí 1\.1/ })
      .first()
      .click();
    await page.locator('#draft-place:focus').waitFor();
    await inspect(page, 'admin/scorecard-draft');
  });

  it('an administrator issues seat cards without barriers', async () => {
    await open(page, '/quan-tri/ky-hop/:planned/the-ghe');
    await inspect(page, 'admin/seat-cards-choice');
    await page.getByRole('button', { name: 'Phát thẻ' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Phát thẻ' }).click();
    await page
      .getByRole('img', { name: /^Mã QR/ })
      .first()
      .waitFor();
    await inspect(page, 'admin/seat-cards');
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 794, height: 1123 });
    expect(
      await page
        .getByRole('img', { name: /^Mã QR/ })
        .first()
        .isVisible(),
    ).toBe(true);
    await page.emulateMedia({ media: 'screen' });
  });
});

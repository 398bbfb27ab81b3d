import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ConductingHand } from './support/conducting-hand.js';
import { DeskHand } from './support/desk-hand.js';
import { takeFaults } from './support/faults.js';
import { inspect } from './support/inspect.js';
import { shoot } from './support/shoot.js';
import { Stage } from './support/stage.js';

const COUNCIL = 'Hội đồng đánh giá, phân hạng sản phẩm OCOP tỉnh Thử Nghiệm';
const SESSION = 'Phiên họp đợt 1';
const PRODUCT = 'Bưởi da xanh Bến Cát';
const MEMBERS = [
  ['Phó Chủ tịch', 'UBND tỉnh Thử Nghiệm', 'Chủ tịch'],
  ['Giám đốc', 'Sở Nông nghiệp và Môi trường', 'Ủy viên'],
  ['Phó Giám đốc', 'Sở Công Thương', 'Ủy viên'],
] as const;
const labelOf = ([title, institution]: readonly [string, string, string]) => `${title}, ${institution}`;

describe('an administrator who starts with nothing', () => {
  let stage: Stage;
  let page: Page;
  let desk: DeskHand;
  let cards: { url: string; member: { label: string } }[];

  beforeAll(async () => {
    stage = await Stage.open();
    page = await stage.administrator();
    desk = new DeskHand(page);
  });
  afterAll(() => stage?.close());

  const to = async (path: string, heading: string) => {
    await page.goto(stage.address + path);
    await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  };
  const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();

  /** Another administrator, at the same place. */
  const colleagueAt = async (url: string, heading: string) => {
    const second = await stage.administrator();
    await second.goto(url);
    await second.getByRole('heading', { level: 1, name: heading }).waitFor();
    return second;
  };

  it('enters the province and a commune', async () => {
    await to('/quan-tri/dia-phuong', 'Địa phương');
    await press('Thêm địa phương');
    await desk.press('Lưu');
    await desk.faultOf('Tên').getByText('Cần điền mục này.').waitFor();
    await desk.field('Tên').fill('Tỉnh Thử Nghiệm');
    await desk.save();
    await press('Thêm địa phương');
    await desk.field('Tên').fill('Xã Bến Cát');
    await desk.choose('Cấp', 'Xã');
    await desk.choose('Thuộc', /Thử Nghiệm/);
    await desk.save();
    await page.getByText('Xã Bến Cát').waitFor();
  });

  it('is told when a colleague was quicker, and loses neither the own words nor those of the colleague', async () => {
    const second = await colleagueAt(`${stage.address}/quan-tri/dia-phuong`, 'Địa phương');
    const colleague = new DeskHand(second);
    for (const each of [page, second])
      await each.getByRole('button', { name: 'Sửa: Xã Bến Cát', exact: true }).click();
    await colleague.field('Mã đơn vị hành chính').fill('25846');
    await colleague.field('Tên').fill('Phường Bến Cát');
    await colleague.save();
    await desk.field('Tên').fill('Xã Bến Cát (mới)');
    await desk.press('Lưu');
    await desk.within().getByText('Người khác vừa ghi: Phường Bến Cát').waitFor();
    await desk.within().getByText('Người khác vừa thay đổi mục này').waitFor();
    expect(await desk.field('Tên').inputValue()).toBe('Xã Bến Cát (mới)');
    expect(await desk.field('Mã đơn vị hành chính').inputValue()).toBe('25846');
    await inspect(page, 'administrator/others-changes');
    await desk.save();
    await second.reload();
    await second.getByText('Xã Bến Cát (mới)').waitFor();
    await second.getByText('25846').waitFor();
    await second.context().close();
  });

  it('founds the council; what the server refuses stands beside the field and nothing typed is lost', async () => {
    await to('/quan-tri/hoi-dong', 'Hội đồng');
    await press('Lập hội đồng');
    await desk.field('Tên hội đồng').fill(COUNCIL);
    await desk.choose('Địa phương', /Thử Nghiệm/);
    await desk.field('Số quyết định thành lập').fill('12/QĐ-UBND');
    await desk.day('Ngày quyết định').fill('2026-08-01');
    await desk.day('Nhiệm kỳ từ ngày').fill('2026-08-01');
    const until = 'Đến ngày (để trống nếu chưa định)';
    await desk.day(until).fill('2026-07-01');
    await desk.press('Lưu');
    const fault = desk.faultOf(until);
    await fault.waitFor();
    expect((await fault.innerText()).trim().length).toBeGreaterThan(5);
    await shoot(page, 'administrator/council-refused');
    expect(await desk.field('Tên hội đồng').inputValue()).toBe(COUNCIL);
    expect(await desk.field('Số quyết định thành lập').inputValue()).toBe('12/QĐ-UBND');
    // A day that is half there counts neither as that day nor as none.
    await desk.day(until).focus();
    await page.keyboard.press('Backspace');
    // A finger rests on the button for a moment; meanwhile the field that was left is emptied.
    await desk.within().getByRole('button', { name: 'Lưu', exact: true }).click({ delay: 300 });
    await desk.within().getByText('Có ngày giờ nhập chưa đủ hoặc không có thật').waitFor();
    await desk.day(until).fill('');
    await desk.save();
    await page.getByRole('heading', { level: 1, name: COUNCIL }).waitFor();
  });

  it('appoints its members and a secretary', async () => {
    for (const [title, institution, role] of [
      ...MEMBERS,
      ['Thư ký', 'Văn phòng Điều phối', 'Thư ký'] as const,
    ]) {
      await press('Thêm thành viên');
      await desk.field('Chức vụ').fill(title);
      await desk.field('Cơ quan, đơn vị').fill(institution);
      await desk.choose('Vai trò trong hội đồng', role);
      const votes = await page.getByRole('switch', { name: 'Được chấm điểm' }).isChecked();
      expect(votes, `${title} scores`).toBe(role !== 'Thư ký');
      await desk.day('Tham gia từ ngày').fill('2026-08-01');
      await desk.save();
      await page.getByText(institution).first().waitFor();
    }
    await page.getByText('Hôm nay có 3 thành viên chấm điểm trên tổng số 4').waitFor();
    const offMiddle = await page.locator('.desk-order li').evaluateAll((rows) => {
      const middle = (box: Element) =>
        box.getBoundingClientRect().top + box.getBoundingClientRect().height / 2;
      return rows.map((row) => Math.abs(middle(row.querySelector('.steps')!) - middle(row)));
    });
    expect(Math.max(...offMiddle), 'arrows stand in the middle of their rows').toBeLessThan(2);
    await shoot(page, 'administrator/council', true);
  });

  it('gives the council its regulation, and is told by the server what a number may be', async () => {
    await page.getByRole('link', { name: 'Xem và sửa quy chế' }).click();
    const form = new DeskHand(page, () => page.locator('form'));
    const limit = form.within().getByRole('spinbutton', { name: /chênh lệch/i });
    await limit.fill('140');
    await form.press('Lưu thành phiên bản mới');
    await form
      .faultOf('Chênh lệch điểm cho phép')
      .getByText(/từ 0 đến 100/)
      .waitFor();
    expect(await limit.inputValue()).toBe('140');
    // The button stands at the foot of a long form: whoever pressed it is led to the fault, and can come back to it.
    const reached = () =>
      limit.evaluate((field) => {
        const { top, bottom } = field.getBoundingClientRect();
        return field === document.activeElement && top >= 0 && bottom <= innerHeight;
      });
    await vi.waitFor(async () => expect(await reached()).toBe(true), { timeout: 10_000 });
    await shoot(page, 'administrator/regulation-fault');
    await form.field('Căn cứ hoặc lý do sửa').click();
    expect(await reached()).toBe(false);
    await shoot(page, 'administrator/regulation-refused');
    await form.press('Chênh lệch điểm cho phép: Cần là số nguyên từ 0 đến 100.');
    await vi.waitFor(async () => expect(await reached()).toBe(true), { timeout: 10_000 });
    await limit.fill('8');
    await form.field('Căn cứ hoặc lý do sửa').fill('Quy chế số 3/QC-HĐ');
    await form.press('Lưu thành phiên bản mới');
    await page.getByText('Phiên bản 2 đang áp dụng cho phiên họp chưa khai mạc').waitFor();
    await shoot(page, 'administrator/regulation', true);
  });

  it('makes no version of the regulation without what a colleague has just changed in it', async () => {
    const second = await colleagueAt(page.url(), 'Quy chế hoạt động');
    const [mine, theirs] = [page, second].map((each) => new DeskHand(each, () => each.locator('form')));
    await theirs!.number('Số lần họp trong một đợt').fill('2');
    await second.getByRole('switch', { name: 'Giấu điểm trung bình trong khi đang chấm' }).click();
    await theirs!.press('Lưu thành phiên bản mới');
    await second.getByText('Phiên bản 3 đang áp dụng cho phiên họp chưa khai mạc').waitFor();
    await mine!.number('Chênh lệch điểm cho phép').fill('9');
    await mine!.press('Lưu thành phiên bản mới');
    await page.getByText('Người khác vừa thay đổi mục này').waitFor();
    await page.getByText('Người khác vừa ghi: Bật').waitFor();
    await page.getByText('Người khác vừa ghi: 2').waitFor();
    expect(await mine!.number('Số lần họp trong một đợt').inputValue()).toBe('2');
    expect(await mine!.number('Chênh lệch điểm cho phép').inputValue()).toBe('9');
    await inspect(page, 'administrator/others-regulation');
    await shoot(page, 'administrator/others-regulation', true);
    await mine!.press('Lưu thành phiên bản mới');
    await page.getByText('Phiên bản 4 đang áp dụng cho phiên họp chưa khai mạc').waitFor();
    await second.context().close();
  });

  it('registers a dossier, with its product and producer on the way', async () => {
    await to('/ho-so/dang-ky', 'Đăng ký hồ sơ');
    await press('Thêm sản phẩm');
    await desk.field('Tên sản phẩm').fill(PRODUCT);
    await desk.press('Thêm chủ thể');
    await desk.field('Tên chủ thể').fill('Hợp tác xã Bưởi Bến Cát');
    await desk.choose('Địa phương', /Bến Cát/);
    await desk.save();
    await desk.save();
    const form = new DeskHand(page, () => page.locator('form'));
    await form.day('Ngày nộp hồ sơ').fill('2099-01-01');
    await form
      .faultOf('Ngày nộp hồ sơ')
      .getByText(/tương lai/)
      .waitFor();
    await form.day('Ngày nộp hồ sơ').fill('2026-10-05');
    await form.choose('Bộ sản phẩm', /^Bộ 1:/);
    await form.number('Đợt').fill('99');
    await form.press('Đăng ký');
    await form.faultOf('Đợt').waitFor();
    expect(await form.number('Đợt').inputValue()).toBe('99');
    expect(await form.day('Ngày nộp hồ sơ').inputValue()).toBe('2026-10-05');
    await form.number('Đợt').fill('1');
    await form.press('Đăng ký');
    await page.getByRole('heading', { level: 1, name: PRODUCT }).waitFor();
    await shoot(page, 'administrator/dossier', true);
  });

  it('enters the self-assessment beside a colleague, and neither loses a word', async () => {
    const second = await colleagueAt(page.url(), PRODUCT);
    const colleague = new DeskHand(second);
    for (const each of [page, second])
      await each.getByRole('button', { name: 'Nhập điểm tự chấm', exact: true }).click();
    await colleague.field('Nhận xét 1.1').fill('Bưởi của xã');
    await colleague.field('Nhận xét 1.2').fill('Có sơ chế');
    await colleague.save();
    await desk.field('Nhận xét 1.1').fill('Toàn bộ bưởi của xã');
    await desk.press('Lưu');
    await desk.within().getByText('Người khác vừa ghi ở tiêu chí: 1.1, 1.2.').waitFor();
    await desk.within().getByText('Người khác vừa ghi: Bưởi của xã').waitFor();
    await inspect(page, 'administrator/others-assessments');
    await shoot(page, 'administrator/others-assessments');
    await desk.save();
    await page.getByText('Toàn bộ bưởi của xã').waitFor();
    await page.getByText('Có sơ chế').waitFor();
    await second.context().close();
  });

  it('plans a session with an agenda and the members who will be there', async () => {
    await to('/quan-tri/ky-hop', 'Phiên họp');
    await press('Lập phiên họp');
    await desk.choose('Hội đồng', COUNCIL);
    await desk.field('Tên phiên họp').fill(SESSION);
    await desk.day('Thời gian dự kiến').fill('2026-11-25T08:00');
    await desk.number('Năm').fill('2026');
    await desk.save();
    await page.getByRole('heading', { level: 1, name: SESSION }).waitFor();

    await press('Thêm hồ sơ');
    await desk.press('Thêm hồ sơ');
    await page.getByText('Chọn ít nhất một hồ sơ.').waitFor();
    await page.getByRole('checkbox', { name: PRODUCT }).click();
    await desk.press('Thêm 1 hồ sơ');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: PRODUCT }).waitFor();

    const saved = page.locator('button[disabled]:not([aria-busy])', { hasText: 'Lưu điểm danh' });
    const third = page.getByRole('switch', { name: `${labelOf(MEMBERS[2])}: Có mặt` });
    await press('Tất cả có mặt');
    await press('Lưu điểm danh');
    await saved.waitFor();
    await third.click();
    await press('Lưu điểm danh');
    await page.getByText(`Cần ghi lý do vắng của ${labelOf(MEMBERS[2])}.`).waitFor();
    await page.getByLabel('Lý do vắng').first().fill('Đi công tác');
    await press('Lưu điểm danh');
    await saved.waitFor();
    await page.getByText('Có mặt 2/3 thành viên chấm điểm · cần 3').waitFor();
    await third.click();
    await press('Lưu điểm danh');
    await saved.waitFor();
    await page.getByText('Có mặt 3/3 thành viên chấm điểm · cần 3').waitFor();
    await shoot(page, 'administrator/session', true);
  });

  it('makes cards for the seats, by which the chair opens the session and a member finds it', async () => {
    await page.getByRole('link', { name: 'Phát và in thẻ ghế' }).click();
    await press('Phát thẻ');
    const answer = page.waitForResponse((response) =>
      Boolean(response.request().postData()?.includes('IssueSeatLinks')),
    );
    await page.getByRole('dialog').getByRole('button', { name: 'Phát thẻ' }).click();
    cards = ((await (await answer).json()) as { data: { issueSeatLinks: { links: typeof cards } } }).data
      .issueSeatLinks.links;
    for (const member of MEMBERS)
      await page.getByRole('img', { name: `Mã QR vào ghế của ${labelOf(member)}` }).waitFor();
    expect(cards).toHaveLength(4);
    await shoot(page, 'administrator/seat-cards', true);
    const cardOf = (label: string) =>
      new URL(cards.find(({ member }) => member.label === label)!.url).pathname;

    const member = await stage.visit('phone', cardOf(labelOf(MEMBERS[1])));
    await member.getByText('Phiên họp chưa khai mạc.').waitFor();
    const chair = new ConductingHand(await stage.visit('laptop', cardOf(labelOf(MEMBERS[0]))));
    await chair.takeAsked('Khai mạc phiên họp');
    await chair.page.getByText('Có mặt 3/3').waitFor();
    await member.getByText('Phiên họp chưa khai mạc.').waitFor({ state: 'hidden' });
    await chair.look(PRODUCT);
    await chair.take('Đưa ra Hội đồng');
    await member.getByRole('heading', { level: 1, name: PRODUCT }).waitFor();
    await shoot(member, 'administrator/member-first-product');

    page.once('dialog', (dialog) => void dialog.accept());
    await page.getByRole('navigation', { name: 'Đường dẫn' }).getByRole('link', { name: SESSION }).click();
    await page.getByText('Đang họp').first().waitFor();
    for (const each of [page, member, chair.page]) expect(takeFaults(each)).toEqual([]);
  });
});

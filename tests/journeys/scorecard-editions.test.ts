import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeskHand } from './support/desk-hand.js';
import { takeFaults } from './support/faults.js';
import { inspect } from './support/inspect.js';
import { shoot } from './support/shoot.js';
import { Stage } from './support/stage.js';

/** Lacks the option of 4 points at criterion 6.4 ("6.d" in the decree). */
const CARD = 'OCOP-148-2023-07';
const BASIS = 'Phụ lục Quyết định 148/QĐ-TTg, trang 96';
const PRODUCT = 'Mít sấy Bến Cát';

describe('an incomplete scorecard that an administrator completes from the paper', () => {
  let stage: Stage;
  let page: Page;
  let desk: DeskHand;

  beforeAll(async () => {
    stage = await Stage.open();
    page = await stage.administrator();
    desk = new DeskHand(page, () => page.locator('main'));
  });
  afterAll(() => stage?.close());

  /** A product that waits for its dossier. */
  async function enterProduct(): Promise<void> {
    const add = async (table: string, values: Record<string, string>) => {
      const columns = Object.keys(values);
      const [made] = await stage.server.dataSource.query<{ id: string }[]>(
        `insert into ${table} (${columns.join(', ')})
         values (${columns.map((_, at) => `$${at + 1}`).join(', ')}) returning id`,
        Object.values(values),
      );
      return made!.id;
    };
    const province = await add('place', { level: 'PROVINCE', name: 'Tỉnh Thử Nghiệm' });
    const commune = await add('place', { level: 'COMMUNE', name: 'Xã Bến Cát', parent_id: province });
    const producer = await add('producer', { name: 'HTX Bến Cát', kind: 'COOPERATIVE', place_id: commune });
    await add('product', { name: PRODUCT, producer_id: producer });
  }
  const saved = (on: Page) => on.getByText('Đã lưu mọi chỗ').waitFor();
  const outline = (on: Page) => on.getByRole('navigation', { name: 'Các phần của bộ tiêu chí' });
  /** Opens a place from the outline, and waits until it has the focus, as a keyboard wants it. */
  const openPlace = async (on: Page, name: RegExp) => {
    await outline(on).getByRole('link', { name }).click();
    await on.locator('#draft-place:focus').filter({ hasText: name }).waitFor();
  };
  const level = (on: Page, number: number) => on.getByRole('group', { name: `Mức ${number}`, exact: true });
  const pointsOf = (on: Page, number: number) => level(on, number).getByRole('spinbutton', { name: 'Điểm' });

  it('is found in the list, and its next edition is begun on its page', async () => {
    await page.goto(`${stage.address}/bo-tieu-chi?thieu=1`);
    await page.getByRole('link', { name: /^Bộ 7:/ }).click();
    await page.getByText('Còn thiếu:').first().waitFor();
    await shoot(page, 'editions/card-before');
    await page.getByRole('button', { name: 'Soạn phiên bản mới' }).click();
    await page.getByRole('heading', { level: 1, name: 'Bản thảo phiên bản 2' }).waitFor();
    await inspect(page, 'editions/draft-general');
    await page.goto(`${stage.address}/bo-tieu-chi`);
    await page.getByRole('heading', { name: 'Bản thảo đang soạn' }).waitFor();
    await inspect(page, 'editions/list-with-draft');
    await page.goto(`${stage.address}/bo-tieu-chi/${CARD}`);
    await page.getByRole('link', { name: 'Mở bản thảo phiên bản 2' }).click();
    await page.getByRole('heading', { level: 1, name: 'Bản thảo phiên bản 2' }).waitFor();
  });

  it('says what is wrong beside the criterion, and in a list that leads there', async () => {
    await page.getByRole('switch', { name: 'Đã đủ, dùng để chấm được' }).click();
    await desk.field('Còn thiếu (mỗi dòng một điều)').fill('');
    const fault = page.getByRole('link', { name: /^6\.4: điểm cao nhất đạt được là 3/ });
    await fault.click();
    await page.locator('#draft-place:focus').filter({ hasText: 'Tiêu chí 6.4' }).waitFor();
    await page.getByText('Cần sửa ở đây').waitFor();
    await inspect(page, 'editions/draft-fault');
    await shoot(page, 'editions/draft-criterion', true);
  });

  it('holds a number that is none, and says so, until it can be read', async () => {
    await page.getByRole('button', { name: 'Thêm mức' }).click();
    await pointsOf(page, 4).fill('');
    await page.getByText('Chưa lưu: có ô điểm chưa phải là số').waitFor();
    await pointsOf(page, 4).fill('4');
    await page
      .getByText(/Mức thứ 4|mức thứ 4/)
      .first()
      .waitFor();
    await level(page, 4)
      .getByRole('textbox', { name: 'Lời văn (tiếng Việt)' })
      .fill('Thơm đặc trưng, rất hấp dẫn');
    await level(page, 4)
      .getByRole('textbox', { name: 'Lời văn (tiếng Anh)' })
      .fill('Characteristic, very attractive');
    await page.getByText('Cần sửa ở đây').waitFor({ state: 'detached' });
    await saved(page);
    await page.reload();
    await page.getByRole('heading', { level: 2, name: /Tiêu chí 6\.4/ }).waitFor();
    expect(await pointsOf(page, 4).inputValue()).toBe('4');
  });

  it('merges what a colleague writes, and asks where both wrote the same', async () => {
    const second = await stage.administrator();
    await second.goto(page.url());
    await second.getByRole('heading', { level: 1, name: 'Bản thảo phiên bản 2' }).waitFor();
    const words = (on: Page) => level(on, 4).getByRole('textbox', { name: 'Lời văn (tiếng Việt)' });
    await words(second).fill('Thơm đặc trưng của mít');
    await saved(second);
    await openPlace(second, /^Phần A/);
    await second.getByRole('textbox', { name: 'Tên (tiếng Anh)' }).fill('Part A, as the colleague has it');
    await saved(second);
    await openPlace(second, /^Thông tin chung/);

    await words(page).fill('Thơm đặc trưng, hấp dẫn');
    await page.getByText('Người khác cũng vừa sửa chỗ này').waitFor();
    await page.getByText('4: Thơm đặc trưng của mít / Characteristic, very attractive').waitFor();
    await page.getByText(/vừa sửa bản thảo này/).waitFor();
    expect(await words(page).inputValue()).toBe('Thơm đặc trưng, hấp dẫn');
    await page.getByText('Chưa lưu: đang chờ đồng chí chọn').waitFor();
    await inspect(page, 'editions/draft-conflict');
    await page.getByRole('button', { name: 'Giữ bản của tôi' }).click();
    await saved(page);
    await openPlace(page, /^Phần A/);
    expect(await page.getByRole('textbox', { name: 'Tên (tiếng Anh)' }).inputValue()).toBe(
      'Part A, as the colleague has it',
    );

    // The colleague's page is behind by one save; what is typed there at another place goes in all the same.
    await second.getByRole('textbox', { name: 'Ghi chú về nguồn' }).fill('Đọc lại từ bản in');
    await second.getByText(/Những chỗ đó đã được đưa vào đây: .*6\.4/).waitFor();
    await saved(second);
    await openPlace(second, /^Tiêu chí 6\.4/);
    expect(await words(second).inputValue()).toBe('Thơm đặc trưng, hấp dẫn');
    expect(takeFaults(second)).toEqual([]);
    await second.context().close();
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
  });

  it('shows its other pages without barriers', async () => {
    for (const [name, place] of [
      ['part', /^Phần A/],
      ['section', /^Mục 6\./],
      ['minimums', /^Yêu cầu tối thiểu/],
      ['conditions', /^Điều kiện bắt buộc/],
      ['evidence', /^Danh mục minh chứng/],
      ['differences', /^Khác phiên bản 1/],
    ] as const) {
      await openPlace(page, place);
      await inspect(page, `editions/draft-${name}`);
      await shoot(page, `editions/draft-${name}-whole`, true);
    }
    await page.getByRole('cell', { name: /4: Thơm đặc trưng, hấp dẫn/ }).waitFor();
  });

  it('is left only after what is typed is saved', async () => {
    await openPlace(page, /^Thông tin chung/);
    await page.getByRole('textbox', { name: 'Văn bản căn cứ' }).fill(BASIS);
    await page
      .getByRole('navigation', { name: 'Đường dẫn' })
      .getByRole('link', { name: 'Bộ tiêu chí' })
      .click();
    await page.getByRole('heading', { level: 1, name: 'Bộ tiêu chí' }).waitFor();
    await page
      .getByRole('table', { name: 'Bản thảo đang soạn' })
      .getByRole('link', { name: /^Bộ 7:/ })
      .click();
    await page.getByText('Máy chủ không thấy lỗi nào trong bản thảo.').waitFor();
    expect(await page.getByRole('textbox', { name: 'Văn bản căn cứ' }).inputValue()).toBe(BASIS);
  });

  it('is published for good, and its editions stand on its page', async () => {
    await page.getByRole('button', { name: 'Xuất bản' }).click();
    const dialog = page.getByRole('dialog', { name: 'Xuất bản phiên bản 2?' });
    await dialog.getByText(/không ai sửa hay bỏ được/).waitFor();
    await inspect(page, 'editions/publish');
    await dialog.getByRole('button', { name: 'Xuất bản' }).click();
    await page.waitForURL(new RegExp(`/bo-tieu-chi/${CARD}\\.2$`));
    await page.getByText(`Văn bản căn cứ: ${BASIS}`).waitFor();
    await page.getByText('Khác phiên bản 1').click();
    await page.getByRole('cell', { name: /4: Thơm đặc trưng, hấp dẫn/ }).waitFor();
    await inspect(page, 'editions/card-edition-2');
    await page.getByRole('link', { name: 'Phiên bản 1', exact: true }).scrollIntoViewIfNeeded();
    await shoot(page, 'editions/history');
    await page.getByRole('link', { name: 'Phiên bản 1', exact: true }).click();
    await page.getByText('Đã có phiên bản mới hơn').waitFor();
    await inspect(page, 'editions/card-superseded');
    await page.getByRole('link', { name: 'Xem phiên bản mới nhất' }).click();
    await page.waitForURL(new RegExp(`/bo-tieu-chi/${CARD}\\.2$`));
    expect(takeFaults(page)).toEqual([]);
  });

  it('serves a dossier that is registered after its publication', async () => {
    await enterProduct();
    await page.goto(`${stage.address}/ho-so/dang-ky`);
    const form = new DeskHand(page, () => page.locator('form'));
    await form.choose('Sản phẩm', new RegExp(PRODUCT), PRODUCT);
    await form.day('Ngày nộp hồ sơ').fill('2026-05-01');
    await form.choose('Quyết định áp dụng', /148/);
    await form.choose('Bộ sản phẩm', /^Bộ 7:/);
    await form.press('Đăng ký');
    await page.getByRole('heading', { level: 1, name: PRODUCT }).waitFor();
    await page.getByRole('link', { name: /^Bộ 7: .*\(phiên bản 2\)$/ }).waitFor();
  });

  it('of the next edition, a dossier without marks is told and moved to it', async () => {
    const dossier = page.url();
    await page.getByRole('link', { name: /^Bộ 7: .*\(phiên bản 2\)$/ }).click();
    await page.getByRole('button', { name: 'Soạn phiên bản mới' }).click();
    await page.getByRole('heading', { level: 1, name: 'Bản thảo phiên bản 3' }).waitFor();
    await page.getByRole('textbox', { name: 'Văn bản căn cứ' }).fill('Đính chính');
    await page
      .getByRole('textbox', { name: 'Tên (tiếng Anh)' })
      .fill('Vegetables, tubers and fruit, processed');
    await page.getByText('Máy chủ không thấy lỗi nào trong bản thảo.').waitFor();
    await page.getByRole('button', { name: 'Xuất bản' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Xuất bản' }).click();
    await page.waitForURL(new RegExp(`/bo-tieu-chi/${CARD}\\.3$`));
    await page.goto(dossier);
    await page.getByText('Bộ tiêu chí này đã có phiên bản 3').waitFor();
    await inspect(page, 'editions/dossier-newer');
    await page.getByRole('button', { name: 'Chuyển hồ sơ sang phiên bản 3' }).click();
    const dialog = page.getByRole('dialog', { name: 'Chuyển hồ sơ sang phiên bản 3?' });
    await dialog.getByText(`phiên bản 2 (${CARD}.2)`).waitFor();
    await inspect(page, 'editions/dossier-move');
    await dialog.getByRole('button', { name: 'Chuyển hồ sơ', exact: true }).click();
    await page.getByRole('link', { name: /^Bộ 7: .*\(phiên bản 3\)$/ }).waitFor();
    await page.getByText('Bộ tiêu chí này đã có phiên bản 3').waitFor({ state: 'detached' });
  });

  it('a draft that is not wanted is discarded after a question', async () => {
    await page.goto(`${stage.address}/bo-tieu-chi/OCOP-26-2026-01`);
    await page.getByRole('button', { name: 'Soạn phiên bản mới' }).click();
    await page.getByRole('button', { name: 'Bỏ bản thảo' }).click();
    await page
      .getByRole('dialog', { name: 'Bỏ bản thảo này?' })
      .getByRole('button', { name: 'Bỏ bản thảo' })
      .click();
    await page.getByRole('button', { name: 'Soạn phiên bản mới' }).waitFor();
    expect(takeFaults(page)).toEqual([]);
  });
});

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CreatedDemo } from '../../server/demo/create-demo.js';
import { takeFaults } from './support/faults.js';
import { shoot } from './support/shoot.js';
import { Stage } from './support/stage.js';

const TITLE =
  'Phó Giám đốc phụ trách Trung tâm Khuyến nông, kiêm Phó Chánh Văn phòng điều phối Nông thôn mới';
const INSTITUTION =
  'Sở Nông nghiệp và Môi trường tỉnh, Văn phòng điều phối Chương trình xây dựng nông thôn mới';
const COUNCIL =
  'Hội đồng đánh giá, phân hạng sản phẩm Chương trình mỗi xã một sản phẩm cấp tỉnh năm 2026 (đợt 1)';
/** The longest that may be entered. */
const AT_MOST = 200;
const ADDRESS = 'https://chamsao.tinhphutho.gov.vn/ghe/seat.Zk3vWq8LmN0pRs5TuXy7AbCdEfGhIjKl';
const A4 = { width: 794, height: 1123 };

/** What a card shows on paper, and whether any of it stands outside of the card. */
const readCards = (page: Page) =>
  page.locator('.seat-card').evaluateAll((cards) =>
    cards.map((card) => {
      const box = card.getBoundingClientRect();
      const range = document.createRange();
      range.selectNodeContents(card);
      const cut = [
        ...range.getClientRects(),
        ...[...card.children].map((each) => each.getBoundingClientRect()),
      ]
        .filter((rect) => rect.width > 0 && rect.height > 0)
        .filter(
          (rect) =>
            rect.bottom > box.bottom + 0.5 || rect.right > box.right + 0.5 || rect.left < box.left - 0.5,
        ).length;
      const { breakInside } = getComputedStyle(card);
      return { text: (card as HTMLElement).innerText, cut, breakInside, height: box.height };
    }),
  );

describe('Seat cards on paper', () => {
  let stage: Stage;
  let demo: CreatedDemo;
  let page: Page;

  beforeAll(async () => {
    ({ stage, demo } = await Stage.withDemo());
    page = await stage.administrator();
    // As the server of a province answers, with its own long address.
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('IssueSeatLinks')) return route.continue();
      const response = await route.fetch();
      const text = (await response.text()).replace(/"url":"[^"]*"/g, `"url":"${ADDRESS}"`);
      await route.fulfill({ response, body: text });
    });
  });
  afterAll(() => stage?.close());

  const issue = async (title: string, institution: string, council: string) => {
    const { dataSource } = stage.server;
    const names = [title, institution, demo.councilId];
    await dataSource.query(
      'update council_member set title = $1, institution = $2 where council_id = $3',
      names,
    );
    await dataSource.query('update council set name = $1 where id = $2', [council, demo.councilId]);
    await page.emulateMedia({ media: 'screen' });
    await page.goto(`${stage.address}/ky-hop/${demo.plannedSessionId}/the-ghe`);
    await page.getByRole('button', { name: 'Phát thẻ' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Phát thẻ' }).click();
    await page.locator('.seat-card').first().waitFor();
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize(A4);
    return readCards(page);
  };
  const expectWhole = (cards: Awaited<ReturnType<typeof readCards>>, words: readonly string[]) => {
    expect(cards.length).toBeGreaterThan(8);
    for (const { text, cut, breakInside } of cards) {
      expect(text).toContain(ADDRESS);
      expect(text).toMatch(/Có giá trị đến \d\d:\d\d ngày \d\d\/\d\d\/\d{4}/);
      for (const word of words) expect(text).toContain(word);
      expect({ cut, breakInside }).toEqual({ cut: 0, breakInside: 'avoid' });
    }
  };
  /** Of the document as Chromium prints it. */
  const countPages = async () =>
    (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;

  it('are whole, six to a page, with the names, institutions and addresses of a real province', async () => {
    const cards = await issue(TITLE, INSTITUTION, COUNCIL);
    await shoot(page, 'paper/seat-cards', true);
    expectWhole(cards, [TITLE, INSTITUTION, COUNCIL]);
    expect(await countPages()).toBe(Math.ceil(cards.length / 6));
    // Black on white also where the whole device is dark.
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const paper = await page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body);
      return [backgroundColor, color];
    });
    expect(paper).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
    expect(takeFaults(page)).toEqual([]);
  });

  it('are whole, and grow, with the longest that may be entered', async () => {
    const longest = (word: string) => word.padEnd(AT_MOST, ` ${word}`).trim();
    const cards = await issue(longest(TITLE), longest(INSTITUTION), longest(COUNCIL));
    expectWhole(cards, [longest(TITLE), longest(INSTITUTION), longest(COUNCIL)]);
    const paper = ((297 - 2 * 15) / 25.4) * 96;
    for (const { height } of cards) expect(height).toBeLessThan(paper);
    expect(takeFaults(page)).toEqual([]);
  });
});

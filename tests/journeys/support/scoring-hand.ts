import type { Locator, Page } from 'playwright-core';
import { indexCard } from '../../../server/domain/card-index.js';
import { judgeMark, type Mark } from '../../../server/domain/marks.js';
import type { Scorecard } from '../../../server/domain/scorecard.js';

/** One tick as a member makes it: the criterion, and the place of the level on the official card. */
export interface Tick {
  readonly criterion: string;
  readonly level: number;
  readonly points: number;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A member's hand on the scoring screen; everything goes through what is drawn there. */
export class ScoringHand {
  constructor(
    readonly page: Page,
    private readonly card: Scorecard,
  ) {}

  criterion(code: string): Locator {
    return this.page.getByRole('article', { name: new RegExp(`^${escaped(code)} `) });
  }

  /** The level's own radio button. Only for cards without cases. */
  level({ criterion, level }: Pick<Tick, 'criterion' | 'level'>): Locator {
    const { maxPoints } = indexCard(this.card).byCode.get(criterion)!.criterion;
    const group = this.page.getByRole('group', {
      name: new RegExp(`^${escaped(criterion)} .*, tối đa ${maxPoints}$`),
    });
    return group.getByRole('radio').nth(level);
  }

  /** Taps every level. */
  async tick(ticks: readonly Tick[]): Promise<void> {
    for (const tick of ticks) await this.level(tick).check();
  }

  /** Marks a whole empty sheet with the keys the page teaches; the ticks are in the card's order. */
  async tickByKeys(ticks: readonly Tick[]): Promise<void> {
    await this.page.getByRole('button', { name: 'Đến tiêu chí tiếp theo' }).click();
    const { keyboard } = this.page;
    for (const [at, { level }] of ticks.entries()) {
      if (at > 0) await keyboard.press('j');
      await keyboard.press('Space');
      for (let down = 0; down < level; down += 1) await keyboard.press('ArrowDown');
    }
  }

  /** The line that says where the sheet is. */
  get line(): Locator {
    return this.page.getByRole('status').filter({
      hasText:
        /^\s*(Chưa có điểm nào|Chưa gửi được|Trên máy này · đang gửi|Đã lưu trên máy chủ|Đã nộp|Đã tính)/,
    });
  }

  saved(): Promise<void> {
    return this.line.filter({ hasText: 'Đã lưu trên máy chủ' }).waitFor();
  }

  /** Looks the sheet over and hands it in. @returns the receipt shown */
  async submit(): Promise<string> {
    await this.page.getByRole('button', { name: 'Xem lại và nộp phiếu' }).click();
    await this.page.getByRole('button', { name: 'Nộp phiếu', exact: true }).click();
    const receipt = this.line.filter({ hasText: /mã biên nhận/ });
    await receipt.waitFor();
    return /mã biên nhận ([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(await receipt.innerText())![1]!;
  }
}

/** The ticks as the rulebook judges them, for a product with a story. */
export const asMarks = (card: Scorecard, ticks: readonly Tick[]): Mark[] =>
  ticks.map(({ criterion, level }) =>
    judgeMark(card, { hasStory: true }, criterion, { kind: 'LEVELS', levels: [level] }),
  );

export const totalOf = (ticks: readonly Tick[]): number => ticks.reduce((sum, { points }) => sum + points, 0);

import type { Locator, Page } from 'playwright-core';

/** The chair's or secretary's hand on the conducting screen. */
export class ConductingHand {
  constructor(readonly page: Page) {}

  get steps(): Locator {
    return this.page.getByRole('region', { name: 'Bước tiếp theo' });
  }

  get provisional(): Locator {
    return this.page.getByRole('region', { name: 'Kết quả tạm tính' });
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog');
  }

  /** How many sheets are in, as "9/11". */
  submitted(count: string): Locator {
    return this.page.getByRole('list', { name: 'Sẵn sàng' }).getByText(new RegExp(`^\\s*${count}\\s+đã nộp`));
  }

  /** A member's line in the table of sheets. */
  member(label: string): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name: label }) });
  }

  /** Looks at an item of the agenda; nothing is presented by it. */
  async look(product: string): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Chương trình' })
      .getByRole('button', { name: product })
      .click();
    await this.page.getByRole('heading', { name: product }).waitFor();
  }

  /** Takes a step that asks nothing. */
  async take(step: string): Promise<void> {
    await this.steps.getByRole('button', { name: step, exact: true }).click();
  }

  /** Takes a step that asks once, with the reason it wants. */
  async takeAsked(step: string, reason?: string): Promise<void> {
    await this.take(step);
    if (reason !== undefined) await this.dialog.getByRole('textbox').fill(reason);
    await this.dialog.getByRole('button', { name: step, exact: true }).click();
    await this.dialog.waitFor({ state: 'hidden' });
  }

  /** Puts one member down as absent for this reason, or as present where there is none. */
  async markAttendance(label: string, reason: string | null): Promise<void> {
    await this.page.getByRole('button', { name: 'Điểm danh' }).click();
    await this.dialog.getByRole('checkbox', { name: label }).setChecked(reason === null);
    if (reason !== null) await this.dialog.getByRole('textbox', { name: label }).fill(reason);
    await this.dialog.getByRole('button', { name: 'Lưu điểm danh' }).click();
    await this.dialog.waitFor({ state: 'hidden' });
  }

  /** Records that a member takes no part in the dossier that is shown. */
  async recuse(label: string, reason: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Có ủy viên không tham gia chấm hồ sơ này…' }).click();
    await this.dialog.getByRole('combobox').selectOption({ label });
    await this.dialog.getByRole('textbox').fill(reason);
    await this.dialog.getByRole('button', { name: 'Ghi nhận không tham gia chấm' }).click();
    await this.dialog.waitFor({ state: 'hidden' });
  }

  /** Lets a member in again whose recusal was a mistake. */
  async letIn(label: string, reason: string): Promise<void> {
    await this.member(label).getByRole('button', { name: 'Cho tham gia lại' }).click();
    await this.dialog.getByRole('textbox').fill(reason);
    await this.dialog.getByRole('button', { name: 'Cho tham gia lại' }).click();
    await this.dialog.waitFor({ state: 'hidden' });
  }

  /** Puts everybody down as present. */
  async everybodyPresent(): Promise<void> {
    await this.page.getByRole('button', { name: 'Điểm danh' }).click();
    await this.dialog.getByRole('button', { name: 'Tất cả có mặt' }).click();
    await this.dialog.getByRole('button', { name: 'Lưu điểm danh' }).click();
    await this.dialog.waitFor({ state: 'hidden' });
  }
}

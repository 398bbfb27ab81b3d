import type { Locator, Page } from 'playwright-core';

/** A hand at the administration's forms: fields by their labels, choices by what is read in the list. */
export class DeskHand {
  constructor(
    readonly page: Page,
    /** The form in hand; the topmost dialog where there are several. */
    readonly within: () => Locator = () => page.getByRole('dialog').last(),
  ) {}

  field(label: string): Locator {
    return this.within().getByRole('textbox', { name: label, exact: true });
  }

  number(label: string): Locator {
    return this.within().getByRole('spinbutton', { name: label, exact: true });
  }

  day(label: string): Locator {
    return this.within().getByLabel(label, { exact: true });
  }

  async choose(label: string, option: string | RegExp, typed = '', again = 2): Promise<void> {
    const box = this.within().getByRole('combobox', { name: label, exact: true });
    const wanted = this.page.getByRole('option', { name: option }).first();
    // A list opened before it was loaded closes again: then people open it once more.
    for (let opened = 1; !(await wanted.isVisible()); opened += 1) {
      if (opened > 5) throw new Error(`“${label}” does not offer ${String(option)}`);
      await box.click();
      if (typed) await box.fill(typed);
      await wanted.waitFor({ timeout: 4_000 }).catch(() => box.blur());
    }
    const text = (await wanted.innerText()).split('\n')[0]!.trim();
    await wanted.click();
    // A list that was drawn anew under the hand loses the touch: people see the field empty, and choose again.
    if (again > 0 && !(await this.shows(label, text))) await this.choose(label, option, typed, again - 1);
  }

  /** Whether a choice has taken, within a moment; a field that is gone has done what it was for. */
  private async shows(label: string, text: string): Promise<boolean> {
    const box = this.page.getByRole('combobox', { name: label, exact: true });
    const field = this.within().locator('label').filter({ has: box });
    for (let looked = 0; looked < 20; looked += 1) {
      const [words] = await field.allInnerTexts();
      if (words === undefined || words.includes(text)) return true;
      const values = await field
        .locator('input')
        .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
      if (values.some((value) => value.includes(text))) return true;
      await this.page.waitForTimeout(100);
    }
    return false;
  }

  /** What stands under a field as wrong with it. */
  faultOf(label: string): Locator {
    return this.within()
      .locator('label')
      .filter({ has: this.page.getByLabel(label, { exact: true }) })
      .getByRole('alert');
  }

  async press(button: string): Promise<void> {
    await this.within().getByRole('button', { name: button, exact: true }).click();
  }

  /** Saves a dialog and waits until it has gone. @throws with what the dialog says where it stays */
  async save(): Promise<void> {
    const open = await this.page.getByRole('dialog').count();
    await this.press('Lưu');
    const saved = this.page.getByRole('dialog').nth(open - 1);
    await saved.waitFor({ state: 'detached' }).catch(async (error: unknown) => {
      throw new Error(`The dialog stays: ${await saved.innerText()}`, { cause: error });
    });
  }
}

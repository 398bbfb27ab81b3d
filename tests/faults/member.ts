import type { Chance } from './seeded.js';
import { pause, type Hall, type Screen } from './screen.js';
import type { Staged } from './stage-council.js';

/** How long somebody looks at "another device has this seat" before he scans the card again. */
const SCANS_AFTER_MS = 3_000;
let touches = 0;

/** One person with one hand, and all the screens at that seat. */
export class Member {
  /** What the hand does: nothing, marks here and there, or fills the sheet and hands it in. */
  doing: 'nothing' | 'marking' | 'finishing' = 'nothing';
  private gone = false;
  private unseatedSince: number | null = null;

  constructor(
    readonly memberId: string,
    readonly screens: Screen[],
    private readonly seatToken: string,
    private readonly hall: Hall,
    private readonly options: Staged['options'],
    private readonly chance: Chance,
  ) {
    void this.live();
  }

  leave(): void {
    this.gone = true;
  }

  private async live(): Promise<void> {
    while (!this.gone) {
      await pause(this.chance.between(60, 350));
      const ready = this.screens.filter((screen) => screen.sheet && !screen.isOver);
      await this.sitDownAgain();
      if (this.doing === 'nothing' || ready.length === 0) continue;
      // A hand that waits for a page which is closed under it turns to another one.
      await Promise.race([this.touch(this.chance.pick(ready)).catch(() => undefined), pause(8_000)]);
    }
  }

  /**
   * A sign-in that is repeated on its way takes the seat from itself, and no device of the member's has it any more: see
   * docs/faults.md.
   */
  private async sitDownAgain(): Promise<void> {
    const { told, now } = this.hall;
    const last = this.screens.at(-1);
    if (!last || !this.screens.every(({ isOver }) => isOver)) {
      this.unseatedSince = null;
      return;
    }
    this.unseatedSince ??= now();
    if (now() - this.unseatedSince < SCANS_AFTER_MS) return;
    told.scannedAgain.push({ device: last.browser.name, at: now() });
    await last.takeSeat(this.seatToken);
  }

  private async touch(screen: Screen): Promise<void> {
    const { sheet, tab } = screen;
    const state = sheet && tab.api.sheetState(sheet.sheetId);
    if (!state) return;
    const [conflict] = state.conflicts;
    if (conflict) return this.decide(screen, sheet.sheetId, conflict);
    if (this.doing === 'marking') return this.tap(screen, this.chance.pick(this.options));
    const scored = new Set(state.shown.flatMap(({ criterion, choice }) => (choice ? [criterion] : [])));
    const missing = this.options.filter(({ criterion }) => !scored.has(criterion));
    for (const option of missing.slice(0, 6)) await this.tap(screen, option);
    if (missing.length === 0 && state.waiting.length === 0) await tab.api.submit(sheet);
  }

  private async tap(
    { sheet, tab, browser }: Screen,
    { criterion, levels }: Staged['options'][number],
  ): Promise<void> {
    if (!sheet) return;
    const stamp = `#${(touches += 1)}`;
    const { told, now } = this.hall;
    told.taps.push({ stamp, sheetId: sheet.sheetId, criterion, device: browser.name, at: now() });
    // Whoever finishes takes nothing back.
    const other = this.doing === 'marking' ? (['NONE', null] as const) : (['NONE'] as const);
    const choice = this.chance.inHundred(88) ? 'LEVELS' : this.chance.pick<'NONE' | null>(other);
    const chosen = choice === 'LEVELS' ? [this.chance.pick(levels)] : [];
    await tab.api.tap(sheet, criterion, { choice, levels: chosen, remark: stamp });
  }

  private async decide({ tab }: Screen, sheetId: string, criterion: string): Promise<void> {
    const keep = this.chance.pick(['mine', 'theirs'] as const);
    const mine = tab.api.sheetState(sheetId)?.shown.find((each) => each.criterion === criterion)?.remark;
    if (keep === 'mine' && mine) this.hall.told.decisions.push({ stamp: mine, at: this.hall.now() });
    await tab.api.decide(sheetId, criterion, keep);
  }
}

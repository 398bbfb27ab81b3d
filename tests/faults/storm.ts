import { DEVICE_FAULTS } from './device-faults.js';
import type { Fault } from './fault.js';
import type { Laboratory } from './laboratory.js';
import { LINE_FAULTS } from './line-faults.js';
import { recoveryOf, Strikes } from './recovery.js';
import { pause, type Screen } from './screen.js';
import type { Chance } from './seeded.js';
import { SERVER_FAULTS } from './server-faults.js';

export const FAULTS: readonly Fault[] = [...LINE_FAULTS, ...DEVICE_FAULTS, ...SERVER_FAULTS];

/** One fault that was injected, in the laboratory's time. */
export interface Injected {
  readonly name: string;
  /** The device it struck; null: all. */
  readonly device: string | null;
  readonly from: number;
  to: number;
  /** See `recoveryOf`. */
  recovery: number | null;
}

/** Injects faults, some of them at the same time, each device and the server's side having one at once. */
export class Storm {
  readonly injected: Injected[] = [];
  private readonly busy = new Set<object>();
  private readonly running = new Set<Promise<void>>();
  private readonly measuring = new Set<Promise<void>>();
  private readonly strikes = new Strikes();
  /** Each kind has its turn before any has its second one. */
  private unseen = [...FAULTS];

  constructor(
    private readonly laboratory: Laboratory,
    private readonly chance: Chance,
  ) {}

  /** Injects so many, or fewer once `enough` says so, and waits until the last is over. */
  async blow(count: number, enough: () => boolean = () => false): Promise<void> {
    for (let left = count; left > 0 && !enough();) {
      if (this.injectOne()) left -= 1;
      await pause(this.chance.between(50, 600));
    }
    await Promise.all(this.running);
  }

  /** Waits until every recovery was measured. */
  async calm(): Promise<void> {
    await Promise.all(this.measuring);
  }

  private injectOne(): boolean {
    const fault = this.pick();
    const screens = this.laboratory.screens.filter((screen) => fault.at?.(this.laboratory, screen) ?? true);
    if (screens.length === 0) return false;
    const screen = this.chance.pick(screens);
    const place = fault.strikes === 'everybody' ? this.laboratory : screen.browser;
    if (this.busy.has(place)) return false;
    this.unseen = this.unseen.filter((each) => each !== fault);
    this.busy.add(place);
    const run = this.inject(fault, screen).finally(() => {
      this.busy.delete(place);
      this.running.delete(run);
    });
    this.running.add(run);
    return true;
  }

  private pick(): Fault {
    const choices = this.unseen.length > 0 ? this.unseen : FAULTS;
    let at = this.chance.next() * choices.reduce((sum, { weight }) => sum + weight, 0);
    return choices.find(({ weight }) => (at -= weight) < 0) ?? choices[0]!;
  }

  private async inject(fault: Fault, screen: Screen): Promise<void> {
    const { laboratory } = this;
    const all = fault.strikes === 'everybody';
    const struck = all
      ? [...laboratory.screens]
      : laboratory.screens.filter(({ browser }) => browser === screen.browser);
    const from = laboratory.now();
    const entry: Injected = {
      ...{ name: fault.name, device: all ? null : screen.browser.name, from, to: from, recovery: null },
    };
    this.injected.push(entry);
    this.strikes.note(struck);
    await fault.strike(laboratory, screen, this.chance.fork());
    entry.to = laboratory.now();
    const measure = recoveryOf(laboratory, struck, this.strikes).then((time) => {
      entry.recovery = time;
      this.measuring.delete(measure);
    });
    this.measuring.add(measure);
  }
}

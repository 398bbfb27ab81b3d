import { IDBFactory } from 'fake-indexeddb';
import type { Door } from './door.js';
import { Storage } from './storage.js';
import { Tab } from './tab.js';
import type { Wiretap } from './wiretap.js';

/** The browser of one device: cookies, storage, IndexedDB and a clock of its own, shared by its tabs, and one way out. */
export class Browser {
  /** How far the device's clock is off, in ms. */
  clockOff = 0;
  readonly cookies = new Map<string, string>();
  readonly indexedDB = new IDBFactory();
  readonly localStorage = new Storage();
  readonly tabs: Tab[] = [];
  private opened = 0;

  /** @param locks whether pages may use locks between tabs: only where the page came by https */
  constructor(
    readonly name: string,
    readonly door: Door,
    private readonly script: string,
    readonly wiretap: Wiretap,
    readonly locks: boolean,
  ) {}

  /** @param remembered a reload keeps what the tab itself remembered */
  openTab(remembered = new Storage()): Tab {
    const tab = new Tab(this, `${this.name}/${(this.opened += 1)}`, this.script, remembered);
    this.tabs.push(tab);
    return tab;
  }

  cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  keepCookies(lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}

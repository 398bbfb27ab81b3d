import { BroadcastChannel } from 'node:worker_threads';
import * as idb from 'fake-indexeddb';
import WebSocket from 'ws';
import type { Browser } from './browser.js';
import { clockOf } from './device-clock.js';
import type { Storage } from './storage.js';
import type { TabApi } from './tab-api.js';
import { timersOf } from './tab-timers.js';

/** Run in the scope of one tab: nothing it does outlives the tab but what it wrote on the device. */
export class Tab {
  readonly api: TabApi;
  private readonly window = new EventTarget();
  private dead = false;
  private readonly ends = new Set<() => void>();
  private streams = 0;
  /** Sockets that are open and have brought a board. */
  private readonly living = new Set<number>();

  constructor(
    private readonly browser: Browser,
    readonly name: string,
    script: string,
    readonly sessionStorage: Storage,
  ) {
    const scope = this.scope();
    const run = new Function(...Object.keys(scope), `${script}\nreturn tab.api;`);
    this.api = run(...Object.values(scope)) as TabApi;
  }

  /** Whether boards come in. */
  get isLive(): boolean {
    return this.living.size > 0;
  }

  /** Its person comes back to it. */
  look(): void {
    this.window.dispatchEvent(new Event('focus'));
  }

  /** Gone between two instructions, as when the browser is closed, reloaded or runs out of power. */
  kill(): void {
    this.dead = true;
    for (const end of [...this.ends]) end();
    this.browser.tabs.splice(this.browser.tabs.indexOf(this), 1);
  }

  /** A request of this tab's sign-in, past the client and past all that is broken: what would a reload show? */
  async askDirectly<Data>(
    address: string,
    query: string,
    variables: object,
    bearer?: string,
  ): Promise<Data | null> {
    const login = this.sessionStorage.getItem('login') ?? this.browser.localStorage.getItem('login');
    const answer = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(bearer
          ? { authorization: `Bearer ${bearer}` }
          : { cookie: this.browser.cookieHeader(), 'x-login': login ?? '' }),
      },
      body: JSON.stringify({ query, variables }),
    });
    return ((await answer.json()) as { data?: Data | null }).data ?? null;
  }

  private scope(): Record<string, unknown> {
    const { window } = this;
    const document = Object.assign(new EventTarget(), {
      visibilityState: 'visible',
      documentElement: {},
      createElement: () => ({}),
    });
    const own = {
      window,
      self: window,
      globalThis: window,
      document,
      addEventListener: window.addEventListener.bind(window),
      removeEventListener: window.removeEventListener.bind(window),
      location: new URL(this.browser.door.address),
      navigator: { onLine: true, language: 'vi', userAgent: 'laboratory', locks: this.locks() },
      localStorage: this.browser.localStorage,
      sessionStorage: this.sessionStorage,
      fetch: this.fetching(),
      WebSocket: this.socketClass(),
      CloseEvent: AnyCloseEvent,
      Date: clockOf(this.browser),
      // Of the libraries' own, about what they will do without one day.
      console: { ...console, warn: () => undefined },
      BroadcastChannel: this.channelClass(),
      ...timersOf(this.ends, () => this.dead),
      ...Object.fromEntries(Object.entries(idb).filter(([name]) => name.startsWith('IDB'))),
      indexedDB: this.browser.indexedDB,
    };
    return Object.assign(own, {
      window: Object.assign(window, {
        ...own,
        window: undefined,
        self: undefined,
        globalThis: undefined,
        crypto,
        performance,
        console,
        queueMicrotask,
        structuredClone,
        Promise,
        Symbol,
        Error,
        DOMException,
        AbortController,
      }),
    });
  }

  private fetching() {
    return async (path: string, init: RequestInit = {}): Promise<Response> => {
      const { browser } = this;
      const body = typeof init.body === 'string' ? init.body : '';
      if (this.dead) return new Promise(() => undefined);
      browser.wiretap.requestLeft(browser.name, body);
      const headers = {
        ...(init.headers as Record<string, string>),
        cookie: browser.cookieHeader(),
        origin: browser.door.address,
      };
      const answer = await fetch(new URL(path, browser.door.address), { ...init, headers });
      browser.keepCookies(answer.headers.getSetCookie());
      const text = await answer.text();
      // A tab that is gone was told nothing.
      if (this.dead) return new Promise(() => undefined);
      browser.wiretap.answerReached(body, text);
      return new Response(text, { status: answer.status, headers: answer.headers });
    };
  }

  private socketClass(): typeof WebSocket {
    const { browser, name, ends, living } = this;
    const isDead = () => this.dead;
    const nextStream = () => (this.streams += 1);
    return class extends WebSocket {
      constructor(address: string, protocols?: string | string[]) {
        super(address, protocols, {
          headers: { cookie: browser.cookieHeader(), origin: browser.door.address },
        });
        const stream = nextStream();
        const end = () => this.terminate();
        this.on('error', () => undefined);
        this.on('close', () => {
          ends.delete(end);
          living.delete(stream);
        });
        this.on('message', (frame) => {
          if (isDead()) return;
          const isBoard = browser.wiretap.frameReached(name, stream, String(frame));
          if (isBoard && this.readyState === WebSocket.OPEN) living.add(stream);
        });
        if (isDead()) end();
        else ends.add(end);
      }
    } as unknown as typeof WebSocket;
  }

  private channelClass() {
    const { ends, browser } = this;
    const isDead = () => this.dead;
    return class extends BroadcastChannel {
      constructor(name: string) {
        super(`${browser.name}:${name}`);
        this.unref();
        const end = () => {
          ends.delete(end);
          super.close();
        };
        ends.add(end);
      }
      override postMessage(message: unknown): void {
        if (!isDead()) super.postMessage(message);
      }
    };
  }

  /** Locks between the tabs of this device; a dead tab holds none. */
  private locks() {
    const { browser, ends } = this;
    if (!browser.locks || !('locks' in navigator)) return undefined;
    return {
      request: (name: string, options: LockOptions, work: () => Promise<unknown>) => {
        const died = new Promise<void>((die) => ends.add(die));
        return navigator.locks.request(`${browser.name}:${name}`, options, () =>
          this.dead ? undefined : Promise.race([work(), died]),
        );
      },
    };
  }
}

/** The sockets' own close events are of a class that is not to be had. */
class AnyCloseEvent {
  static [Symbol.hasInstance](event: unknown): boolean {
    return (event as { type?: unknown } | null)?.type === 'close';
  }
}

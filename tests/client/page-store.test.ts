import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildName } from '../../client/worker/build-name';
import { jobOf, mayKeep, PageStore, PAGE_WITHIN_MS } from '../../client/worker/page-store';

const HALL = 'https://cham-sao.example';
const urlOf = (asked: RequestInfo | URL) =>
  new URL(asked instanceof Request ? asked.url : String(asked), HALL).href;

/** A browser's caches, as far as the worker uses them. */
class Caches {
  readonly byName = new Map<string, Map<string, Response>>();

  private cache(name: string) {
    const kept = this.byName.get(name)!;
    return {
      match: async (asked: RequestInfo) => kept.get(urlOf(asked))?.clone(),
      put: async (asked: RequestInfo, answer: Response) => void kept.set(urlOf(asked), answer),
    };
  }
  async open(name: string) {
    if (!this.byName.has(name)) this.byName.set(name, new Map());
    return this.cache(name);
  }
  async match(asked: RequestInfo) {
    for (const name of this.byName.keys()) {
      const found = await this.cache(name).match(asked);
      if (found) return found;
    }
    return undefined;
  }
  keys = async () => [...this.byName.keys()];
  delete = async (name: string) => this.byName.delete(name);
  paths = (build: { entry: string }) =>
    [...(this.byName.get(buildName(build.entry))?.keys() ?? [])].map((url) => url.slice(HALL.length)).sort();
}

const page = (script: string) =>
  new Response(`<script type="module" src="${script}"></script>`, {
    headers: { 'content-type': 'text/html; charset=utf-8' },
  });
const script = (words: string) => new Response(words, { headers: { 'content-type': 'text/javascript' } });

const old = {
  entry: '/assets/index-1.js',
  files: ['/assets/index-1.js', '/assets/later-1.js', '/assets/same.css'],
};
const now = {
  entry: '/assets/index-2.js',
  files: ['/assets/index-2.js', '/assets/later-2.js', '/assets/same.css'],
};

let caches: Caches;
let asked: string[];
let inUse: Set<string>;
/** What the server has just now; null: nothing gets through. */
let serves: { entry: string; files: readonly string[] } | null;

const answer = async (request: Request | string): Promise<Response> => {
  const path = urlOf(request).slice(HALL.length);
  asked.push(path);
  if (!serves) throw new TypeError('Failed to fetch');
  if (!path.startsWith('/assets/')) return page(serves.entry);
  return serves.files.includes(path) ? script(path) : new Response('', { status: 404 });
};
const storeOf = (build: typeof now, fetch = answer) =>
  new PageStore(build, { caches: caches as unknown as CacheStorage, fetch, inUse: async () => inUse });
const navigation = (path: string) => new Request(HALL + path);

beforeEach(() => {
  caches = new Caches();
  asked = [];
  inUse = new Set();
  serves = now;
});
afterEach(() => vi.useRealTimers());

describe('The worker that opens the page without the server', () => {
  it.each([
    ['/', 'navigate', 'page'],
    ['/ky-hop/0b9c8f6e-1d2a-4b3c-8d4e-5f6a7b8c9d0e/cham', 'navigate', 'page'],
    ['/ghe/seat.abc', 'navigate', 'page'],
    ['/assets/index-2.js', 'cors', 'asset'],
    ['/assets/index-2.js?x=seat.abc', 'cors', null],
    ['/assets/index-2.js', 'navigate', null],
    ['/graphql', 'cors', null],
    ['/graphql', 'navigate', null],
    ['/graphql/x', 'navigate', null],
    ['/healthz', 'navigate', null],
    ['/readyz', 'same-origin', null],
    ['/sw.js', 'same-origin', null],
    ['/dang-nhap?sso=abc', 'navigate', 'page'],
    ['/dang-nhap/oidc?code=x&state=y', 'navigate', null],
  ] as const)('has to do with %s (%s): %s', (path, mode, job) => {
    expect(jobOf({ method: 'GET', mode, url: HALL + path }, HALL)).toBe(job);
    expect(jobOf({ method: 'POST', mode, url: HALL + path }, HALL)).toBeNull();
    expect(jobOf({ method: 'GET', mode, url: `https://elsewhere.example${path}` }, HALL)).toBeNull();
  });

  it('keeps whole answers of the right kind only', () => {
    const redirected = Object.defineProperty(script('x'), 'redirected', { value: true });
    expect(mayKeep(script('x'), 'asset')).toBe(true);
    expect(mayKeep(redirected, 'asset')).toBe(false);
    expect(mayKeep(page('x'), 'asset')).toBe(false);
    expect(mayKeep(page('x'), 'page')).toBe(true);
    for (const status of [206, 404, 500])
      expect(mayKeep(new Response('', { status, headers: script('').headers }), 'asset')).toBe(false);
  });

  it('fetches a build whole: its files, and the page under one address', async () => {
    await storeOf(now).fill();
    expect(caches.paths(now)).toEqual(['/', ...now.files].sort());
  });

  it('fetches nothing twice that an earlier build brought', async () => {
    serves = old;
    await storeOf(old).fill();
    serves = now;
    asked = [];
    await storeOf(now).fill();
    expect(asked).not.toContain('/assets/same.css');
    expect(caches.paths(now)).toContain('/assets/same.css');
  });

  it('takes neither the page of another build nor one with a file missing', async () => {
    serves = old;
    await expect(storeOf(now).fill()).rejects.toThrow('not of this build');
    serves = { ...now, files: now.files.slice(1) };
    await expect(storeOf(now).fill()).rejects.toThrow('/assets/index-2.js');
    expect(caches.paths(now)).not.toContain('/');
  });

  it('opens every address from the network while there is one, and keeps nothing of it', async () => {
    const store = storeOf(now);
    await store.fill();
    asked = [];
    await store.page(navigation('/ghe/seat.abc'));
    await store.page(navigation('/man-hinh/room.abc'));
    expect(asked).toEqual(['/ghe/seat.abc', '/man-hinh/room.abc']);
    expect(caches.paths(now)).toEqual(['/', ...now.files].sort());
  });

  it('opens the kept page without a network, and where a proxy says that the server is away', async () => {
    const store = storeOf(now);
    await store.fill();
    serves = null;
    expect(await (await store.page(navigation('/ky-hop/x/cham'))).text()).toContain(now.entry);
    const proxied = storeOf(now, async () => new Response('Bad gateway', { status: 502 }));
    expect(await (await proxied.page(navigation('/ky-hop/x/cham'))).text()).toContain(now.entry);
  });

  it('hands on what the server says no to, and, with nothing kept, whatever the network says', async () => {
    const refusing = storeOf(now, async () => new Response('', { status: 429 }));
    expect((await refusing.page(navigation('/'))).status).toBe(429);
    const away = storeOf(now, async () => new Response('Bad gateway', { status: 502 }));
    expect((await away.page(navigation('/'))).status).toBe(502);
    serves = null;
    await expect(storeOf(now).page(navigation('/'))).rejects.toThrow('Failed to fetch');
  });

  it('waits no longer than weak Wi-Fi may take', async () => {
    await storeOf(now).fill();
    vi.useFakeTimers();
    let arrived: Response | null = null;
    void storeOf(now, () => new Promise(() => undefined))
      .page(navigation('/ky-hop/x/cham'))
      .then((shown) => (arrived = shown));
    await vi.advanceTimersByTimeAsync(PAGE_WITHIN_MS - 100);
    expect(arrived).toBeNull();
    await vi.advanceTimersByTimeAsync(200);
    expect(await arrived!.text()).toContain(now.entry);
  });

  it('takes files from the device, and keeps those that it had to fetch', async () => {
    const store = storeOf(now);
    await store.fill();
    serves = { ...now, files: [...now.files, '/assets/desk-2.js'] };
    asked = [];
    await store.asset(navigation('/assets/later-2.js'));
    for (let times = 0; times < 2; times += 1)
      expect(await (await store.asset(navigation('/assets/desk-2.js'))).text()).toBe('/assets/desk-2.js');
    expect(asked).toEqual(['/assets/desk-2.js']);
    expect((await store.asset(navigation('/assets/gone.js'))).status).toBe(404);
    expect(caches.paths(now)).not.toContain('/assets/gone.js');
  });

  it('still has a file that a page of the former build loads late, while one is open, and lets go of it after', async () => {
    serves = old;
    await storeOf(old).fill();
    inUse.add(buildName(old.entry));
    serves = now;
    const store = storeOf(now);
    await store.fill();
    await store.sweep();
    expect(await (await store.asset(navigation('/assets/later-1.js'))).text()).toBe('/assets/later-1.js');

    inUse = new Set([buildName(now.entry)]);
    await store.sweep();
    expect(await caches.keys()).toEqual([buildName(now.entry)]);
    expect((await store.asset(navigation('/assets/later-1.js'))).status).toBe(404);
  });

  it('never lets go of a later build that is just being fetched, nor of what is not its own', async () => {
    await caches.open('something else');
    serves = old;
    await storeOf(old).fill();
    await caches.open(buildName(now.entry));
    await storeOf(old).sweep();
    expect(await caches.keys()).toEqual(['something else', buildName(old.entry), buildName(now.entry)]);
  });
});

import { buildName, BUILDS } from './build-name';

/** The files of one build that stand up every screen of the meeting without the server. */
export interface Build {
  /** The script every page of this build begins with: its name is the build's. */
  readonly entry: string;
  readonly files: readonly string[];
}

/** What the store needs from outside; tests hand in their own. */
export interface StoreNeeds {
  readonly caches: CacheStorage;
  readonly fetch: (request: Request | string, init?: RequestInit) => Promise<Response>;
  /** Builds that open pages run: each page holds a lock of this name. */
  readonly inUse: () => Promise<ReadonlySet<string>>;
}

/** How long weak Wi-Fi may take for the page before the kept one is shown. */
export const PAGE_WITHIN_MS = 3_500;

/**
 * Which requests are answered here: opening any page of the client, and the build's own files. All else, the API
 * first of all, goes its way untouched.
 */
export function jobOf(
  { method, mode, url }: Pick<Request, 'method' | 'mode' | 'url'>,
  origin: string,
): 'page' | 'asset' | null {
  const asked = new URL(url);
  if (method !== 'GET' || asked.origin !== origin) return null;
  if (mode === 'navigate')
    return /^\/(graphql|healthz|readyz|assets|dang-nhap\/oidc)(\/|$)/.test(asked.pathname) ? null : 'page';
  return asked.pathname.startsWith('/assets/') && asked.search === '' ? 'asset' : null;
}

/** A whole answer of the server's own; a hotel's sign-in page in the place of a script is none. */
export function mayKeep(answer: Response, kind: 'page' | 'asset'): boolean {
  const isPage = (answer.headers.get('content-type') ?? '').startsWith('text/html');
  return answer.status === 200 && !answer.redirected && isPage === (kind === 'page');
}

/**
 * The page and the files of a build on this device. The page is kept under `/` alone, whichever address asked for it:
 * addresses carry seat cards, room links and one-time links, and none of them may stay here.
 */
export class PageStore {
  private readonly name: string;

  constructor(
    private readonly build: Build,
    private readonly needs: StoreNeeds,
  ) {
    this.name = buildName(build.entry);
  }

  /** Fetches what is missing of this build. @throws where the server has another one by now: the next try will fit */
  async fill(): Promise<void> {
    const cache = await this.needs.caches.open(this.name);
    const page = await this.needs.fetch('/', { cache: 'no-store', credentials: 'omit' });
    if (!mayKeep(page, 'page') || !(await page.clone().text()).includes(this.build.entry))
      throw new Error('The page is not of this build.');
    await Promise.all(this.build.files.map((file) => this.bring(cache, file)));
    await cache.put('/', page);
  }

  /** From the network, so that a newer build shows at once; the kept page where that fails or takes too long. */
  async page(request: Request): Promise<Response> {
    const asked = this.needs.fetch(request);
    const inTime = await Promise.race([
      // A proxy whose server is away answers 502 to 504: the kept page can do more.
      asked.then(
        (answer) => (answer.status < 500 ? answer : null),
        () => null,
      ),
      new Promise<null>((resolve) => setTimeout(() => resolve(null), PAGE_WITHIN_MS)),
    ]);
    if (inTime) return inTime;
    const cache = await this.needs.caches.open(this.name);
    return (await cache.match('/')) ?? asked;
  }

  /** From this device, of whichever build: a name with a hash means one content. Else from the network, and kept. */
  async asset({ url }: Request): Promise<Response> {
    const kept = await this.needs.caches.match(url, { ignoreVary: true });
    if (kept) return kept;
    const answer = await this.needs.fetch(url);
    if (mayKeep(answer, 'asset')) {
      const cache = await this.needs.caches.open(this.name);
      // A full device keeps no more, which must not keep the file from the page.
      await cache.put(url, answer.clone()).catch(() => undefined);
    }
    return answer;
  }

  /**
   * Lets go of earlier builds that no open page runs any more. Caches are listed in the order of their making: what
   * comes after this build's is a later one's, which may just be filled.
   */
  async sweep(): Promise<void> {
    const names = (await this.needs.caches.keys()).filter((name) => name.startsWith(BUILDS));
    const earlier = names.slice(0, Math.max(0, names.indexOf(this.name)));
    if (earlier.length === 0) return;
    const inUse = await this.needs.inUse();
    for (const name of earlier) if (!inUse.has(name)) await this.needs.caches.delete(name);
  }

  private async bring(cache: Cache, file: string): Promise<void> {
    if (await cache.match(file)) return;
    const answer =
      (await this.needs.caches.match(file, { ignoreVary: true })) ?? (await this.needs.fetch(file));
    if (!mayKeep(answer, 'asset')) throw new Error(`${file} is not there.`);
    await cache.put(file, answer);
  }
}

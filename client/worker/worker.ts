import { jobOf, PageStore, type Build } from './page-store';

/** As much of a service worker's world as is used here; the compiler's own list of it forbids that of pages. */
interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends WorkerEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface WorkerScope {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: WorkerEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
}

/** Written in by the build (vite.config.ts). */
declare const BUILD: Build;

const scope = self as unknown as WorkerScope;
const store = new PageStore(BUILD, {
  caches,
  fetch: (request, init) => fetch(request, init),
  inUse: async () => new Set((await navigator.locks.query()).held?.map(({ name }) => name ?? '')),
});

// At once, beside pages of earlier builds: these find their files in the earlier builds' caches, whose time the sweep keeps.
scope.addEventListener('install', (event) => event.waitUntil(store.fill().then(() => scope.skipWaiting())));
scope.addEventListener('activate', (event) =>
  event.waitUntil(scope.clients.claim().then(() => store.sweep())),
);
scope.addEventListener('fetch', (event) => {
  const job = jobOf(event.request, scope.location.origin);
  if (job === 'asset') event.respondWith(store.asset(event.request));
  if (job === 'page') {
    event.respondWith(store.page(event.request));
    event.waitUntil(store.sweep());
  }
});

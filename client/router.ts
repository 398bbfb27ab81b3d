import {
  createRouter,
  createWebHistory,
  type RouteLocationNormalized,
  type RouteRecordRaw,
  type Router,
} from 'vue-router';
import { watch, type App } from 'vue';
import { loginKey, noteSignInEnded } from './live/sign-in-state';
import { loadViewer } from './live/viewer';
import { inLocale, locale, type BilingualText } from './ui/locale';
import { routes as adminRoutes } from './features/admin/routes';
import { routes as chairRoutes } from './features/chair/routes';
import { routes as dossierRoutes } from './features/dossiers/routes';
import { routes as historyRoutes } from './features/history/routes';
import { routes as homeRoutes } from './features/home/routes';
import { routes as roomRoutes } from './features/room/routes';
import { routes as scorecardRoutes } from './features/scorecards/routes';
import { routes as scoringRoutes } from './features/scoring/routes';
import { routes as signInRoutes } from './features/sign-in/routes';

declare module 'vue-router' {
  interface RouteMeta {
    /** Where one is; shown in the tab and the top bar until the page sets a better one with `usePageTitle`. */
    title?: BilingualText;
    /** Needs Quasar, which is then loaded first. */
    quasar?: boolean;
    /** May be opened without a sign-in (the page signs in by itself, or needs none). */
    open?: boolean;
    /** For administrators only. */
    admin?: boolean;
    /** The app's top bar: whole (unless said otherwise), compact (the page words its own connection) or none. */
    bar?: 'full' | 'compact' | 'none';
  }
}

/** Each feature brings its own pages. */
const pages = [
  ...homeRoutes,
  ...signInRoutes,
  ...scoringRoutes,
  ...chairRoutes,
  ...historyRoutes,
  ...roomRoutes,
  ...adminRoutes,
  ...dossierRoutes,
  ...scorecardRoutes,
];

const notFound: RouteRecordRaw = {
  path: '/:path(.*)*',
  name: 'not-found',
  component: () => import('./features/home/NotFoundPage.vue'),
  meta: { open: true, title: { vi: 'Không có trang này', en: 'No such page' } },
};

/** What in an address is the id of something on record; no such id is written otherwise. */
const IDS = ['sessionId', 'councilId', 'dossierId', 'evaluationId', 'draftId'];
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A mistyped address is no page; asked for, the server would only meet a fault. */
function isMistyped({ params }: RouteLocationNormalized): boolean {
  return IDS.some((name) => {
    const id = params[name];
    return typeof id === 'string' && id !== '' && !ID.test(id);
  });
}

/** Fetches a page's code while it is asked who looks at it: on a weak network each wait for the other costs a moment. */
function fetchPage({ matched, meta }: RouteLocationNormalized): void {
  if (meta.quasar) void import('./quasar').catch(() => undefined);
  for (const { components } of matched)
    for (const page of Object.values(components ?? {}))
      // What cannot be fetched is told when the router needs it.
      if (isLazy(page)) void page().catch(() => undefined);
}

const isLazy = (page: unknown): page is () => Promise<unknown> =>
  typeof page === 'function' && !('displayName' in page);

/** The client's addresses, and who may open them. */
export function makeRouter(app: App): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: [...pages, notFound],
    scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
  });

  router.beforeEach(async (to) => {
    if (isMistyped(to))
      return { name: 'not-found', params: { path: to.path.slice(1).split('/') }, query: to.query };
    fetchPage(to);
    if (to.meta.quasar) (await import('./quasar')).ensureQuasar(app);
    if (to.meta.open) return true;
    try {
      const viewer = await loadViewer();
      if (viewer.kind === 'ANONYMOUS') {
        // This tab worked here before: the shell says what became of it, rather than asking for a password out of nothing.
        if (loginKey() !== null && to.name !== 'home') noteSignInEnded('ENDED');
        else return { name: 'sign-in', query: { tiep: to.fullPath } };
      }
      return to.meta.admin && viewer.kind !== 'ANONYMOUS' && !viewer.isAdmin
        ? { name: 'home', query: { 'chi-quan-tri': null } }
        : true;
    } catch {
      // The shell words a sign-in that has ended; without a connection the page itself says so and tries again.
      return true;
    }
  });

  router.afterEach((to, from, failure) => {
    if (!failure && to.path !== from.path) nameTab(to);
  });
  // At once: a page that names itself does so after, and wins.
  watch(locale, () => nameTab(router.currentRoute.value), { flush: 'sync' });
  return router;
}

function nameTab({ meta }: RouteLocationNormalized): void {
  document.title = meta.title ? `${inLocale(meta.title)} · Chấm Sao` : 'Chấm Sao';
}

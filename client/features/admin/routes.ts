import type { RouteRecordRaw } from 'vue-router';

/** Administration: one shell, one page an area; and the page of it that others may open. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/quan-tri',
    alias: '/admin',
    component: () => import('./AdminPage.vue'),
    meta: { quasar: true, admin: true },
    children: [
      { path: '', component: () => import('./OverviewPage.vue'), meta: { overview: true } },
      { path: 'hoi-dong', alias: 'councils', component: () => import('./councils/CouncilsPage.vue') },
      {
        path: 'hoi-dong/nhap-bang-tinh',
        alias: 'councils/import',
        component: () => import('./import/ImportCouncilsPage.vue'),
      },
      {
        path: 'hoi-dong/:councilId',
        alias: 'councils/:councilId',
        component: () => import('./councils/CouncilPage.vue'),
        props: true,
      },
      {
        path: 'hoi-dong/:councilId/quy-che',
        alias: 'councils/:councilId/regulation',
        component: () => import('./councils/RegulationPage.vue'),
        props: true,
      },
      { path: 'ky-hop', alias: 'sessions', component: () => import('./sessions/SessionsPage.vue') },
      {
        path: 'ky-hop/:sessionId',
        alias: 'sessions/:sessionId',
        component: () => import('./sessions/SessionPage.vue'),
        props: true,
      },
      {
        path: 'ky-hop/:sessionId/the-ghe',
        alias: 'sessions/:sessionId/seat-cards',
        redirect: ({ params }) => ({ name: 'seat-cards', params }),
      },
      { path: 'dia-phuong', alias: 'places', component: () => import('./places/PlacesPage.vue') },
      { path: 'tai-khoan', alias: 'accounts', component: () => import('./accounts/AccountsPage.vue') },
      { path: 'sao-luu', alias: 'backups', component: () => import('./backups/BackupsPage.vue') },
      { path: 'khoa-api', alias: 'tokens', component: () => import('./accounts/ApiTokensPage.vue') },
    ],
  },
  {
    // Chair and secretary issue cards too: this one page stands outside of the administration.
    path: '/ky-hop/:sessionId/the-ghe',
    alias: '/sessions/:sessionId/seat-cards',
    name: 'seat-cards',
    component: () => import('./sessions/SeatCardsPage.vue'),
    props: true,
    meta: { quasar: true, title: { vi: 'Thẻ ghế', en: 'Seat cards' } },
  },
];

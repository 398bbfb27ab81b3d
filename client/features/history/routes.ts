import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/ky-hop/:sessionId/lich-su',
    alias: '/sessions/:sessionId/history',
    name: 'session-history',
    component: () => import('./HistoryPage.vue'),
    props: true,
    meta: { quasar: true, title: { vi: 'Lịch sử phiên họp', en: 'Session history' } },
  },
];

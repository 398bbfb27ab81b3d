import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/ky-hop/:sessionId/dieu-hanh',
    alias: '/sessions/:sessionId/conduct',
    name: 'conduct',
    component: () => import('./ConductPage.vue'),
    props: true,
    meta: { title: { vi: 'Điều hành phiên họp', en: 'Conducting the session' } },
  },
];

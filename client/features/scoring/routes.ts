import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/ky-hop/:sessionId/cham/:evaluationId?',
    alias: '/sessions/:sessionId/score/:evaluationId?',
    name: 'score',
    component: () => import('./ScoringPage.vue'),
    props: true,
    meta: { bar: 'compact', title: { vi: 'Chấm điểm', en: 'Scoring' } },
  },
];

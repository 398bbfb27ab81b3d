import type { RouteRecordRaw } from 'vue-router';

/** The scorecards of all decrees: browse, read one whole, compare two; and write the next edition of one. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/bo-tieu-chi',
    alias: '/scorecards',
    component: () => import('./ScorecardsPage.vue'),
    meta: { quasar: true },
  },
  {
    path: '/bo-tieu-chi/so-sanh',
    alias: '/scorecards/compare',
    component: () => import('./CompareScorecardsPage.vue'),
    meta: { quasar: true },
  },
  {
    path: '/bo-tieu-chi/ban-thao/:draftId',
    alias: '/scorecards/drafts/:draftId',
    component: () => import('./draft/DraftPage.vue'),
    props: true,
    meta: { quasar: true, admin: true },
  },
  {
    path: '/bo-tieu-chi/:code',
    alias: '/scorecards/:code',
    component: () => import('./ScorecardPage.vue'),
    props: true,
    meta: { quasar: true },
  },
];

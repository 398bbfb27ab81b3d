import type { RouteRecordRaw } from 'vue-router';

/** Dossiers, and the producers and products that they are registered for. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/ho-so',
    alias: '/dossiers',
    component: () => import('./DossierShell.vue'),
    meta: { quasar: true },
    children: [
      { path: '', component: () => import('./DossiersPage.vue') },
      {
        path: 'dang-ky',
        alias: 'register',
        component: () => import('./register/DossierFormPage.vue'),
        meta: { admin: true },
      },
      {
        path: 'chu-the',
        alias: 'producers',
        component: () => import('./producers/ProducersPage.vue'),
        meta: { admin: true },
      },
      {
        path: 'san-pham',
        alias: 'products',
        component: () => import('./producers/ProductsPage.vue'),
        meta: { admin: true },
      },
      {
        path: ':dossierId',
        component: () => import('./DossierPage.vue'),
        props: true,
      },
      {
        path: ':dossierId/sua',
        alias: ':dossierId/change',
        component: () => import('./register/DossierFormPage.vue'),
        props: true,
        meta: { admin: true },
      },
    ],
  },
];

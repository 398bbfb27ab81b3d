import type { RouteRecordRaw } from 'vue-router';

/** Dossiers, and the producers and products that they are registered for. */
export const routes: RouteRecordRaw[] = [
  {
    path: '/ho-so',
    alias: '/dossiers',
    component: () => import('./DossiersPage.vue'),
    meta: { quasar: true },
  },
  {
    path: '/ho-so/dang-ky',
    alias: '/dossiers/register',
    component: () => import('./register/DossierFormPage.vue'),
    meta: { quasar: true, admin: true },
  },
  {
    path: '/ho-so/chu-the',
    alias: '/dossiers/producers',
    component: () => import('./producers/ProducersPage.vue'),
    meta: { quasar: true, admin: true },
  },
  {
    path: '/ho-so/san-pham',
    alias: '/dossiers/products',
    component: () => import('./producers/ProductsPage.vue'),
    meta: { quasar: true, admin: true },
  },
  {
    path: '/ho-so/:dossierId',
    alias: '/dossiers/:dossierId',
    component: () => import('./DossierPage.vue'),
    props: true,
    meta: { quasar: true },
  },
  {
    path: '/ho-so/:dossierId/sua',
    alias: '/dossiers/:dossierId/change',
    component: () => import('./register/DossierFormPage.vue'),
    props: true,
    meta: { quasar: true, admin: true },
  },
];

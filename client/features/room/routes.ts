import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/man-hinh/:token',
    alias: '/screen/:token',
    name: 'room',
    component: () => import('./RoomPage.vue'),
    props: true,
    meta: { open: true, bar: 'none', title: { vi: 'Màn hình phòng họp', en: 'Room screen' } },
  },
];

import type { RouteRecordRaw } from 'vue-router';

export const routes: RouteRecordRaw[] = [
  {
    path: '/dang-nhap',
    alias: '/sign-in',
    name: 'sign-in',
    component: () => import('./SignInPage.vue'),
    meta: { open: true, title: { vi: 'Đăng nhập', en: 'Sign in' } },
  },
  {
    path: '/mat-khau',
    alias: '/password',
    name: 'password',
    component: () => import('./PasswordPage.vue'),
    meta: { title: { vi: 'Đổi mật khẩu', en: 'Change the password' } },
  },
  {
    // Beside the accounts of the administration.
    path: '/quan-tri/tai-khoan/dang-nhap',
    alias: '/admin/accounts/sign-ins',
    name: 'sign-ins',
    component: () => import('./SignInsPage.vue'),
    meta: {
      quasar: true,
      admin: true,
      title: { vi: 'Thiết bị đang đăng nhập', en: 'Signed-in devices' },
    },
  },
  {
    path: '/ghe/:token',
    alias: '/seat/:token',
    name: 'seat',
    component: () => import('./SeatPage.vue'),
    props: true,
    meta: { open: true, title: { vi: 'Mở thẻ ghế', en: 'Open a seat card' } },
  },
];

import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { h, ref } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import App from '../../client/App.vue';
import { endedSignIn, noteSignInEnded } from '../../client/live/sign-in-state';

const broken = ref(true);
const Plain = { render: () => h('div', [h('h1', 'Một trang')]) };
const Breaking = {
  setup: () => () => {
    if (broken.value) throw new Error('a fault of ours');
    return h('h1', 'Đã lành');
  },
};
const Slipping = {
  setup() {
    const tap = () => {
      throw new Error('a fault of ours');
    };
    return () => h('div', [h('h1', 'Đang gõ dở'), h('button', { id: 'tap', onClick: tap })]);
  },
};

let wrapper: VueWrapper;

async function appAt(path: string) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'home', component: Plain },
      { path: '/dang-nhap', name: 'sign-in', component: Plain, meta: { open: true } },
      { path: '/vo', component: Breaking },
      { path: '/truot', component: Slipping },
      {
        path: '/vang',
        component: () =>
          broken.value ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(Breaking),
      },
      { path: '/phong', component: Plain, meta: { bar: 'none', open: true } },
    ],
  });
  await router.push(path);
  wrapper = mount(App, { attachTo: document.body, global: { plugins: [router] } });
  await flushPromises();
  return router;
}

describe('The app around the pages', () => {
  beforeEach(() => {
    broken.value = true;
    endedSignIn.value = null;
    vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.spyOn(console, 'warn').mockImplementation(() => {});
  });
  afterEach(() => {
    wrapper.unmount();
    vi.restoreAllMocks();
  });

  it('says plainly that a page met a fault, and tries it again when asked', async () => {
    await appAt('/vo');
    expect(wrapper.get('[role="alert"]').text()).toContain('Trang này gặp lỗi');
    broken.value = false;
    await wrapper
      .findAll('button')
      .find((button) => button.text() === 'Thử lại')!
      .trigger('click');
    expect(wrapper.get('main').text()).toBe('Đã lành');
  });

  it('keeps the page, and what was typed on it, when only a tap met a fault', async () => {
    await appAt('/truot');
    await wrapper.get('#tap').trigger('click');
    expect(wrapper.get('[role="alert"]').text()).toContain('Việc vừa rồi chưa làm được');
    expect(wrapper.get('main').text()).toContain('Đang gõ dở');
  });

  it('puts the end of a sign-in in the place of the page, without a bar to press', async () => {
    await appAt('/');
    noteSignInEnded('TAKEN_OVER');
    await flushPromises();
    expect(wrapper.get('main').text()).toContain('Ghế này đã chuyển sang thiết bị khác');
    expect(wrapper.get('main').text()).not.toContain('Một trang');
    expect(wrapper.find('.top-bar').exists()).toBe(false);
  });

  it('fetches again the page that was wanted, when its code did not come the first time', async () => {
    const router = await appAt('/');
    await router.push('/vang').catch(() => {});
    await flushPromises();
    expect(wrapper.get('main').text()).toContain('Trang này gặp lỗi');
    broken.value = false;
    await wrapper
      .findAll('button')
      .find((button) => button.text() === 'Thử lại')!
      .trigger('click');
    await flushPromises();
    expect(router.currentRoute.value.path).toBe('/vang');
    expect(wrapper.get('main').text()).toBe('Đã lành');
  });

  it('shows no bar on the room’s screen', async () => {
    await appAt('/phong');
    expect(wrapper.find('.top-bar').exists()).toBe(false);
    expect(wrapper.get('main').text()).toBe('Một trang');
  });

  it('puts the focus on the heading of a page just opened, not on the first one', async () => {
    const router = await appAt('/truot');
    expect(document.activeElement?.tagName).not.toBe('H1');
    await router.push('/');
    await flushPromises();
    expect(document.activeElement?.tagName).toBe('H1');
    expect(document.activeElement?.textContent).toBe('Một trang');
  });
});

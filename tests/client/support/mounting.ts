import { mount } from '@vue/test-utils';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import { provideApolloClient } from '@vue/apollo-composable';
import { defineComponent, h, type Component } from 'vue';
import { apollo } from '../../../client/live/apollo';

const Blank = { render: () => h('p', 'another page') };

/** A router whose every address is a blank page: a test reads where a page went, not what stands there. */
export async function routerAt(path: string): Promise<Router> {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'home', component: Blank },
      { path: '/dang-nhap', name: 'sign-in', component: Blank },
      { path: '/:path(.*)*', component: Blank },
    ],
  });
  await router.push(path);
  return router;
}

/** Mounts a page as the app would, into the document. */
export async function mountAt(page: Component, path = '/', props: Record<string, unknown> = {}) {
  provideApolloClient(apollo);
  const router = await routerAt(path);
  const wrapper = mount(page, { props, attachTo: document.body, global: { plugins: [router] } });
  return { wrapper, router };
}

/** Runs a composable inside a component, as Vue wants it. */
export function withSetup<T>(composable: () => T): { result: T; unmount: () => void } {
  let result!: T;
  const Host = defineComponent({
    setup() {
      result = composable();
      return () => h('i');
    },
  });
  const wrapper = mount(Host);
  return { result, unmount: () => wrapper.unmount() };
}

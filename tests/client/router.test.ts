import { createApp } from 'vue';
import type { Router } from 'vue-router';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endedSignIn, keepLogin } from '../../client/live/sign-in-state';
import { forgetSignIn } from '../../client/live/viewer';
import { makeRouter } from '../../client/router';
import { setLocale } from '../../client/ui/locale';
import { Replies, viewer } from './support/replies';

const blank = { render: () => null };

function routerFor(changes: object | Error): Router {
  new Replies({
    Viewer: () => {
      if (changes instanceof Error) throw changes;
      return { viewer: viewer(changes) };
    },
  });
  const router = makeRouter(createApp(blank));
  router.addRoute({ path: '/chi-quan-tri', component: blank, meta: { admin: true } });
  router.addRoute({ path: '/ai-cung-vao', component: blank });
  return router;
}

describe('The addresses', () => {
  beforeEach(() => history.replaceState(null, '', '/'));
  afterEach(async () => {
    setLocale('vi');
    endedSignIn.value = null;
    new Replies();
    await forgetSignIn();
  });

  it('lead who is not signed in to the sign-in page, and remember where they were going', async () => {
    const router = routerFor({ kind: 'ANONYMOUS' });
    await router.push('/ai-cung-vao?trang=2');
    expect(router.currentRoute.value).toMatchObject({
      name: 'sign-in',
      query: { tiep: '/ai-cung-vao?trang=2' },
    });
  });

  it('say what became of a sign-in that this tab had, instead of asking for a password out of nothing', async () => {
    keepLogin('k1');
    const router = routerFor({ kind: 'ANONYMOUS' });
    await router.push('/ai-cung-vao');
    expect(router.currentRoute.value.path).toBe('/ai-cung-vao');
    expect(endedSignIn.value?.reason).toBe('ENDED');
  });

  it('lead who is no administrator home from the administration, where it is said why', async () => {
    const router = routerFor({ isAdmin: false });
    await router.push('/chi-quan-tri');
    expect(router.currentRoute.value).toMatchObject({ name: 'home', fullPath: '/?chi-quan-tri' });
  });

  it.each(['/ky-hop/khong-co/cham', '/ky-hop/1/dieu-hanh', '/quan-tri/hoi-dong/abc', '/ho-so/123/sua?x=1'])(
    'are no page when mistyped, and the bar of the browser keeps what was typed: %s',
    async (path) => {
      const router = routerFor({ isAdmin: true });
      await router.push(path);
      expect(router.currentRoute.value).toMatchObject({ name: 'not-found', fullPath: path });
    },
  );

  it('lead on where the id could be one', async () => {
    const router = routerFor({ isAdmin: true });
    await router.push('/ky-hop/0b9c8f6e-1d2a-4b3c-8d4e-5f6a7b8c9d0e/cham');
    expect(router.currentRoute.value.name).toBe('score');
  });

  it('let an administrator in', async () => {
    const router = routerFor({ isAdmin: true });
    await router.push('/chi-quan-tri');
    expect(router.currentRoute.value.path).toBe('/chi-quan-tri');
  });

  it('ask nobody who they are before a seat card is opened', async () => {
    const router = routerFor({ kind: 'ANONYMOUS' });
    await router.push('/seat/the-1');
    expect(router.currentRoute.value).toMatchObject({ name: 'seat', params: { token: 'the-1' } });
  });

  it('stay open without a connection: the page says so itself', async () => {
    const router = routerFor(new TypeError('Failed to fetch'));
    await router.push('/ai-cung-vao');
    expect(router.currentRoute.value.path).toBe('/ai-cung-vao');
  });

  it('say in the tab where one is, and answer a wrong address', async () => {
    const router = routerFor({ isAdmin: true });
    await router.push('/khong-co-trang-nay');
    expect(router.currentRoute.value.name).toBe('not-found');
    expect(document.title).toBe('Không có trang này · Chấm Sao');
    setLocale('en');
    expect(document.title).toBe('No such page · Chấm Sao');
  });
});

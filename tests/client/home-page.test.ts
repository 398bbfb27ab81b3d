import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import HomePage from '../../client/features/home/HomePage.vue';
import { mountAt } from './support/mounting';
import { Replies, seat, viewer } from './support/replies';

let wrapper: VueWrapper;
const counts = {
  waiting: { __typename: 'DossierConnection', totalCount: 3 },
  roundTwo: { __typename: 'DossierConnection', totalCount: 0 },
  councils: [{ __typename: 'Council', id: 'c1' }],
  openSessions: [],
};

async function homeOf(changes: object, path = '/') {
  new Replies({ Viewer: () => ({ viewer: viewer(changes) }), HomeCounts: () => counts });
  const mounted = await mountAt(HomePage, path);
  ({ wrapper } = mounted);
  await flushPromises();
  return mounted.router;
}

describe('Home', () => {
  afterEach(() => wrapper.unmount());

  it('leads a member of an open session to scoring', async () => {
    await homeOf({});
    const link = wrapper.get('a.button-primary');
    expect(link.text()).toBe('Vào chấm điểm');
    expect(link.attributes('href')).toBe('/ky-hop/s1/cham');
    expect(wrapper.text()).toContain('Phiên họp đang mở');
    expect(wrapper.text()).not.toContain('Hồ sơ sản phẩm');
  });

  it('leads who conducts to conducting first, and to the own sheet if that person votes', async () => {
    await homeOf({ seats: [seat({ role: 'CHAIR', conducts: true })] });
    expect(wrapper.findAll('a').map((link) => link.attributes('href'))).toEqual([
      '/ky-hop/s1/dieu-hanh',
      '/ky-hop/s1/cham',
    ]);
  });

  it('makes no step the main one while the session is still to come', async () => {
    await homeOf({ seats: [seat({ phase: 'PLANNED' })] });
    expect(wrapper.text()).toContain('Dự kiến 22/11/2026 08:00');
    expect(wrapper.find('a.button-primary').exists()).toBe(false);
  });

  it('shows an administrator the desk with what waits there', async () => {
    await homeOf({ kind: 'ACCOUNT', isAdmin: true, seats: [] });
    expect(wrapper.findAll('a').map((link) => link.attributes('href'))).toEqual([
      '/quan-tri',
      '/ho-so',
      '/bo-tieu-chi',
    ]);
    expect(wrapper.text()).toContain('3 hồ sơ chờ đưa vào phiên họp');
  });

  it('says why a page of the administration did not open, and only to who cannot open it', async () => {
    const words = 'Trang vừa mở dành cho quản trị viên';
    const router = await homeOf({}, '/?chi-quan-tri&a=b');
    expect(wrapper.text()).toContain(words);
    // Said once: the address that is kept says nothing of it.
    expect(router.currentRoute.value.fullPath).toBe('/?a=b');
    wrapper.unmount();
    await homeOf({ kind: 'ACCOUNT', isAdmin: true, seats: [] }, '/?chi-quan-tri');
    expect(wrapper.text()).not.toContain(words);
  });

  it('says what to do next to who has nothing to do', async () => {
    await homeOf({ kind: 'ACCOUNT', seats: [] });
    expect(wrapper.text()).toContain('Hiện chưa có việc nào cho đồng chí');
    expect(wrapper.text()).toContain('quét thẻ');
  });
});

import type { VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filterFromQuery, queryFromFilter } from '../../client/features/dossiers/dossier-filter';
import DossiersPage from '../../client/features/dossiers/DossiersPage.vue';
import { useKeepViews } from '../../client/features/dossiers/useKeepViews';
import { mountDesk, press, settle, shownText, type } from './support/desk';
import { criteriaSet, dossier, page } from './support/desk-rows';
import { Replies } from './support/replies';

const whole = {
  search: 'mật ong',
  placeId: 'x1',
  sectorCode: 'FOOD',
  regime: 'R148',
  productSet: 4,
  state: 'AWAITING_ROUND_2',
  kind: 'UPGRADE',
  year: 2023,
  batch: 2,
  withoutSession: true,
} as const;
const none = Object.fromEntries(Object.keys(whole).map((key) => [key, null]));

describe('A filter of dossiers in the address', () => {
  it('comes back whole', () => {
    expect(filterFromQuery(queryFromFilter(whole))).toEqual(whole);
  });

  it.each(Object.keys(whole) as (keyof typeof whole)[])('comes back when it is only %s', (key) => {
    const only = { [key]: whole[key] };
    const query = queryFromFilter(only);
    expect(Object.values(query).filter((value) => value !== undefined).length).toBe(1);
    expect(filterFromQuery(query)).toEqual({ ...none, ...only });
  });

  it('leaves out what it does not know, so that an old link still opens', () => {
    expect(filterFromQuery({ 'tinh-trang': 'GONE', nam: 'nhiều', loai: ['FIRST'], la: '1' })).toEqual(none);
  });
});

describe('The list of dossiers', () => {
  let wrapper: VueWrapper;
  let replies: Replies;
  beforeEach(() => {
    replies = new Replies({
      ListDossiers: ({ filter }) => ({
        dossiers: page(
          'Dossier',
          (filter as { search?: string }).search === 'không có' ? [] : [dossier('a')],
        ),
      }),
      ListPlaceChoices: () => ({ places: [] }),
      ListProductSets: () => ({ criteriaSets: [criteriaSet()] }),
    });
  });
  afterEach(() => {
    wrapper.unmount();
    for (const { name } of [...useKeepViews().views.value]) useKeepViews().drop(name);
  });

  it('asks for what the address says', async () => {
    ({ wrapper } = await mountDesk(DossiersPage, '/ho-so?nam=2026&dot=2&tinh-trang=AWAITING_ROUND_2'));
    expect(replies.sentOf('ListDossiers').at(-1)).toEqual({
      filter: { ...none, year: 2026, batch: 2, state: 'AWAITING_ROUND_2' },
      after: null,
    });
  });

  it('puts what is typed into the address, beside what stands there', async () => {
    const mounted = await mountDesk(DossiersPage, '/ho-so?nam=2026');
    ({ wrapper } = mounted);
    await type('Tên sản phẩm, mã số hoặc chủ thể', 'mật ong');
    expect(mounted.router.currentRoute.value.query).toEqual({ nam: '2026', tim: 'mật ong' });
    expect(replies.sentOf('ListDossiers').at(-1)).toMatchObject({
      filter: { search: 'mật ong', year: 2026 },
    });
  });

  it('says what to do when nothing matches, and does it', async () => {
    const mounted = await mountDesk(DossiersPage, '/ho-so?tim=không có');
    ({ wrapper } = mounted);
    expect(shownText()).toContain('Không có hồ sơ nào khớp');
    await press('Bỏ lọc');
    expect(mounted.router.currentRoute.value.query).toEqual({});
    expect(shownText()).toContain('Sản phẩm a');
  });

  it('keeps a view under a name on the device, and opens it again', async () => {
    const mounted = await mountDesk(DossiersPage, '/ho-so?nam=2026&dot=2');
    ({ wrapper } = mounted);
    await press('Ghi nhớ bộ lọc này');
    await type('Tên gọi', 'Đợt 2');
    await press('Lưu');
    expect(JSON.parse(localStorage.getItem('dossier-views') ?? '[]')).toEqual([
      { name: 'Đợt 2', query: { nam: '2026', dot: '2' } },
    ]);
    await mounted.router.replace('/ho-so');
    await settle();
    await wrapper
      .findAll('a')
      .find((link) => link.text() === 'Đợt 2')!
      .trigger('click');
    await settle();
    expect(mounted.router.currentRoute.value.query).toEqual({ nam: '2026', dot: '2' });
  });
});

import type { VueWrapper } from '@vue/test-utils';
import { afterEach, expect, it } from 'vitest';
import PlacesPage from '../../client/features/admin/places/PlacesPage.vue';
import { labelled, mountDesk, press, settle, shownText, type } from './support/desk';
import { refused, Replies } from './support/replies';

const NAMES: Record<string, string> = {
  p1: 'Tỉnh Hòa Bình',
  d1: 'Huyện Đà Bắc',
  d2: 'Huyện Mai Châu',
  c1: 'Xã Tân Minh',
  c2: 'Xã Cũ',
  p2: 'Tỉnh Phú Thọ',
};
const place = (id: string, level: string, parent: string | null, retiredOn: string | null) => ({
  __typename: 'Place',
  id,
  code: null,
  level,
  name: NAMES[id],
  retiredOn,
  version: 1,
  parent: parent && { __typename: 'Place', id: parent, name: NAMES[parent] },
});
const PLACES = [
  place('p1', 'PROVINCE', null, '2025-07-01'),
  place('d1', 'DISTRICT', 'p1', '2025-07-01'),
  place('d2', 'DISTRICT', 'p1', '2025-07-01'),
  place('c1', 'COMMUNE', 'd1', null),
  place('c2', 'COMMUNE', 'd2', '2025-07-01'),
  place('p2', 'PROVINCE', null, null),
];

let wrapper: VueWrapper;
afterEach(() => wrapper.unmount());

/** The tree as it is drawn: each place with those under it. */
const drawn = (list: Element | null = document.querySelector('ul.tree')): object =>
  Object.fromEntries(
    [...(list?.children ?? [])].map((item) => [
      item.querySelector('strong')?.textContent ?? '',
      drawn(item.querySelector(':scope > details > ul')),
    ]),
  );

it('shows the communes of a retired province under it still, marked as retired', async () => {
  new Replies({ ListPlaces: () => ({ places: PLACES }) });
  ({ wrapper } = await mountDesk(PlacesPage));
  const inUse = { 'Tỉnh Hòa Bình': { 'Huyện Đà Bắc': { 'Xã Tân Minh': {} } }, 'Tỉnh Phú Thọ': {} };
  expect(drawn()).toEqual(inUse);
  const province = document.querySelector('ul.tree > li')!;
  expect(province.textContent).toContain('Ngừng dùng từ 01/07/2025');
  await type('Tìm địa phương', 'mai chau');
  expect(drawn()).toEqual({});
  await type('Tìm địa phương', 'tan minh');
  expect(drawn()).toEqual({ 'Tỉnh Hòa Bình': inUse['Tỉnh Hòa Bình'] });
  await type('Tìm địa phương', '');
  labelled('Hiện cả địa phương đã ngừng dùng').click();
  await settle();
  expect(drawn()).toEqual({
    'Tỉnh Hòa Bình': { 'Huyện Đà Bắc': { 'Xã Tân Minh': {} }, 'Huyện Mai Châu': { 'Xã Cũ': {} } },
    'Tỉnh Phú Thọ': {},
  });
});

it('says before a place is retired what must no longer use it, and what stays as it is', async () => {
  const message = { __typename: 'Text', vi: 'hội đồng “Hội đồng tỉnh” đang hoạt động ở đây', en: '' };
  const uses = [{ __typename: 'FieldFault', field: 'id', message }];
  new Replies({
    ListPlaces: () => ({ places: PLACES }),
    RetirePlace: () => ({ retirePlace: refused('IN_USE', 'Đang được dùng.', 'In use.', uses) }),
  });
  ({ wrapper } = await mountDesk(PlacesPage));
  await press('Ngừng dùng: Tỉnh Phú Thọ');
  expect(shownText()).toContain(
    'không còn hội đồng đang hoạt động, phiên họp chưa bế mạc hay đơn vị cấp dưới còn dùng',
  );
  expect(shownText()).toContain('hồ sơ cũ vẫn giữ nguyên');
  document.querySelector<HTMLButtonElement>('[role="dialog"] button[type="submit"]')!.click();
  await settle();
  expect(shownText()).toContain('hội đồng “Hội đồng tỉnh” đang hoạt động ở đây');
});

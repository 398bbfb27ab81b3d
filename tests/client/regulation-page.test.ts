import type { VueWrapper } from '@vue/test-utils';
import { afterEach, expect, it } from 'vitest';
import RegulationPage from '../../client/features/admin/councils/RegulationPage.vue';
import { setLocale } from '../../client/ui/locale';
import { mountDesk, press, settle, shownText, type } from './support/desk';
import { council, regulation } from './support/desk-rows';
import { Replies } from './support/replies';

let wrapper: VueWrapper;
afterEach(() => {
  wrapper.unmount();
  setLocale('vi');
});

it('A new version is said to be for every session not yet opened, those already planned too', async () => {
  let read = council();
  new Replies({
    ReadCouncil: () => ({ council: read }),
    SaveRegulation: () => {
      const versions = [regulation({ id: 'r2', version: 2, deviationLimit: 8 }), regulation()];
      read = council({ version: 2, regulation: versions[0], regulations: versions });
      return { saveRegulation: read };
    },
  });
  ({ wrapper } = await mountDesk(RegulationPage, '/', { councilId: 'h1' }));
  expect(shownText()).toContain('Phiên bản 1 đang áp dụng cho phiên họp chưa khai mạc');
  expect(shownText()).toContain('phiên họp chưa khai mạc, kể cả phiên đã lập, theo phiên bản mới');
  await type('Chênh lệch điểm cho phép', '8');
  await press('Lưu thành phiên bản mới');
  expect(shownText()).toContain('Đã lưu phiên bản 2. Mọi phiên họp chưa khai mạc, kể cả phiên đã lập, dùng');
  expect(shownText()).toContain('Phiên bản 2 đang áp dụng cho phiên họp chưa khai mạc');

  setLocale('en');
  await settle();
  expect(shownText()).toContain('Version 2 applies to sessions not yet opened');
});

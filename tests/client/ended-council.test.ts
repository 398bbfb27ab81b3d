import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { h } from 'vue';
import CouncilPage from '../../client/features/admin/councils/CouncilPage.vue';
import RegulationPage from '../../client/features/admin/councils/RegulationPage.vue';
import { mountDesk, shownText } from './support/desk';
import { council, member, regulation } from './support/desk-rows';
import { Replies } from './support/replies';

let wrapper: VueWrapper;
const show = async (page: typeof CouncilPage | typeof RegulationPage, retiredAt: string | null) => {
  const versions = [regulation({ id: 'r2', version: 2 }), regulation()];
  const shown = { retiredAt, members: [member('m1')], regulation: versions[0], regulations: versions };
  new Replies({ ReadCouncil: () => ({ council: council(shown) }) });
  ({ wrapper } = await mountDesk({ render: () => h(page, { councilId: 'h1' }) }));
};
const ENDED = 'Hội đồng đã kết thúc ngày 20/11/2026';
const ENDED_AT = '2026-11-20T02:00:00Z';

describe('A council that has ended', () => {
  afterEach(() => wrapper.unmount());

  it('is shown for reading: since when, and without arrows or a word of them', async () => {
    await show(CouncilPage, null);
    expect(shownText()).toContain('nút mũi tên');
    expect(shownText()).toContain('đang áp dụng cho phiên họp chưa khai mạc');
    expect(wrapper.findAll('.step').length).toBe(2);
    wrapper.unmount();

    await show(CouncilPage, ENDED_AT);
    expect(shownText()).toContain(ENDED);
    expect(shownText()).toContain('Phó Giám đốc');
    expect(shownText()).not.toContain('nút mũi tên');
    expect(shownText()).not.toContain('đang áp dụng');
    expect(wrapper.findAll('.step').length).toBe(0);
  });

  it('keeps the history of its regulation, without a form that could not be saved', async () => {
    await show(RegulationPage, null);
    expect(wrapper.findAll('form').length).toBe(1);
    expect(shownText()).toContain('Đưa vào biểu mẫu');
    wrapper.unmount();

    await show(RegulationPage, ENDED_AT);
    expect(shownText()).toContain(ENDED);
    expect(wrapper.findAll('form, fieldset').length).toBe(0);
    expect(shownText()).toContain('Phiên bản 2');
    expect(shownText()).not.toContain('Đưa vào biểu mẫu');
    expect(shownText()).not.toContain('Hiện hành');
  });
});

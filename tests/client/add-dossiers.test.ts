import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import AddDossiersDialog from '../../client/features/admin/sessions/AddDossiersDialog.vue';
import { labelled, mountDesk, press, settle, shownText, type } from './support/desk';
import { criteriaSet, dossier, page, session } from './support/desk-rows';
import { refused, Replies } from './support/replies';

const incomplete = criteriaSet({
  code: 'OCOP-148-2023-07',
  complete: false,
  missing: ['6.4: level worth 4 points (top listed level is 3)'],
});
const found = [dossier('đủ'), dossier('thiếu', { criteriaSet: incomplete }), dossier('sẵn')];
let wrapper: VueWrapper;
let replies: Replies;
const show = async (add: object = { addToAgenda: session() }) => {
  replies = new Replies({
    ListPlaces: () => ({ places: [] }),
    ListScorecards: () => ({ criteriaSets: [criteriaSet()] }),
    FindAgendaDossiers: () => ({ dossiers: page('Dossier', found) }),
    AddToAgenda: () => add,
  });
  ({ wrapper } = await mountDesk(AddDossiersDialog, '/', { sessionId: 's1', present: ['sẵn'] }));
};
const tick = async (name: string) => {
  labelled(name).click();
  await settle();
};

describe('Adding dossiers to an agenda', () => {
  afterEach(() => wrapper.unmount());

  it('shows a dossier whose scorecard is incomplete, as unusable, and says what is missing', async () => {
    await show();
    expect(labelled('Sản phẩm thiếu').getAttribute('aria-disabled')).toBe('true');
    expect(shownText()).toContain('Bộ tiêu chí chưa đủ, không dùng để chấm được');
    expect(shownText()).toContain('Còn thiếu: Tiêu chí 6.4: chưa có mức 4 điểm');
    await tick('Sản phẩm thiếu');
    await press('Thêm hồ sơ');
    expect(replies.sentOf('AddToAgenda')).toEqual([]);
    expect(shownText()).toContain('Chọn ít nhất một hồ sơ.');
  });

  it('sends those chosen, and not one that is on the agenda already', async () => {
    await show();
    expect(labelled('Sản phẩm sẵn').getAttribute('aria-disabled')).toBe('true');
    await tick('Sản phẩm đủ');
    await press('Thêm 1 hồ sơ');
    expect(replies.sentOf('AddToAgenda')).toEqual([{ sessionId: 's1', dossierIds: ['đủ'] }]);
  });

  it('is ticked by a press on its name too, and unticked by another', async () => {
    await show();
    const name = (product: string) =>
      [...document.querySelectorAll('strong')].find((each) => each.textContent === product)!;
    name('Sản phẩm đủ').click();
    name('Sản phẩm thiếu').click();
    await settle();
    expect(labelled('Sản phẩm đủ').getAttribute('aria-checked')).toBe('true');
    expect(labelled('Sản phẩm thiếu').getAttribute('aria-checked')).toBe('false');
    name('Sản phẩm đủ').click();
    await settle();
    expect(labelled('Sản phẩm đủ').getAttribute('aria-checked')).toBe('false');
  });

  it('says the server’s own sentence when it refuses, and keeps what was chosen', async () => {
    await show({
      addToAgenda: refused('CARD_INCOMPLETE', 'Bộ tiêu chí số 7 còn thiếu điểm.', 'Incomplete.'),
    });
    await tick('Sản phẩm đủ');
    await press('Thêm 1 hồ sơ');
    expect(shownText()).toContain('Bộ tiêu chí số 7 còn thiếu điểm.');
    expect(labelled('Sản phẩm đủ').getAttribute('aria-checked')).toBe('true');
  });

  it('says where those are that it does not list, and what opens their way, also where it finds none', async () => {
    replies = new Replies({
      ListPlaces: () => ({ places: [] }),
      ListScorecards: () => ({ criteriaSets: [] }),
      FindAgendaDossiers: () => ({ dossiers: page('Dossier', []) }),
    });
    ({ wrapper } = await mountDesk(AddDossiersDialog, '/', { sessionId: 's1', present: [] }));
    expect(shownText()).toContain('Không có hồ sơ nào khớp.');
    expect(shownText()).toContain('Hồ sơ đã để lại lần sau chỉ hiện ở phiên họp lần ấy');
    expect(shownText()).toContain('sửa số lần họp trong một đợt');
    expect(shownText()).toContain('kết thúc hội đồng đó trước');
  });

  it('asks the server for what is typed, and for all dossiers only when told to', async () => {
    await show();
    await type('Tên sản phẩm hoặc chủ thể', 'mật ong');
    expect(replies.sentOf('FindAgendaDossiers').at(-1)).toMatchObject({
      filter: { search: 'mật ong', withoutSession: true, forSession: 's1' },
    });
  });
});

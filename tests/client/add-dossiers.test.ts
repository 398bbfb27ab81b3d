import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import AddDossiersDialog from '../../client/features/admin/sessions/AddDossiersDialog.vue';
import { labelled, mountDesk, openChoices, press, settle, shownText, type } from './support/desk';
import { agendaItem, criteriaSet, dossier, page, place, session } from './support/desk-rows';
import { refused, Replies } from './support/replies';

const incomplete = criteriaSet({
  code: 'OCOP-148-2023-07',
  complete: false,
  missing: ['6.4: level worth 4 points (top listed level is 3)'],
});
const found = [dossier('đủ'), dossier('thiếu', { criteriaSet: incomplete }), dossier('sẵn')];
const planned = session({ agenda: [agendaItem('sẵn', 1)] });
let wrapper: VueWrapper;
let replies: Replies;
const show = async (add: object = { addToAgenda: session() }) => {
  replies = new Replies({
    ListPlaces: () => ({ places: [] }),
    ListScorecards: () => ({ criteriaSets: [criteriaSet()] }),
    FindAgendaDossiers: () => ({ dossiers: page('Dossier', found) }),
    AddToAgenda: () => add,
  });
  ({ wrapper } = await mountDesk(AddDossiersDialog, '/', { session: planned }));
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
    ({ wrapper } = await mountDesk(AddDossiersDialog, '/', { session: session() }));
    expect(shownText()).toContain('Không có hồ sơ nào khớp.');
    expect(shownText()).toContain('Chỉ hiện hồ sơ của Tỉnh Kon Tum và các địa phương trực thuộc');
    expect(shownText()).toContain('Hồ sơ đã để lại lần sau chỉ hiện ở phiên họp lần ấy');
    expect(shownText()).toContain('sửa số lần họp trong một đợt');
    expect(shownText()).toContain('kết thúc hội đồng đó trước');
  });

  it('offers as a filter only the council’s own place and those below it', async () => {
    const [here, away] = ['t1', 't2'].map((id) => place({ id, name: `Tỉnh ${id}`, level: 'PROVINCE' }));
    const replies = new Replies({
      ListPlaces: () => ({
        places: [
          here,
          away,
          place({ id: 'x1', name: 'Xã gần', parent: here }),
          place({ id: 'x2', name: 'Xã xa', parent: away }),
        ],
      }),
      ListScorecards: () => ({ criteriaSets: [] }),
      FindAgendaDossiers: () => ({ dossiers: page('Dossier', []) }),
    });
    ({ wrapper } = await mountDesk(AddDossiersDialog, '/', { session: planned }));
    const offered = (await openChoices(() => labelled('Địa phương'))).map((option) => option.textContent);
    expect(offered.join()).toContain('Xã gần');
    expect(offered.join()).toContain('Tỉnh t1');
    expect(offered.join()).not.toMatch(/Xã xa|Tỉnh t2/);
    expect(replies.sentOf('ListPlaces')).toHaveLength(1);
  });

  it('remarks that a dossier is of another batch than the session, and offers it all the same', async () => {
    found.push(dossier('khác đợt', { batch: 1 }));
    await show();
    found.pop();
    const remarks = [...document.querySelectorAll('.other-batch')].map((each) => each.textContent?.trim());
    expect(remarks).toEqual(['Hồ sơ của đợt 1/2026']);
    await tick('Sản phẩm khác đợt');
    await press('Thêm 1 hồ sơ');
    expect(replies.sentOf('AddToAgenda')).toMatchObject([{ dossierIds: ['khác đợt'] }]);
  });

  it('asks the server for what is typed, and for all dossiers only when told to', async () => {
    await show();
    await type('Tên sản phẩm hoặc chủ thể', 'mật ong');
    expect(replies.sentOf('FindAgendaDossiers').at(-1)).toMatchObject({
      filter: { search: 'mật ong', withoutSession: true, forSession: 's1' },
    });
  });
});

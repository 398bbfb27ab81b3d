import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import DossierForm from '../../client/features/dossiers/register/DossierForm.vue';
import { labelled, leaveHalfTyped, mountDesk, openChoices, press, shownText, type } from './support/desk';
import { criteriaSet, page } from './support/desk-rows';
import { refused, Replies } from './support/replies';

const old = criteriaSet({
  code: 'OCOP-148-2023-04',
  regime: 'R148',
  title: { vi: 'Mật ong cũ', en: 'Old honey' },
});
let wrapper: VueWrapper;
let replies: Replies;

const governing = {
  R148: {
    __typename: 'GoverningRegime',
    regime: 'R148',
    name: { __typename: 'Text', vi: 'Quyết định 148/QĐ-TTg, sửa đổi bởi 1489/QĐ-TTg', en: '148 as amended' },
  },
  late: refused(
    'CARD_NOT_IN_FORCE',
    'Quyết định này không áp dụng cho hồ sơ nộp vào ngày đã ghi.',
    'Not in force.',
  ),
  future: refused('INVALID_INPUT', 'Còn chỗ chưa đúng.', 'Something is wrong.', [
    { field: 'submittedOn', message: { vi: 'còn ở tương lai', en: 'is still to come' } },
  ]),
};

const show = async () => {
  replies = new Replies({
    ListProductSets: () => ({ criteriaSets: [criteriaSet(), old] }),
    ListProducts: () => ({ products: page('Product', []) }),
    GoverningRegime: ({ submittedOn }) => ({
      governingRegime:
        submittedOn === '2026-05-21'
          ? governing.R148
          : submittedOn === '2099-01-01'
            ? governing.future
            : governing.late,
    }),
  });
  ({ wrapper } = await mountDesk(DossierForm));
};
describe('Registering a dossier', () => {
  afterEach(() => wrapper.unmount());

  it('names the decree that will govern, and offers its product sets and no others', async () => {
    await show();
    await type('Ngày nộp hồ sơ', '2026-05-21');
    expect(replies.sentOf('GoverningRegime').at(-1)).toEqual({ kind: 'FIRST', submittedOn: '2026-05-21' });
    expect(shownText()).toContain('Để trống: Quyết định 148/QĐ-TTg, sửa đổi bởi 1489/QĐ-TTg');
    const offered = await openChoices(() => labelled('Bộ sản phẩm'));
    expect(offered.map((option) => option.textContent)).toEqual([expect.stringContaining('Mật ong cũ')]);
  });

  it('says why no decree governs, beside the decree; and a day still to come beside the day', async () => {
    await show();
    expect(shownText()).toContain('Quyết định này không áp dụng cho hồ sơ nộp vào ngày đã ghi.');
    await type('Ngày nộp hồ sơ', '2099-01-01');
    expect(shownText()).toContain('Còn ở tương lai.');
    expect(shownText()).not.toContain('Quyết định này không áp dụng');
  });

  it('leads from a refused save to the first field at fault', async () => {
    await show();
    await press('Đăng ký');
    expect(labelled('Sản phẩm').getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(labelled('Sản phẩm'));
  });

  it('says of a day half typed that it is half typed, and not that a field was left empty', async () => {
    await show();
    await leaveHalfTyped('Ngày nộp hồ sơ');
    await press('Đăng ký');
    expect(shownText()).toContain('Có ngày giờ nhập chưa đủ hoặc không có thật: Ngày nộp hồ sơ.');
    expect(document.activeElement).toBe(labelled('Ngày nộp hồ sơ'));
    await type('Ngày nộp hồ sơ', '2026-05-21');
    await press('Đăng ký');
    expect(shownText()).not.toContain('không có thật');
    expect(labelled('Sản phẩm').getAttribute('aria-invalid')).toBe('true');
  });
});

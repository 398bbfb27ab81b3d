import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import RegulationForm from '../../client/features/admin/councils/RegulationForm.vue';
import { mountDesk, press, shownText, type } from './support/desk';
import { regulation } from './support/desk-rows';
import { refused, Replies } from './support/replies';

let wrapper: VueWrapper;
const show = async (changes: object = {}) => {
  ({ wrapper } = await mountDesk(RegulationForm, '/', { councilId: 'h1', regulation: regulation(changes) }));
};
const SAVE = 'Lưu thành phiên bản mới';

describe('A council’s regulation', () => {
  afterEach(() => wrapper.unmount());

  it('explains every setting, with what is usual and where it comes from', async () => {
    new Replies();
    await show();
    expect(wrapper.findAll('fieldset').length).toBe(12);
    for (const setting of wrapper.findAll('fieldset')) {
      expect(setting.text()).toContain('Mặc định:');
      expect(setting.text()).toContain('Căn cứ:');
    }
    expect(shownText()).toContain('quy chế Tây Ninh: ít nhất 3/4');
  });

  it('is sent exactly as it is shown, with its reason', async () => {
    const replies = new Replies({
      SaveRegulation: () => ({ saveRegulation: refused('CONFLICT', 'Đã có người sửa.', 'Changed.') }),
    });
    await show({ remarkBeyond: 3, minimumTest: 'MAJORITY', blindAverages: true });
    await type('Chênh lệch điểm cho phép', '8');
    await type('Tử số', '2');
    await type('Mẫu số', '3');
    await type('Căn cứ hoặc lý do sửa', ' Quy chế 10/QĐ ');
    await press(SAVE);
    expect(replies.sentOf('SaveRegulation')).toEqual([
      {
        councilId: 'h1',
        input: {
          quorumNum: 2,
          quorumDen: 3,
          presidingRequired: true,
          deviationLimit: 8,
          afterDeviation: 'RESCORE_OR_REASON',
          minimumTest: 'MAJORITY',
          roundsPerBatch: 1,
          averagesVisibleTo: 'CHAIR_AND_SECRETARY',
          resultsVisibleToRoom: 'AFTER_RELEASE',
          blindAverages: true,
          sheetsAfterRelease: 'CHAIR',
          remarkBeyond: 3,
          hideOthersUntilMarked: false,
          note: 'Quy chế 10/QĐ',
        },
      },
    ]);
    expect(shownText()).toContain('Đã có người sửa.');
  });

  it('says what will change before it is saved, and offers no save while nothing does', async () => {
    new Replies();
    await show();
    const save = () => wrapper.findAll('button').find((each) => each.text() === SAVE)!;
    expect(save().attributes('disabled')).toBeDefined();
    await type('Chênh lệch điểm cho phép', '8');
    expect(save().attributes('disabled')).toBeUndefined();
    expect(shownText()).toContain('Chênh lệch điểm cho phép: 10 điểm → 8 điểm');
  });

  it('words a refusal beside the field it names, and keeps what was typed', async () => {
    const fields = [
      { field: 'input.quorumNum', message: { __typename: 'Text', vi: 'Tử số lớn hơn mẫu số.', en: '…' } },
    ];
    new Replies({
      SaveRegulation: () => ({
        saveRegulation: refused('INVALID_INPUT', 'Chưa hợp lệ.', 'Not valid.', fields),
      }),
    });
    await show();
    await type('Tử số', '5');
    await press(SAVE);
    const fault = wrapper.findAll('.q-field').find((field) => field.text().includes('Tử số lớn hơn mẫu số.'));
    expect(fault?.find('.q-field__label').text()).toBe('Tử số');
    expect(fault?.find('input').element.value).toBe('5');
    expect(fault?.find('input').attributes('aria-invalid')).toBe('true');
    expect(wrapper.find('.notice').exists()).toBe(false);
  });

  it('does not send a number that is none', async () => {
    const replies = new Replies();
    await show();
    await type('Số lần họp trong một đợt', '1,5');
    await press(SAVE);
    expect(replies.sentOf('SaveRegulation')).toEqual([]);
    expect(shownText()).toContain('Cần một số nguyên.');
  });
});

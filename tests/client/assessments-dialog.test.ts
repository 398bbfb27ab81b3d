import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { h, ref, type Component } from 'vue';
import AssessmentsDialog from '../../client/features/dossiers/AssessmentsDialog.vue';
import { labelled, mountDesk, press, shownText, type } from './support/desk';
import { criteriaSet, dossier, place, product } from './support/desk-rows';
import { refused, Replies } from './support/replies';

const SENTENCE = 'Người khác vừa thay đổi mục này; chưa ghi gì của đồng chí. Xem bản mới rồi thử lại.';
const words = (vi: string) => ({ __typename: 'Text', vi, en: `${vi} (en)` });
const level = (position: number, points: number, label: string) => ({
  ...{ __typename: 'Level', position, points, label: words(label), case: null },
});
const criterion = (code: string, changes: object = {}) => ({
  ...{ __typename: 'Criterion', code, officialCode: code, title: words(`Tiêu chí ${code}`), maxPoints: 3 },
  ...{ many: false, preAssessedByCommune: false, onlyWithStory: false, cases: [] },
  levels: [level(0, 1, 'Một phần'), level(1, 3, 'Toàn bộ')],
  ...changes,
});
const card = (code = 'OCOP-26-2026-04') => {
  const criteria = [
    criterion('1.1'),
    criterion('1.2', { many: true }),
    criterion('1.3', { onlyWithStory: true }),
  ];
  const section = { __typename: 'CriteriaSection', code: 'I', title: words('Nguyên liệu'), criteria };
  const part = { __typename: 'CriteriaPart', code: 'A', title: words('Sản phẩm'), maxPoints: 35 };
  return criteriaSet({ code, parts: [{ ...part, sections: [section] }] });
};
const entry = (
  code: string,
  levels: number[],
  points: number | null,
  remark: string | null,
  author: string,
) => ({
  ...{ __typename: 'Assessment', author, criterion: code, levels, points, remark },
});
const ofProducer = (code: string, levels: number[], points: number | null, remark: string | null = null) =>
  entry(code, levels, points, remark, 'PRODUCER');
const READ = [ofProducer('1.1', [0], 1, 'Có hợp đồng'), ofProducer('1.2', [0], 1)];
const row = (changes: object = {}) =>
  dossier('d1', {
    ...{
      level: 'PROVINCE',
      hasStory: true,
      version: 1,
      selfTotal: 2,
      assessments: READ,
      criteriaSet: card(),
    },
    ...{ evaluations: [], previous: null, place: place(), product: product({ photoUrl: null }) },
    ...changes,
  });

let wrapper: VueWrapper;

/** The producer's form over version 1, while the server holds this as version 2. */
async function open(others: object) {
  const now = row({ version: 2, ...others });
  const shown = ref(row());
  const replies = new Replies({
    SaveAssessments: ({ version }) => ({
      saveAssessments: version === 2 ? row({ version: 3 }) : refused('CONFLICT', SENTENCE, 'Changed.'),
    }),
    // The page behind the form follows what was read again.
    ReadDossier: () => ({ dossier: (shown.value = now) }),
  });
  ({ wrapper } = await mountDesk({
    render: () => h(AssessmentsDialog as Component, { dossier: shown.value, author: 'PRODUCER' }),
  }));
  return () => replies.sentOf('SaveAssessments') as { version: number; entries: object[] }[];
}

describe('What a producer says of a dossier, changed by somebody else meanwhile', () => {
  afterEach(() => wrapper.unmount());

  it('keeps what was typed, takes over what was left alone, and says where and what the other one wrote', async () => {
    const sent = await open({
      assessments: [
        ofProducer('1.1', [1], 3, 'Hợp đồng mới'),
        ofProducer('1.2', [0, 1], 4),
        ofProducer('1.3', [], 0),
      ],
    });
    await type('Nhận xét 1.1', 'Hợp đồng số 5');
    await press('Lưu');
    expect(sent()).toMatchObject([{ version: 1 }]);
    expect(shownText()).toContain(`${SENTENCE} Người khác vừa ghi ở tiêu chí: 1.1, 1.2, 1.3.`);
    expect(labelled('Nhận xét 1.1').value).toBe('Hợp đồng số 5');
    for (const said of ['Hợp đồng mới', '3 điểm: Toàn bộ', 'Một phần; Toàn bộ', 'Không đạt mức nào (0 điểm)'])
      expect(shownText()).toContain(`Người khác vừa ghi: ${said}`);
    expect(shownText()).toContain('Đã nhập 3/3 tiêu chí · tạm tính 7 điểm');
    await press('Lưu');
    expect(sent()[1]).toMatchObject({
      version: 2,
      entries: [
        { criterion: '1.1', levels: [1], remark: 'Hợp đồng số 5' },
        { criterion: '1.2', levels: [0, 1], remark: null },
        { criterion: '1.3', levels: [], remark: null },
      ],
    });
    expect(shownText()).not.toContain(SENTENCE);
  });

  it('is overwritten only after what the other one ticked and took away was shown', async () => {
    const sent = await open({ assessments: [ofProducer('1.2', [1], 3)] });
    await labelled('3 điểm: Toàn bộ').click();
    await press('Lưu');
    expect(shownText()).toContain('Người khác vừa ghi: Toàn bộ');
    expect(shownText().match(/Người khác vừa để trống mục này/g)).toHaveLength(2);
    await press('Lưu');
    expect(sent()[1]).toMatchObject({ version: 2, entries: [{ criterion: '1.2', levels: [0, 1] }] });
  });

  it('tells that nothing was written here where only another author’s part was', async () => {
    const sent = await open({ assessments: [...READ, entry('1.1', [], null, 'Xã ghi', 'COMMUNE')] });
    await type('Nhận xét 1.1', 'Hợp đồng số 5');
    await press('Lưu');
    expect(shownText()).toContain(`${SENTENCE} Phần này không ai sửa; bấm lưu lần nữa là được.`);
    expect(shownText()).not.toContain('Người khác vừa ghi');
    await press('Lưu');
    expect(sent().map(({ version }) => version)).toEqual([1, 2]);
  });

  it.each([
    ['card', { criteriaSet: card('OCOP-26-2026-05') }],
    ['story', { hasStory: false }],
  ])('is not carried over to another %s, and stays on the screen to be copied', async (_what, others) => {
    const sent = await open({ assessments: [], ...others });
    await type('Nhận xét 1.3', 'Chuyện của bản');
    await press('Lưu');
    expect(shownText()).toContain('Bộ tiêu chí hoặc mục câu chuyện sản phẩm của hồ sơ vừa được đổi');
    expect(labelled('Nhận xét 1.3').value).toBe('Chuyện của bản');
    await press('Lưu');
    expect(sent().map(({ version }) => version)).toEqual([1, 1]);
  });

  it('shows a remark that is too long beside its criterion, and leads to it', async () => {
    const why = { vi: 'không quá 2000 ký tự', en: 'at most 2000 characters' };
    // The second of the entries sent, whichever criteria lie between.
    const fields = [{ field: 'entries[1].remark', message: why }];
    new Replies({
      SaveAssessments: () => ({ saveAssessments: refused('INVALID_INPUT', 'Sai.', 'Wrong.', fields) }),
    });
    const given = row({ assessments: [ofProducer('1.1', [0], 1)] });
    ({ wrapper } = await mountDesk({
      render: () => h(AssessmentsDialog as Component, { dossier: given, author: 'PRODUCER' }),
    }));
    await type('Nhận xét 1.3', 'Dài');
    await press('Lưu');
    const faulty = () =>
      [...document.querySelectorAll<HTMLElement>('[aria-invalid="true"]')].map(
        (field) => field.dataset['label'],
      );
    expect(faulty()).toEqual(['Nhận xét 1.3']);
    expect(document.activeElement).toBe(labelled('Nhận xét 1.3'));
    expect(shownText()).toContain('Không quá 2000 ký tự.');
    await type('Nhận xét 1.3', 'Ngắn');
    expect(faulty()).toEqual([]);
  });
});

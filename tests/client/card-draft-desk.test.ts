import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import DraftPage from '../../client/features/scorecards/draft/DraftPage.vue';
import type {
  CardContentInput,
  CriteriaSetDraftInput,
  DraftDesk_DraftFragment,
} from '../../client/generated/operations';
import { labelled, mountDesk, press, settle, shownText, type } from './support/desk';
import { answered, draftOf } from './support/card-drafts';
import { takeSignIn, type Viewer } from '../../client/live/viewer';
import { refused, Replies, viewer } from './support/replies';

const CARD = 'OCOP-148-2023-07';
const CONFLICT = refused('CONFLICT', 'Người khác vừa thay đổi mục này.', 'Changed.');

/** The draft as the server has it, and a colleague who writes it too. */
class Desk {
  draft = draftOf(CARD, { basis: 'Văn bản 1' });
  readonly replies = new Replies({
    ReadCriteriaSetDraft: () => ({ criteriaSetDraft: this.draft }),
    SaveCriteriaSetDraft: ({ version, input }) => ({
      saveCriteriaSetDraft: this.keep(version as number, input as CriteriaSetDraftInput, 'Ông Minh'),
    }),
    PublishCriteriaSetDraft: ({ version }) => ({
      publishCriteriaSetDraft:
        version === this.draft.version ? refused('NOT_ALLOWED', 'Không.', 'No.') : CONFLICT,
    }),
  });
  wrapper!: VueWrapper;

  get saves(): CriteriaSetDraftInput[] {
    return this.replies.sentOf('SaveCriteriaSetDraft').map(({ input }) => input as CriteriaSetDraftInput);
  }

  async open(place: string, says = 'Đã lưu mọi chỗ'): Promise<void> {
    const path = `/bo-tieu-chi/ban-thao/d1?muc=${encodeURIComponent(place)}`;
    ({ wrapper: this.wrapper } = await mountDesk(DraftPage, path, { draftId: 'd1' }));
    expect(shownText()).toContain(says);
  }

  /** What a colleague saves from another machine. */
  colleague(change: (content: CardContentInput) => void, basis = this.draft.basis): void {
    const content = structuredClone(this.draft.content) as CardContentInput;
    change(content);
    this.keep(this.draft.version, { basis, content }, 'Bà Lan');
  }

  /** Until the page says so; what is typed is sent after a pause. */
  says = (text: string) => vi.waitFor(() => expect(shownText()).toContain(text), { timeout: 10_000 });

  private keep(version: number, { basis, content }: CriteriaSetDraftInput, changedBy: string) {
    if (version !== this.draft.version) return CONFLICT;
    const written = answered(content) as DraftDesk_DraftFragment['content'];
    this.draft = { ...this.draft, basis, content: written, version: version + 1, changedBy };
    return this.draft;
  }
}

const criteriaIn = (content: CardContentInput) =>
  content.parts.flatMap(({ sections }) => sections.flatMap(({ criteria }) => criteria));
const criterion = (content: CardContentInput, code: string) =>
  criteriaIn(content).find((each) => each.code === code)!;
const TITLE = 'Tên (tiếng Việt)';
const saveByKey = async () => {
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 's', ctrlKey: true }));
  await settle();
};

it('A draft says of English that is left empty that the Vietnamese is used', async () => {
  const desk = new Desk();
  await desk.open('criterion 6.4');
  const said = 'Để trống thì dùng tiếng Việt.';
  expect(shownText()).not.toContain(said);
  await type('Tên (tiếng Anh)', ' ');
  expect(shownText()).toContain(said);
  await desk.says('Đã lưu mọi chỗ');
  desk.wrapper.unmount();
});

it('A draft says in Vietnamese what the shipped card lacks in English, and that its notes are English', async () => {
  const desk = new Desk();
  await desk.open('general');
  expect(shownText()).toContain('Nghĩa là: Tiêu chí 6.4: chưa có mức 4 điểm');
  expect(shownText()).toContain('Ghi chú có sẵn từ phiên bản 1 viết bằng tiếng Anh');
  await type('Còn thiếu (mỗi dòng một điều)', 'Mức 4 điểm');
  expect(shownText()).not.toContain('Nghĩa là');
  await desk.says('Đã lưu mọi chỗ');
  desk.wrapper.unmount();
});

describe('A draft that a colleague writes at the same time', () => {
  let desk: Desk;
  afterEach(() => desk.wrapper.unmount());

  it('is not sent over the colleague’s wording of a place before one of the two is chosen', async () => {
    desk = new Desk();
    await desk.open('criterion 6.4');
    desk.colleague((content) => void (criterion(content, '6.4').title.vi = 'Bản của bà Lan'));
    await type(TITLE, 'Bản của tôi');
    await desk.says('Chưa lưu: đang chờ đồng chí chọn');
    const sent = desk.saves.length;
    await saveByKey();
    await press('Xuất bản');
    expect(desk.saves).toHaveLength(sent);
    expect(criterion(desk.draft.content as CardContentInput, '6.4').title.vi).toBe('Bản của bà Lan');
    expect(labelled(TITLE).value).toBe('Bản của tôi');
    await press('Giữ bản của tôi');
    await desk.says('Đã lưu mọi chỗ');
    expect(criterion(desk.draft.content as CardContentInput, '6.4').title.vi).toBe('Bản của tôi');
  });

  it('goes on where the place that both wrote was taken out here', async () => {
    desk = new Desk();
    await desk.open('criterion 6.4');
    desk.colleague((content) => void (criterion(content, '6.4').title.vi = 'Bản của bà Lan'));
    desk.colleague((content) => void (content.title.en = 'By the colleague'));
    labelled(TITLE).value = 'Bản của tôi';
    labelled(TITLE).dispatchEvent(new Event('input', { bubbles: true }));
    await desk.wrapper.findComponent(DraftPage).vm.$nextTick();
    await desk.wrapper
      .findAll('nav a')
      .find((link) => link.text().startsWith('Mục 6.'))!
      .trigger('click');
    await settle();
    const remove = [...document.querySelectorAll('button')].find((each) =>
      each.getAttribute('aria-label')?.startsWith('Bỏ: Tiêu chí 6.4'),
    )!;
    remove.click();
    await desk.says('Đã lưu mọi chỗ');
    expect(criterion(desk.draft.content as CardContentInput, '6.4')).toBeUndefined();
    expect(desk.draft.content.title.en).toBe('By the colleague');
  });

  it('has a criterion once that the colleague moved while it was written here', async () => {
    desk = new Desk();
    await desk.open('criterion 6.4');
    desk.colleague(({ parts }) => {
      const sections = parts.flatMap((part) => part.sections);
      const from = sections.find(({ code }) => code === '6')!;
      const moved = criterion({ parts } as CardContentInput, '6.4');
      from.criteria = from.criteria.filter((each) => each !== moved);
      sections.find(({ code }) => code === '1')!.criteria.push(moved);
    });
    await type(TITLE, 'Bản của tôi');
    await desk.says('vừa sửa bản thảo này');
    await desk.says('Đã lưu mọi chỗ');
    const content = desk.draft.content as CardContentInput;
    expect(criteriaIn(content).filter(({ code }) => code === '6.4')).toHaveLength(1);
    expect(content.parts[0]!.sections[0]!.criteria.at(-1)!.title.vi).toBe('Bản của tôi');
  });

  it('keeps a criterion that was written here, in its section, where the colleague took the section out', async () => {
    desk = new Desk();
    await desk.open('criterion 6.4');
    desk.colleague(({ parts }) => {
      for (const part of parts) part.sections = part.sections.filter(({ code }) => code !== '6');
    });
    await type(TITLE, 'Bản của tôi');
    await desk.says('vừa sửa bản thảo này');
    await desk.says('Đã lưu mọi chỗ');
    expect(labelled(TITLE).value).toBe('Bản của tôi');
    const kept = desk.draft.content.parts
      .flatMap(({ sections }) => sections)
      .find(({ code }) => code === '6');
    expect(kept?.criteria.map(({ code, title }) => `${code} ${title.vi}`)).toEqual(['6.4 Bản của tôi']);
  });

  it('leaves what was not saved to be copied where the colleague published it in the same moment', async () => {
    desk = new Desk();
    await desk.open('criterion 6.4');
    desk.colleague((content) => void (criterion(content, '6.3').title.vi = 'Bản của bà Lan'));
    desk.replies.answers['ReadCriteriaSetDraft'] = () => ({ criteriaSetDraft: null });
    await type(TITLE, 'Bản của tôi');
    await desk.says('Bản thảo vừa được xuất bản hoặc bỏ');
    expect(shownText()).toContain('Bản của tôi');
    expect(shownText()).toContain('Chép lại những gì cần giữ');
    expect(document.querySelector('input, textarea')).toBeNull();
  });

  it('is asked to be published as the dialog shows it, not as it was when the dialog came', async () => {
    desk = new Desk();
    await desk.open('general');
    await press('Xuất bản');
    await desk.says('Văn bản căn cứ: Văn bản 1');
    desk.colleague((content) => void (content.title.en = 'By the colleague'), 'Văn bản của bà Lan');
    const submit = () =>
      [...document.querySelectorAll<HTMLElement>('form button')].find(
        (each) => each.textContent?.trim() === 'Xuất bản',
      )!;
    submit().click();
    await desk.says('Văn bản căn cứ: Văn bản của bà Lan');
  });
});

describe('A draft whose page goes while words are not saved, because the sign-in ended', () => {
  const signIn = (id: string) =>
    takeSignIn({
      loginKey: id,
      viewer: viewer({ account: { __typename: 'Account', id } }) as unknown as Viewer,
    });
  let desk: Desk;
  afterEach(() => desk.wrapper.unmount());
  /** Types what no longer gets through, and is shown the door. */
  async function typeInVain(): Promise<void> {
    await desk.open('criterion 6.4');
    const { SaveCriteriaSetDraft: save } = desk.replies.answers;
    desk.replies.answers['SaveCriteriaSetDraft'] = () => {
      throw new Error('signed out');
    };
    await type(TITLE, 'Gõ lúc hết phiên đăng nhập');
    await desk.says('Chưa lưu được');
    desk.replies.answers['SaveCriteriaSetDraft'] = save!;
    desk.wrapper.unmount();
  }

  it('has them again when the same person opens it, merged with what a colleague wrote meanwhile', async () => {
    await signIn('a1');
    desk = new Desk();
    await typeInVain();
    desk.colleague((content) => void (content.title.en = 'By the colleague'));
    await signIn('a1');
    await desk.open('criterion 6.4', '');
    expect(labelled(TITLE).value).toBe('Gõ lúc hết phiên đăng nhập');
    await desk.says('Đã lưu mọi chỗ');
    expect(criterion(desk.draft.content as CardContentInput, '6.4').title.vi).toBe(
      'Gõ lúc hết phiên đăng nhập',
    );
    expect(desk.draft.content.title.en).toBe('By the colleague');
  });

  it('shows nothing of them to another person', async () => {
    await signIn('a1');
    desk = new Desk();
    await typeInVain();
    await signIn('a2');
    await desk.open('criterion 6.4');
    expect(labelled(TITLE).value).toBe('Mùi');
  });
});

describe('The draft’s desk', () => {
  let desk: Desk;
  afterEach(() => desk.wrapper.unmount());

  it('lets a code of evidence be typed on that begins as another one, and be taken away', async () => {
    desk = new Desk();
    await desk.open('evidence');
    const used = desk.draft.content.evidenceCatalogue[0]!.code;
    await press('Thêm loại minh chứng');
    const code = () =>
      [...document.querySelectorAll('fieldset')].at(-1)!.querySelector<HTMLInputElement>('input')!;
    const typed = async (text: string) => {
      code().value = text;
      code().dispatchEvent(new Event('input', { bubbles: true }));
      await settle();
    };
    await typed(used);
    await typed(`${used}_2`);
    await press(`Bỏ: ${used}_2`);
    expect([...document.querySelectorAll('legend')].map((each) => each.textContent)).not.toContain(
      `${used}_2`,
    );
  });

  it('brings back what was taken out without taking away what was added since', async () => {
    desk = new Desk();
    await desk.open('section 6');
    await press(
      [...document.querySelectorAll('button')]
        .map((each) => each.getAttribute('aria-label') ?? '')
        .find((name) => name.startsWith('Bỏ: Tiêu chí 6.2'))!,
    );
    await press('Thêm tiêu chí');
    // The one that came last; those of other tests may still be there.
    [...document.querySelectorAll('button')]
      .findLast((each) => each.textContent?.trim() === 'Hoàn tác')!
      .click();
    await settle();
    const links = desk.wrapper.findAll('nav a').map((link) => link.text());
    expect(links.filter((name) => name.startsWith('Tiêu chí 6.2 '))).toHaveLength(1);
    expect(links.filter((name) => name.includes('chưa có tên'))).toHaveLength(1);
  });
});

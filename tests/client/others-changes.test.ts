import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { h, ref, type Component } from 'vue';
import AccountDialog from '../../client/features/admin/accounts/AccountDialog.vue';
import CouncilDialog from '../../client/features/admin/councils/CouncilDialog.vue';
import MemberDialog from '../../client/features/admin/councils/MemberDialog.vue';
import PlaceDialog from '../../client/features/admin/places/PlaceDialog.vue';
import SessionDialog from '../../client/features/admin/sessions/SessionDialog.vue';
import ProducerDialog from '../../client/features/dossiers/producers/ProducerDialog.vue';
import ProductDialog from '../../client/features/dossiers/producers/ProductDialog.vue';
import DossierForm from '../../client/features/dossiers/register/DossierForm.vue';
import { labelled, mountDesk, press, shownText, type } from './support/desk';
import {
  account,
  council,
  criteriaSet,
  dossier,
  member,
  page,
  place,
  producer,
  product,
  session,
} from './support/desk-rows';
import { refused, Replies, type Answer } from './support/replies';

const SENTENCE = 'Người khác vừa thay đổi mục này; chưa ghi gì của đồng chí. Xem bản mới rồi thử lại.';
const elsewhere = producer({ id: 'c2', name: 'HTX Ngọc Linh' });
const holder = account({ id: 'a2', displayName: 'Bà Lan' });
const registered = { level: 'PROVINCE', hasStory: true, version: 1, product: product() };

/** What lists of choices ask for while a form stands open. */
const CHOICES: Record<string, Answer> = {
  ListPlaces: () => ({ places: [place(), place({ id: 't1', level: 'PROVINCE', name: 'Tỉnh Kon Tum' })] }),
  ListPlaceChoices: () => ({ places: [place(), place({ id: 'x2', name: 'Xã Ngọk Réo' })] }),
  ListProducers: () => ({ producers: page('Producer', [producer(), elsewhere]) }),
  ListProducts: () => ({ products: page('Product', [product()]) }),
  ListAccounts: () => ({ accounts: page('Account', [account(), holder]) }),
  ListCouncils: () => ({ councils: [council()] }),
  ListProductSets: () => ({ criteriaSets: [criteriaSet()] }),
};

interface Form {
  readonly dialog: Component;
  /** The prop that holds what is changed. */
  readonly prop: string;
  /** The operation, as `Change…` and `Read…` are named after it. */
  readonly noun: string;
  readonly row: (changes?: object) => object;
  /** What somebody else writes meanwhile. */
  readonly others: object;
  /** What the answer to reading is, where it is not the row itself. */
  readonly read?: (row: object) => object;
  readonly props?: object;
  /** Typed here, and written by the other one too. */
  readonly both: { label: string; typed: string; theirs: string };
  /** Left alone here, written by the other one. */
  readonly left: { label: string; shown: string; said: string };
  /** What the second save says. */
  readonly input: object;
}

const FORMS: Record<string, Form> = {
  place: {
    dialog: PlaceDialog,
    prop: 'place',
    noun: 'Place',
    row: place,
    others: { name: 'Xã Đắk Mar mới', code: '23500' },
    both: { label: 'Tên', typed: 'Phường Đắk Mar', theirs: 'Xã Đắk Mar mới' },
    left: { label: 'Mã đơn vị hành chính', shown: '23500', said: '23500' },
    input: { name: 'Phường Đắk Mar', code: '23500' },
  },
  account: {
    dialog: AccountDialog,
    prop: 'account',
    noun: 'Account',
    row: account,
    others: { displayName: 'Thư ký Hội đồng', username: 'thu.ky.2', isAdmin: true },
    both: { label: 'Tên hiển thị', typed: 'Ông Nam', theirs: 'Thư ký Hội đồng' },
    left: { label: 'Tên đăng nhập', shown: 'thu.ky.2', said: 'Có' },
    input: { displayName: 'Ông Nam', username: 'thu.ky.2', isAdmin: true },
  },
  producer: {
    dialog: ProducerDialog,
    prop: 'producer',
    noun: 'Producer',
    row: producer,
    others: { phone: '0912', place: { __typename: 'Place', id: 'x2', name: 'Xã Ngọk Réo' } },
    both: { label: 'Điện thoại', typed: '0913', theirs: '0912' },
    left: { label: 'Tên chủ thể', shown: 'HTX Đắk Mar', said: 'Xã Ngọk Réo' },
    input: { phone: '0913', placeId: 'x2' },
  },
  product: {
    dialog: ProductDialog,
    prop: 'product',
    noun: 'Product',
    row: product,
    others: { code: '62-23500-1-2026', producer: elsewhere },
    both: { label: 'Mã số sản phẩm', typed: '62-23500-2-2026', theirs: '62-23500-1-2026' },
    left: { label: 'Chủ thể', shown: 'HTX Ngọc Linh', said: 'HTX Ngọc Linh' },
    input: { code: '62-23500-2-2026', producerId: 'c2' },
  },
  member: {
    dialog: MemberDialog,
    prop: 'member',
    noun: 'Member',
    row: (changes = {}) => member('m1', changes),
    read: (row) => ({ council: council({ members: [row] }) }),
    props: { councilId: 'h1' },
    others: { title: 'Giám đốc', role: 'SECRETARY', voting: true, account: holder, memberFrom: '2026-02-01' },
    both: { label: 'Chức vụ', typed: 'Trưởng phòng', theirs: 'Giám đốc' },
    left: { label: 'Tham gia từ ngày', shown: '2026-02-01', said: '01/02/2026' },
    // Taking over another one's choice of office must not bring the custom of that office with it.
    input: { title: 'Trưởng phòng', role: 'SECRETARY', voting: true, accountId: 'a2' },
  },
  council: {
    dialog: CouncilDialog,
    prop: 'council',
    noun: 'Council',
    row: council,
    others: { name: 'Hội đồng tỉnh', termTo: '2027-01-09' },
    both: { label: 'Tên hội đồng', typed: 'Hội đồng OCOP', theirs: 'Hội đồng tỉnh' },
    left: { label: 'Đến ngày (để trống nếu chưa định)', shown: '2027-01-09', said: '09/01/2027' },
    input: { name: 'Hội đồng OCOP', termTo: '2027-01-09' },
  },
  session: {
    dialog: SessionDialog,
    prop: 'session',
    noun: 'Session',
    row: session,
    others: { name: 'Phiên họp chiều', plannedAt: '2026-12-01T07:00:00.000Z', location: 'Hội trường B' },
    both: { label: 'Tên phiên họp', typed: 'Phiên họp sáng', theirs: 'Phiên họp chiều' },
    left: { label: 'Địa điểm', shown: 'Hội trường B', said: '01/12/2026 14:00' },
    input: { name: 'Phiên họp sáng', location: 'Hội trường B', plannedAt: '2026-12-01T07:00:00.000Z' },
  },
  dossier: {
    dialog: DossierForm,
    prop: 'dossier',
    noun: 'Dossier',
    row: (changes = {}) => dossier('d1', { ...registered, ...changes }),
    others: { batch: 3, year: 2027 },
    both: { label: 'Đợt', typed: '4', theirs: '3' },
    left: { label: 'Năm', shown: '2027', said: '2027' },
    input: { batch: 4, year: 2027 },
  },
};

let wrapper: VueWrapper;

/** Opens the form over version 1, while the server holds version 2. */
async function open({ dialog, prop, noun, row, others, read, props = {} }: Form) {
  const now = row({ ...others, version: 2 });
  const one = noun.charAt(0).toLowerCase() + noun.slice(1);
  const shown = ref(row());
  const replies = new Replies({
    ...CHOICES,
    [`Change${noun}`]: ({ version }) => ({
      [`change${noun}`]: version === 2 ? row({ version: 3 }) : refused('CONFLICT', SENTENCE, 'Changed.'),
    }),
    [read ? 'ReadCouncil' : `Read${noun}`]: () => (read ? read(now) : { [one]: now }),
  });
  ({ wrapper } = await mountDesk({ render: () => h(dialog, { ...props, [prop]: shown.value }) }));
  const sent = () => replies.sentOf(`Change${noun}`) as { version: number; input: object }[];
  return { replies, sent, shown, now };
}

describe.each(Object.entries(FORMS))(
  'The form of one %s, changed by somebody else meanwhile',
  (_name, form) => {
    afterEach(() => wrapper.unmount());
    const { both, left } = form;

    it('keeps what was typed, takes over what was left alone, and says at each field what the other one wrote', async () => {
      const { sent } = await open(form);
      await type(both.label, both.typed);
      await press('Lưu');
      expect(sent()).toMatchObject([{ version: 1 }]);
      expect(shownText()).toContain(SENTENCE);
      expect(labelled(both.label).value).toBe(both.typed);
      expect(labelled(left.label).value).toBe(left.shown);
      expect(shownText()).toContain(`Người khác vừa ghi: ${both.theirs}`);
      expect(shownText()).toContain(`Người khác vừa ghi: ${left.said}`);
      await press('Lưu');
      expect(sent().slice(1)).toMatchObject([{ version: 2, input: form.input }]);
      expect(shownText()).not.toContain(SENTENCE);
    });

    it('sends the version that was read, whatever the page behind it has learnt since', async () => {
      const { sent, shown, now } = await open(form);
      await type(both.label, both.typed);
      shown.value = now;
      await press('Lưu');
      expect(sent()).toMatchObject([{ version: 1 }]);
      expect(shownText()).toContain(SENTENCE);
    });
  },
);

describe('A form over what somebody else has changed', () => {
  afterEach(() => wrapper.unmount());

  it('keeps its old version where it cannot read how things stand now, so that nothing is overwritten unseen', async () => {
    const form = FORMS['place']!;
    const replies = new Replies({
      ...CHOICES,
      ChangePlace: () => ({ changePlace: refused('CONFLICT', SENTENCE, 'Changed.') }),
      ReadPlace: () => {
        throw new Error('The network is gone.');
      },
    });
    ({ wrapper } = await mountDesk({ render: () => h(form.dialog, { place: place() }) }));
    await type('Tên', 'Phường Đắk Mar');
    await press('Lưu');
    await press('Lưu');
    expect(replies.sentOf('ChangePlace')).toMatchObject([{ version: 1 }, { version: 1 }]);
    expect(replies.sentOf('ReadPlace')).toHaveLength(2);
    expect(shownText()).toContain(SENTENCE);
    expect(labelled('Tên').value).toBe('Phường Đắk Mar');
  });

  it('says of a field that the other one emptied that it was emptied', async () => {
    const form: Form = { ...FORMS['place']!, row: (changes) => place({ code: '23500', ...changes }) };
    await open({ ...form, others: { code: null } });
    await type('Tên', 'Phường Đắk Mar');
    await press('Lưu');
    expect(labelled('Mã đơn vị hành chính').value).toBe('');
    expect(shownText()).toContain('Người khác vừa để trống mục này.');
  });
});

describe('A successor of a member whom somebody else has just changed', () => {
  afterEach(() => wrapper.unmount());

  it('is sent with the version that was read, and again with the one read after the refusal', async () => {
    const replies = new Replies({
      ...CHOICES,
      ReplaceMember: ({ version }) => ({
        replaceMember: version === 2 ? council() : refused('CONFLICT', SENTENCE, 'Changed.'),
      }),
      ReadCouncil: () => ({
        council: council({ members: [member('m1', { version: 2, institution: 'Sở Nội vụ' })] }),
      }),
    });
    const props: object = { councilId: 'h1', member: member('m1'), successor: true };
    ({ wrapper } = await mountDesk({ render: () => h(MemberDialog as Component, props) }));
    await type('Chức vụ', 'Trưởng phòng');
    await press('Lưu');
    expect(shownText()).toContain(SENTENCE);
    expect(shownText()).toContain('Người khác vừa ghi: Sở Nội vụ');
    await press('Lưu');
    expect(replies.sentOf('ReplaceMember')).toMatchObject([
      { memberId: 'm1', version: 1 },
      { memberId: 'm1', version: 2, by: { title: 'Trưởng phòng', institution: 'Sở Nội vụ' } },
    ]);
  });
});

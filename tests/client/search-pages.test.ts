import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Component } from 'vue';
import AccountsPage from '../../client/features/admin/accounts/AccountsPage.vue';
import ProducersPage from '../../client/features/dossiers/producers/ProducersPage.vue';
import ProductsPage from '../../client/features/dossiers/producers/ProductsPage.vue';
import { labelled, mountDesk, press, shownText, type } from './support/desk';
import { account, page, producer, product } from './support/desk-rows';
import { Replies, type Answer } from './support/replies';

interface Listed {
  readonly page: Component;
  readonly query: string;
  readonly field: string;
  readonly typename: string;
  readonly row: (id: string, name: string) => object;
  readonly searchLabel: string;
  readonly searched: (variables: Record<string, unknown>) => unknown;
  readonly empty: string;
}

const LISTS: Record<string, Listed> = {
  accounts: {
    page: AccountsPage,
    query: 'ListAccounts',
    field: 'accounts',
    typename: 'Account',
    row: (id, name) => account({ id, displayName: name, username: id }),
    searchLabel: 'Tìm theo tên hiển thị hoặc tên đăng nhập',
    searched: ({ search }) => search,
    empty: 'Không có tài khoản nào khớp',
  },
  producers: {
    page: ProducersPage,
    query: 'ListProducers',
    field: 'producers',
    typename: 'Producer',
    row: (id, name) => producer({ id, name }),
    searchLabel: 'Tìm chủ thể',
    searched: ({ search }) => search,
    empty: 'Không có chủ thể nào khớp',
  },
  products: {
    page: ProductsPage,
    query: 'ListProducts',
    field: 'products',
    typename: 'Product',
    row: (id, name) => product({ id, name }),
    searchLabel: 'Tìm sản phẩm',
    searched: ({ filter }) => (filter as { search: unknown }).search,
    empty: 'Không có sản phẩm nào khớp',
  },
};

let wrapper: VueWrapper;

describe.each(Object.entries(LISTS))('The list of %s', (_name, list) => {
  afterEach(() => wrapper.unmount());
  const { query, field, typename, row, searchLabel, searched } = list;
  const open = async (answer: Answer, path = '/') => {
    const replies = new Replies({ [query]: answer });
    const mounted = await mountDesk(list.page, path);
    ({ wrapper } = mounted);
    return { replies, router: mounted.router };
  };

  it('adds the next page to those already shown, and says how many there are', async () => {
    const { replies } = await open(({ after }) => ({
      [field]: page(typename, after === 'c1' ? [row('2', 'Bình')] : [row('1', 'An')], {
        totalCount: 2,
        pageInfo: { __typename: 'PageInfo', hasNextPage: after !== 'c1', endCursor: after ? null : 'c1' },
      }),
    }));
    expect(shownText()).toContain('Đang hiện 1 trong tổng số 2');
    await press('Xem thêm');
    expect(replies.sentOf(query).at(-1)).toMatchObject({ after: 'c1' });
    expect(wrapper.findAll('tbody tr').map((each) => each.find('td').text())).toEqual(['An', 'Bình']);
    expect(shownText()).toContain('Đang hiện 2 trong tổng số 2');
    expect(shownText()).not.toContain('Xem thêm');
  });

  it('searches for what stands in the address, and puts what is typed there', async () => {
    const { replies, router } = await open(() => ({ [field]: page(typename, []) }), '/?tim=dak&loc=x');
    expect(labelled(searchLabel).value).toBe('dak');
    expect(replies.sentOf(query).map(searched)).toEqual(['dak']);
    expect(shownText()).toContain(list.empty);
    await type(searchLabel, ' mar ');
    await vi.waitFor(() => expect(replies.sentOf(query).map(searched)).toEqual(['dak', 'mar']));
    expect(router.currentRoute.value.query).toEqual({ tim: 'mar', loc: 'x' });
  });

  it('says why it could not be read, and tries again', async () => {
    let down = true;
    await open(() => {
      if (down) throw new Error('The network is gone.');
      return { [field]: page(typename, [row('1', 'An')]) };
    });
    expect(wrapper.find('[role="alert"]').text()).toContain('Chưa tải được');
    down = false;
    await press('Thử lại');
    expect(wrapper.find('tbody td').text()).toBe('An');
  });

  it('says why the next page could not be read, keeps what is shown, and reads it at the next press', async () => {
    let down = true;
    await open(({ after }) => {
      if (after && down) throw new Error('The network is gone.');
      return {
        [field]: page(typename, after ? [row('2', 'Bình')] : [row('1', 'An')], {
          totalCount: 2,
          pageInfo: { __typename: 'PageInfo', hasNextPage: !after, endCursor: after ? null : 'c1' },
        }),
      };
    });
    const names = () => wrapper.findAll('tbody tr').map((each) => each.find('td').text());
    await press('Xem thêm');
    expect(wrapper.get('[role="alert"]').text()).toContain('Chưa tải được');
    expect(names()).toEqual(['An']);
    down = false;
    await press('Xem thêm');
    expect(names()).toEqual(['An', 'Bình']);
    expect(wrapper.find('[role="alert"]').exists()).toBe(false);
  });

  it('offers to change each row by its name', async () => {
    await open(() => ({ [field]: page(typename, [row('1', 'An')]), places: [] }));
    await press('Sửa: An');
    expect(document.querySelector('[role="dialog"] input')).not.toBeNull();
  });
});

import { mount } from '@vue/test-utils';
import { afterEach, expect, it } from 'vitest';
import CardDifferences from '../../client/features/scorecards/CardDifferences.vue';
import { setLocale } from '../../client/ui/locale';

afterEach(() => setLocale('vi'));

it('tells what differs between two scorecards in the reader’s language', async () => {
  const both = (words: string) => ({ vi: words, en: words });
  const differences = [
    {
      criterion: '1.1',
      kind: 'TITLE',
      from: { vi: 'Kế toán', en: 'Accounting' },
      to: { vi: 'Sổ', en: 'Books' },
    },
    { criterion: '1.2', kind: 'LEVELS', from: { vi: '1: Có', en: '1: Present' }, to: null },
    { criterion: '1.3', kind: 'SELECTION', from: both('ONE'), to: both('MANY') },
  ];
  const table = mount(CardDifferences, { props: { differences } });
  const told = () => table.findAll('tbody tr').map((row) => row.findAll('.lines').map((cell) => cell.text()));
  const vietnamese = told();
  expect(vietnamese.slice(0, 2)).toEqual([
    ['Kế toán', 'Sổ'],
    ['1: Có', vietnamese[1]![1]],
  ]);
  setLocale('en');
  await table.vm.$nextTick();
  const english = told();
  expect(english[0]).toEqual(['Accounting', 'Books']);
  expect(english[1]![0]).toBe('1: Present');
  expect(english[2]).not.toEqual(vietnamese[2]);
  expect(english[2]!.join()).not.toMatch(/ONE|MANY/);
});

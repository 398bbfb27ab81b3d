import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import CompareScorecardsPage from '../../client/features/scorecards/CompareScorecardsPage.vue';
import { labelled, mountDesk, openChoices, shownText } from './support/desk';
import { criteriaSet } from './support/desk-rows';
import { Replies } from './support/replies';

const text = (vi: string) => ({ __typename: 'Text', vi, en: vi });
const CARDS = ['A', 'B', 'C'].map((code) => criteriaSet({ code, title: text(`Bộ ${code}`) }));

let wrapper: VueWrapper;
const show = async (address: string) => {
  const replies = new Replies({ ListScorecards: () => ({ criteriaSets: CARDS }) });
  ({ wrapper } = await mountDesk(CompareScorecardsPage, address));
  return replies;
};
const offered = async () =>
  (await openChoices(() => labelled('Bộ thứ hai'))).map(
    (choice) => /: Bộ ([ABC])/.exec(choice.textContent ?? '')?.[1],
  );

describe('Two scorecards side by side', () => {
  afterEach(() => wrapper.unmount());

  it('are two: what stands on one side is not offered on the other', async () => {
    await show('/so-sanh?tu=A');
    expect(await offered()).toEqual(['B', 'C']);
  });

  it('are not called alike where an address names one card twice; another can then be chosen', async () => {
    const replies = await show('/so-sanh?tu=A&den=A');
    expect(shownText()).toContain('Hai bên đang chọn cùng một bộ');
    expect(shownText()).not.toContain('giống nhau');
    expect(replies.sentOf('CompareScorecards')).toEqual([]);
    expect(await offered()).toEqual(['A', 'B', 'C']);
  });
});

import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import CriterionCard from '../../../client/features/scoring/CriterionCard.vue';
import ScoredCriterion from '../../../client/features/scoring/ScoredCriterion.vue';
import { live } from './followed-board';
import { sampleBoard } from './sample-sheet';
import { ScoringScreen } from './scoring-screen';

vi.mock('../../../client/live/useLiveBoard', () => import('./followed-board'));

const screen = new ScoringScreen();

describe('a card on which a member scores', () => {
  beforeEach(() => screen.start());
  afterEach(() => screen.unmount());

  const open = async () => {
    const { wrapper } = await screen.open(sampleBoard());
    const cards = () => wrapper.findAllComponents(CriterionCard);
    await vi.waitFor(() => expect(cards().length).toBeGreaterThan(20));
    await vi.waitFor(() => expect(wrapper.findAll('input:not([disabled])').length).toBeGreaterThan(90));
    await flushPromises();
    return { wrapper, cards };
  };

  /** Notes which of these components are drawn anew. */
  const watchDrawing = (of: { vm: { $: unknown } }[]): Set<unknown> => {
    const drawn = new Set<unknown>();
    for (const { vm } of of) {
      const inside = vm.$ as { u: (() => void)[] | null };
      (inside.u ??= []).push(() => drawn.add(vm));
    }
    return drawn;
  };

  it('is not drawn anew by boards that say nothing new of it', async () => {
    const { wrapper, cards } = await open();
    const drawn = watchDrawing([...cards(), ...wrapper.findAllComponents(ScoredCriterion)]);
    live.board.value = structuredClone(sampleBoard());
    await flushPromises();
    expect(drawn.size).toBe(0);
  });

  it('draws the one criterion anew that was tapped', async () => {
    const { wrapper, cards } = await open();
    const drawn = watchDrawing(cards());
    await wrapper.find('[data-criterion="1.1"] input').setValue(true);
    await vi.waitFor(() => expect(wrapper.find('[data-criterion="1.1"]').classes()).toContain('scored'));
    await flushPromises();
    expect([...drawn].map((vm) => (vm as { criterion: { code: string } }).criterion.code)).toEqual(['1.1']);
  });
});

import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { viewCard, type CardView } from '../../../client/features/scoring/card-view';
import CriterionCard from '../../../client/features/scoring/CriterionCard.vue';
import { UNSCORED, type Wish } from '../../../client/live/outbox-state';
import { sampleDossier } from './sample-sheet';

const level = (...levels: number[]): Wish => ({ choice: 'LEVELS', levels, remark: null });
const NONE: Wish = { choice: 'NONE', levels: [], remark: null };

function show(card: CardView, code: string, props: Record<string, unknown> = {}) {
  const criterion = card.byCode.get(code)!;
  return mount(CriterionCard, {
    props: { criterion, wish: UNSCORED, readOnly: false, ...props },
  });
}

describe('the card of one criterion', () => {
  const honey = viewCard(sampleDossier('honey'));

  it('offers each level as a radio of one group, and tells which one was tapped', async () => {
    const card = show(honey, '1.1');
    const radios = card.findAll<HTMLInputElement>('input[type="radio"]');
    expect(radios).toHaveLength(4);
    expect(new Set(radios.map((radio) => radio.element.name)).size).toBe(1);
    await radios[2]!.setValue();
    expect(card.emitted('tap')).toEqual([[2]]);
  });

  it('draws "none of the levels" as a choice of 0, and not yet scored as no choice at all', async () => {
    const card = show(honey, '1.1');
    expect(card.find('.worth').text()).toContain('Chưa chấm');
    expect(card.findAll('input:checked')).toHaveLength(0);
    await card.find('.option.nothing input').setValue();
    expect(card.emitted('choose')).toEqual([['NONE']]);
    await card.setProps({ wish: NONE });
    expect(card.find('.worth').text()).toBe('0/3');
    expect(card.find('.option.nothing').classes()).toContain('checked');
    expect(card.classes()).toContain('scored');
  });

  it('does not ask twice for a 0 where the decree prints one', () => {
    expect(show(honey, '1.2').find('.option.nothing').exists()).toBe(false);
    expect(show(honey, '1.2', { wish: NONE }).find('.option.nothing').exists()).toBe(true);
  });

  it('shows which star a level is the minimum for', () => {
    const hints = show(honey, '1.5').findAll('.min-star');
    expect(hints.map((hint) => hint.find('[aria-hidden]').text())).toEqual(['★4 tối thiểu', '★5 tối thiểu']);
  });

  it('asks for the case before its levels, and then shows only that case', async () => {
    const tourism = viewCard(sampleDossier('tourism'));
    const card = show(tourism, '8', { caseSharedWith: '8, 9, 15' });
    expect(card.findAll('.levels input')).toHaveLength(0);
    expect(card.text()).toContain('8, 9, 15');
    await card.findAll('.cases input')[1]!.setValue();
    expect(card.emitted('pickCase')).toEqual([['S']]);
    await card.setProps({ caseChosen: 'S' });
    const labels = card.findAll('.levels .option:not(.nothing) .label').map((label) => label.text());
    const ofCase = tourism.byCode.get('8')!.levels.filter((each) => each.case === 'S');
    expect(labels).toEqual(ofCase.map((each) => each.label.vi));
  });

  it('offers boxes that add up where the card says so', () => {
    const old = viewCard(sampleDossier('oldTourism'));
    const many = old.criteria.find((criterion) => criterion.many)!;
    const card = show(old, many.code, { wish: level(0, 1) });
    expect(card.findAll('input[type="radio"]')).toHaveLength(0);
    expect(card.findAll('input[type="checkbox"]:checked')).toHaveLength(2);
    const sum = many.levels[0]!.points + many.levels[1]!.points;
    expect(card.find('.worth b').text()).toBe(String(sum));
  });

  it('offers the maximum where the proof is not mandatory for the product', async () => {
    const card = show(viewCard(sampleDossier('cosmetics')), '7');
    const option = card.findAll('.option').find((each) => each.text().includes('Không bắt buộc'))!;
    await option.find('input').setValue();
    expect(card.emitted('choose')).toEqual([['NOT_MANDATORY']]);
  });

  it('asks nothing at a story criterion of a product without a story', () => {
    const card = show(viewCard(sampleDossier('honey', { hasStory: false })), '5.2');
    expect(card.findAll('input')).toHaveLength(0);
    expect(card.text()).toContain('câu chuyện');
  });

  it("keeps others' marks folded until the member has marked, when the regulation says so", async () => {
    const assessments = [
      { author: 'PRODUCER' as const, criterion: '1.1', levels: [2], points: 3, remark: 'rất tốt' },
    ];
    const card = show(viewCard(sampleDossier('honey', { assessments })), '1.1', { hideOthers: true });
    expect(card.text()).not.toContain('Tự chấm');
    expect(card.text()).not.toContain('rất tốt');
    await card.setProps({ wish: level(0) });
    expect(card.find('.chips').text()).toContain('Tự chấm: 3');
    expect(card.text()).toContain('rất tốt');
  });

  it('can be read but not ticked while scoring is not open', () => {
    const card = show(honey, '1.1', { readOnly: true, wish: level(1) });
    expect(card.findAll('input:not([disabled])')).toHaveLength(0);
    expect(card.findAll('button')).toHaveLength(0);
  });

  it('asks which mark holds when the sheet was changed elsewhere', async () => {
    const card = show(honey, '1.1', { wish: level(2), theirs: level(0) });
    expect(card.find('.decision').text()).toContain('Máy này: 3 điểm');
    expect(card.find('.decision').text()).toContain('Máy chủ: 1 điểm');
    await card.findAll('.decision button')[1]!.trigger('click');
    expect(card.emitted('decide')).toEqual([['theirs']]);
  });
});

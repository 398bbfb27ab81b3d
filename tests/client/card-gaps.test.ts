import { readdirSync, readFileSync } from 'node:fs';
import { mount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import CardRules from '../../client/features/scorecards/CardRules.vue';
import { wordShipped } from '../../client/features/scorecards/word-shipped';
import type { OfficialForm_CardFragment } from '../../client/generated/operations';
import { wordCardGap } from '../../client/ui/desk/word-card-gap';
import { setLocale } from '../../client/ui/locale';

interface Card {
  readonly code: string;
  readonly complete: boolean;
  readonly missing: readonly string[];
  readonly source: readonly string[];
  readonly sourceNotes: readonly string[];
  readonly starBands: readonly { readonly recognisedBy: string | null }[];
  readonly starMinimumsKnown: boolean;
  readonly starMinimums: readonly { readonly note?: string }[];
}
const folder = 'server/scorecards/cards/';
const cards = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(folder + name, 'utf8')) as Card);
const incomplete = cards.filter(({ complete }) => !complete);
const numbersIn = (text: string) => [...new Set(text.match(/\d+(?:\.\d+)?/g))].sort();

describe('What an incomplete scorecard lacks', () => {
  afterEach(() => setLocale('vi'));

  it('is said of six cards', () => expect(incomplete.map(({ code }) => code)).toHaveLength(6));

  it.each(incomplete)('stands in Vietnamese for $code, with the numbers and parts of the card', (card) => {
    const vi = wordCardGap(card);
    expect(vi).toMatch(/^(Phần|Tiêu chí) /);
    expect(numbersIn(vi)).toEqual(numbersIn(card.missing.join(' ')));
    expect(/Phần ([ABC])/.exec(vi)?.[1]).toBe(/Part ([ABC])/.exec(card.missing.join(' '))?.[1]);
    setLocale('en');
    expect(wordCardGap(card)).toBe(card.missing.join('; '));
  });

  it('that is not known is said as the card says it', () => {
    expect(wordCardGap({ missing: ['Part B', 'Part C'] })).toBe('Part B; Part C');
  });
});

describe('What the shipped scorecards repeat in English', () => {
  afterEach(() => setLocale('vi'));
  const repeated = cards.flatMap(({ source, starMinimums }) => [
    ...source,
    ...starMinimums.flatMap(({ note }) => note ?? []),
  ]);

  it.each([...new Set(repeated)])('stands in Vietnamese, with its numbers and names: %s', (words) => {
    const vi = wordShipped(words);
    expect(vi).not.toMatch(/public repository|read as data|\band\b|points|the /);
    expect(numbersIn(vi)).toEqual(numbersIn(words));
    expect(vi.match(/\S+\/\S+/g)).toEqual(words.match(/\S+\/\S+/g));
    setLocale('en');
    expect(wordShipped(words)).toBe(words);
  });

  const deciders = cards.flatMap(({ starBands }) =>
    starBands.flatMap(({ recognisedBy }) => recognisedBy ?? []),
  );

  it.each([...new Set(deciders)])('has its English where it stands in Vietnamese alone: %s', (words) => {
    expect(wordShipped(words)).toBe(words);
    setLocale('en');
    expect(wordShipped(words)).toMatch(/Ministry|Committee/);
    expect(wordShipped(words)).not.toMatch(/UBND|Bộ|cấp/);
  });

  it('says who recognises a class in the reader’s language', () => {
    setLocale('en');
    const [whole] = cards.filter(({ code }) => code === 'OCOP-26-2026-01');
    const props = {
      card: { ...whole, conditions: [], evidenceCatalogue: [] } as unknown as OfficialForm_CardFragment,
    };
    const shown = mount(CardRules, { props }).text();
    expect(shown).toContain('Recognised by the Ministry of Agriculture and Environment');
    expect(shown).toContain('Recognised by the provincial People’s Committee');
    expect(shown).not.toContain('UBND');
  });

  it('is told apart from the notes on single cards, which stand under a heading that says they are English', () => {
    const { source, sourceNotes, ...rest } = cards.find(({ sourceNotes }) => sourceNotes.length > 0)!;
    const card = { ...rest, starBands: [], conditions: [], evidenceCatalogue: [], source, sourceNotes };
    const shown = mount(CardRules, {
      props: { card: { ...card, edition: 1, sha256: 'a' } as unknown as OfficialForm_CardFragment },
    });
    const notes = shown.get('[lang="en"]');
    expect(notes.findAll('li').map((note) => note.text())).toEqual(sourceNotes);
    expect(shown.text()).toContain('Ghi chú khi chép lại bộ tiêu chí (bằng tiếng Anh)');
    expect(shown.text()).not.toContain('public repository');
  });
});

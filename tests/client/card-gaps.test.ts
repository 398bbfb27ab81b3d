import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { wordCardGap } from '../../client/ui/desk/word-card-gap';
import { setLocale } from '../../client/ui/locale';

interface Card {
  readonly code: string;
  readonly complete: boolean;
  readonly missing: readonly string[];
}
const folder = 'server/scorecards/cards/';
const incomplete = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(folder + name, 'utf8')) as Card)
  .filter(({ complete }) => !complete);
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

  it('of a card that is not known is said as the card says it', () => {
    expect(wordCardGap({ code: 'OCOP-2030-01', missing: ['Part B', 'Part C'] })).toBe('Part B; Part C');
  });
});

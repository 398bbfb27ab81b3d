import { afterEach, describe, expect, it } from 'vitest';
import { bilingual, useWords, wordsIn } from '../../client/i18n';
import { locale } from '../../client/ui/locale';

const messages = bilingual(
  { seats: { one: 'Ghế {n}', left: 'Còn {count} ghế | Còn {count} ghế' }, plain: 'Phiếu của {name}, {name}' },
  { seats: { one: 'Seat {n}', left: '{count} seat left | {count} seats left' }, plain: 'Sheet of {name}, {name}' },
); // prettier-ignore

describe('a sentence', () => {
  afterEach(() => (locale.value = 'vi'));

  it('is found by its key, and a key without one is said itself', () => {
    const say = wordsIn('en', messages);
    expect(say('plain', { name: 'Bình' })).toBe('Sheet of Bình, Bình');
    expect(say('seats.one', 3)).toBe('Seat 3');
    expect([say('seats'), say('seats.two'), say('toString'), say('seats.one.two')]).toEqual([
      'seats',
      'seats.two',
      'toString',
      'seats.one.two',
    ]);
  });

  it('is the first of two for one, the second for any other number, none included', () => {
    const say = wordsIn('en', messages);
    expect([0, 1, 2, 21].map((count) => say('seats.left', { count }))).toEqual([
      '0 seats left',
      '1 seat left',
      '2 seats left',
      '21 seats left',
    ]);
  });

  it('says nothing for what is missing, and takes braces and dollars in a name as they are', () => {
    const say = wordsIn('vi', messages);
    expect(say('plain', {})).toBe('Phiếu của , ');
    expect(say('plain', { name: null })).toBe('Phiếu của , ');
    expect(say('plain', { name: '$& {n}' })).toBe('Phiếu của $& {n}, $& {n}');
  });

  it('follows the language of the page', () => {
    const { t } = useWords(messages);
    expect(t('seats.one', 1)).toBe('Ghế 1');
    locale.value = 'en';
    expect(t('seats.one', 1)).toBe('Seat 1');
  });
});

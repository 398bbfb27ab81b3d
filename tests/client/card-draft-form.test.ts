import { describe, expect, it } from 'vitest';
import {
  addCriterion,
  moveCriterion,
  removePlace,
} from '../../client/features/scorecards/draft/draft-changes';
import { placeFault } from '../../client/features/scorecards/draft/draft-faults';
import {
  allCriteria,
  criteriaOf,
  formOf,
  namedPlaces,
} from '../../client/features/scorecards/draft/draft-form';
import { draftInput } from '../../client/features/scorecards/draft/draft-input';
import { mergeList } from '../../client/features/scorecards/draft/merge-list';
import { PlaceKeys } from '../../client/features/scorecards/draft/place-keys';
import { otherLines } from '../../client/features/scorecards/draft/word-place';
import { codes, draftOf } from './support/card-drafts';

const HONEY = 'OCOP-148-2023-07';
const open = (code = HONEY) => {
  const keys = new PlaceKeys();
  return { keys, form: formOf(draftOf(code), keys) };
};
/** Without what only the transport adds. */
const plain = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, each: unknown) => (key === '__typename' ? undefined : each)));

describe('The form of a draft', () => {
  it.each(codes)('says exactly what the card says: %s', (code) => {
    const { input, unread } = draftInput(open(code).form);
    expect(unread).toEqual([]);
    expect(input.content).toEqual(plain(draftOf(code).content));
  });

  it('takes minimums and conditions along when a criterion gets another code', () => {
    const { form } = open();
    form['criterion 5.2']!.code = '5.9';
    const { starMinimums, conditions } = draftInput(form).input.content;
    expect(starMinimums.filter(({ criterion }) => criterion === '5.9').length).toBeGreaterThan(0);
    expect(starMinimums.filter(({ criterion }) => criterion === '5.2')).toEqual([]);
    expect(conditions).toMatchObject([{ code: 'ONLY_WITH_STORY', scope: '5.9' }]);
  });

  it('names the places whose numbers cannot be read', () => {
    const { form } = open();
    form['criterion 6.4']!.levels[0]!.points = '';
    form['section 1']!.maxPoints = '1001';
    expect(draftInput(form).unread.sort()).toEqual(['criterion 6.4', 'section 1']);
    form['criterion 6.4']!.levels[0]!.points = '0';
    form['section 1']!.maxPoints = '1000';
    expect(draftInput(form).unread).toEqual([]);
  });

  it('keeps minimums that belong to no criterion until they are taken away', () => {
    const draft = draftOf(HONEY);
    const stray = { stars: 5, criterion: '99', minPoints: 3, note: null };
    const content = { ...draft.content, starMinimums: [...draft.content.starMinimums, stray] };
    const form = formOf({ ...draft, content }, new PlaceKeys());
    expect(draftInput(form).input.content.starMinimums.at(-1)).toEqual(stray);
  });

  it('is read again as it was sent, also while two criteria have one code: what was saved is saved', () => {
    const { form } = open();
    const keys = allCriteria(form);
    const [one, other, last] = [keys[0]!, keys[1]!, keys.at(-1)!];
    for (const key of [one, other, last]) form[key]!.minimums[0]!.points = '1';
    form[other]!.minimums[1]!.points = '2';
    form[other]!.code = form[one]!.code;
    const { input } = draftInput(form);
    const read = formOf({ ...draftOf(HONEY), ...input } as never, new PlaceKeys());
    expect(draftInput(read).input).toEqual(input);
  });

  it('adds, moves and removes criteria', () => {
    const { form, keys } = open();
    const added = addCriterion(form, keys, 'section 6');
    expect(form[added]!.code).toMatch(/^6\.\d+$/);
    expect(criteriaOf(form, 'section 6').at(-1)).toBe(added);
    moveCriterion(form, added, 'section 6', 'section 1');
    expect(criteriaOf(form, 'section 1').at(-1)).toBe(added);
    removePlace(form, 'section 1', added);
    expect(allCriteria(form)).toEqual(allCriteria(open().form));
  });

  it('lets the criteria of a group share its title and maximum', () => {
    const { form } = open('OCOP-148-2023-11');
    const nested = allCriteria(form).filter((key) => form[key]!.group !== null);
    expect(nested.length).toBe(5);
    form[form[nested[0]!]!.group!]!.maxPoints = '17';
    const groups = draftInput(form)
      .input.content.parts.flatMap(({ sections }) => sections.flatMap(({ criteria }) => criteria))
      .flatMap(({ group }) => (group ? [`${group.code} ${group.maxPoints}`] : []));
    expect(groups.filter((each) => each.endsWith(' 17')).length).toBeGreaterThan(1);
  });
});

describe('The keys of a draft’s places', () => {
  it('stay while a code is typed over and saved, and leave the old code free', () => {
    const { form, keys } = open();
    const added = addCriterion(form, keys, 'section 6');
    form['criterion 6.4']!.code = '6.40';
    keys.remember(namedPlaces(form));
    const reading = keys.reading();
    expect(reading.key('criterion', '6.40')).toBe('criterion 6.4');
    expect(reading.key('criterion', form[added]!.code)).toBe(added);
    const another = reading.key('criterion', '6.4');
    expect(another).not.toBe('criterion 6.4');
    expect(another).toMatch(/^criterion /);
  });

  it('tell two places of one code apart', () => {
    const reading = new PlaceKeys().reading();
    expect(reading.key('criterion', '1.1')).not.toBe(reading.key('criterion', '1.1'));
  });
});

describe('Two orders of one list', () => {
  const never = () => false;
  it.each([
    ['takes the other one’s where the own was left alone', 'abc', 'abc', 'cab', 'cab'],
    ['keeps the own move, and takes in what was added at its place', 'abc', 'cba', 'abxc', 'cbxa'],
    ['takes in what was added first', 'ab', 'ba', 'xab', 'xba'],
    ['leaves out what the other one took away', 'abc', 'cba', 'ac', 'ca'],
    ['does not bring back what was taken away here', 'abc', 'ac', 'abcx', 'acx'],
    ['keeps what was added here', 'ab', 'abm', 'abt', 'abtm'],
  ])('%s', (_, before, mine, theirs, merged) => {
    expect(mergeList([...before], [...mine], [...theirs], never).join('')).toBe(merged);
  });

  it('keeps what the other one took away but was worked on here', () => {
    expect(mergeList([...'abc'], [...'abc'], [...'ac'], (key) => key === 'b').join('')).toBe('acb');
    expect(mergeList([...'abc'], [...'cba'], [...'ac'], (key) => key === 'b').join('')).toBe('cba');
  });
});

describe('A fault of a draft', () => {
  const { form } = open();
  const said = { vi: `${HONEY}.2, 6.4: điểm cao nhất đạt được là 3.`, en: 'The top is 3.' };
  const placed = (criterion: string | null, path: string | null) => {
    const { place, field } = placeFault(form, `${HONEY}.2`, { criterion, path, sentence: said });
    return [place, field];
  };

  it('stands at the field that its path names', () => {
    expect(placed(null, 'content.parts.0.sections.0.criteria.0.levels.1.label.vi')).toEqual([
      'criterion 1.1',
      'levels.1.label.vi',
    ]);
    expect(placed(null, 'content.parts.2.maxPoints')).toEqual(['part C', 'maxPoints']);
    expect(placed(null, 'content.conditions.0.scope')).toEqual(['conditions', '0.scope']);
    expect(placed(null, 'basis')).toEqual(['general', 'basis']);
  });

  it('stands at the place whose code it names, and else at the card as a whole', () => {
    expect(placed('6.4', null)).toEqual(['criterion 6.4', null]);
    expect(placed('6', null)).toEqual(['section 6', null]);
    expect(placed('C', null)).toEqual(['part C', null]);
    expect(placed(null, null)).toEqual(['general', null]);
    expect(placed('99', null)).toEqual(['general', null]);
  });

  it('is told without the code of the card, on whose page it stands', () => {
    const { sentence } = placeFault(form, `${HONEY}.2`, { criterion: '6.4', path: null, sentence: said });
    expect(sentence).toEqual({ vi: '6.4: điểm cao nhất đạt được là 3.', en: 'The top is 3.' });
  });
});

it('Of two wordings of a place, only the lines that differ are laid side by side', () => {
  const mine = open().form['criterion 6.4']!;
  const nameOf = (field: string) => (field === 'maxPoints' ? 'Tối đa' : '');
  const theirs = { ...mine, maxPoints: '5', levels: mine.levels.slice(1) };
  expect(otherLines(mine, theirs, nameOf)).toEqual(['Tối đa: 5']);
  expect(otherLines(theirs, mine, nameOf)).toEqual([
    'Tối đa: 4',
    expect.stringMatching(/^1: Không có mùi đặc trưng.* \/ No characteristic/) as string,
  ]);
});

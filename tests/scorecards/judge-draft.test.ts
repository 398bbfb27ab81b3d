import { describe, expect, it, test } from 'vitest';
import { cardOfContent, contentOf } from '../../server/scorecards/card-content.js';
import { editionSchema } from '../../server/scorecards/card-schema.js';
import { checkCard } from '../../server/scorecards/check-card.js';
import { editionDifferences } from '../../server/scorecards/compare-editions.js';
import { judgeDraft } from '../../server/scorecards/judge-draft.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { criterionIn, type Typed } from '../support/card-drafts.js';

const library = loadScorecards();
const food = library.get('OCOP-26-2026-01')!;
const unfinished = library.get('OCOP-148-2023-07')!;
const basis = 'Văn bản 1';

const judge = (change: (content: Typed) => void, base = food) => {
  const content = structuredClone(contentOf(base)) as Typed;
  change(content);
  const judged = judgeDraft(base, `${base.code}.2`, { basis, content });
  return { ...judged, differences: judged.card && editionDifferences(base, judged.card) };
};

const storyOf = (content: Typed) => content.conditions.find(({ code }) => code === 'ONLY_WITH_STORY')!;

describe('a draft', () => {
  it('that was not touched says what its base says, for every card there is', () => {
    for (const base of library.all) {
      const code = `${base.code}.2`;
      expect(cardOfContent(base, code, contentOf(base))).toEqual({ ...base, code });
      const { faults, card } = judgeDraft(base, code, { basis: ' ', content: contentOf(base) });
      expect(faults.map(({ path }) => path)).toEqual(['basis', null]);
      expect(faults[1]!.sentence.en).toBe(`The draft does not yet differ from ${base.code}.`);
      expect(editionDifferences(base, card!)).toEqual([]);
    }
  });

  it('that completes an unfinished card may be published, and drops the blanks around what was typed', () => {
    const complete = (content: Typed) => {
      content.complete = true;
      content.missing = [];
      const { levels } = criterionIn(content, '6.4');
      levels.push({ ...levels[0]!, points: 4, label: { vi: ' Mức mới ', en: 'The new level' } });
      content.starMinimums[0]!.note = '  ';
    };
    const { faults, card, differences } = judge(complete, unfinished);
    expect(faults).toEqual([]);
    expect(card).toMatchObject({ code: 'OCOP-148-2023-07.2', complete: true, decree: unfinished.decree });
    expect(checkCard(card!)).toEqual([]);
    expect(JSON.stringify(card)).toContain('"vi":"Mức mới"');
    expect(card!.starMinimums[0]).not.toHaveProperty('note');
    expect(differences!.map(({ criterion, kind }) => `${criterion} ${kind}`)).toEqual(
      expect.arrayContaining([' COMPLETE', ' MISSING', '6.4 LEVELS']),
    );
  });

  it('without English takes the Vietnamese for it, everywhere; without both it lacks the Vietnamese alone', () => {
    const empty = (language: 'vi' | 'en') => (content: unknown) => {
      const visit = (value: unknown): void => {
        if (typeof value !== 'object' || value === null) return;
        if ('vi' in value && 'en' in value) Object.assign(value, { [language]: ' ' });
        Object.values(value).forEach(visit);
      };
      visit(content);
    };
    const { faults, card } = judge(empty('en'));
    expect(faults).toEqual([]);
    expect(editionSchema.safeParse(card).success).toBe(true);
    expect(card!.title).toEqual({ vi: food.title.vi, en: food.title.vi });
    const { label } = card!.parts[0]!.sections[0]!.criteria[0]!.levels[1]!;
    expect(label.en).toBe(label.vi);
    const both = judge((content) => {
      empty('en')(content);
      content.title.vi = '';
    });
    expect(both.faults.map(({ path }) => path)).toEqual(['content.title.vi']);
  });

  it('of a complete card cannot be published as an incomplete one', () => {
    const { faults } = judge((content) => {
      content.complete = false;
      content.missing = ['Phần C'];
    });
    expect(faults.map(({ path }) => path)).toEqual(['content.complete']);
  });

  test.each<[what: string, change: (content: Typed) => void, code: string | null, path: string | null, en: string]>([
    ['an empty word', (c) => void (c.parts[0]!.sections[0]!.criteria[0]!.levels[1]!.label.vi = ' '), '1.1', 'content.parts.0.sections.0.criteria.0.levels.1.label.vi', 'Criterion 1.1, option no. 2, wording, Vietnamese: is empty.'],
    ['a class that is none', (c) => void (criterionIn(c, '1.1').levels[0]!.minStar = 7), '1.1', 'content.parts.0.sections.0.criteria.0.levels.0.minStar', 'Criterion 1.1, option no. 1, star mark: must be one of: 3, 4, 5.'],
    ['points beyond all', (c) => void (criterionIn(c, '1.1').maxPoints = 500), '1.1', 'content.parts.0.sections.0.criteria.0.maxPoints', 'Criterion 1.1, maximum: must be 100 or less.'],
    ['a list that may not be empty', (c) => void (c.parts[1]!.sections = []), 'B', 'content.parts.1.sections', 'Part B, section: needs at least 1.'],
    ['a condition without a right code', (c) => void (c.conditions[0]!.code = 'x y'), null, 'content.conditions.0.code', 'Condition no. 1, code: "x y" is not a code of the right form.'],
    ['evidence without a right code', (c) => void (c.evidenceCatalogue[1]!.code = 'x y'), null, 'content.evidenceCatalogue.1.code', 'Evidence catalogue no. 2, code: "x y" is not a code of the right form.'],
    ['evidence without a title', (c) => void (c.evidenceCatalogue[2]!.title.vi = ''), null, 'content.evidenceCatalogue.2.title.vi', 'Evidence catalogue no. 3, title, Vietnamese: is empty.'],
    ['evidence named twice', (c) => void c.evidenceCatalogue.push(c.evidenceCatalogue[0]!), null, 'content.evidenceCatalogue.18', 'two entries with the code'],
    ['R 4.1: points that do not add up', (c) => void (criterionIn(c, '1.1').maxPoints = 2), '1', 'content.parts.0.sections.0', "1: the section's criteria add up to 17, its maximum says 18."],
    ['R 4.1: parts that are not the decree’s', (c) => void (c.parts[0]!.maxPoints = 39), null, null, 'The maxima of its parts are 39, 25, 35, the decree says 40, 25, 35.'],
    ['R 5.4: a star that the list does not know', (c) => void (criterionIn(c, '1.1').levels[0]!.minStar = 5), '1.1', 'content.parts.0.sections.0.criteria.0', '1.1: its 5-star mark gives 1, the list of minimums says none.'],
    ['R 4.10: a condition that the rulebook would not apply', (c) => void (storyOf(c).code = 'WITH_STORY'), '5.2', 'content.parts.1.sections.1.criteria.1', '5.2: condition WITH_STORY would change nothing: of this effect only ONLY_WITH_STORY is applied.'],
    ['R 4.10: a condition that would no longer be applied', (c) => void (storyOf(c).effect = 'GUIDE'), '5.2', 'content.parts.1.sections.1.criteria.1', '5.2: condition ONLY_WITH_STORY needs the effect APPLIES_IF.'],
    ['R 4.10: a condition of a whole section', (c) => void (storyOf(c).scope = '5'), '5', 'content.parts.1.sections.1', '5: condition ONLY_WITH_STORY must name a criterion or a group: it would change nothing here.'],
  ])('with %s is at fault where that stands', (_, change, criterion, path, en) => {
    const { faults } = judge((content) => {
      content.title.en = 'Another title';
      change(content);
    });
    expect(faults).toContainEqual({
      criterion,
      path,
      sentence: { vi: expect.stringMatching(/.\.$/) as string, en: expect.stringContaining(en) as string },
    });
  }); // prettier-ignore

  it('of a shape that is no card is none, and has all its faults at once', () => {
    const { faults, card } = judge((content) => {
      content.title.vi = '';
      content.source = [];
      criterionIn(content, '1.2').code = '';
    });
    expect([card, faults.length]).toEqual([null, 3]);
  });

  test.each<[kind: string, change: (content: Typed) => void, criterion: string]>([
    ['CARD_TITLE', (c) => void (c.title.en = 'Another'), ''],
    ['SOURCE_NOTES', (c) => void c.sourceNotes.push('Sửa lỗi in'), ''],
    ['SOURCE', (c) => void (c.source = ['Công báo']), ''],
    ['EVIDENCE_CATALOGUE', (c) => void (c.evidenceCatalogue[0]!.title.vi = 'Giấy khác'), ''],
    ['MINIMUM_LIST', (c) => void (c.starMinimums[0]!.note = 'theo bản in'), ''],
    ['HEADING', (c) => void (c.parts[0]!.sections[0]!.title.en = 'Another'), '1'],
    ['CONDITION', (c) => void (c.conditions[0]!.text.vi = 'Khác'), 'DOSSIER'],
    ['DETAILS', (c) => void (criterionIn(c, '1.1').title.en = 'Another'), '1.1'],
    ['TITLE', (c) => void (criterionIn(c, '1.1').title.vi += ' khác'), '1.1'],
    ['ORDER', (c) => void c.conditions.reverse(), ''],
  ])('whose only change is one of %s shows it', (kind, change, criterion) => {
    const { faults, differences } = judge(change);
    expect(faults).toEqual([]);
    expect(differences).toEqual([expect.objectContaining({ kind, criterion })]);
    const [{ from, to }] = differences as [NonNullable<typeof differences>[number]];
    if (from && to)
      for (const language of ['vi', 'en'] as const) expect(from[language]).not.toBe(to[language]);
  });
});

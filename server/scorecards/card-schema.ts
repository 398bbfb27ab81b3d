/**
 * The exact shape of a scorecard file. Strict: a key that nobody knows is refused, so a slip of the pen in a card
 * ("minstar") cannot silently drop a rule. What the numbers must satisfy stands in `check-card.ts`.
 * @source RULES 15
 */
import { z } from 'zod';
import type { Scorecard } from '../domain/scorecard.js';

// not trimmed: a card is taken as the file has it, unchanged
const words = z.string().regex(/\S/);
const text = z.strictObject({ vi: words, en: words });
const points = z.int().min(0).max(100);
const maxPoints = z.int().min(1).max(100);
const day = z.iso.date();
/** "1", "1.1", "6.1.1" */
const numericCode = z.string().regex(/^\d+(\.\d+)*$/);
const minimumClass = z.literal([3, 4, 5]);

const level = z.strictObject({
  points,
  label: text,
  minStar: minimumClass.optional(),
  case: words.optional(),
  abridged: z.boolean().optional(),
});

const criterion = z.strictObject({
  code: numericCode,
  officialCode: words.optional(),
  title: text,
  maxPoints,
  selection: z.enum(['ONE', 'MANY']),
  selectionRule: words.optional(),
  levels: z.array(level).min(1),
  assessedBy: z.enum(['COUNCIL', 'COMMUNE']),
  evidence: z.array(words),
  cases: z.array(z.strictObject({ code: words, title: text })).optional(),
  group: z.strictObject({ code: numericCode, title: text, maxPoints }).optional(),
  impliedLevels: z.boolean().optional(),
  minStarAny: minimumClass.optional(),
});

const section = z.strictObject({
  code: numericCode,
  title: text,
  maxPoints,
  criteria: z.array(criterion).min(1),
});

const part = z.strictObject({ code: words, title: text, maxPoints, sections: z.array(section).min(1) });

const starBand = z.strictObject({
  stars: z.literal([1, 2, 3, 4, 5]),
  min: points,
  max: points,
  maxInclusive: z.boolean(),
  basis: words,
  recognisedBy: words.nullable(),
});

const starMinimum = z.strictObject({
  stars: minimumClass,
  criterion: numericCode,
  minPoints: points,
  note: words.optional(),
});

const mandatoryCondition = z.strictObject({
  code: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
  effect: z.enum([
    'REJECT',
    'STOP',
    'NOT_ASSESSED',
    'REQUIREMENT',
    'APPLIES_IF',
    'EVIDENCE_REQUIRED',
    'SCORING',
    'GUIDE',
  ]),
  scope: words,
  text,
});

/** One file of `cards/`, whole. */
export const cardSchema = z.strictObject({
  code: z.string().regex(/^OCOP-\d+(-\d+)*[A-Z]?$/),
  decree: words,
  decreeInfo: z.strictObject({
    date: day,
    effectiveFrom: day.optional(),
    replacedBy: words.optional(),
    annex: words.optional(),
    set: z.int().min(1).max(26),
  }),
  productGroup: z.strictObject({
    sector: text,
    sectorCode: z.enum(['FOOD', 'BEVERAGE', 'HERBAL', 'HANDICRAFT', 'TEXTILE', 'ORNAMENTAL', 'TOURISM']),
    group: text,
  }),
  title: text,
  complete: z.boolean(),
  missing: z.array(words),
  maxPoints,
  parts: z.array(part).min(1),
  starBands: z.array(starBand).min(1),
  starMinimumsKnown: z.boolean(),
  starMinimums: z.array(starMinimum),
  mandatoryConditions: z.array(mandatoryCondition),
  evidenceCatalogue: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), text),
  source: z.array(words).min(1),
  sourceNotes: z.array(words),
}) satisfies z.ZodType<Scorecard>;

/** A card that was published as a later edition: as a file, under a code that says which edition it is. */
export const editionSchema = cardSchema.extend({
  code: z.string().regex(/^OCOP-\d+(-\d+)*[A-Z]?\.([2-9]|[1-9]\d+)$/),
}) satisfies z.ZodType<Scorecard>;

const ministry = z.string().regex(/^[A-Z]+$/);

/** Phụ lục I of 26/2026: the 26 product sets with their groups and managing ministries. @source R 3.1 */
export const productGroupsSchema = z.strictObject({
  decree: words,
  annex: words,
  source: words,
  ministries: z.record(ministry, text),
  sets: z.array(
    z.strictObject({
      set: z.int().min(1).max(26),
      sector: words,
      sectorVi: words,
      groupNo: z.int().min(1),
      groupVi: words,
      subgroup: words.nullable(),
      titleVi: words,
      managedBy: z.array(ministry).min(1),
      scorecard: words,
    }),
  ),
  remarks: z.array(words),
});

export type ProductGroups = Readonly<z.infer<typeof productGroupsSchema>>;

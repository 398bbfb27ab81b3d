import type { DraftDesk_DraftFragment } from '../../../generated/operations';
import { faultSentence } from '../../../ui/desk/useFormFaults';
import type { BilingualText } from '../../../ui/locale';
import { allCriteria, criteriaOf, partsOf, placeOfCode, sectionsOf, type DraftForm } from './draft-form';

/** What is edited as one: a part, a section, a criterion, or one of the pages around them. */
export type Place =
  | `part ${string}`
  | `section ${string}`
  | `criterion ${string}`
  | 'general'
  | 'minimums'
  | 'conditions'
  | 'evidence'
  | 'differences';

/** A fault of the draft at the place where it is mended. */
export interface PlacedFault {
  readonly place: Place;
  /** The field there, where the fault names one: "levels.2.label.vi". */
  readonly field: string | null;
  readonly sentence: BilingualText;
}

type Fault = DraftDesk_DraftFragment['faults'][number];

/**
 * Where a fault is to be mended.
 * @param saved  the form of the draft that the fault was found in: paths count its entries
 * @param card   the code of the card, which need not be said on its own page
 */
export function placeFault(
  saved: DraftForm,
  card: string,
  { criterion, path, sentence }: Fault,
): PlacedFault {
  const steps = (path ?? '').replace(/^content\./, '').split('.');
  const told = (text: string) =>
    faultSentence(text.startsWith(card) ? text.slice(card.length).replace(/^[,:]\s*/, '') : text);
  return {
    ...(byPath(saved, steps) ?? byCode(saved, criterion)),
    sentence: { vi: told(sentence.vi), en: told(sentence.en) },
  };
}

function byPath(form: DraftForm, [root = '', ...rest]: string[]): Omit<PlacedFault, 'sentence'> | null {
  if (root === 'parts') return inParts(form, rest);
  if (root === 'conditions' || root === 'starMinimums') {
    return { place: root === 'conditions' ? 'conditions' : 'minimums', field: rest.join('.') || null };
  }
  if (root === 'evidenceCatalogue') return { place: 'evidence', field: rest.join('.') || null };
  const general = ['basis', 'title', 'complete', 'missing', 'source', 'sourceNotes', 'starMinimumsKnown'];
  return general.includes(root) ? { place: 'general', field: [root, ...rest].join('.') } : null;
}

/** "0.sections.1.criteria.2.levels.0.points": from the part down as far as the path goes. */
function inParts(form: DraftForm, steps: string[]): Omit<PlacedFault, 'sentence'> | null {
  const part = partsOf(form)[Number(steps[0])];
  if (!part) return null;
  const section = steps[1] === 'sections' ? sectionsOf(form, part)[Number(steps[2])] : undefined;
  if (!section) return { place: part, field: steps.slice(1).join('.') || null };
  const criterion = steps[3] === 'criteria' ? criteriaOf(form, section)[Number(steps[4])] : undefined;
  if (!criterion) return { place: section, field: steps.slice(3).join('.') || null };
  return { place: criterion, field: steps.slice(5).join('.') || null };
}

function byCode(form: DraftForm, code: string | null): Omit<PlacedFault, 'sentence'> {
  const part = partsOf(form).find((key) => form[key]?.code === code);
  const found = code === null ? null : (part ?? placeOfCode(form, code));
  if (found?.startsWith('group ')) {
    const member = allCriteria(form).find((key) => form[key]?.group === found);
    return { place: member ?? 'general', field: null };
  }
  return { place: (found as Place | null) ?? 'general', field: null };
}

import type { Place } from './draft-faults';
import { allCriteria, type DraftForm } from './draft-form';

/** Where a field of the form is edited. */
export function placeOfField(form: DraftForm, field: keyof DraftForm): Place {
  const name = String(field);
  if (/^(part|section|criterion) /.test(name)) return name as Place;
  if (name.startsWith('in ')) return name === 'in card' ? 'general' : (name.slice(3) as Place);
  if (name.startsWith('group '))
    return allCriteria(form).find((key) => form[key]?.group === name) ?? 'general';
  if (name === 'conditions' || name === 'evidence') return name;
  return name === 'strayMinimums' ? 'minimums' : 'general';
}

/** The fields in which two forms differ. */
export function changedFields(one: DraftForm, other: DraftForm): (keyof DraftForm)[] {
  const fields = [...new Set([...Object.keys(one), ...Object.keys(other)])] as (keyof DraftForm)[];
  return fields.filter((field) => JSON.stringify(one[field]) !== JSON.stringify(other[field]));
}

import { useWords } from '../../../i18n';
import { inLocale, type BilingualText } from '../../../ui/locale';
import type { Place } from './draft-faults';
import type { CriterionKey, DraftForm } from './draft-form';
import { messages } from './messages';

/** Words places of a draft as people call them. */
export function useNamePlaces(form: DraftForm, edition: () => number) {
  const { t } = useWords(messages);
  const titled = (title: BilingualText) => inLocale(title).trim() || title.vi.trim() || t('unnamed');

  return (place: Place): string => {
    if (place === 'general') return t('general');
    if (place === 'differences') return t('differencesPlace', { from: edition() });
    if (place === 'minimums' || place === 'conditions' || place === 'evidence') return t(`${place}Place`);
    const heading = form[place as CriterionKey];
    if (!heading) return t('unnamed');
    const official = heading.officialCode?.trim();
    // Faults and conditions name the one, the paper the other.
    const code = official ? `${heading.code} (${official})` : heading.code;
    const words = { code, title: titled(heading.title) };
    if (place.startsWith('part ')) return t('placePart', words);
    return t(place.startsWith('section ') ? 'placeSection' : 'placeCriterion', words);
  };
}

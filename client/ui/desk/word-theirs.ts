import { inLocale } from '../locale';

/** Says at a field what somebody else wrote there while the form was open; '' where nobody did. */
export function wordTheirs(written: string | boolean | null | undefined): string {
  if (written === undefined) return '';
  if (written === null || written === '')
    return inLocale({
      vi: 'Người khác vừa để trống mục này.',
      en: 'Somebody else has just left this empty.',
    });
  const text = typeof written === 'string' ? written : inLocale(written ? YES : NO);
  return inLocale({ vi: `Người khác vừa ghi: ${text}`, en: `Somebody else has just written: ${text}` });
}

const YES = { vi: 'Có', en: 'Yes' };
const NO = { vi: 'Không', en: 'No' };

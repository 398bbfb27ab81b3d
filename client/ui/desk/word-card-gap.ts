import { locale } from '../locale';

/**
 * What each incomplete scorecard lacks, in Vietnamese: the API says it as the card's maintainers wrote it, in English.
 * Sums that do not come out (R 3) are known for these cards and no others; a test holds the table to the cards.
 */
const GAPS: Readonly<Record<string, string>> = {
  'OCOP-1048-2019-26A': 'Phần A: chưa tìm được 1 điểm; các mục đã có cộng lại được 34 trên 35 điểm',
  'OCOP-1048-2019-19': 'Phần C: chưa tìm được 2 điểm; các mục đã có cộng lại được 38 trên 40 điểm',
  'OCOP-148-2023-07': 'Tiêu chí 6.4: chưa có mức 4 điểm (mức cao nhất đã có là 3 điểm)',
  'OCOP-148-2023-11':
    'Phần C: chưa rõ 3 điểm, các mục đã có cộng lại được 32 trên 35 điểm; có thể nguồn ghi sai điểm tối đa của mục cảm quan',
  'OCOP-148-2023-12':
    'Phần C: chưa rõ 3 điểm, các mục đã có cộng lại được 32 trên 35 điểm; có thể nguồn ghi sai điểm tối đa của mục cảm quan',
  'OCOP-148-2023-13':
    'Phần C: chưa rõ 2 điểm, các mục đã có cộng lại được 33 trên 35 điểm; có thể nguồn ghi sai điểm tối đa của mục cảm quan',
};

/** What an incomplete scorecard lacks, in the reader's language; of a card that is not known, as the card says it. */
export function wordCardGap(card: { readonly code: string; readonly missing: readonly string[] }): string {
  return (locale.value === 'vi' && GAPS[card.code]) || card.missing.join('; ');
}

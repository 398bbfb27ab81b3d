import { locale } from '../locale';

/**
 * What incomplete scorecards lack, in Vietnamese: the API says it as the cards' maintainers wrote it, in English. Sums
 * that do not come out (R 3) are known for six cards and no others; a test holds the table to the cards.
 */
const GAPS: Readonly<Record<string, string>> = {
  'Part A: 1 point(s) not found; listed sections give 34 of 35':
    'Phần A: chưa tìm được 1 điểm; các mục đã có cộng lại được 34 trên 35 điểm',
  'Part C: 2 point(s) not found; listed sections give 38 of 40':
    'Phần C: chưa tìm được 2 điểm; các mục đã có cộng lại được 38 trên 40 điểm',
  '6.4: level worth 4 points (top listed level is 3)':
    'Tiêu chí 6.4: chưa có mức 4 điểm (mức cao nhất đã có là 3 điểm)',
  'Part C: 3 points are not accounted for by the listed sections (sum 32 of 35); the source probably carries a wrong maximum in the sensory section':
    'Phần C: chưa rõ 3 điểm, các mục đã có cộng lại được 32 trên 35 điểm; có thể nguồn ghi sai điểm tối đa của mục cảm quan',
  'Part C: 2 points are not accounted for by the listed sections (sum 33 of 35); the source probably carries a wrong maximum in the sensory section':
    'Phần C: chưa rõ 2 điểm, các mục đã có cộng lại được 33 trên 35 điểm; có thể nguồn ghi sai điểm tối đa của mục cảm quan',
};

/** What an incomplete scorecard lacks, in the reader's language; what is not known, as the card says it. */
export function wordCardGap({ missing }: { readonly missing: readonly string[] }): string {
  return missing.map((gap) => (locale.value === 'vi' && GAPS[gap]) || gap).join('; ');
}

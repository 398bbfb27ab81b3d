import { indexCard } from '../../domain/card-index.js';
import { formatMean, formatShortfall } from '../../domain/mean.js';
import type { Scorecard, Text } from '../../domain/scorecard.js';
import type { Classification, Reason } from '../../domain/stars.js';

/** Why this class, in words for people: the band, each minimum that failed, how far the next class is. @source R 5 */
export function wordClassification(card: Scorecard, classification: Classification): Text[] {
  return [
    ...classification.reasons.map((reason) => wordReason(card, classification, reason)),
    ...wordNext(classification),
  ];
}

function wordReason(card: Scorecard, { mean, starClass }: Classification, reason: Reason): Text {
  switch (reason.kind) {
    case 'BAND':
      return {
        vi: `Điểm trung bình ${formatMean(mean)} thuộc khung ${reason.stars} sao (${reason.min} đến ${reason.stars === 5 ? '' : 'dưới '}${reason.max}).`,
        en: `The mean ${formatMean(mean, 2, 'en')} lies in the band of ${reason.stars} stars (${reason.min} to ${reason.stars === 5 ? '' : 'below '}${reason.max}).`,
      };
    case 'MINIMUM_MISSED': {
      const title = indexCard(card).byCode.get(reason.criterion)?.criterion.title;
      return {
        vi: `Chưa đạt yêu cầu tối thiểu ${reason.stars} sao ở tiêu chí ${reason.criterion} (${title?.vi ?? ''}): cần ${reason.minPoints}; vì vậy xếp ${starClass} sao.`,
        en: `The minimum for ${reason.stars} stars is missed at criterion ${reason.criterion} (${title?.en ?? ''}): ${reason.minPoints} needed; so the class is ${starClass}.`,
      };
    }
    case 'MINIMUMS_UNKNOWN':
      return {
        vi: 'Bộ tiêu chí này chưa có dữ liệu yêu cầu tối thiểu theo sao; hạng chỉ theo điểm trung bình.',
        en: 'The star minimums of this scorecard are not known; the class rests on the mean alone.',
      };
  }
}

function wordNext({ nextClass }: Classification): Text[] {
  if (!nextClass?.shortBy) return [];
  return [
    {
      vi: `Còn thiếu ${formatShortfall(nextClass.shortBy)} điểm để vào khung ${nextClass.stars} sao.`,
      en: `${formatShortfall(nextClass.shortBy, 2, 'en')} points short of the band of ${nextClass.stars} stars.`,
    },
  ];
}

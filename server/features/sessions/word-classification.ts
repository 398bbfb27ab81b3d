import { indexCard } from '../../domain/card-index.js';
import { compareMean, formatMean, formatShortfall } from '../../domain/mean.js';
import type { MinimumResult } from '../../domain/minimums.js';
import type { Scorecard, Text } from '../../domain/scorecard.js';
import type { Classification, Reason } from '../../domain/stars.js';

/**
 * Why this class, in words for people: the band, each minimum that failed with the class it rules out, lowest and so
 * deciding class first, then the class where it is not the band's, and how far the next class is.
 * @source R 5
 */
export function wordClassification(card: Scorecard, classification: Classification): Text[] {
  return [
    ...classification.reasons.map((reason) => wordReason(card, classification, reason)),
    ...wordClass(classification),
    ...wordNext(classification),
  ];
}

function wordReason(card: Scorecard, { mean }: Classification, reason: Reason): Text {
  switch (reason.kind) {
    case 'BAND':
      return {
        vi: `Điểm trung bình ${formatMean(mean)} thuộc khung ${reason.stars} sao (${reason.min} đến ${reason.stars === 5 ? '' : 'dưới '}${reason.max}).`,
        en: `The mean ${formatMean(mean, 2, 'en')} lies in the band of ${reason.stars} stars (${reason.min} to ${reason.stars === 5 ? '' : 'below '}${reason.max}).`,
      };
    case 'MINIMUM_MISSED': {
      const title = indexCard(card).byCode.get(reason.criterion)?.criterion.title;
      const reached = wordReached(reason);
      return {
        vi: `Chưa đạt yêu cầu tối thiểu ${reason.stars} sao ở tiêu chí ${reason.criterion} (${title?.vi ?? ''}): cần ${reason.minPoints}, ${reached.vi}; vì vậy không đạt ${reason.stars} sao.`,
        en: `The minimum for ${reason.stars} stars is missed at criterion ${reason.criterion} (${title?.en ?? ''}): ${reason.minPoints} needed, ${reached.en}; this rules out ${reason.stars} stars.`,
      };
    }
    case 'MINIMUMS_UNKNOWN':
      return {
        vi: 'Bộ tiêu chí này chưa có dữ liệu yêu cầu tối thiểu theo sao; hạng chỉ theo điểm trung bình.',
        en: 'The star minimums of this scorecard are not known; the class rests on the mean alone.',
      };
  }
}

/** A regulation may test by members instead of by the mean: then a mean that suffices would explain nothing. */
function wordReached({ mean, minPoints }: MinimumResult): Text {
  const reached = {
    vi: `trung bình đạt ${formatMean(mean)}`,
    en: `the mean is ${formatMean(mean, 2, 'en')}`,
  };
  if (compareMean(mean, minPoints) < 0) return reached;
  return {
    vi: `${reached.vi} nhưng không đủ số ủy viên chấm đạt mức này theo quy chế`,
    en: `${reached.en} but fewer members than the regulation asks gave that much`,
  };
}

function wordClass({ bandClass, starClass }: Classification): Text[] {
  if (starClass === bandClass) return [];
  return [
    {
      vi: `Xếp ${starClass} sao: hạng cao nhất đạt cả khung điểm và mọi yêu cầu tối thiểu.`,
      en: `The class is ${starClass} stars: the highest whose band and every minimum are reached.`,
    },
  ];
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

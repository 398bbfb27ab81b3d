// The report in words: one sentence for each dossier, then the end of the record, then the verdict.
import { sayFault } from './words.mjs';

/**
 * @param report as `verifyRecord` gives it
 * @param {'vi' | 'en'} language
 * @returns {string[]} lines
 */
export function sayReport(report, language) {
  const pick = (vi, en) => (language === 'vi' ? vi : en);
  const doubt = whyDoubt(report, pick);
  const title = report.session
    ? [pick(`Phiên họp "${report.name}" (${report.session}), ${report.entries} việc trong sổ.`, `Session "${report.name}" (${report.session}), ${report.entries} entries on record.`)]
    : [];
  const wrong = report.general.map((fault) => `${pick('[SAI]', '[WRONG]')} ${sayFault(fault, language)}.`);
  const dossiers = report.dossiers.map((dossier) => sayDossier(dossier, doubt, language));
  const lines = [...title, ...wrong, ...dossiers, ...sayEnd(report.end, pick), sayVerdict(report, pick)];
  // A name on record must not be able to move the cursor or begin a line of its own.
  return lines.map((line) => line.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, ' '));
} // prettier-ignore

/** Nothing but the code speaks against the record, and a code is easily mistyped. */
function codeAlone({ general, dossiers }) {
  const faults = [...general, ...dossiers.flatMap((dossier) => dossier.faults)];
  return faults.length > 0 && faults.every(({ key }) => key === 'headUnknown');
}

/** Why what is said of the dossiers cannot be relied on, if so. */
function whyDoubt(report, pick) {
  if (report.general.length === 0) return [];
  return codeAlone(report)
    ? [pick('mã đối chiếu không khớp nên chưa tin được câu này', 'the code does not match, so do not rely on this sentence')]
    : [pick('sổ có chỗ sai nên chưa tin được câu này', 'the record is damaged, so do not rely on this sentence')];
} // prettier-ignore

function sayDossier(dossier, doubt, language) {
  const pick = (vi, en) => (language === 'vi' ? vi : en);
  const { position, product, producer, evaluation, faults } = dossier;
  const name = product ? `${product} (${producer})` : evaluation;
  const mark = faults.length > 0 ? pick('SAI', 'WRONG') : doubt.length > 0 ? '?' : pick('ĐÚNG', 'RIGHT');
  const found = faults.map((fault) => sayFault(fault, language));
  const said = [sayOutcome(dossier, pick), ...found, ...doubt].join('; ');
  return `[${mark}] ${pick('Hồ sơ', 'Dossier')} ${position ?? '–'}, ${name}: ${said}.`;
} // prettier-ignore

function sayOutcome({ phase, outcome }, pick) {
  const released = phase === 'RELEASED' ? pick(', đã công bố', ', released') : '';
  switch (outcome?.kind) {
    case 'CLASSIFIED':
      return sayClass(outcome, pick) + released;
    case 'STOPPED':
      return pick('dừng đánh giá, không xếp hạng', 'evaluation stopped, no class') + released;
    case 'REJECTED':
      return pick('hồ sơ bị loại, không xếp hạng', 'excluded, no class') + released;
    case 'DEFERRED':
      return pick('hoãn sang lần sau', 'deferred to the next round');
    default:
      return phase === 'WAITING' ? pick('chưa đưa ra đánh giá', 'not evaluated') : pick('chưa kết luận', 'not concluded');
  }
} // prettier-ignore

function sayClass({ recorded, computed }, pick) {
  if (!computed) return pick(`sổ ghi ${recorded} sao`, `${recorded} stars on record`);
  const { sum, count, parts, bandClass, starClass, missed } = computed;
  const mean = (of) => sayMean(of, pick(',', '.'));
  const partMeans = parts.map((part) => `${part.code} ${mean(part)}`).join('; ');
  const barring = missed.filter(({ stars }) => stars <= bandClass);
  const lowered = barring.map(({ stars, criterion }) => pick(`${criterion} (${stars} sao)`, `${criterion} (${stars} stars)`)).join(', ');
  const because = lowered ? pick(`, thiếu yêu cầu tối thiểu ở ${lowered}`, `, minimum requirements missed at ${lowered}`) : '';
  return pick(
    `sổ ghi ${recorded} sao, tính lại ${starClass} sao từ ${count} phiếu: tổng ${sum}, trung bình ${mean(computed)} (${partMeans}), khung ${bandClass} sao${because}`,
    `${recorded} stars on record, ${starClass} recomputed from ${count} sheets: sum ${sum}, mean ${mean(computed)} (${partMeans}), band of ${bandClass}${because}`,
  );
} // prettier-ignore

/** Cut off after two decimals, never rounded: 89.995 is not shown as 90. */
function sayMean({ sum, count }, point) {
  const hundredths = Math.floor((sum * 100) / count);
  return `${Math.floor(hundredths / 100)}${point}${String(hundredths % 100).padStart(2, '0')}`;
}

function sayEnd(end, pick) {
  if (!end?.last) return [];
  const { last, closing, head, vouched, upTo, after } = end;
  const closed = closing
    ? pick(`Mã lúc bế mạc: ${closing.code} (việc số ${closing.seq}); so với mã màn hình phòng họp đã hiện.`, `Code at closing: ${closing.code} (entry ${closing.seq}); compare it with what the room screen showed.`)
    : pick('Phiên họp chưa bế mạc trong sổ này.', 'The session is not closed in this record.');
  const tail = {
    NONE: pick('Không có mã để đối chiếu (--head): KHÔNG THỂ bảo đảm rằng cuối sổ chưa bị cắt hoặc viết lại.', 'No code was given (--head): it CANNOT be vouched that the end was not cut off or rewritten.'),
    ALL: pick(`Mã đối chiếu ${head} đúng là mã cuối sổ: sổ đủ đến việc cuối cùng.`, `The code ${head} is that of the end: the record is whole to its last entry.`),
    PART: pick(`Mã đối chiếu ${head} là mã của việc số ${upTo}; ${after.length} việc sau đó (${after.join(', ')}) KHÔNG được mã này bảo đảm.`, `The code ${head} is that of entry ${upTo}; the ${after.length} after it (${after.join(', ')}) are NOT vouched for by it.`),
    FALSE: pick(`Mã đối chiếu ${head} không có trong sổ.`, `The code ${head} is not in the record.`),
  }[vouched];
  return [pick(`Mã cuối sổ: ${last.code} (việc số ${last.seq}, ${last.hash}).`, `Code of the end: ${last.code} (entry ${last.seq}, ${last.hash}).`), closed, tail];
} // prettier-ignore

function sayVerdict(report, pick) {
  if (codeAlone(report)) return pick('KẾT LUẬN: mã đối chiếu không khớp; ngoài ra không thấy điều gì sai. Hãy xem lại mã trước.', 'VERDICT: the code does not match; nothing else was found wrong. First look at the code again.');
  const verdicts = {
    0: pick('KẾT LUẬN: mọi điều đều đúng.', 'VERDICT: all is right.'),
    1: pick('KẾT LUẬN: có điều sai.', 'VERDICT: something is wrong.'),
    3: pick('KẾT LUẬN: không thấy điều gì sai, nhưng cuối sổ chưa được bảo đảm.', 'VERDICT: nothing wrong was found, but the end is not vouched for.'),
  };
  return verdicts[report.exitCode];
} // prettier-ignore

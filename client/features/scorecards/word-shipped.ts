import { locale } from '../../ui/locale';

/**
 * What the shipped scorecards say in English and repeat from card to card: their sources, and a note on minimums. The
 * notes on single cards are many, and stand in English; a test holds this table to the cards.
 */
const IN_VIETNAMESE: Readonly<Record<string, string>> = {
  'Quyết định số 1048/QĐ-TTg ngày 21/8/2019 and 781/QĐ-TTg ngày 08/6/2020, Phụ lục; read as data':
    'Quyết định số 1048/QĐ-TTg ngày 21/8/2019 và 781/QĐ-TTg ngày 08/6/2020, Phụ lục; đọc từ dữ liệu',
  'public repository congnn1107/ocop_project, setup-data/database/OCOP_DB.sql (2021)':
    'kho công khai congnn1107/ocop_project, setup-data/database/OCOP_DB.sql (2021)',
  'public repository congnn1107/ocop_project, setup-data/database/OCOP_DB.sql (2021) (same points)':
    'kho công khai congnn1107/ocop_project, setup-data/database/OCOP_DB.sql (2021) (cùng số điểm)',
  'public repository congnn1107/ocop_project, setup-data/database/OCOP_DB.sql (2021) (differs where noted)':
    'kho công khai congnn1107/ocop_project, setup-data/database/OCOP_DB.sql (2021) (chỗ khác có ghi chú)',
  'public repository tranquangduc24011999/ommani_ocop, mysql/init.sql (2022)':
    'kho công khai tranquangduc24011999/ommani_ocop, mysql/init.sql (2022)',
  'Quyết định số 148/QĐ-TTg ngày 24/02/2023, Phụ lục; read as data in the public repository augustine-tran/ocop (Bà Rịa - Vũng Tàu scoring application, 2024), db/ocop/*.csv':
    'Quyết định số 148/QĐ-TTg ngày 24/02/2023, Phụ lục; đọc từ dữ liệu trong kho công khai augustine-tran/ocop (phần mềm chấm điểm của Bà Rịa - Vũng Tàu, 2024), db/ocop/*.csv',
  'Quyết định số 26/2026/QĐ-TTg ngày 22/5/2026, Phụ lục II (vanban.chinhphu.vn docid=218267); text read in the transcript kept in the public repository hakienpdu95/minhan, docs/bnn_txng.html':
    'Quyết định số 26/2026/QĐ-TTg ngày 22/5/2026, Phụ lục II (vanban.chinhphu.vn docid=218267); lời văn đọc từ bản chép trong kho công khai hakienpdu95/minhan, docs/bnn_txng.html',
  'star printed on the criterion heading, so the lowest scoring level is assumed':
    'dấu sao in ở tên tiêu chí, nên lấy mức thấp nhất có điểm',
};

/** Who recognises a class, which the cards say in Vietnamese only. */
const IN_ENGLISH: Readonly<Record<string, string>> = {
  'Bộ Nông nghiệp và Môi trường': 'the Ministry of Agriculture and Environment',
  'Bộ Nông nghiệp và PTNT': 'the Ministry of Agriculture and Rural Development',
  'UBND cấp huyện (từ 01/7/2025: cấp tỉnh)':
    'the district People’s Committee (since 1 July 2025: the provincial one)',
  'UBND cấp tỉnh': 'the provincial People’s Committee',
};

/** What a scorecard says in one language only, in the reader's where it is known; else as the card says it. */
export function wordShipped(words: string): string {
  return (locale.value === 'vi' ? IN_VIETNAMESE : IN_ENGLISH)[words] ?? words;
}

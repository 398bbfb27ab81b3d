// What is said about each thing found, in Vietnamese and English.

export const USAGE = `Cách dùng: node verify.mjs <tệp sổ phiên họp> [--head XXXX-XXXX-XXXX-XXXX] [--en]
  --head  mã cuối sổ đã chép lại (trên màn hình phòng họp lúc bế mạc, trong biên bản, hoặc khi xuất tệp)
Usage: node verify.mjs <record of a session> [--head XXXX-XXXX-XXXX-XXXX] [--en]
  --head  the code of the end of the record, as copied from the room screen, the minutes or the export`;

/** Error code → why a file cannot be read. */
const UNREADABLE = {
  ENOENT: ['không có tệp này; xin xem lại đường dẫn', 'there is no such file; please check the path'],
  EISDIR: ['đây là thư mục, không phải tệp', 'it is a folder, not a file'],
  EACCES: ['không được phép đọc', 'reading it is not allowed'],
  ERR_ENCODING_INVALID_ENCODED_DATA: [
    'tệp này không còn là UTF-8 như lúc xuất: đã bị lưu lại theo mã khác hoặc bị sửa; xin dùng tệp gốc',
    'it is no longer UTF-8 as it was exported: it was saved anew in another encoding, or altered; please use the original',
  ],
};

/** A file that cannot be read, or is no text: why, in both languages. */
export function unreadable(file, { code, message }) {
  const [vi, en] = UNREADABLE[code] ?? [message, message];
  return `Không đọc được ${file}: ${vi}.\n${file} cannot be read: ${en}.`;
}

const member = ({ member: who }) => (who ? { vi: `của ${who}`, en: `of ${who}` } : { vi: '', en: '' });

/** Key of a fault → what to say of it. */
const FAULTS = {
  notJson: () => ['tệp không phải JSON đọc được', 'the file is not readable JSON'],
  notARecord: () => ['tệp không phải sổ phiên họp của Chấm Sao', 'the file is no record of a session'],
  otherVersion: ({ version }) => [`tệp theo phiên bản ${version}; chương trình này chỉ đọc phiên bản 1`, `the file has version ${version}; this program reads version 1`],
  notPlain: ({ at }) => [`tệp viết một điều theo cách có thể đọc thành hai nghĩa: ${at}`, `the file says something in a way that can be read twice: ${at}`],
  shape: ({ at }) => [`tệp thiếu, thừa hoặc sai kiểu ở ${at}`, `something is missing, too much or of a wrong kind at ${at}`],
  empty: () => ['sổ không có việc nào', 'the record has no entry'],
  seq: ({ expected }) => [`số thứ tự sai (phải là ${expected}): có việc bị bỏ, thêm hoặc đổi chỗ`, `the number is wrong (${expected} is due): an entry was removed, inserted or moved`],
  session: () => ['việc này thuộc phiên họp khác', 'this entry belongs to another session'],
  moment: () => ['thời điểm không đọc được', 'the moment cannot be read'],
  previous: () => ['không nối với việc đứng trước: có việc bị bỏ, thêm, sửa hoặc đổi chỗ', 'it does not follow the entry before it: one was removed, inserted, altered or moved'],
  hash: () => ['nội dung không khớp mã băm: đã bị sửa', 'the content does not match its hash: it was altered'],
  headUnknown: ({ head }) => [`mã ${head} không phải mã của việc nào trong sổ: có thể mã bị gõ sai, trước hết xin đối chiếu lại từng ký tự; nếu mã đúng thì cuối sổ đã bị cắt, hoặc sổ đã bị viết lại`, `the code ${head} is that of no entry: it may be mistyped, so first compare it sign by sign; if it is right, the end of the record was cut off, or the record was rewritten`],
  cardMissing: ({ card }) => [`không có bộ tiêu chí ${card} đúng với dấu vân tay đã ghi`, `the scorecard ${card} with the recorded fingerprint is not there`],
  cardUnpinned: ({ card }) => [`bộ tiêu chí ${card} trong tệp không phải bộ đã dùng để chấm`, `the scorecard ${card} in the file is not one that was scored with`],
  cardOrder: ({ card }) => [`bộ tiêu chí ${card} đứng sai chỗ hoặc có hai lần`, `the scorecard ${card} stands in the wrong place or twice`],
  cardChanged: () => ['bộ tiêu chí hoặc câu chuyện sản phẩm bị đổi giữa chừng', 'the scorecard or the product story changed on the way'],
  unknownAct: ({ act }) => [`không có loại việc "${act}"`, `there is no act "${act}"`],
  malformed: ({ act }) => [`nội dung của việc "${act}" không đúng dạng`, `the content of "${act}" has not the shape of that act`],
  phase: ({ act, phase }) => [`không thể có việc "${act}" khi phiên họp ở trạng thái ${phase}`, `"${act}" is not possible while the session is ${phase}`],
  step: ({ act, phase }) => [`không thể có việc "${act}" khi hồ sơ ở trạng thái ${phase}`, `"${act}" is not possible while the dossier is ${phase}`],
  notOnAgenda: () => ['hồ sơ không có trong chương trình', 'the dossier is not on the agenda'],
  attendanceDiffers: (given) => [`điểm danh ${member(given).vi} lúc khai mạc khác với sổ`, `the attendance ${member(given).en} at the opening is not that on record`],
  unknownMember: (given) => [`điểm danh ${member(given).vi}, người không thuộc Hội đồng`, `attendance ${member(given).en}, who is not of the council`],
  noReason: (given) => [`vắng mặt ${member(given).vi} không có lý do`, `the absence ${member(given).en} has no reason`],
  untouched: () => ['danh sách hồ sơ chưa đưa ra không đúng', 'the list of dossiers that never came to the table is wrong'],
  closedOverTable: () => ['bế mạc khi còn hồ sơ trên bàn', 'the session was closed over a dossier on the table'],
  mayNotSubmit: (given) => [`phiếu ${member(given).vi} được nộp khi người đó không được nộp`, `a sheet ${member(given).en} was handed in that could not be`],
  attempt: (given) => [`lần chấm hoặc thời điểm ${member(given).vi} không đúng`, `the attempt or the moment ${member(given).en} is wrong`],
  receipt: (given) => [`mã biên nhận của phiếu ${member(given).vi} không khớp nội dung`, `the receipt of the sheet ${member(given).en} does not match its content`],
  marks: (given) => [`điểm trong phiếu ${member(given).vi} không đúng bộ tiêu chí ở ${given.criteria}`, `marks on the sheet ${member(given).en} are not those of the scorecard at ${given.criteria}`],
  incomplete: (given) => [`phiếu ${member(given).vi} còn thiếu ${given.criteria}`, `the sheet ${member(given).en} lacks ${given.criteria}`],
  total: (given) => [`tổng điểm hoặc điểm phần của phiếu ${member(given).vi} sai, tính lại được ${given.total}`, `total or parts of the sheet ${member(given).en} are wrong, recomputed ${given.total}`],
  nothingToWithdraw: (given) => [`không có phiếu ${member(given).vi} để rút lại`, `there is no sheet ${member(given).en} to take back`],
  nothingToReturn: (given) => [`không có phiếu ${member(given).vi} để trả lại`, `there is no sheet ${member(given).en} to return`],
  recusedTwice: (given) => [`không tham gia ${member(given).vi} được ghi hai lần`, `the recusal ${member(given).en} is there twice`],
  notRecused: (given) => [`không tham gia ${member(given).vi} được bỏ mà chưa từng được ghi`, `the recusal ${member(given).en} was withdrawn and had never been recorded`],
  mayNotLetBackIn: (given) => [`không tham gia ${member(given).vi} được bỏ mà không có lý do, hoặc bởi người không điều hành hồ sơ`, `the recusal ${member(given).en} was withdrawn without a reason, or by somebody who did not conduct the dossier`],
  recusedBack: (given) => [`người đã được tham gia trở lại (${given.member}) vẫn bị ghi là không tham gia`, `a member whose recusal was withdrawn (${given.member}) is still listed as recused`],
  recusedLost: (given) => [`người không tham gia (${given.member}) bị bỏ khỏi danh sách`, `a recused member (${given.member}) is missing from the list`],
  recusedVoter: (given) => [`người đã nộp phiếu (${given.member}) bị ghi là không tham gia`, `a member whose sheet counts (${given.member}) is listed as recused`],
  noSuchCondition: ({ condition }) => [`bộ tiêu chí không có điều kiện ${condition}`, `the scorecard has no condition ${condition}`],
  noReport: ({ condition }) => [`không ai báo ${condition} mà Chủ tọa đã quyết định`, `the report of ${condition} that was decided is not there`],
  stopOutcome: ({ condition, due }) => [`quyết định về ${condition} không đúng (phải là ${due})`, `the decision on ${condition} is wrong (${due} is due)`],
  notPresiding: () => ['người quyết định không phải người chủ trì', 'whoever decided did not preside'],
  noFurtherRound: () => ['hoãn khi không còn lần sau', 'deferred where there is no further round'],
  members: () => ['thành viên, vai trò hoặc điểm danh trong kết luận khác với sổ', 'members, roles or attendance in the conclusion are not those on record'],
  quorum: ({ present, required }) => [`số liệu về số thành viên cần có mặt sai: có mặt ${present}, cần ${required}`, `the quorum's numbers are wrong: ${present} present, ${required} required`],
  noQuorum: ({ present, required }) => [`không đủ thành viên: có mặt ${present}, cần ${required}`, `no quorum: ${present} present, ${required} required`],
  openReports: () => ['kết luận khi còn báo cáo chưa quyết định', 'concluded over a report nobody had decided'],
  sheetsMissing: ({ members }) => [`kết luận khi còn thiếu phiếu của ${members}`, `concluded without the sheets of ${members}`],
  counted: ({ counted }) => [`danh sách phiếu được tính không đúng, tính lại được ${counted} phiếu`, `the list of sheets that count is wrong, recomputed ${counted}`],
  cannotCompute: () => ['không đủ dữ liệu để tính lại', 'there is not enough to recompute it'],
  deviation: ({ deviation }) => [`chênh lệch điểm hoặc cách giải quyết sai, tính lại được ${deviation}`, `the deviation or how it was settled is wrong, recomputed ${deviation}`],
  unsettled: ({ deviation, limit }) => [`chênh lệch ${deviation} điểm vượt ${limit} mà chưa giải quyết theo quy chế`, `a deviation of ${deviation} points above ${limit} was not settled as the regulation asks`],
  sum: ({ made, recorded }) => [`điểm trung bình ghi ${recorded.sum}/${recorded.count}, tính lại ${made.sum}/${made.count}`, `the mean on record is ${recorded.sum}/${recorded.count}, recomputed ${made.sum}/${made.count}`],
  parts: () => ['điểm trung bình các phần sai', 'the means of the parts are wrong'],
  bandClass: ({ made, recorded }) => [`khung điểm ghi ${recorded.bandClass} sao, tính lại ${made.bandClass} sao`, `the band on record is ${recorded.bandClass} stars, recomputed ${made.bandClass}`],
  starClass: ({ made, recorded }) => [`hạng ghi ${recorded.starClass} sao, tính lại ${made.starClass} sao`, `the class on record is ${recorded.starClass} stars, recomputed ${made.starClass}`],
  missed: () => ['danh sách yêu cầu tối thiểu chưa đạt sai', 'the list of missed minimum requirements is wrong'],
}; // prettier-ignore

/** What the record holds may be anything, also something that cannot be put into a sentence. */
function wordsOf(key, details) {
  try {
    return FAULTS[key](details);
  } catch {
    return FAULTS.malformed({ act: key });
  }
}

/** @param {'vi' | 'en'} language */
export function sayFault({ key, details, seq }, language) {
  const [vi, en] = wordsOf(key, details);
  const tidy = (language === 'vi' ? vi : en).replace(/ {2,}/g, ' ');
  if (seq === null) return tidy;
  return language === 'vi' ? `việc số ${seq}: ${tidy}` : `entry ${seq}: ${tidy}`;
}

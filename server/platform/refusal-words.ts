import type { Refusal, RefusalCode, RefusalDetails } from '../domain/refusal.js';
import type { Text } from '../domain/scorecard.js';

type Words = (details: RefusalDetails) => [vi: string, en: string];

/** What is wrong, what is safe, what to do next. Vietnamese is the original. */
const WORDS: Record<RefusalCode, Words> = {
  INVALID_INPUT: () => ['Có mục nhập chưa đúng; chưa có gì thay đổi. Sửa mục được nêu rồi gửi lại.', 'Some of the input is not right; nothing was changed. Correct the fields named and send again.'],
  NOT_FOUND: () => ['Không tìm thấy mục này; có thể đã bị gỡ. Tải lại trang để xem hiện trạng.', 'This is not here; it may have been removed. Reload to see how things stand.'],
  NOT_ALLOWED: () => ['Đồng chí không có quyền làm việc này; chưa có gì thay đổi.', 'You may not do this; nothing was changed.'],
  ALREADY_DONE: () => ['Việc này đã được thực hiện trước đó; không cần làm lại.', 'This has been done already; nothing more is needed.'],
  STALE_SHEET: () => ['Phiếu đã được sửa ở nơi khác; lần lưu này chưa được ghi. Xem phiếu hiện tại rồi chọn lại.', 'The sheet was changed elsewhere; this save was not taken. Look at the current sheet and choose again.'],
  SCORING_NOT_OPEN: () => ['Chủ tịch chưa mở hoặc đã kết thúc chấm sản phẩm này; điểm vừa gửi không được tính.', 'Scoring of this product is not open; the marks just sent do not count.'],
  SHEET_SUBMITTED: () => ['Phiếu đã nộp. Rút lại để sửa nếu Chủ tịch chưa kết thúc chấm.', 'The sheet is submitted. Withdraw it to change it while scoring is open.'],
  SHEET_NOT_SUBMITTED: () => ['Phiếu chưa nộp, nên không có gì để rút hoặc trả lại.', 'The sheet is not submitted, so there is nothing to withdraw or return.'],
  SHEET_SEALED: () => ['Phiếu đã niêm phong sau kết luận và không sửa được nữa.', 'The sheet was sealed at the conclusion and cannot be changed.'],
  SHEET_RECUSED: () => ['Đồng chí không tham gia chấm sản phẩm này.', 'You take no part in scoring this product.'],
  SHEET_ABSENT: () => ['Ủy viên được ghi là vắng mặt, nên phiếu này không được tính.', 'The member is recorded as absent, so this sheet does not count.'],
  SHEET_INCOMPLETE: (d) => [`Còn tiêu chí chưa chấm: ${list(d.missing)}. Điểm đã lưu vẫn an toàn.`, `Criteria not yet scored: ${list(d.missing)}. What is saved is safe.`],
  WRONG_PHASE: (d) => [`Không làm được việc này${because(d, 1) || ' ở bước hiện tại'}. Chưa có gì thay đổi; xem hiện trạng rồi làm tiếp từ đó.`, `This cannot be done${because(d, 2) || ' at the present step'}. Nothing was changed; look at how things stand and go on from there.`],
  NO_FURTHER_ROUND: (d) => [`Quy chế chỉ cho ${d.rounds} lần trong một đợt, nên không để lại lần sau được.`, `The regulation allows ${d.rounds} round(s) in a batch, so this cannot be left to a later one.`],
  SESSION_NOT_OPEN: () => ['Phiên họp chưa mở hoặc đang tạm dừng.', 'The session is not open, or is suspended.'],
  SESSION_CLOSED: () => ['Phiên họp đã bế mạc.', 'The session is closed.'],
  NO_QUORUM: (d) => [`Chưa đủ túc số: cần ${d.required}, có ${d.present}.`, `No quorum: ${d.required} needed, ${d.present} present.`],
  NOBODY_PRESIDES: () => ['Chủ tịch và các Phó Chủ tịch đều vắng hoặc không tham gia sản phẩm này; không có người chủ trì.', 'Chair and vice-chairs are absent or recused from this product; nobody presides.'],
  SHEETS_MISSING: (d) => [`Chưa nộp phiếu: ${names(d.labels ?? d.members)}. Mở lại chấm điểm để nộp, hoặc ghi vắng mặt kèm lý do.`, `Sheets not submitted: ${names(d.labels ?? d.members)}. Reopen scoring for them, or record an absence with its reason.`],
  NO_SHEET_COUNTS: () => ['Không có phiếu nào được tính, nên chưa thể kết luận.', 'No sheet counts, so nothing can be concluded.'],
  SHEETS_UNREADABLE: () => ['Có phiếu đã nộp mà hệ thống không tính được, nên chưa có số tạm tính. Yêu cầu chấm lại sản phẩm này và báo cho người quản trị.', 'A submitted sheet cannot be reckoned, so there are no running figures. Have this product scored again, and tell the administrator.'],
  DEVIATION_UNRESOLVED: (d) => [`Điểm của các ủy viên chênh lệch ${d.deviation}, quá ${d.limit} điểm. Trao đổi và yêu cầu chấm lại, hoặc kết luận có lý do nếu quy chế cho phép.`, `The members' totals lie ${d.deviation} apart, more than ${d.limit} points. Discuss and have it scored again, or conclude with a reason where the regulation allows.`],
  FINDINGS_OPEN: () => ['Còn báo cáo dừng hoặc loại chưa được Chủ tịch xác nhận hay bác bỏ.', 'Reported stops or exclusions still wait for the chair to confirm or dismiss them.'],
  REASON_REQUIRED: () => ['Cần ghi lý do; lý do được đưa vào biên bản.', 'A reason is needed; it goes into the minutes.'],
  REMARK_REQUIRED: (d) => [`Quy chế yêu cầu ghi ý kiến cho tiêu chí: ${list(d.criteria)}.`, `The regulation asks for a remark at: ${list(d.criteria)}.`],
  UNKNOWN_CRITERION: (d) => [`Bộ tiêu chí không có tiêu chí ${d.criterion}.`, `The scorecard has no criterion ${d.criterion}.`],
  UNKNOWN_LEVEL: (d) => [`Tiêu chí ${d.criterion} không có mức đã chọn.`, `Criterion ${d.criterion} has no such level.`],
  ONE_LEVEL_ONLY: (d) => [`Tiêu chí ${d.criterion} chỉ chọn được một mức.`, `Criterion ${d.criterion} takes one level only.`],
  CASES_MIXED: (d) => [`Chỉ dùng được các mức của một trường hợp trên cùng phiếu: ${list(d.criteria)}.`, `One sheet may use the levels of one case only: ${list(d.criteria)}.`],
  CRITERION_NOT_APPLICABLE: (d) => [`Tiêu chí ${d.criterion} chỉ áp dụng khi có câu chuyện sản phẩm.`, `Criterion ${d.criterion} applies only when there is a product story.`],
  NOT_MANDATORY_NOT_ALLOWED: (d) => [`Tiêu chí ${d.criterion} không có lựa chọn "không bắt buộc".`, `Criterion ${d.criterion} has no choice "not mandatory".`],
  CARD_INCOMPLETE: () => ['Bộ tiêu chí này còn thiếu điểm so với bản in, chưa dùng được để đánh giá mới. Chưa có gì thay đổi. Đề nghị người quản trị nhập các điểm còn thiếu trong một phiên bản mới của bộ tiêu chí rồi làm lại.', 'This scorecard lacks points against the print and cannot be used for a new evaluation. Nothing was changed. Have an administrator enter the missing points in a new edition of the scorecard, then try again.'],
  CARD_FROZEN: () => ['Đã có điểm chấm theo bộ tiêu chí này; không đổi được nữa.', 'Marks were given under this scorecard; it can no longer change.'],
  OTHER_CARD: () => ['Các mức vừa chọn thuộc một bản khác của bộ tiêu chí, không phải bản của phiếu này; chưa ghi gì. Chọn lại ở các tiêu chí này theo bản đang hiện.', 'These options are of another edition of the scorecard than the one of this sheet; nothing was saved. Choose again at these criteria, by the edition now shown.'],
  CARD_NOT_IN_FORCE: () => ['Quyết định này không áp dụng cho hồ sơ nộp vào ngày đã ghi. Xem lại ngày nộp và loại hồ sơ.', 'That decree does not govern a dossier handed in on this day. Check the day and the kind of dossier.'],
  NOT_VOTING: () => ['Chỉ ủy viên có quyền chấm mới có phiếu chấm.', 'Only voting members have a score sheet.'],
  NOT_PRESENT: () => ['Chưa ghi nhận có mặt. Đề nghị Thư ký điểm danh.', 'Not recorded as present. Ask the secretary to mark attendance.'],
  EVALUATION_ON_TABLE: () => ['Đang có hồ sơ khác trên bàn; hoàn tất, để lại lần sau hoặc rút hồ sơ đó khỏi bàn trước.', 'Another dossier is on the table; finish it, defer it or take it off the table first.'],
  IN_USE: (d) => [`Không làm được việc này${because(d, 1) || ' vì mục này đang được dùng'}. Chưa có gì thay đổi.`, `This cannot be done${because(d, 2) || ', because this is in use'}. Nothing was changed.`],
  DUPLICATE: (d) => [`Không làm được việc này${because(d, 1) || ' vì đã có một mục như vậy'}. Chưa có gì thay đổi.`, `This cannot be done${because(d, 2) || ', because there is one like this already'}. Nothing was changed.`],
  RETIRED: (d) => [`Không làm được việc này${because(d, 1) || ' vì mục này đã ngừng sử dụng'}. Chưa có gì thay đổi; chọn mục đang dùng.`, `This cannot be done${because(d, 2) || ', because this is no longer in use'}. Nothing was changed; choose one that is in use.`],
  LINK_INVALID: () => ['Thẻ hoặc đường dẫn này không còn dùng được. Xin Thư ký cấp thẻ mới.', 'This card or link no longer works. Ask the secretary for a new one.'],
  LINK_EXPIRED: () => ['Thẻ hoặc đường dẫn này đã hết hạn. Xin Thư ký cấp thẻ mới.', 'This card or link has expired. Ask the secretary for a new one.'],
  SEAT_TAKEN: () => ['Ghế này đang mở trên một thiết bị khác. Điểm đã lưu vẫn an toàn; có thể chuyển sang máy này.', 'This seat is open on another device. What is saved is safe; you can take over here.'],
  WRONG_PASSWORD: () => ['Tên đăng nhập hoặc mật khẩu chưa đúng.', 'The user name or the password is not right.'],
  CODE_NEEDED: () => ['Nhập mã 6 số đang hiện trong ứng dụng xác thực trên điện thoại, hoặc một mã dự phòng.', 'Give the six digits that the authenticator app on your phone shows now, or a recovery code.'],
  WRONG_CODE: () => ['Mã chưa đúng, hoặc đã dùng rồi. Đợi ứng dụng hiện mã mới rồi nhập lại; nếu vẫn không được, kiểm tra giờ của điện thoại.', 'The code is not right, or was used before. Wait for the next one and try again; if it still fails, check the clock of the phone.'],
  PROVIDER_UNREACHABLE: () => ['Chưa kết nối được hệ thống đăng nhập một lần. Tài khoản và điểm đã lưu không bị ảnh hưởng. Xin thử lại sau ít phút, hoặc đăng nhập bằng tên và mật khẩu.', 'The single sign-on system cannot be reached. Your account and all that is saved are safe. Try again in some minutes, or sign in with name and password.'],
  PROVIDER_REFUSED: () => ['Hệ thống đăng nhập một lần chưa xác nhận được đồng chí, hoặc việc đăng nhập đã bị hủy. Chưa có gì thay đổi. Xin thử lại; nếu vẫn không được, báo cho Quản trị hoặc đăng nhập bằng tên và mật khẩu.', 'The single sign-on system did not confirm who you are, or signing in was cancelled. Nothing was changed. Try again; if it still fails, tell the administrator, or sign in with name and password.'],
  SIGN_IN_LAPSED: () => ['Lượt đăng nhập này đã hết hạn, đã dùng rồi hoặc bắt đầu từ trình duyệt khác. Chưa có gì thay đổi. Xin bấm nút đăng nhập để làm lại từ đầu.', 'This sign-in has expired, was used before or was begun in another browser. Nothing was changed. Press the button to sign in from the beginning.'],
  NOT_LINKED: () => ['Chưa có tài khoản nào ở đây được gắn với tài khoản đăng nhập một lần này. Chưa có gì thay đổi. Xin Quản trị gắn vào tài khoản của đồng chí rồi đăng nhập lại; ủy viên có thẻ ghế thì quét thẻ.', 'No account here is linked to this single sign-on account. Nothing was changed. Ask the administrator to link it to your account, then sign in again; members with a seat card scan it.'],
  EMAIL_UNVERIFIED: () => ['Hệ thống đăng nhập một lần chưa xác minh địa chỉ thư của đồng chí, nên chưa thể dựa vào đó. Chưa có gì thay đổi. Xin xác minh địa chỉ thư ở hệ thống ấy rồi đăng nhập lại.', 'The single sign-on system has not verified your e-mail address, so it cannot be relied on. Nothing was changed. Have the address verified there, then sign in again.'],
  LINKED_TO_ANOTHER: () => ['Tài khoản ở đây đã thuộc về một người khác của hệ thống đăng nhập một lần. Chưa có gì thay đổi. Nếu đây là tài khoản của đồng chí, xin Quản trị kiểm tra và gắn lại.', 'The account here belongs to somebody else of the single sign-on system already. Nothing was changed. If it is your account, ask the administrator to check it and link it again.'],
  ACCOUNT_RETIRED: () => ['Tài khoản của đồng chí đã ngừng sử dụng nên không đăng nhập được. Việc đã làm vẫn được lưu nguyên. Nếu vẫn cần làm việc ở đây, xin Quản trị tạo tài khoản mới.', 'Your account is no longer in use, so it cannot sign in. All that was done with it is kept. If you still work here, ask the administrator for a new account.'],
  TOO_MANY_ATTEMPTS: (d) => [`Thử sai quá nhiều lần. Xin đợi ${minutes(d.seconds)} phút rồi thử lại; quên mật khẩu thì xin Quản trị đặt lại.`, `Too many wrong attempts. Please wait ${minutes(d.seconds)} min and try again; if the password is forgotten, ask the administrator to set a new one.`],
  REPORTS_BUSY: () => ['Đang có quá nhiều báo cáo được đọc cùng lúc. Không có gì thay đổi. Xin thử lại sau ít phút.', 'Too many reports are being read at once. Nothing was changed. Try again in some minutes.'],
  WEAK_PASSWORD: () => ['Mật khẩu cần ít nhất 10 ký tự và không quá dễ đoán.', 'The password needs at least 10 characters and must not be easy to guess.'],
  CONFLICT: () => ['Người khác vừa thay đổi mục này; chưa ghi gì của đồng chí. Xem bản mới rồi thử lại.', 'Somebody else has just changed this; nothing of yours was written. Look at the new state and try again.'],
}; // prettier-ignore

/** Whole minutes, rounded up: nobody counts 885 seconds. */
const minutes = (seconds: RefusalDetails[string] | undefined): number =>
  Math.ceil(Number(seconds ?? 60) / 60);

const list = (value: RefusalDetails[string] | undefined): string =>
  typeof value === 'object' ? value.join(', ') : String(value ?? '');

/** An office is named with a comma in it. */
const names = (value: RefusalDetails[string] | undefined): string =>
  typeof value === 'object' ? value.join('; ') : list(value);

/** What stands in the way, as the faults of the fields say it: each of them is a clause that can follow "because". */
function because({ fields }: RefusalDetails, language: 1 | 2): string {
  const said = Array.isArray(fields)
    ? (fields as readonly string[]).map((line) => line.split('|')[language])
    : [];
  return said.length > 0 ? `${language === 1 ? ' vì' : ', because'} ${said.join('; ')}` : '';
}

/** The refusal in both languages. */
export function wordRefusal(refusal: Refusal): Text {
  const [vi, en] = WORDS[refusal.code](refusal.details);
  return { vi, en };
}

/** The faults of single fields that an INVALID_INPUT carries as `path|vi|en`. */
export function fieldFaults({ details }: Refusal): { field: string; message: Text }[] {
  const given = Array.isArray(details.fields) ? (details.fields as readonly string[]) : [];
  const named = typeof details.field === 'string' ? [`${details.field}|cần được nhập|is needed`] : [];
  return [...given, ...named].map((line) => {
    const [field = '', vi = '', en = ''] = line.split('|');
    return { field, message: { vi, en: en || vi } };
  });
}

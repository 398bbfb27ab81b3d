import { bilingual } from '../../i18n';

export const messages = bilingual(
  {
    title: 'Đăng nhập',
    username: 'Tên đăng nhập',
    password: 'Mật khẩu',
    show: 'Hiện mật khẩu',
    hide: 'Ẩn mật khẩu',
    submit: 'Đăng nhập',
    submitting: 'Đang đăng nhập …',
    bothNeeded: 'Xin nhập cả tên đăng nhập và mật khẩu.',
    memberTitle: 'Đồng chí là ủy viên Hội đồng?',
    memberHint:
      'Không cần mật khẩu: quét mã QR trên thẻ đặt tại ghế của đồng chí bằng máy ảnh của máy tính bảng hoặc điện thoại.',
    seatTitle: 'Mở thẻ ghế',
    opening: 'Đang mở thẻ …',
    seatOf: 'Ghế của',
    session: 'Phiên họp',
    council: 'Hội đồng',
    takenTitle: 'Ghế này đang mở trên một thiết bị khác. Chuyển sang máy này?',
    takenText:
      'Mọi điểm đã lưu trên máy chủ vẫn còn và sẽ hiện trên máy này. Thiết bị kia sẽ thôi chấm và được báo rõ.',
    takeOver: 'Chuyển sang máy này',
    takingOver: 'Đang chuyển …',
    stay: 'Không chuyển',
    stayed: 'Ghế vẫn mở trên thiết bị kia. Có thể đóng trang này.',
    failedTitle: 'Thẻ này không mở được',
    failedNext: 'Thẻ mới có hiệu lực ngay khi Thư ký cấp; mọi điểm đã lưu vẫn còn.',
    unreachableTitle: 'Chưa mở được thẻ',
    unreachableText:
      'Chưa kết nối được máy chủ. Thẻ vẫn còn hiệu lực: xin kiểm tra mạng của máy này rồi thử lại.',
    retry: 'Thử lại',
    opened: 'Đã mở ghế. Đang vào phiên họp …',
    toSignIn: 'Đăng nhập bằng mật khẩu',
    endedTakenOver: 'Ghế này đã chuyển sang thiết bị khác lúc {time}; mọi điểm đã lưu vẫn còn.',
    endedTakenOverNext:
      'Đồng chí tiếp tục trên thiết bị kia. Muốn chuyển về máy này, xin quét lại thẻ tại ghế.',
    endedUnsent: '{count} mục chưa kịp gửi vẫn giữ trên máy này và tự gửi khi ghế mở lại tại đây.',
    endedSignedOut: 'Đồng chí đã đăng xuất.',
    endedSignedOutNext: 'Mọi điểm đã lưu vẫn còn. Có thể đăng nhập lại, hoặc quét lại thẻ tại ghế.',
    endedExpired: 'Phiên đăng nhập đã hết hạn.',
    endedExpiredNext:
      'Mọi điểm đã lưu vẫn còn. Xin đăng nhập lại; ủy viên quét lại thẻ tại ghế, hoặc xin Thư ký cấp thẻ mới.',
    endedEnded: 'Lượt đăng nhập này đã kết thúc.',
    endedEndedNext:
      'Mọi điểm đã lưu vẫn còn. Nếu còn việc phải làm, xin đăng nhập lại hoặc xin Thư ký cấp thẻ mới.',
  },
  {
    title: 'Sign in',
    username: 'User name',
    password: 'Password',
    show: 'Show the password',
    hide: 'Hide the password',
    submit: 'Sign in',
    submitting: 'Signing in …',
    bothNeeded: 'Please give both user name and password.',
    memberTitle: 'Are you a member of the council?',
    memberHint:
      'You need no password: scan the QR code on the card at your seat with the camera of your tablet or phone.',
    seatTitle: 'Open a seat card',
    opening: 'Opening the card …',
    seatOf: 'Seat of',
    session: 'Session',
    council: 'Council',
    takenTitle: 'This seat is open on another device. Move it to this one?',
    takenText:
      'Every mark saved on the server is kept and will show on this device. The other device stops scoring and is told so.',
    takeOver: 'Move to this device',
    takingOver: 'Moving …',
    stay: 'Do not move',
    stayed: 'The seat stays open on the other device. You may close this page.',
    failedTitle: 'This card cannot be opened',
    failedNext: 'A new card works as soon as the secretary issues it; every saved mark is kept.',
    unreachableTitle: 'The card is not open yet',
    unreachableText:
      'The server cannot be reached. The card is still good: please check the network of this device and try again.',
    retry: 'Try again',
    opened: 'The seat is open. Entering the session …',
    toSignIn: 'Sign in with a password',
    endedTakenOver: 'This seat moved to another device at {time}; every saved mark is kept.',
    endedTakenOverNext: 'Continue on the other device. To move back here, scan the card at the seat again.',
    endedUnsent:
      'Changes not sent yet: {count}. They are kept on this device and go out once the seat opens here again.',
    endedSignedOut: 'You have signed out.',
    endedSignedOutNext:
      'Every saved mark is kept. You may sign in again, or scan the card at the seat again.',
    endedExpired: 'Your sign-in has expired.',
    endedExpiredNext:
      'Every saved mark is kept. Please sign in again; members scan the card at their seat, or ask the secretary for a new one.',
    endedEnded: 'This sign-in has ended.',
    endedEndedNext:
      'Every saved mark is kept. If there is still work to do, sign in again or ask the secretary for a new card.',
  },
);

import { bilingual } from '../i18n';

export const messages = bilingual(
  {
    skip: 'Đến nội dung chính',
    home: 'Chấm Sao, về trang đầu',
    dark: 'Nền tối',
    light: 'Nền sáng',
    signOut: 'Đăng xuất',
    changePassword: 'Đổi mật khẩu',
    leaveTitle: 'Còn {count} mục chưa gửi. Vẫn đăng xuất?',
    leaveText:
      'Các mục này vẫn giữ trên máy này và tự gửi khi đồng chí đăng nhập lại tại đây; đến lúc đó Hội đồng chưa thấy.',
    bar: 'Thanh đầu trang',
    offline:
      'Mất kết nối từ {time}. Những gì đã lưu vẫn còn; hệ thống tự kết nối lại, đồng chí không cần làm gì.',
    back: 'Đã kết nối lại.',
    faultTitle: 'Trang này gặp lỗi',
    faultText: 'Những gì đã lưu vẫn còn. Xin thử lại; nếu vẫn lỗi, xin tải lại trang hoặc báo Thư ký.',
    slip: 'Việc vừa rồi chưa làm được vì hệ thống gặp lỗi. Những gì đã lưu vẫn còn; xin thử lại.',
    close: 'Đóng',
    outdated:
      'Hệ thống đã được nâng cấp, trang này là bản cũ: máy chủ không còn nhận mọi việc từ trang. Xin tải lại trang. Điểm đã chấm mà chưa gửi vẫn nằm trên máy này; chữ đang gõ dở ở chỗ khác xin chép lại trước.',
    retry: 'Thử lại',
    reload: 'Tải lại trang',
  },
  {
    skip: 'Skip to the content',
    home: 'Chấm Sao, home',
    dark: 'Dark',
    light: 'Light',
    signOut: 'Sign out',
    changePassword: 'Change password',
    leaveTitle: 'Changes not sent yet: {count}. Sign out all the same?',
    leaveText:
      'They are kept on this device and go out once you sign in here again; until then the council does not see them.',
    bar: 'Top bar',
    offline:
      'Offline since {time}. What was saved is safe; the connection comes back by itself, nothing to do.',
    back: 'Connected again.',
    faultTitle: 'This page met a fault',
    faultText:
      'What was saved is safe. Please try again; if it persists, reload the page or tell the secretary.',
    slip: 'The last step was not done: the system met a fault. What was saved is safe; please try again.',
    close: 'Close',
    outdated:
      'The system was upgraded and this page is an old one: the server no longer takes everything from it. Please reload it. Marks not sent yet stay on this device; copy first what you are typing elsewhere.',
    retry: 'Try again',
    reload: 'Reload the page',
  },
);

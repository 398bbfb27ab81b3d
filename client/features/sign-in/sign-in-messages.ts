import { bilingual } from '../../i18n';

/** Words about devices that are signed in. */
export const messages = bilingual(
  {
    admin: 'Quản trị',
    accounts: 'Tài khoản',
    signIns: 'Thiết bị đang đăng nhập',
    ownLead: 'Thấy thiết bị lạ hoặc thiết bị đã mất thì đăng xuất nó tại đây, rồi đổi mật khẩu.',
    allLead:
      'Tài khoản và ghế đang mở trên thiết bị nào. Thiết bị bị mất hoặc bỏ quên thì đăng xuất tại đây: nó thôi xem và thôi chấm ngay.',
    find: 'Tìm theo tên hoặc tên đăng nhập',
    none: 'Không có ai khớp',
    noneText: 'Đổi từ khóa tìm. Thiết bị đã đăng xuất hoặc hết hạn không còn trong danh sách này.',
    who: 'Ai',
    seat: 'Ghế · {session}',
    device: 'Thiết bị',
    address: 'Địa chỉ mạng',
    signedIn: 'Đăng nhập lúc',
    lastSeen: 'Hoạt động gần nhất',
    actions: 'Thao tác',
    isThis: 'Máy này',
    signOut: 'Đăng xuất',
    signOutDevice: 'Đăng xuất thiết bị',
    ask: 'Đăng xuất thiết bị của {name}?',
    askText:
      '{device}, đăng nhập lúc {time}. Thiết bị ấy bị đăng xuất ngay và được báo rõ; điểm chưa gửi vẫn giữ trên máy ấy. Mật khẩu và thẻ ghế vẫn dùng được: nếu thiết bị bị mất, hãy đổi mật khẩu hoặc cấp thẻ ghế mới.',
    done: 'Đã đăng xuất thiết bị.',
  },
  {
    admin: 'Administration',
    accounts: 'Accounts',
    signIns: 'Signed-in devices',
    ownLead: 'If you see a device that is strange or lost, sign it out here, then change the password.',
    allLead:
      'On which devices accounts and seats are open. Sign out here what was lost or left behind: it stops watching and scoring at once.',
    find: 'Search by name or user name',
    none: 'Nobody matches',
    noneText: 'Search for something else. Devices that signed out or expired are no longer listed.',
    who: 'Who',
    seat: 'Seat · {session}',
    device: 'Device',
    address: 'Network address',
    signedIn: 'Signed in',
    lastSeen: 'Last active',
    actions: 'Actions',
    isThis: 'This device',
    signOut: 'Sign out',
    signOutDevice: 'Sign the device out',
    ask: 'Sign out the device of {name}?',
    askText:
      '{device}, signed in {time}. It is signed out at once and told so; marks not sent yet stay on it. The password and the seat card still work: if the device is lost, change the password or issue a new seat card.',
    done: 'The device was signed out.',
  },
);

import type { NewMember } from '../imports/found-council.js';

/** Somebody of the demo council, by office; no name of a person is invented. */
export interface DemoOffice extends Omit<NewMember, 'accountId'> {
  readonly username: string;
}

const PROVINCE = 'tỉnh Minh Hòa';

/** Eleven voting members, then the secretary and the support team. @source R 8.1: who sits on a provincial council */
export const DEMO_OFFICES: readonly DemoOffice[] = [
  { username: 'chutich', title: 'Phó Chủ tịch', institution: `UBND ${PROVINCE}`, role: 'CHAIR', voting: true },
  { username: 'phochutich', title: 'Giám đốc', institution: 'Sở Nông nghiệp và Môi trường', role: 'VICE_CHAIR', voting: true },
  { username: 'congthuong', title: 'Phó Giám đốc', institution: 'Sở Công Thương', role: 'MEMBER', voting: true },
  { username: 'yte', title: 'Phó Giám đốc', institution: 'Sở Y tế', role: 'MEMBER', voting: true },
  { username: 'khoahoc', title: 'Phó Giám đốc', institution: 'Sở Khoa học và Công nghệ', role: 'MEMBER', voting: true },
  { username: 'vanhoa', title: 'Phó Giám đốc', institution: 'Sở Văn hóa, Thể thao và Du lịch', role: 'MEMBER', voting: true },
  { username: 'antoan', title: 'Chi cục trưởng', institution: 'Chi cục Quản lý chất lượng và An toàn thực phẩm', role: 'MEMBER', voting: true },
  { username: 'dieuphoi', title: 'Chánh Văn phòng', institution: 'Văn phòng Điều phối nông thôn mới tỉnh', role: 'MEMBER', voting: true },
  { username: 'nongdan', title: 'Phó Chủ tịch', institution: 'Hội Nông dân tỉnh', role: 'MEMBER', voting: true },
  { username: 'lienminh', title: 'Phó Chủ tịch', institution: 'Liên minh Hợp tác xã tỉnh', role: 'MEMBER', voting: true },
  { username: 'chuyengia', title: 'Chuyên gia công nghệ thực phẩm', institution: 'Trường Đại học Minh Hòa', role: 'MEMBER', voting: true },
  { username: 'thuky', title: 'Thư ký Hội đồng', institution: 'Văn phòng Điều phối nông thôn mới tỉnh', role: 'SECRETARY', voting: false },
  { username: 'totuvan', title: 'Tổ trưởng', institution: 'Tổ tư vấn Hội đồng', role: 'SUPPORT', voting: false },
]; // prettier-ignore

export const DEMO_ADMINISTRATOR = {
  username: 'quantri',
  displayName: 'Quản trị hệ thống (dữ liệu minh họa)',
} as const;

/** By this the demo is found again at later starts. */
export const DEMO_COUNCIL = {
  name: `Hội đồng đánh giá, phân hạng sản phẩm OCOP ${PROVINCE}`,
  decisionNumber: '1526/QĐ-UBND (minh họa)',
  province: 'Tỉnh Minh Hòa',
} as const;

/** The one who is absent from the open session, and why. */
export const DEMO_ABSENCE = {
  username: 'nongdan',
  reason: 'Đi công tác theo giấy mời của Trung ương Hội',
} as const;

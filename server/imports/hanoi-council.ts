import { DEFAULT_REGULATION, type Regulation } from '../domain/regulation.js';
import type { NewCouncil } from './found-council.js';
import { roundsOf, type HanoiPlan } from './hanoi-plan.js';

/** Institutions of 2021, as the plan and the decree name who takes part; the plan prints no list of members. */
const MEMBERS: NewCouncil['members'] = [
  { title: 'Phó Chủ tịch', institution: 'UBND thành phố Hà Nội', role: 'CHAIR', voting: true },
  { title: 'Giám đốc', institution: 'Sở Nông nghiệp và Phát triển nông thôn', role: 'VICE_CHAIR', voting: true },
  { title: 'Lãnh đạo', institution: 'Sở Công Thương', role: 'MEMBER', voting: true },
  { title: 'Lãnh đạo', institution: 'Sở Y tế', role: 'MEMBER', voting: true },
  { title: 'Lãnh đạo', institution: 'Sở Khoa học và Công nghệ', role: 'MEMBER', voting: true },
  { title: 'Lãnh đạo', institution: 'Sở Văn hóa và Thể thao', role: 'MEMBER', voting: true },
  { title: 'Lãnh đạo', institution: 'Sở Du lịch', role: 'MEMBER', voting: true },
  { title: 'Lãnh đạo', institution: 'Văn phòng Điều phối Chương trình xây dựng nông thôn mới Thành phố', role: 'MEMBER', voting: true },
  { title: 'Lãnh đạo', institution: 'Liên minh Hợp tác xã Thành phố', role: 'MEMBER', voting: true },
  { title: 'Thư ký Hội đồng', institution: 'Văn phòng Điều phối Chương trình xây dựng nông thôn mới Thành phố', role: 'SECRETARY', voting: false },
  { title: 'Tổ trưởng', institution: 'Tổ tư vấn, giúp việc Hội đồng', role: 'SUPPORT', voting: false },
]; // prettier-ignore

/** Hà Nội's council of 2021 with its regulation: the default, with as many rounds a batch as the plan sets. */
export function hanoiCouncil(plan: HanoiPlan, placeId: string): NewCouncil {
  const { number, date } = plan.councilDecision;
  const settings: Regulation = { ...DEFAULT_REGULATION, roundsPerBatch: roundsOf(plan) };
  return {
    fields: {
      name: 'Hội đồng đánh giá, phân hạng sản phẩm OCOP thành phố Hà Nội',
      level: 'PROVINCE',
      placeId,
      decisionNumber: number,
      decisionDate: date,
      termFrom: date,
      termTo: null,
    },
    members: MEMBERS,
    regulation: {
      settings,
      note: `Theo Kế hoạch ${plan.document.number}: mỗi đợt họp ${settings.roundsPerBatch} lần. Kế hoạch chỉ nêu số quyết định thành lập Hội đồng, không in danh sách; thành viên ở đây ghi theo chức danh của các cơ quan tham gia.`,
    },
  };
}

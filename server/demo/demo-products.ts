import type { IsoDate } from '../domain/decrees.js';
import type { ProducerKind } from '../features/dossiers/producers.js';
import type { Portrait } from './imagined-marks.js';

/** A dossier of the open demo session, in agenda order; product, producer and commune are made up. */
export interface DemoProduct {
  readonly productSet: number;
  readonly product: string;
  /** Of the form of R 3.5; 99 and the numbers from 90001 on are codes of no unit. */
  readonly code: string;
  readonly producer: string;
  readonly kind: ProducerKind;
  readonly commune: string;
  readonly submittedOn: IsoDate;
  readonly portrait: Portrait;
  /** The commune's report (Mẫu 03): prose on what it assesses, without points. */
  readonly report: {
    readonly origin: string;
    readonly idea: string;
    readonly labour: string;
    readonly identity: string;
  };
  /** Remarks of the support team by criterion; it adds the points of a fair observer. */
  readonly support: Readonly<Record<string, string>>;
  readonly fate: 'RELEASED' | 'DEFERRED' | 'PRESENTING' | 'WAITING';
}

/** Reaches 4 stars by its mean and by every minimum. */
const HONEY: DemoProduct = {
  productSet: 4,
  product: 'Mật ong hoa nhãn Suối Ngọc',
  code: '99-90001-001-2026',
  producer: 'Hợp tác xã Ong mật Suối Ngọc',
  kind: 'COOPERATIVE',
  commune: 'Xã Suối Ngọc',
  submittedOn: '2026-09-14',
  portrait: { quality: 0.78, meets: 4, hasStory: true },
  report: {
    origin:
      'Toàn bộ 620 đàn ong đặt tại 5 thôn của xã, trên 140 ha nhãn; mật thu trong vụ hoa tháng 3 và tháng 4, có sổ ghi từng điểm đặt.',
    idea: 'Nghề nuôi ong có ở xã từ những năm 1980. Hợp tác xã chuyển từ bán mật thô sang mật hạ thủy phần đóng hũ từ năm 2021.',
    labour:
      '18 trong 21 lao động thường xuyên có hộ khẩu tại xã; vào vụ thuê thêm khoảng 30 lao động địa phương.',
    identity:
      'Cách quay mật khi tầng đã vít nắp quá nửa được các hộ giữ thành quy ước chung, ghi trong hương ước của thôn Ngọc Thượng.',
  },
  support: {
    '1.2': 'Có chứng nhận VietGAHP cho 3 trong 5 điểm đặt đàn.',
    '6.1': 'Mẫu đựng trong cốc thủy tinh, soi đèn: không thấy tạp chất.',
    '8': 'Hương nhãn rõ, độ ngọt dịu; hàm lượng nước 18,6 % theo phiếu kiểm nghiệm.',
    '10': 'Có kế hoạch kiểm soát chất lượng và hồ sơ truy xuất theo lô.',
  },
  fate: 'RELEASED',
};

/** Its mean reaches 4 stars, but the certificate for quality assurance is not there: 3 stars. */
const RICE: DemoProduct = {
  productSet: 3,
  product: 'Gạo nếp nương Mường Lúa',
  code: '99-90002-004-2026',
  producer: 'Hợp tác xã Nông nghiệp Mường Lúa',
  kind: 'COOPERATIVE',
  commune: 'Xã Mường Lúa',
  submittedOn: '2026-09-21',
  portrait: { quality: 0.82, meets: 4, fixed: { '10': 1 }, hasStory: true },
  report: {
    origin:
      'Giống nếp nương địa phương, trồng trên 62 ha nương của 4 bản; mỗi năm một vụ, không mua lúa từ nơi khác.',
    idea: 'Giống nếp được đồng bào giữ từ nhiều đời để làm lễ cơm mới; hợp tác xã phục tráng giống từ năm 2020.',
    labour: 'Toàn bộ 46 hộ liên kết và 9 lao động tại xưởng xay xát là người trong xã.',
    identity:
      'Lễ cơm mới của đồng bào Thái tại Mường Lúa gắn với hạt nếp này; cách phơi treo gác bếp vẫn được giữ ở bản Na.',
  },
  support: {
    '6.2': 'Hạt đều, tỷ lệ tấm 4 % theo phiếu kiểm nghiệm.',
    '7': 'Phiếu kiểm nghiệm có hàm lượng anthocyanin; nên in lên bao bì.',
    '10': 'Mới có hồ sơ tự công bố và kế hoạch kiểm soát; chưa có giấy chứng nhận hệ thống quản lý chất lượng tiên tiến.',
  },
  fate: 'RELEASED',
};

/** Lacks a test report; comes back in round 2. */
const SPIRIT: DemoProduct = {
  productSet: 14,
  product: 'Rượu ngô men lá Nậm Phong',
  code: '99-90003-002-2026',
  producer: 'Cơ sở sản xuất rượu men lá Nậm Phong',
  kind: 'REGISTERED_HOUSEHOLD',
  commune: 'Xã Nậm Phong',
  submittedOn: '2026-10-02',
  portrait: { quality: 0.66, meets: 3, hasStory: true },
  report: {
    origin:
      'Ngô nếp mua của 35 hộ trong xã theo hợp đồng; men làm từ 16 loại lá hái tại rừng cộng đồng bản Nậm.',
    idea: 'Rượu ngô men lá là sản phẩm truyền thống của bản; cơ sở gom các hộ nấu nhỏ vào một xưởng chung từ năm 2023.',
    labour: '12 lao động thường xuyên, 11 người có hộ khẩu tại xã.',
    identity:
      'Bài men do các bà trong bản truyền cho con dâu; hội thi nấu rượu được tổ chức vào tháng Giêng.',
  },
  support: {
    '6.1': 'Rượu trong, không cặn.',
    '8': 'Phiếu kiểm nghiệm methanol và aldehyde đã quá 12 tháng; cần kiểm nghiệm lại.',
  },
  fate: 'DEFERRED',
};

const TEA: DemoProduct = {
  productSet: 11,
  product: 'Chè Shan tuyết Đỉnh Mây',
  code: '99-90004-003-2026',
  producer: 'Hợp tác xã Chè Shan Đỉnh Mây',
  kind: 'COOPERATIVE',
  commune: 'Xã Đỉnh Mây',
  submittedOn: '2026-09-25',
  portrait: { quality: 0.74, meets: 4, hasStory: true },
  report: {
    origin: 'Búp hái từ hơn 3.000 cây chè Shan cổ thụ ở độ cao trên 1.300 m, cả ba thôn vùng cao của xã.',
    idea: 'Chè Shan được đồng bào Dao sao tay từ lâu; hợp tác xã thống nhất quy trình một tôm hai lá và đóng gói hút chân không từ năm 2022.',
    labour: '64 hộ hái chè và 14 lao động xưởng đều là người trong xã, trong đó 40 lao động nữ.',
    identity:
      'Lễ cúng cây chè tổ vào đầu xuân; kỹ thuật sao chè trên chảo gang do nghệ nhân trong thôn truyền dạy.',
  },
  support: {
    '6.2.1': 'Nước vàng sánh, trong; giữ màu đến lần pha thứ tư.',
    '6.2.3': 'Chát dịu, hậu ngọt rõ.',
    '7': 'Chè cổ thụ, sản lượng ít; câu chuyện vùng chè có hồ sơ ảnh đầy đủ.',
    '9': 'Có chứng nhận HACCP còn hiệu lực đến tháng 8/2027.',
  },
  fate: 'PRESENTING',
};

const COFFEE: DemoProduct = {
  productSet: 13,
  product: 'Cà phê Arabica rang mộc Tà Lài',
  code: '99-90005-001-2026',
  producer: 'Công ty TNHH Cà phê Tà Lài',
  kind: 'ENTERPRISE',
  commune: 'Xã Tà Lài',
  submittedOn: '2026-10-05',
  portrait: { quality: 0.74, meets: 3, hasStory: true },
  report: {
    origin: 'Quả chín mua của 120 hộ trong xã và hai xã liền kề; 85 % sản lượng từ xã Tà Lài.',
    idea: 'Cà phê Arabica đưa vào xã năm 2009; công ty bắt đầu chế biến ướt và rang tại chỗ năm 2020 thay vì bán quả tươi.',
    labour: '33 trong 38 lao động là người trong xã.',
    identity:
      'Vườn cà phê trồng xen cây bản địa che bóng; nhãn sản phẩm dùng hoa văn khăn piêu của đồng bào trong xã.',
  },
  support: {
    '6.2.2': 'Hương hoa quả nhẹ, vị chua thanh; thử nếm cùng hai mẫu đối chứng.',
    '4.1': 'Đã có mặt tại 11 tỉnh và hai sàn thương mại điện tử; chưa xuất khẩu chính ngạch.',
  },
  fate: 'WAITING',
};

const BROCADE: DemoProduct = {
  productSet: 22,
  product: 'Khăn thổ cẩm dệt tay Bản Hoa',
  code: '99-90006-002-2026',
  producer: 'Tổ hợp tác Dệt thổ cẩm Bản Hoa',
  kind: 'COOPERATIVE_GROUP',
  commune: 'Xã Bản Hoa',
  submittedOn: '2026-10-08',
  portrait: { quality: 0.72, meets: 3, hasStory: true },
  report: {
    origin:
      'Sợi bông trồng tại bản chiếm khoảng 60 %, còn lại mua trong tỉnh; nhuộm bằng chàm và củ nâu tại chỗ.',
    idea: 'Khăn dệt cho cô dâu là tục lâu đời; tổ hợp tác thu gọn khổ khăn để khách du lịch dùng được hằng ngày.',
    labour: '27 thợ dệt, đều là phụ nữ trong xã; 6 người là người khuyết tật.',
    identity: 'Giữ 14 mẫu hoa văn cổ có tên gọi riêng; nhà trường trong xã mở lớp dệt vào dịp hè.',
  },
  support: {
    '6.1': 'Đường dệt đều tay, mép khăn gọn; hai trong năm mẫu lệch hoa văn ở biên.',
    '6.5': 'Màu nhuộm tự nhiên, giặt thử ba lần không phai.',
  },
  fate: 'WAITING',
};

const SHAMPOO: DemoProduct = {
  productSet: 19,
  product: 'Dầu gội bồ kết, hương nhu An Lâm',
  code: '99-90007-005-2026',
  producer: 'Hộ kinh doanh Thảo dược An Lâm',
  kind: 'REGISTERED_HOUSEHOLD',
  commune: 'Xã An Lâm',
  submittedOn: '2026-10-12',
  portrait: { quality: 0.68, meets: 3, hasStory: true },
  report: {
    origin: 'Bồ kết, hương nhu, cỏ mần trầu thu mua của 22 hộ trong xã; vườn hương nhu riêng 0,8 ha.',
    idea: 'Bài nước gội của gia đình, được nấu cô đặc và đóng chai từ năm 2022.',
    labour: '7 lao động, đều là người trong xã.',
    identity: 'Tục gội đầu ngày 30 Tết của đồng bào trong vùng được kể lại trên nhãn và tờ giới thiệu.',
  },
  support: {
    '6': 'Có phiếu công bố sản phẩm mỹ phẩm số 118/2025; còn hiệu lực.',
    '11': 'Kiểm tra định kỳ lần gần nhất tháng 5/2026, đạt.',
  },
  fate: 'WAITING',
};

const TOURISM: DemoProduct = {
  productSet: 26,
  product: 'Du lịch cộng đồng bản Hoa Ban',
  code: '99-90006-003-2026',
  producer: 'Ban quản lý Du lịch cộng đồng bản Hoa Ban',
  kind: 'ASSOCIATION',
  commune: 'Xã Bản Hoa',
  submittedOn: '2026-10-15',
  portrait: { quality: 0.76, meets: 4, hasStory: true },
  report: {
    origin: 'Toàn bộ cơ sở lưu trú và tuyến tham quan nằm trong địa giới bản Hoa Ban.',
    idea: 'Bản bắt đầu đón khách từ năm 2018; sản phẩm do dân bản bàn và chọn, gồm nhà sàn, bữa cơm, đi bộ hái chè và đêm xòe.',
    labour: '52 trong 55 người tham gia phục vụ là người trong xã; chia thu nhập theo quy ước của bản.',
    identity: 'Đêm xòe, nghề dệt và nếp nhà sàn được giữ; 9 nhà sàn trên 50 năm tuổi không thay mái.',
  },
  support: {
    '8': 'Đoàn khảo sát ngày 28/10/2026: 9 nhà đủ điều kiện đón khách, có sổ đăng ký lưu trú.',
    '14': 'Người phục vụ niềm nở; cần thêm người nói được tiếng Anh.',
  },
  fate: 'WAITING',
};

/** In agenda order. */
export const DEMO_PRODUCTS: readonly DemoProduct[] = [
  HONEY,
  RICE,
  SPIRIT,
  TEA,
  COFFEE,
  BROCADE,
  SHAMPOO,
  TOURISM,
];

/** What the council asks of the deferred one. */
export const DEMO_DEFERRAL = {
  reason: 'Phiếu kiểm nghiệm đã quá 12 tháng, Hội đồng chưa đủ căn cứ chấm Phần C.',
  fixList:
    '1. Kiểm nghiệm lại methanol, aldehyde và độ cồn tại phòng thử nghiệm được chỉ định.\n2. Bổ sung ảnh nhãn mới có cảnh báo sức khỏe.\n3. Nộp lại trước ngày họp lần 2.',
} as const;

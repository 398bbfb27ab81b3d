import type { Board } from '../../../client/live/useLiveBoard';

export type Item = Board['agenda'][number];
export type Seat = NonNullable<Item['seats']>[number];
export type Provisional = NonNullable<Item['provisional']>;

const PARTS = [
  { code: 'A', title: { vi: 'Sản phẩm và sức mạnh cộng đồng', en: 'Product and community' }, maxPoints: 40 },
  { code: 'B', title: { vi: 'Khả năng tiếp thị', en: 'Marketing' }, maxPoints: 25 },
  { code: 'C', title: { vi: 'Chất lượng sản phẩm', en: 'Quality' }, maxPoints: 35 },
];
const OFFICES = [
  ['Phó Chủ tịch UBND tỉnh', 'UBND tỉnh', 'CHAIR'],
  ['Giám đốc', 'Sở Nông nghiệp và Môi trường', 'VICE_CHAIR'],
  ['Phó Giám đốc', 'Sở Công Thương', 'MEMBER'],
  ['Phó Giám đốc', 'Sở Y tế', 'MEMBER'],
  ['Phó Giám đốc', 'Sở Khoa học và Công nghệ', 'MEMBER'],
  ['Phó Giám đốc', 'Sở Văn hóa, Thể thao và Du lịch', 'MEMBER'],
  ['Phó Chủ tịch', 'Liên minh Hợp tác xã tỉnh', 'MEMBER'],
  ['Phó Chủ tịch', 'Hội Nông dân tỉnh', 'MEMBER'],
  ['Phó Chủ tịch', 'Hội Liên hiệp Phụ nữ tỉnh', 'MEMBER'],
  ['Chi cục trưởng', 'Chi cục Quản lý chất lượng', 'MEMBER'],
  ['Chuyên gia', 'Trường Đại học', 'MEMBER'],
] as const;

export function councilMembers(): NonNullable<Board['members']> {
  return OFFICES.map(([title, institution, role], at) => ({
    id: `m${at + 1}`,
    label: `${title} ${institution}`,
    title,
    institution,
    role,
    voting: true,
    present: true,
    absenceReason: null,
    connected: true,
    lastSeenAt: null,
  }));
}

export function seat(at: number, points: readonly number[] | null, changes: Partial<Seat> = {}): Seat {
  const [title, institution, role] = OFFICES[at - 1]!;
  return {
    id: `m${at}`,
    label: `${title} ${institution}`,
    role,
    state: points ? 'SUBMITTED' : 'EMPTY',
    attempt: 1,
    scored: points ? 32 : 0,
    applicable: 32,
    total: points ? points.reduce((a, b) => a + b, 0) : null,
    parts: points
      ? points.map((p, i) => ({ code: PARTS[i]!.code, points: p, maxPoints: PARTS[i]!.maxPoints }))
      : null,
    previousTotal: null,
    reason: null,
    connected: true,
    lastSeenAt: '2026-11-22T02:00:00Z',
    waitingOnDevice: 0,
    ...changes,
  };
}

/** An exact mean, worded as the server words it: two decimals, cut. */
export function mean(sum: number, count: number) {
  const cents = Math.floor((sum * 100) / count);
  const text = `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`;
  return { sum, count, text };
}

export function partMeans(sums: readonly number[], count: number) {
  return PARTS.map((part, at) => ({ ...part, mean: mean(sums[at]!, count) }));
}

export function provisional(changes: Partial<Provisional> = {}): Provisional {
  return {
    mean: mean(487, 7),
    parts: partMeans([196, 105, 186], 7),
    bandClass: 3,
    starClass: 3,
    minimums: [
      {
        stars: 4,
        criterion: '5.1',
        title: { vi: 'Câu chuyện sản phẩm', en: 'Product story' },
        minPoints: 5,
        met: false,
        mean: mean(30, 7),
        failingMembers: ['m3', 'm4'],
      },
    ],
    next: { stars: 4, shortBy: '0,43', missingMinimums: ['5.1'] },
    deviation: { spread: 14, limit: 10, exceeded: true, highest: ['m1'], lowest: ['m3'] },
    why: [{ vi: 'Điểm trung bình 69,57 thuộc hạng 3 sao.', en: 'The mean of 69.57 is in the 3-star band.' }],
    obstacles: [],
    ...changes,
  };
}

export function obstacle(refusalCode: Provisional['obstacles'][number]['refusalCode'], vi: string) {
  return { __typename: 'Refusal' as const, refusalCode, message: { vi, en: vi }, fields: [] };
}

export function item(position: number, phase: Item['phase'], changes: Partial<Item> = {}): Item {
  const products = [
    'Trà Shan tuyết',
    'Rượu cần',
    'Cà phê bột',
    'Mật ong hoa cà phê',
    'Gạo nếp nương',
    'Tinh dầu sả',
    'Chiếu cói',
    'Du lịch làng Kon Kơ Tu',
  ];
  return {
    id: `e${position}`,
    position,
    phase,
    attempt: 1,
    round: 1,
    productName: products[(position - 1) % products.length]!,
    producerName: `HTX Đăk Mar ${position}`,
    placeName: 'Xã Đăk Mar',
    productSet: 4,
    productSetTitle: { vi: 'Mật ong, các sản phẩm từ mật ong', en: 'Honey and honey products' },
    photoUrl: null,
    dossierId: `d${position}`,
    criteriaSetCode: '26-2026-04',
    recused: false,
    submittedCount: null,
    expectedCount: null,
    seats: null,
    provisional: null,
    findings: null,
    myFindings: null,
    result: null,
    reason: null,
    fixList: null,
    ...changes,
  };
}

export function released(
  position: number,
  starClass: number,
  sum: number,
  changes: Partial<Item> = {},
): Item {
  return item(position, 'RELEASED', {
    expectedCount: 11,
    submittedCount: 11,
    result: {
      outcome: 'CLASSIFIED',
      starClass,
      mean: mean(sum, 11),
      parts: partMeans(
        [Math.round(sum * 0.4), Math.round(sum * 0.24), sum - Math.round(sum * 0.4) - Math.round(sum * 0.24)],
        11,
      ),
      why: [],
      concludedAt: '2026-11-22T02:10:00Z',
      releasedAt: '2026-11-22T02:11:00Z',
      reason: null,
    },
    ...changes,
  });
}

export function board(changes: Partial<Board> = {}): Board {
  return {
    id: 's1',
    revision: 1,
    cohort: 'CHAIR',
    name: 'Phiên họp đánh giá đợt 2/2026',
    councilName: 'Hội đồng đánh giá, phân hạng sản phẩm OCOP cấp tỉnh',
    year: 2026,
    batch: 2,
    round: 1,
    location: 'Hội trường UBND tỉnh',
    phase: 'OPEN',
    suspendedReason: null,
    onTable: null,
    notCalled: false,
    recordedAbsent: false,
    agenda: [],
    quorum: {
      appointed: 13,
      present: 11,
      required: 10,
      met: true,
      presidingLabel: 'Phó Chủ tịch UBND tỉnh',
      presidingIsActing: false,
    },
    members: councilMembers(),
    regulation: {
      id: 'r1',
      presidingRequired: true,
      afterDeviation: 'RESCORE',
      roundsPerBatch: 2,
      averagesVisibleTo: 'CHAIR_AND_SECRETARY',
      blindAverages: false,
      remarkBeyond: null,
      hideOthersUntilMarked: true,
    },
    recordCode: null,
    ...changes,
  };
}

/** A dossier half scored: seven sheets in, one member on paper-thin Wi-Fi, one recused. */
export function scoringItem(changes: Partial<Item> = {}): Item {
  return item(4, 'SCORING', {
    submittedCount: 7,
    expectedCount: 10,
    seats: [
      seat(1, [28, 15, 29]),
      seat(2, [29, 16, 27]),
      seat(3, [26, 14, 18]),
      seat(4, [27, 15, 27]),
      seat(5, [29, 15, 27]),
      seat(6, [28, 15, 29]),
      seat(7, [29, 15, 29]),
      seat(8, [21, 0, 0], { state: 'DRAFT', scored: 14, total: 21 }),
      seat(9, [12, 0, 0], { state: 'DRAFT', scored: 8, total: 12, connected: false, waitingOnDevice: 3 }),
      seat(10, null),
      seat(11, null, { state: 'RECUSED', reason: 'Là người nhà của chủ thể' }),
    ],
    provisional: provisional(),
    findings: [],
    myFindings: null,
    ...changes,
  });
}

/** What the server answers for the desk's screens: whole objects, as the operations ask for them. */
const text = (vi: string) => ({ __typename: 'Text', vi, en: `${vi} (en)` });

export const regulation = (changes: object = {}) => ({
  __typename: 'Regulation',
  id: 'r1',
  version: 1,
  note: null,
  createdAt: '2026-06-01T01:00:00Z',
  usedBySessions: 2,
  quorumNum: 3,
  quorumDen: 4,
  presidingRequired: true,
  deviationLimit: 10,
  afterDeviation: 'RESCORE_OR_REASON',
  minimumTest: 'MEAN',
  roundsPerBatch: 1,
  averagesVisibleTo: 'CHAIR_AND_SECRETARY',
  resultsVisibleToRoom: 'AFTER_RELEASE',
  blindAverages: false,
  sheetsAfterRelease: 'CHAIR',
  remarkBeyond: null,
  hideOthersUntilMarked: false,
  ...changes,
});

export const member = (id: string, changes: object = {}) => ({
  __typename: 'CouncilMember',
  id,
  label: `Phó Giám đốc Sở ${id}`,
  fullName: null,
  title: 'Phó Giám đốc',
  institution: `Sở ${id}`,
  role: 'MEMBER',
  voting: true,
  memberFrom: '2026-01-01',
  memberTo: null,
  position: 1,
  version: 1,
  account: null,
  replacedBy: null,
  ...changes,
});

export const council = (changes: object = {}) => ({
  __typename: 'Council',
  id: 'h1',
  name: 'Hội đồng cấp tỉnh',
  level: 'PROVINCE',
  place: { __typename: 'Place', id: 't1', name: 'Tỉnh Kon Tum' },
  decisionNumber: '12/QĐ-UBND',
  decisionDate: '2026-01-05',
  termFrom: '2026-01-10',
  termTo: null,
  retiredAt: null,
  version: 1,
  members: [],
  regulation: regulation(),
  regulations: [regulation()],
  sessions: [],
  ...changes,
});

export const place = (changes: object = {}) => ({
  __typename: 'Place',
  id: 'x1',
  code: null,
  level: 'COMMUNE',
  name: 'Xã Đắk Mar',
  retiredOn: null,
  version: 1,
  parent: null,
  ...changes,
});

export const account = (changes: object = {}) => ({
  __typename: 'Account',
  id: 'a1',
  username: 'thu.ky',
  displayName: 'Thư ký',
  isAdmin: false,
  hasSecondFactor: false,
  providerName: null,
  providerBoundAt: null,
  retiredAt: null,
  lastSignInAt: null,
  version: 1,
  ...changes,
});

export const producer = (changes: object = {}) => ({
  __typename: 'Producer',
  id: 'c1',
  name: 'HTX Đắk Mar',
  kind: 'COOPERATIVE',
  phone: null,
  address: null,
  version: 1,
  place: { __typename: 'Place', id: 'x1', name: 'Xã Đắk Mar' },
  ...changes,
});

export const product = (changes: object = {}) => ({
  __typename: 'Product',
  id: 'p1',
  name: 'Cà phê Đắk Mar',
  code: null,
  version: 1,
  producer: producer(),
  recognised: [],
  ...changes,
});

export const criteriaSet = (changes: object = {}) => ({
  __typename: 'CriteriaSet',
  code: 'OCOP-26-2026-04',
  regime: 'R26_2026',
  decree: '26/2026/QĐ-TTg',
  productSet: 4,
  title: text('Mật ong'),
  sectorCode: 'FOOD',
  sector: text('Thực phẩm'),
  group: text('Thực phẩm thô'),
  complete: true,
  missing: [],
  maxPoints: 100,
  edition: 1,
  ...changes,
});

export const dossier = (id: string, changes: object = {}) => ({
  __typename: 'Dossier',
  id,
  kind: 'FIRST',
  state: 'REGISTERED',
  year: 2026,
  batch: 2,
  round: 1,
  submittedOn: '2026-10-01',
  product: {
    __typename: 'Product',
    id: `p-${id}`,
    name: `Sản phẩm ${id}`,
    code: null,
    producer: { __typename: 'Producer', id: `c-${id}`, name: `HTX ${id}` },
  },
  place: { __typename: 'Place', id: 'x1', name: 'Xã Đắk Mar' },
  criteriaSet: criteriaSet(),
  newerCriteriaSet: null,
  renewalHindrance: null,
  assessments: [],
  ...changes,
});

export const agendaItem = (id: string, position: number, changes: object = {}) => ({
  __typename: 'AgendaItem',
  id,
  position,
  phase: 'WAITING',
  round: 1,
  dossier: dossier(id),
  ...changes,
});

export const session = (changes: object = {}) => ({
  __typename: 'Session',
  id: 's1',
  name: 'Phiên họp đợt 2',
  year: 2026,
  batch: 2,
  round: 1,
  location: null,
  plannedAt: '2026-12-01T01:00:00Z',
  phase: 'PLANNED',
  openedAt: null,
  closedAt: null,
  version: 1,
  regulation: {
    __typename: 'Regulation',
    id: 'r1',
    version: 1,
  },
  quorum: { __typename: 'BoardQuorum', required: 2 },
  council: {
    __typename: 'Council',
    id: 'h1',
    name: 'Hội đồng cấp tỉnh',
    place: { __typename: 'Place', id: 't1', name: 'Tỉnh Kon Tum' },
    members: [],
  },
  agenda: [],
  attendance: [],
  roomLinkIssued: false,
  ...changes,
});

export const page = (typename: string, nodes: object[], changes: object = {}) => ({
  __typename: `${typename}Connection`,
  nodes,
  totalCount: nodes.length,
  pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
  ...changes,
});

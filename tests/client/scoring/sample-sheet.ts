import { reactive, shallowReactive } from 'vue';
import type {
  ScoringPage_CardFragment,
  ScoringPage_DossierFragment,
} from '../../../client/generated/operations';
import type { Outbox } from '../../../client/live/outbox';
import { decide, put, sheetSeen } from '../../../client/live/outbox-core';
import { emptyOutbox, type OutboxState } from '../../../client/live/outbox-state';
import type { Board } from '../../../client/live/useLiveBoard';
import type { Sheet } from '../../../client/features/scoring/useMarks';
import honey from '../../../server/scorecards/cards/26-2026-04.json';
import tourism from '../../../server/scorecards/cards/148-2023-26.json';
import oldTourism from '../../../server/scorecards/cards/1048-2019-26a-tourism.json';
import tea from '../../../server/scorecards/cards/26-2026-13.json';
import water from '../../../server/scorecards/cards/26-2026-16.json';
import cosmetics from '../../../server/scorecards/cards/148-2023-21.json';

type Dossier = Omit<ScoringPage_DossierFragment, 'criteriaSet'> & { criteriaSet: ScoringPage_CardFragment };
type Both = { vi: string; en: string };

/** As much of a scorecard file as the API serves to the scoring screen. */
interface CardFile {
  code: string;
  decree: string;
  decreeInfo: { set: number };
  title: Both;
  maxPoints: number;
  starMinimums: { stars: number; criterion: string; minPoints: number }[];
  mandatoryConditions: { code: string; effect: string; scope: string; text: Both }[];
  evidenceCatalogue: Record<string, Both>;
  parts: {
    code: string;
    title: Both;
    maxPoints: number;
    sections: {
      code: string;
      title: Both;
      maxPoints: number;
      criteria: {
        code: string;
        officialCode?: string;
        title: Both;
        maxPoints: number;
        selection: string;
        levels: { points: number; label: Both; minStar?: number; case?: string; abridged?: boolean }[];
        cases?: { code: string; title: Both }[];
        group?: { code: string; title: Both; maxPoints: number };
        assessedBy: string;
        evidence: string[];
        impliedLevels?: boolean;
        minStarAny?: number;
      }[];
    }[];
  }[];
}

const FILES = { honey, tourism, oldTourism, tea, water, cosmetics } as unknown as Record<string, CardFile>;

/** A dossier on one of the project's own scorecards, as the API would serve it. */
export function sampleDossier(
  card: 'honey' | 'tourism' | 'oldTourism' | 'tea' | 'water' | 'cosmetics',
  more: Partial<Pick<Dossier, 'hasStory' | 'assessments'>> = {},
): Dossier {
  const file = FILES[card]!;
  const reportable = ['REJECT', 'STOP', 'NOT_ASSESSED', 'REQUIREMENT'];
  const says = (code: string, group: string | undefined, condition: string) =>
    file.mandatoryConditions.some((each) => each.code === condition && [code, group].includes(each.scope));
  return {
    id: 'dossier',
    kind: 'FIRST',
    round: 1,
    hasStory: true,
    selfTotal: null,
    product: {
      id: 'product',
      name: 'Mật ong hoa cà phê',
      code: null,
      photoUrl: null,
      producer: { id: 'producer', name: 'HTX Đăk Mar', kind: 'COOPERATIVE' },
    },
    place: { id: 'place', name: 'Xã Đăk Mar' },
    assessments: [],
    criteriaSet: {
      __typename: 'CriteriaSet',
      code: file.code,
      decree: file.decree,
      productSet: file.decreeInfo.set,
      title: file.title,
      maxPoints: file.maxPoints,
      starMinimums: file.starMinimums,
      conditions: file.mandatoryConditions.map((each) => ({
        ...each,
        reportable: reportable.includes(each.effect),
      })),
      evidenceCatalogue: Object.entries(file.evidenceCatalogue).map(([code, title]) => ({ code, title })),
      parts: file.parts.map((part) => ({
        ...part,
        sections: part.sections.map((section) => ({
          ...section,
          criteria: section.criteria.map((each) => ({
            __typename: 'Criterion',
            code: each.code,
            officialCode: each.officialCode ?? null,
            title: each.title,
            maxPoints: each.maxPoints,
            many: each.selection === 'MANY',
            levels: each.levels.map((level, position) => ({
              position,
              points: level.points,
              label: level.label,
              minStar: level.minStar ?? null,
              case: level.case ?? null,
              abridged: level.abridged ?? false,
            })),
            cases: each.cases ?? [],
            group: each.group ?? null,
            preAssessedByCommune: each.assessedBy === 'COMMUNE',
            evidence: each.evidence,
            impliedLevels: each.impliedLevels ?? false,
            minStarAny: each.minStarAny ?? null,
            onlyWithStory: says(each.code, each.group?.code, 'ONLY_WITH_STORY'),
            fullIfNotMandatory: says(each.code, each.group?.code, 'FULL_IF_NOT_MANDATORY'),
          })),
        })),
      })),
    },
    ...more,
  } as unknown as Dossier;
}

/** The server's answer to the question for a dossier's scorecard. */
export const sampleCard = (dossier: Dossier) => ({ criteriaSet: dossier.criteriaSet });

/** A sheet of the member as the server would give it. */
export function sampleSheet(more: Partial<Sheet> = {}): Sheet {
  return {
    id: 'sheet',
    evaluationId: 'evaluation',
    criteriaSetCode: 'OCOP-26-2026-04',
    memberId: 'member',
    memberLabel: 'Sở Nông nghiệp và Môi trường',
    state: 'DRAFT',
    attempt: 1,
    version: 1,
    marks: [],
    total: 0,
    parts: [],
    scored: 0,
    applicable: 0,
    opinion: null,
    submittedAt: null,
    receipt: null,
    reason: null,
    attempts: [],
    ...more,
  };
}

/** The board of a session whose one item is being scored. */
export function sampleBoard(
  item: Partial<Board['agenda'][number]> = {},
  regulation: Partial<Board['regulation']> = {},
): Board {
  return {
    id: 'session',
    revision: 1,
    cohort: 'MEMBER',
    name: 'Phiên họp đợt 2',
    councilName: 'Hội đồng cấp tỉnh',
    year: 2026,
    batch: 2,
    round: 1,
    location: null,
    phase: 'OPEN',
    suspendedReason: null,
    onTable: 'evaluation',
    notCalled: false,
    recordedAbsent: false,
    agenda: [
      {
        id: 'evaluation',
        position: 7,
        phase: 'SCORING',
        attempt: 1,
        round: 1,
        productName: 'Mật ong hoa cà phê',
        producerName: 'HTX Đăk Mar',
        placeName: 'Xã Đăk Mar',
        productSet: 4,
        productSetTitle: { vi: 'Mật ong', en: 'Honey' },
        photoUrl: null,
        dossierId: 'dossier',
        criteriaSetCode: 'OCOP-26-2026-04',
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
        ...item,
      },
    ],
    quorum: {
      appointed: 11,
      present: 11,
      required: 9,
      met: true,
      presidingLabel: null,
      presidingIsActing: false,
    },
    members: null,
    regulation: { hideOthersUntilMarked: false, remarkBeyond: null, ...regulation },
    recordCode: null,
  } as unknown as Board;
}

/** An outbox whose line is cut: it keeps everything and sends nothing. */
export function idleOutbox(): Outbox {
  const states = shallowReactive(new Map<string, OutboxState>());
  const change = async (sheetId: string, step: (state: OutboxState) => OutboxState): Promise<void> => {
    states.set(sheetId, step(states.get(sheetId)!));
  };
  return {
    memberId: 'member',
    states,
    status: reactive({ trouble: null, keeps: true }),
    seen: async (sheet) => {
      const held = states.get(sheet.id);
      const ids = { sheetId: sheet.id, memberId: 'member', evaluationId: sheet.evaluationId };
      states.set(sheet.id, held ? sheetSeen(held, sheet) : emptyOutbox(ids, sheet));
    },
    put: (sheetId, changes, card) =>
      change(sheetId, (state) => put(state, changes, '2026-11-22T02:00:00.000Z', card)),
    putOpinion: (sheetId, opinion) => change(sheetId, (state) => ({ ...state, opinion })),
    decide: (sheetId, criterion, keep) => change(sheetId, (state) => decide(state, criterion, keep)),
    discard: async () => undefined,
    unblock: async () => undefined,
    kick: () => undefined,
    close: () => undefined,
  };
}

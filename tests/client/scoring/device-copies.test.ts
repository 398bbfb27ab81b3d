import { provideApolloClient } from '@vue/apollo-composable';
import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import ScoringPage from '../../../client/features/scoring/ScoringPage.vue';
import {
  DossierCardDocument,
  LiveBoardDocument,
  MySheetDocument,
  ViewerDocument,
} from '../../../client/generated/operations';
import { apollo } from '../../../client/live/apollo';
import { noteFound, noteLost, PATIENCE_MS } from '../../../client/live/connection';
import { forgetCopies, readCopy } from '../../../client/live/copies';
import { keepLogin } from '../../../client/live/sign-in-state';
import type { Board } from '../../../client/live/useLiveBoard';
import { forgetSignIn, loadViewer } from '../../../client/live/viewer';
import { Replies, seat, viewer, type Answer } from '../support/replies';
import { sampleBoard, sampleCard, sampleDossier, sampleSheet } from './sample-sheet';

const dossier = { __typename: 'Dossier', ...sampleDossier('honey') };
const criterion = dossier.criteriaSet.parts[0]!.sections[0]!.criteria[0]!;
const marks = [
  {
    __typename: 'Mark' as const,
    criterion: criterion.code,
    choice: 'LEVELS' as const,
    levels: [1],
    points: 2,
    remark: null,
  },
];
// The outbox remembers a sheet from test to test, as a device does: each has its own.
let tests = 0;
let sheet: { __typename: string; version: number };
const answers: Record<string, Answer> = {
  Viewer: () => ({ viewer: viewer({ seats: [seat({ sessionId: 'session', memberId: 'kept-member' })] }) }),
  DossierCard: () => ({ dossier }),
  ScoringCard: () => sampleCard(dossier),
  MySheet: () => ({ mySheet: sheet }),
};
const silent: Answer = () => {
  throw new TypeError('Failed to fetch');
};

const inCopies = async () => {
  const kept = [
    await readCopy('viewer', '', ViewerDocument),
    await readCopy('board', 'session', LiveBoardDocument),
    await readCopy('dossier', 'dossier', DossierCardDocument),
    await readCopy('sheet', 'evaluation', MySheetDocument),
  ];
  return kept.map((copy) => copy !== null);
};
const kept = (what: boolean[]) => vi.waitFor(async () => expect(await inCopies()).toEqual(what), 10_000);
const ALL = [true, true, true, true];
const NONE = [false, false, false, false];

let replies: Replies;
let unmount = (): void => undefined;

async function open() {
  provideApolloClient(apollo);
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/ky-hop/:sessionId/cham/:evaluationId?', name: 'score', component: ScoringPage, props: true },
    ],
  });
  await router.push('/ky-hop/session/cham');
  const wrapper = mount(
    { template: '<main><RouterView /></main>' },
    { attachTo: document.body, global: { plugins: [router] } },
  );
  unmount = () => wrapper.unmount();
  await flushPromises();
  return wrapper;
}
const send = async (board: Board) => {
  replies.streams.at(-1)!.next({ data: { sessionBoard: board } });
  await flushPromises();
};
const boardOf = (item: object = {}, more: object = {}): Board => ({
  ...sampleBoard({ dossierId: 'dossier', ...item }),
  ...more,
});
const chosen = () =>
  [...document.querySelectorAll<HTMLInputElement>(`[data-criterion="${criterion.code}"] input`)].findIndex(
    (input) => input.checked,
  );
/** The page has been opened, and everything on it came from the server. */
async function openOnline(board = boardOf()) {
  const wrapper = await open();
  await send(board);
  await vi.waitFor(() => expect(chosen()).toBe(1), 10_000);
  return wrapper;
}
/** The page is opened anew, and nothing gets through. */
async function openSilent() {
  unmount();
  await apollo.clearStore();
  replies = new Replies({ Viewer: silent, DossierCard: silent, ScoringCard: silent, MySheet: silent });
  noteLost('requests');
  noteLost('socket');
  return open();
}

beforeEach(async () => {
  const ids = { id: `kept-${(tests += 1)}`, evaluationId: 'evaluation' };
  sheet = { __typename: 'ScoreSheet', ...sampleSheet({ ...ids, version: 7, marks }) };
  keepLogin('k1');
  await apollo.clearStore();
  replies = new Replies(answers);
  await loadViewer(true);
});
afterEach(async () => {
  vi.useRealTimers();
  unmount();
  noteFound('requests');
  noteFound('socket');
  await forgetCopies('k1');
  await forgetSignIn();
});

describe('The scoring page and what the device keeps for it', () => {
  it('keeps what a member sees of the session and of the product that is open', async () => {
    await openOnline();
    await kept(ALL);
  });

  it('shows the copy without the server, says so, and takes taps', async () => {
    await openOnline();
    await kept(ALL);
    const wrapper = await openSilent();
    await vi.waitFor(() => expect(chosen()).toBe(1), 10_000);
    expect(wrapper.text()).toContain('Đây là bản lưu trên máy này lúc');
    const levels = document.querySelectorAll<HTMLInputElement>(`[data-criterion="${criterion.code}"] input`);
    await vi.waitFor(() => expect(levels[0]!.disabled).toBe(false), 10_000);
    levels[0]!.click();
    await vi.waitFor(() => expect(chosen()).toBe(0), 10_000);
  });

  it('lets the copy go for what the server says, and keeps the page standing meanwhile', async () => {
    await openOnline();
    await kept(ALL);
    const wrapper = await openSilent();
    await vi.waitFor(() => expect(chosen()).toBe(1), 10_000);
    const drawn = document.querySelector('.product');
    const stream = replies.streams.at(-1)!;
    const newer = { ...sheet, version: 9, state: 'SUBMITTED', receipt: '7Q4M-2K9D' };
    replies = new Replies({ ...answers, MySheet: () => ({ mySheet: newer }) });
    noteFound('requests');
    noteFound('socket');
    await vi.waitFor(() => expect(wrapper.text()).toContain('7Q4M-2K9D'), 10_000);
    expect(wrapper.text()).toContain('Đây là bản lưu trên máy này lúc');
    stream.next({ data: { sessionBoard: boardOf() } });
    await vi.waitFor(() => expect(wrapper.text()).not.toContain('Đây là bản lưu trên máy này lúc'), 10_000);
    expect(document.querySelector('.product')).toBe(drawn);
  });

  it('says that there is no copy where the page was never open before', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const wrapper = await openSilent();
    await vi.advanceTimersByTimeAsync(PATIENCE_MS);
    await flushPromises();
    expect(wrapper.text()).toContain('máy này chưa có bản lưu của phiên họp');
  });

  it('keeps nothing on a chair’s tablet that only a chair sees', async () => {
    const result = { outcome: 'CLASSIFIED', starClass: 4, mean: null, parts: [], why: [], releasedAt: null };
    await openOnline(
      boardOf({ findings: [], provisional: { starClass: 4 }, seats: [{ total: 72 }], result }),
    );
    await kept(ALL);
    const copy = await readCopy<Board>('board', 'session', LiveBoardDocument);
    expect(copy?.answer.agenda[0]).toMatchObject({
      seats: null,
      provisional: null,
      findings: null,
      result: null,
    });
    expect(copy?.answer.members).toEqual([]);
  });

  it('keeps a stop and the grounds of a class on a chair’s tablet as everybody else is told them', async () => {
    const text = { vi: 'Hồ sơ có hành vi gian lận', en: 'The dossier is fraudulent' };
    const told = { id: 'f', code: 'FRAUD', effect: 'REJECT', scope: 'DOSSIER', text, remark: 'Sai nhãn' };
    const reported = { ...told, reportedBy: 'Chủ tịch', reportedAt: '2026-11-22T02:00:00Z' };
    const mine = { ...reported, state: 'CONFIRMED', reason: 'Đã kiểm tra' };
    await openOnline(boardOf({ phase: 'STOPPED', myFindings: [mine] }));
    await kept(ALL);
    const item = async () => (await readCopy<Board>('board', 'session', LiveBoardDocument))?.answer.agenda[0];
    expect(await item()).toMatchObject({
      phase: 'CONCLUDED',
      myFindings: [{ id: 'f', state: 'REPORTED', reason: null }],
    });
    const released = { starClass: 4, mean: null, parts: [], why: [], releasedAt: '2026-11-22T02:11:00Z' };
    const reason = 'Hai phiếu lệch nhau 14 điểm';
    await send(boardOf({ phase: 'RELEASED', result: { ...released, outcome: 'CLASSIFIED', reason } }));
    await vi.waitFor(async () => expect((await item())?.phase).toBe('RELEASED'), 10_000);
    expect((await item())?.result).toMatchObject({ starClass: 4, reason: null });
    await send(boardOf({ phase: 'RELEASED', result: { ...released, outcome: 'REJECTED', reason } }));
    await vi.waitFor(async () => expect((await item())?.result).toMatchObject({ reason }), 10_000);
  });

  it('forgets the product of a member who steps aside, and only that', async () => {
    await openOnline();
    await kept(ALL);
    await send(boardOf({ recused: true, dossierId: null }));
    await kept([true, true, false, false]);
  });

  it('forgets everything when the session closes, and keeps nothing of it from then on', async () => {
    await openOnline();
    await kept(ALL);
    await send(boardOf({ phase: 'RELEASED' }, { phase: 'CLOSED' }));
    await kept(NONE);
    await send(boardOf({ phase: 'RELEASED' }, { phase: 'CLOSED', location: 'Hội trường B' }));
    await flushPromises();
    expect(await inCopies()).toEqual(NONE);
  });

  it('forgets everything when the viewer has no place in the session any more', async () => {
    await openOnline();
    await kept(ALL);
    replies.streams.at(-1)!.error(new Error('Socket closed with event 4403 FORBIDDEN'));
    await kept(NONE);
  });
});

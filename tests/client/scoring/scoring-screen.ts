import { provideApolloClient } from '@vue/apollo-composable';
import { flushPromises, mount } from '@vue/test-utils';
import { createMemoryHistory, createRouter } from 'vue-router';
import ScoringPage from '../../../client/features/scoring/ScoringPage.vue';
import { apollo } from '../../../client/live/apollo';
import type { Board } from '../../../client/live/useLiveBoard';
import { loadViewer } from '../../../client/live/viewer';
import { Replies, seat } from '../support/replies';
import { live } from './followed-board';
import { sampleBoard, sampleCard, sampleDossier, sampleSheet } from './sample-sheet';

/** The page on which a member scores, with a board that the tests change. */
export class ScoringScreen {
  replies!: Replies;
  /** Of whoever is signed in, when he is asked for anew. */
  seats: object[] = [];
  unmount = (): void => undefined;

  async start(): Promise<void> {
    this.seats = [seat({ sessionId: 'session', memberId: 'member' })];
    const viewer = {
      __typename: 'Viewer',
      id: 'viewer',
      kind: 'SEAT',
      name: 'Sở Nông nghiệp và Môi trường',
      isAdmin: false,
      loginKey: 'k',
      account: null,
    };
    const dossier = sampleDossier('honey');
    this.replies = new Replies({
      Viewer: () => ({ viewer: { ...viewer, seats: this.seats } }),
      DossierCard: () => ({ dossier: { __typename: 'Dossier', ...dossier } }),
      ScoringCard: () => sampleCard(dossier),
      MySheet: ({ evaluationId }) => ({
        mySheet: {
          __typename: 'ScoreSheet',
          ...sampleSheet({ id: `sheet-${evaluationId}`, evaluationId: String(evaluationId) }),
        },
      }),
    });
    await loadViewer(true);
  }

  readonly open = async (board: Board, path = '/ky-hop/session/cham') => {
    provideApolloClient(apollo);
    live.board.value = board;
    const router = createRouter({
      history: createMemoryHistory(),
      routes: [
        {
          path: '/ky-hop/:sessionId/cham/:evaluationId?',
          name: 'score',
          component: ScoringPage,
          props: true,
        },
        { path: '/ky-hop/:sessionId/dieu-hanh', component: { render: () => null } },
      ],
    });
    await router.push(path);
    const wrapper = mount(
      { template: '<main><RouterView /></main>' },
      { attachTo: document.body, global: { plugins: [router] } },
    );
    this.unmount = () => wrapper.unmount();
    await flushPromises();
    return { wrapper, router };
  };
}

/** A board of two products, of which one may be on the table. */
export const two = (onTable: string | null, more: object = {}): Board => {
  const first = sampleBoard().agenda[0]!;
  const second = { ...first, id: 'next', position: 8, productName: 'Cà phê bột', phase: 'WAITING' as const };
  return { ...sampleBoard(), onTable, agenda: [first, second], ...more };
};

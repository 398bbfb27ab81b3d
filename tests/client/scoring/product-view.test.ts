import { provideApolloClient } from '@vue/apollo-composable';
import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, expect, it } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import ProductView from '../../../client/features/scoring/ProductView.vue';
import { apollo } from '../../../client/live/apollo';
import { Replies } from '../support/replies';
import { idleOutbox, sampleBoard, sampleCard, sampleDossier, sampleSheet } from './sample-sheet';

let unmount = (): void => undefined;
afterEach(() => unmount());

it('keeps what is being typed of a ground, or of stepping aside, when the chair opens scoring meanwhile', async () => {
  const dossier = sampleDossier('honey');
  new Replies({
    DossierCard: () => ({ dossier: { __typename: 'Dossier', ...dossier } }),
    ScoringCard: () => sampleCard(dossier),
    MySheet: () => ({ mySheet: { __typename: 'ScoreSheet', ...sampleSheet() } }),
  });
  provideApolloClient(apollo);
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', component: { render: () => null } }],
  });
  await router.push('/');
  const presenting = sampleBoard({ phase: 'PRESENTING' });
  const wrapper = mount(ProductView, {
    props: { board: presenting, item: presenting.agenda[0]!, outbox: idleOutbox() },
    attachTo: document.body,
    global: { plugins: [router] },
  });
  unmount = () => wrapper.unmount();
  await flushPromises();
  const press = async (label: string) => {
    const button = wrapper.findAll('.other button').find((each) => each.text() === label);
    await button!.trigger('click');
  };
  const scoring = sampleBoard({ phase: 'SCORING' });

  await press('Xin không tham gia chấm sản phẩm này');
  await wrapper.get('dialog[open] textarea').setValue('Là người nhà');
  await wrapper.setProps({ board: scoring, item: scoring.agenda[0]! });
  await flushPromises();
  expect(wrapper.find('.foot').exists()).toBe(true);
  expect((wrapper.get('dialog[open] textarea').element as HTMLTextAreaElement).value).toBe('Là người nhà');
});

import type { VueWrapper } from '@vue/test-utils';
import { afterEach, expect, it } from 'vitest';
import { h, ref, type Component } from 'vue';
import NewerCardNotice from '../../client/features/dossiers/NewerCardNotice.vue';
import { mountDesk, press, shownText } from './support/desk';
import { criteriaSet, dossier } from './support/desk-rows';
import { refused, Replies } from './support/replies';

const newer = criteriaSet({ code: 'OCOP-26-2026-04.2', edition: 2 });
const row = (changes: object) =>
  dossier('d1', {
    version: 1,
    criteriaSet: criteriaSet({ code: 'OCOP-26-2026-04', edition: 1 }),
    ...changes,
  });
let wrapper: VueWrapper;
afterEach(() => wrapper.unmount());

it('A dossier that cannot be moved any more says why, though the offer would be gone by now', async () => {
  const shown = ref(row({ newerCriteriaSet: newer }));
  new Replies({
    RenewDossierCard: () => ({
      renewDossierCard: refused('IN_USE', 'Một phiên họp đã khai mạc có hồ sơ này.', 'In use.'),
    }),
    // The page behind follows what is read again.
    ReadDossier: () => ({ dossier: (shown.value = row({ newerCriteriaSet: null })) }),
  });
  ({ wrapper } = await mountDesk({
    render: () => {
      const { newerCriteriaSet } = shown.value as { newerCriteriaSet?: object | null };
      return newerCriteriaSet
        ? h(NewerCardNotice as Component, { dossier: shown.value, newer: newerCriteriaSet })
        : h('p', 'không còn gì');
    },
  }));
  await press('Chuyển hồ sơ sang phiên bản 2');
  expect(shownText()).toContain('Một phiên họp đã khai mạc có hồ sơ này.');
});

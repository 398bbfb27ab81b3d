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

async function open(shown: { value: object }): Promise<void> {
  ({ wrapper } = await mountDesk({
    render: () => {
      const { newerCriteriaSet } = shown.value as { newerCriteriaSet?: object | null };
      return newerCriteriaSet
        ? h(NewerCardNotice as Component, { dossier: shown.value, newer: newerCriteriaSet })
        : h('p', 'không còn gì');
    },
  }));
}

it('A dossier that cannot be moved any more says why, though the offer would be gone by now', async () => {
  const shown = ref(row({ newerCriteriaSet: newer }));
  new Replies({
    RenewDossierCard: () => ({
      renewDossierCard: refused('IN_USE', 'Một phiên họp đã khai mạc có hồ sơ này.', 'In use.'),
    }),
    // The page behind follows what is read again.
    ReadDossier: () => ({ dossier: (shown.value = row({ newerCriteriaSet: null })) }),
  });
  await open(shown);
  await press('Chuyển hồ sơ sang phiên bản 2');
  await press('Chuyển hồ sơ');
  expect(shownText()).toContain('Một phiên họp đã khai mạc có hồ sơ này.');
});

it('A dossier is moved only after a question that names both editions, what was entered, and that there is no way back', async () => {
  const entered = [{ author: 'PRODUCER', criterion: '1.1', levels: [0], points: 1, remark: null }];
  const shown = ref(row({ newerCriteriaSet: newer, assessments: entered }));
  const replies = new Replies({
    RenewDossierCard: () => ({ renewDossierCard: refused('IN_USE', 'Không.', 'No.') }),
  });
  await open(shown);
  await press('Chuyển hồ sơ sang phiên bản 2');
  for (const said of [
    'phiên bản 1 (OCOP-26-2026-04)',
    'phiên bản 2 (OCOP-26-2026-04.2)',
    'không quay lại phiên bản 1 được',
    'Đã nhập 1 mục tự chấm',
  ])
    expect(shownText()).toContain(said);
  const link = document.querySelector('.desk-dialog a');
  expect(link?.getAttribute('href')).toContain('tu=OCOP-26-2026-04&den=OCOP-26-2026-04.2');
  expect(replies.sentOf('RenewDossierCard')).toEqual([]);
  await press('Chuyển hồ sơ');
  expect(replies.sentOf('RenewDossierCard')).toEqual([{ id: 'd1', version: 1 }]);
});

it('A dossier that an open session has says that there is a newer edition, why it stays, and what to do', async () => {
  const vi = 'Một phiên họp đã khai mạc có hồ sơ này; đưa hồ sơ ra khỏi chương trình.';
  await open(
    ref(row({ newerCriteriaSet: newer, renewalHindrance: { __typename: 'Text', vi, en: 'In use.' } })),
  );
  expect(shownText()).toContain('Bộ tiêu chí này đã có phiên bản 2');
  expect(shownText()).toContain(vi);
  expect(document.querySelector('button')).toBeNull();
});

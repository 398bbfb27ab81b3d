import { afterEach, expect, it } from 'vitest';
import DossierTimeline from '../../client/features/dossiers/DossierTimeline.vue';
import type { DossierPage_DossierFragment } from '../../client/generated/operations';
import { mountAt } from './support/mounting';

let unmount = (): void => undefined;
afterEach(() => unmount());

async function timelineOf(sessionPhase: 'OPEN' | 'CLOSED') {
  const place = {
    sessionId: 's1',
    sessionName: 'Phiên họp đợt 2/2026',
    round: 1,
    fixList: null,
    result: null,
  };
  const evaluations = [{ id: 'e1', ...place, sessionPhase, phase: 'WAITING' }];
  const dossier = { evaluations, state: 'IN_SESSION', submittedOn: '2026-10-15' };
  const props = { dossier: dossier as unknown as DossierPage_DossierFragment, isAdmin: false };
  const { wrapper } = await mountAt(DossierTimeline, '/', props);
  unmount = () => wrapper.unmount();
  return wrapper.text();
}

it('says of a dossier that a closed session left that it was not decided there, not that its turn is to come', async () => {
  expect(await timelineOf('OPEN')).toContain('Chờ đến lượt');
  unmount();
  const left = await timelineOf('CLOSED');
  expect(left).toContain('Phiên họp không kết luận');
  expect(left).not.toContain('Chờ đến lượt');
});

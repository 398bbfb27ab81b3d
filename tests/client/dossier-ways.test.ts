import type { VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { routes } from '../../client/features/dossiers/routes';
import { forgetSignIn, takeSignIn } from '../../client/live/viewer';
import { mountDesk, settle } from './support/desk';
import { page } from './support/desk-rows';
import { Replies, signedIn } from './support/replies';

let wrapper: VueWrapper;
const open = async (path: string, isAdmin: boolean) => {
  new Replies({ ListDossiers: () => ({ dossiers: page('Dossier', []) }) });
  await takeSignIn(signedIn({ kind: 'ACCOUNT', isAdmin }) as Parameters<typeof takeSignIn>[0]);
  const desk = await mountDesk({ render: () => null });
  ({ wrapper } = desk);
  for (const route of routes) desk.router.addRoute(route);
  await desk.router.push(path);
  await settle();
};
const crumbs = () => wrapper.findAll('.desk-crumbs a').map((link) => link.attributes('href'));
const areas = () => wrapper.findAll('.desk-tabs a').map((link) => link.attributes('href'));

describe('The pages of the dossiers', () => {
  afterEach(async () => {
    wrapper.unmount();
    await forgetSignIn();
  });

  it.each([
    ['/ho-so', []],
    ['/ho-so/d1', ['/ho-so']],
    ['/ho-so/dang-ky', ['/ho-so']],
    ['/ho-so/chu-the', ['/ho-so']],
    ['/ho-so/san-pham', ['/ho-so']],
    ['/ho-so/d1/sua', ['/ho-so']],
  ])(
    'lead an administrator back to the administration, whose areas stay at hand: %s',
    async (path, within) => {
      await open(path, true);
      expect(crumbs()).toEqual(['/quan-tri', ...within]);
      expect(areas()).toContain('/quan-tri/hoi-dong');
      expect(wrapper.get('.desk-tabs [aria-current]').attributes('href')).toBe('/ho-so');
    },
  );

  it('lead nobody else there', async () => {
    await open('/ho-so/d1', false);
    expect(crumbs()).toEqual(['/ho-so']);
    expect(areas()).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer } from './support/replies';

/** The page opened anew: every module starts from nothing, the device keeps what it has. */
async function openPage(answer: Answer) {
  vi.resetModules();
  const { Replies, viewer } = await import('./support/replies');
  new Replies({ Viewer: answer });
  const [people, copies, connection, signIn, { ViewerDocument }] = await Promise.all([
    import('../../client/live/viewer'),
    import('../../client/live/copies'),
    import('../../client/live/connection'),
    import('../../client/live/sign-in-state'),
    import('../../client/generated/operations'),
  ]);
  const remember = () => copies.keepCopy('viewer', '', ViewerDocument, viewer());
  const remembered = async () => (await copies.readCopy('viewer', '', ViewerDocument)) !== null;
  return { ...people, ...connection, ...signIn, ...people.useViewer(), remember, remembered };
}

const silent: Answer = () => {
  throw new TypeError('Failed to fetch');
};

describe('Who sits at a tab that is opened again', () => {
  beforeEach(async () => {
    const page = await openPage(silent);
    page.keepLogin('k1');
    await page.remember();
  });
  afterEach(async () => {
    vi.useRealTimers();
    await (await openPage(silent)).forgetSignIn();
  });

  it('is whom the device remembers while the server is silent', async () => {
    const page = await openPage(silent);
    expect((await page.loadViewer()).name).toBe('Sở Y tế');
    expect(page.isRemembered.value).toBe(true);
    expect(page.isSignedIn.value).toBe(true);
  });

  it('is what the server says as soon as it is back', async () => {
    let back = false;
    const page = await openPage(() => {
      if (!back) throw new TypeError('Failed to fetch');
      return { viewer: { ...page.viewer.value!, name: 'Sở Y tế (mới)' } };
    });
    page.noteLost('requests');
    await page.loadViewer();
    back = true;
    page.noteFound('requests');
    await vi.waitFor(() => expect(page.isRemembered.value).toBe(false));
    expect(page.viewer.value?.name).toBe('Sở Y tế (mới)');
  });

  it('has lost the seat if the server, once back, knows the sign-in no more; the device forgets it too', async () => {
    let back = false;
    const page = await openPage(() => {
      if (!back) throw new TypeError('Failed to fetch');
      return { viewer: { ...page.viewer.value!, kind: 'ANONYMOUS', seats: [] } };
    });
    page.noteLost('requests');
    await page.loadViewer();
    back = true;
    page.noteFound('requests');
    await vi.waitFor(() => expect(page.endedSignIn.value?.reason).toBe('ENDED'));
    page.endedSignIn.value = null;
    await vi.waitFor(async () => expect(await page.remembered()).toBe(false));
  });

  it('is known after three seconds where the network swallows what is asked, and the late answer still counts', async () => {
    let answer: (data: object) => void = () => undefined;
    const page = await openPage(() => new Promise((resolve) => (answer = resolve)));
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const loading = page.loadViewer();
    await vi.advanceTimersByTimeAsync(2_900);
    expect(page.viewer.value).toBeNull();
    await vi.advanceTimersByTimeAsync(200);
    vi.useRealTimers();
    expect((await loading).name).toBe('Sở Y tế');
    answer({ viewer: { ...page.viewer.value!, name: 'Sở Y tế (mới)' } });
    await vi.waitFor(() => expect(page.viewer.value?.name).toBe('Sở Y tế (mới)'));
    expect(page.isRemembered.value).toBe(false);
  });

  it('is for the server alone to say where a page asks anew', async () => {
    const page = await openPage(silent);
    await expect(page.loadViewer(true)).rejects.toThrow();
    expect(page.viewer.value).toBeNull();
  });

  it('stays known when somebody else signs in at another tab of the browser, but not at this one', async () => {
    const signIn = (page: Awaited<ReturnType<typeof openPage>>, loginKey: string) =>
      page.takeSignIn({ loginKey, viewer: page.viewer.value! });
    const page = await openPage(silent);
    await page.loadViewer();
    // As in a new tab, which begins with the browser's last sign-in.
    sessionStorage.clear();
    await signIn(page, 'k2');
    page.keepLogin('k1');
    expect(await page.remembered()).toBe(true);
    await signIn(page, 'k2');
    page.keepLogin('k1');
    await vi.waitFor(async () => expect(await page.remembered()).toBe(false), 10_000);
  });

  it('is nobody after signing out', async () => {
    const page = await openPage(silent);
    await page.signOut();
    page.keepLogin('k1');
    await vi.waitFor(async () => expect(await page.remembered()).toBe(false));
    await expect(page.loadViewer()).rejects.toThrow();
  });
});

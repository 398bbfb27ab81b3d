import { deleteDB, openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { amendSheetCopy, forgetCopies, keepCopy, readCopy } from '../../client/live/copies';
import { dropLogin, endedSignIn, keepLogin } from '../../client/live/sign-in-state';
import { DossierCardDocument, MySheetDocument } from '../../client/generated/operations';

const keepSheet = (version: number, more: object = {}) =>
  keepCopy('sheet', 'e1', MySheetDocument, { id: 's1', version, ...more });
const sheet = async () =>
  (await readCopy<{ version: number }>('sheet', 'e1', MySheetDocument))?.answer ?? null;

describe('What a device keeps of the server’s answers', () => {
  beforeEach(() => {
    endedSignIn.value = null;
    keepLogin('k1');
  });
  afterEach(async () => {
    vi.useRealTimers();
    endedSignIn.value = null;
    for (const login of ['k1', 'k2']) await forgetCopies(login);
    dropLogin();
  });

  it('is the newest answer, with its time', async () => {
    const before = Date.now();
    await keepCopy('dossier', 'd1', DossierCardDocument, { id: 'd1', hasStory: false });
    await keepCopy('dossier', 'd1', DossierCardDocument, { id: 'd1', hasStory: true });
    const copy = await readCopy('dossier', 'd1', DossierCardDocument);
    expect(copy?.answer).toEqual({ id: 'd1', hasStory: true });
    expect(copy?.at).toBeGreaterThanOrEqual(before);
    expect(await readCopy('dossier', 'd2', DossierCardDocument)).toBeNull();
  });

  it('never goes back to an older version of a sheet', async () => {
    await keepSheet(4);
    await keepSheet(3);
    expect(await sheet()).toMatchObject({ version: 4 });
  });

  it('takes over what a save was answered, into the sheet that is there', async () => {
    await amendSheetCopy('e1', { version: 5 });
    expect(await sheet()).toBeNull();
    await keepSheet(4, { attempts: [], marks: [] });
    await amendSheetCopy('e1', { version: 5, marks: ['1.1'] } as { version: number });
    expect(await sheet()).toEqual({ id: 's1', version: 5, attempts: [], marks: ['1.1'] });
    await amendSheetCopy('e1', { version: 5, marks: ['1.1', '1.2'] } as { version: number });
    expect(await sheet()).toMatchObject({ marks: ['1.1', '1.2'] });
    await amendSheetCopy('e1', { version: 4, marks: [] } as { version: number });
    expect(await sheet()).toMatchObject({ version: 5 });
  });

  it('belongs to the sign-in that was answered', async () => {
    await keepSheet(4);
    keepLogin('k2');
    expect(await sheet()).toBeNull();
    keepLogin('k1');
    expect(await sheet()).not.toBeNull();
  });

  it('is not given for another question than it answered', async () => {
    await keepSheet(4);
    expect(await readCopy('sheet', 'e1', DossierCardDocument)).toBeNull();
  });

  it('is neither given nor added to once the sign-in is over', async () => {
    await keepSheet(4);
    endedSignIn.value = { reason: 'TAKEN_OVER', at: Date.now() };
    expect(await sheet()).toBeNull();
    await keepSheet(5);
    endedSignIn.value = null;
    expect(await sheet()).toMatchObject({ version: 4 });
    dropLogin();
    await keepSheet(6);
    keepLogin('k1');
    expect(await sheet()).toMatchObject({ version: 4 });
  });

  it('is not given after a day, nor kept beyond the next opening', async () => {
    await keepSheet(4);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 3_600_000 });
    expect(await sheet()).toBeNull();
    vi.resetModules();
    const anew = await import('../../client/live/copies');
    await anew.readCopy('sheet', 'e1', MySheetDocument);
    vi.useRealTimers();
    expect(await sheet()).toBeNull();
  });

  it('goes for one sign-in alone, whole or but for what stays', async () => {
    await keepSheet(4);
    await keepCopy('dossier', 'd1', DossierCardDocument, { id: 'd1' });
    keepLogin('k2');
    await keepSheet(9);
    await forgetCopies('k1', (kind) => kind === 'dossier');
    expect(await sheet()).toMatchObject({ version: 9 });
    keepLogin('k1');
    expect(await sheet()).toBeNull();
    expect(await readCopy('dossier', 'd1', DossierCardDocument)).not.toBeNull();
    await forgetCopies('k1');
    expect(await readCopy('dossier', 'd1', DossierCardDocument)).toBeNull();
  });

  it('is kept by a device that takes long to open, while nobody waits for it', async () => {
    vi.resetModules();
    // Whoever wants to open must wait for a removal, and that for a page that does not let go.
    const holding = await openDB('cham-sao-copies');
    const removing = deleteDB('cham-sao-copies');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const slow = await import('../../client/live/copies');
    const keeping = slow.keepCopy('sheet', 'e1', MySheetDocument, { id: 's1', version: 4 });
    const reading = slow.readCopy('sheet', 'e1', MySheetDocument);
    await vi.advanceTimersByTimeAsync(10_000);
    expect([await keeping, await reading]).toEqual([undefined, null]);
    vi.useRealTimers();
    holding.close();
    await removing;
    await vi.waitFor(async () =>
      expect((await slow.readCopy('sheet', 'e1', MySheetDocument))?.answer).toMatchObject({ version: 4 }),
    );
  });

  it('is nothing where the browser keeps nothing, and nobody fails for it', async () => {
    vi.resetModules();
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    const anew = await import('../../client/live/copies');
    await anew.keepCopy('sheet', 'e1', MySheetDocument, { version: 1 });
    await anew.amendSheetCopy('e1', { version: 2 });
    expect(await anew.readCopy('sheet', 'e1', MySheetDocument)).toBeNull();
    await anew.forgetCopies('k1');
    vi.unstubAllGlobals();
  });
});

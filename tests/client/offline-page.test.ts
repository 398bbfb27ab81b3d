import { afterEach, describe, expect, it, vi } from 'vitest';
import { keepPageOffline } from '../../client/live/offline-page';

const ENTRY = 'https://cham-sao.example/assets/index-1.js';

const held = () => new Promise(() => undefined);

/** A browser as it is asked what it can do. */
function browser(locks: object | undefined, isSecureContext = true) {
  const register = vi.fn(() => Promise.resolve());
  const come: (() => void)[] = [];
  vi.stubEnv('PROD', true);
  vi.stubGlobal('isSecureContext', isSecureContext);
  vi.stubGlobal('addEventListener', (_event: string, then: () => void) => come.push(then));
  vi.stubGlobal('navigator', { serviceWorker: { register }, ...(locks && { locks }) });
  const pageHasCome = () => come.forEach((then) => then());
  return { register, pageHasCome };
}

describe('Keeping the page on the device', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
  });

  it('holds the lock of its build as long as it lives, and begins once the page itself has come', () => {
    const request = vi.fn(held);
    const { register, pageHasCome } = browser({ request });
    keepPageOffline(ENTRY);
    expect(request).toHaveBeenCalledWith(
      'cham-sao /assets/index-1.js',
      { mode: 'shared' },
      expect.any(Function),
    );
    expect(register).not.toHaveBeenCalled();
    pageHasCome();
    expect(register).toHaveBeenCalledWith('/sw.js', { updateViaCache: 'none' });
  });

  it.each([
    ['a hall reached by plain http', { request: held }, false],
    ['a browser that knows no locks', undefined, true],
  ])('is left alone in %s, and the page opens all the same', (_where, locks, isSecure) => {
    const { register, pageHasCome } = browser(locks, isSecure);
    expect(() => keepPageOffline(ENTRY)).not.toThrow();
    pageHasCome();
    expect(register).not.toHaveBeenCalled();
  });
});

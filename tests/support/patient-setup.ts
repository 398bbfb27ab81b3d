import { vi } from 'vitest';

const usual = vi.waitFor;

// Vitest gives up after one second, which a busy machine takes for a pause. Waiting longer costs a passing test nothing.
vi.waitFor = (callback, options) =>
  usual(callback, {
    timeout: 15_000,
    ...(typeof options === 'number' ? { timeout: options } : options),
  });

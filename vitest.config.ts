import { createRequire } from 'node:module';
import { quasar } from '@quasar/vite-plugin';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

const require = createRequire(import.meta.url);

// Our sources and the libraries would otherwise load two copies of graphql, which refuse each other's types.
const oneGraphql = { alias: [{ find: /^graphql$/, replacement: require.resolve('graphql') }] };

/** Waiting gives up after fifteen seconds, not after one; see also the setup file. */
const patient = 'tests/support/patient-setup.ts';
const patience = { poll: { timeout: 15_000 } };
const globalSetup = ['tests/support/global-database.ts'];

const hall = 'tests/journeys/council.test.ts';

/** @param groupOrder groups run one after another, the files of one at the same time */
function journeys(name: string, include: string[], exclude: string[], groupOrder: number) {
  return {
    resolve: oneGraphql,
    test: {
      ...{ name, include, exclude, sequence: { groupOrder }, environment: 'node' as const },
      globalSetup: [...globalSetup, 'tests/journeys/support/build-client.mjs'],
      setupFiles: [patient],
      expect: patience,
      testTimeout: 180_000,
      hookTimeout: 180_000,
    },
  };
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        resolve: oneGraphql,
        test: {
          name: 'rulebook',
          include: ['tests/{domain,scorecards,use-cases}/**/*.test.ts'],
          environment: 'node',
          testTimeout: 20_000,
        },
      },
      {
        resolve: oneGraphql,
        test: {
          name: 'server',
          include: ['tests/{api,faults,launch,nodes}/**/*.test.ts'],
          environment: 'node',
          globalSetup,
          setupFiles: [patient],
          expect: patience,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [vue(), quasar()],
        test: {
          name: 'client',
          include: ['tests/client/**/*.test.ts'],
          environment: 'happy-dom',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          setupFiles: [patient, 'tests/support/client-setup.ts'],
          expect: patience,
        },
      },
      journeys('journeys', ['tests/journeys/**/*.test.ts'], [hall], 0),
      // Thirteen browsers at once need the machine for themselves.
      journeys('hall', [hall], [], 1),
    ],
  },
});

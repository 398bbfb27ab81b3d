import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { lastWords } from '../../server/launch/last-words.js';

const ROW = 'Failing row contains (1.1, 5, BÍ-MẬT).';

it('a fault beside the log is told in one line, without the rows that a database puts into its errors', () => {
  const line = lastWords(
    'fault while stopping',
    Object.assign(new Error('kaputt'), { code: '23514', detail: ROW }),
  );
  expect(line.trim().split('\n')).toHaveLength(1);
  const told = JSON.parse(line);
  expect(told).toMatchObject({
    level: 50,
    msg: 'fault while stopping',
    err: { message: 'kaputt', code: '23514' },
  });
  expect(line).not.toContain('BÍ-MẬT');
  expect(JSON.parse(lastWords('x', 'a word')).err.message).toBe('a word');
});

it('so is one that nothing caught, and it ends the process', () => {
  const built = pathToFileURL('dist/server/launch/last-words.js').href;
  for (const how of ['Promise.reject(error)', 'setTimeout(() => { throw error; })']) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [
      ...['--input-type=module', '-e'],
      `import { dieInPlainWords } from ${JSON.stringify(built)};
       const error = Object.assign(new Error('kaputt'), { detail: ${JSON.stringify(ROW)} });
       dieInPlainWords(); ${how}; setTimeout(() => console.log('went on'), 500);`,
    ]);
    expect([status, String(stdout)]).toEqual([1, '']);
    expect(JSON.parse(String(stderr))).toMatchObject({ level: 60, err: { message: 'kaputt' } });
    expect(String(stderr)).not.toContain('BÍ-MẬT');
  }
});

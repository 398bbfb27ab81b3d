import { expect, it } from 'vitest';
import { launch } from '../support/launched.js';

it('says which imports there are, and how they are called, where none is named or there is none of that name', async () => {
  for (const [args, opening] of [
    [[], 'Hãy nêu tên dữ liệu cần nạp.'],
    [['ha-noi'], 'Không có dữ liệu tên "ha-noi".'],
  ] as const) {
    const { ended, output } = launch('dist/server/import.js', args);
    expect(await ended).toBe(1);
    expect(output()).toContain(opening);
    expect(output()).not.toContain('""');
    expect(output().match(/npm run import -- hanoi-2021 {3}\(/g)).toHaveLength(2);
  }
});

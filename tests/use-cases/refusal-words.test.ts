import { describe, expect, it } from 'vitest';
import { Refusal, REFUSAL_CODES, type RefusalCode } from '../../server/domain/refusal.js';
import { wordRefusal } from '../../server/platform/refusal-words.js';
import { pastDayFaults } from '../../server/domain/sane-days.js';

const CLAUSE = 'input.username|tên đăng nhập này đã là của “An”|this user name belongs to “An” already';
const told = (code: RefusalCode, fields: readonly string[] = []) =>
  wordRefusal(new Refusal(code, { fields }));

describe('a refusal in words', () => {
  it.each(['IN_USE', 'DUPLICATE', 'WRONG_PHASE', 'RETIRED'] as const)(
    '%s is one sentence with what stands in the way, and says what is safe',
    (code) => {
      const { vi, en } = told(code, [CLAUSE]);
      expect(vi).toContain(
        'Không làm được việc này vì tên đăng nhập này đã là của “An”. Chưa có gì thay đổi',
      );
      expect(en).toContain(
        'This cannot be done, because this user name belongs to “An” already. Nothing was',
      );
    },
  );

  it.each(['IN_USE', 'DUPLICATE', 'WRONG_PHASE', 'RETIRED', 'CARD_INCOMPLETE'] as const)(
    '%s says what is safe where nothing more is known, and blames nobody',
    (code) => {
      const { vi, en } = told(code);
      expect(vi).toContain('Chưa có gì thay đổi');
      expect(en).toContain('Nothing was changed');
      expect(vi + en).not.toMatch(/người khác|[Ss]omebody/);
    },
  );

  it.each(REFUSAL_CODES)('%s is whole sentences in both languages', (code) => {
    const { vi, en } = told(code);
    for (const text of [vi, en]) expect(text).toMatch(/^\p{Lu}.*\.$/u);
  });
});

it('a day stands in a Vietnamese sentence as people write it there, and in an English one as data has it', () => {
  expect(pastDayFaults('on', '2026-11-24', '2026-11-23')).toEqual([
    'on|không được ở tương lai (hôm nay là 23/11/2026)|must not lie in the future (today is 2026-11-23)',
  ]);
});

it('keeps apart members who are named by an office with a comma in it', () => {
  const labels = ['Phó Chủ tịch, UBND tỉnh', 'Giám đốc, Sở Y tế'];
  const { vi } = wordRefusal(new Refusal('SHEETS_MISSING', { members: ['m1', 'm2'], labels }));
  expect(vi).toContain('Chưa nộp phiếu: Phó Chủ tịch, UBND tỉnh; Giám đốc, Sở Y tế.');
});

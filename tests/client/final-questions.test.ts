import { expect, it } from 'vitest';
import { messages as accounts } from '../../client/features/admin/accounts/messages';
import { messages as councils } from '../../client/features/admin/councils/messages';
import { messages as places } from '../../client/features/admin/places/messages';

it('says before an account, a place or a council ends that this cannot be undone', () => {
  const vi = [accounts.vi.retireText, places.vi.retireText, councils.vi.retireCouncilText];
  const en = [accounts.en.retireText, places.en.retireText, councils.en.retireCouncilText];
  for (const text of vi) expect(text).toMatch(/không hoàn lại được/i);
  for (const text of en) expect(text).toMatch(/cannot be undone/i);
  expect(accounts.vi.retireText).toContain('tên đăng nhập vẫn bị giữ');
  expect(accounts.en.retireText).toContain('user name stays taken');
});

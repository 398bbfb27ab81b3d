import { describe, expect, it } from 'vitest';
import { messages } from '../../client/features/admin/accounts/messages';
import readme from '../../README.md?raw';

describe('The scopes of a token', () => {
  it.each(Object.entries(messages.vi.scope))(
    'are named in the README as on their page: %s',
    (scope, label) => {
      expect(readme).toContain(`| \`${scope}\` | *${label}* |`);
    },
  );
});

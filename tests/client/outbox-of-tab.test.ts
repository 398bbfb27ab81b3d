import { afterEach, describe, expect, it, vi } from 'vitest';
import { openOutbox } from '../../client/live/outbox';
import { outboxOf } from '../../client/live/outbox-send';
import type { SendSave } from '../../client/live/outbox-sender';
import { endedSignIn, noteSignInEnded } from '../../client/live/sign-in-state';

const SHEET = { version: 1, attempt: 1, state: 'OPEN', marks: [] };

describe('The outbox of a tab', () => {
  afterEach(() => (endedSignIn.value = null));

  it('leaves the sending to the next tab of the device once its own sign-in has ended', async () => {
    const old = outboxOf('m');
    const send = vi.fn<SendSave>(async () => ({ kind: 'saved', sheet: { ...SHEET, version: 2 } }));
    const next = openOutbox('m', { send });
    await next.seen({ id: 's', evaluationId: 'e', ...SHEET });
    await next.put('s', { '1.1': { choice: 'LEVELS', levels: [1], remark: null } });
    expect(send).not.toHaveBeenCalled();
    noteSignInEnded('TAKEN_OVER');
    await vi.waitFor(() => expect(send).toHaveBeenCalled());
    endedSignIn.value = null;
    expect(outboxOf('m')).not.toBe(old);
    next.close();
  });
});

import { Program } from './program.mjs';

const WATCHERS = 100;
const TAPS = 200;
/** Boards that the system keeps for a socket before the server has to: some megabytes. */
const TAPS_BEFORE = 200;

/**
 * A hundred follow, one more stops reading: how long the others wait meanwhile, and what the server holds for it.
 * @returns delays in milliseconds before, during and after; bytes held by the server before and during
 */
export async function measureStalled({ server, address, sessions: [session] }) {
  const load = new Program(new URL('./load/stalled.mjs', import.meta.url));
  const held = async () => (await server.ask('usage', { clean: true })).held;
  try {
    await load.ask('sit', { address, session, count: WATCHERS });
    await load.ask('tap', TAPS);
    const before = await load.ask('tap', TAPS);
    const heldBefore = await held();
    await load.ask('stall');
    const missed = (await load.ask('tap', TAPS_BEFORE)).boards;
    const during = await load.ask('tap', TAPS);
    const heldDuring = await held();
    const { got, end } = await load.ask('resume');
    const after = await load.ask('tap', TAPS);
    const sent = missed + during.boards;
    if (got >= sent) throw new Error(`it never fell behind: ${got} of ${sent} boards`);
    return { before, during, after, held: heldDuring - heldBefore, sent, got, end };
  } finally {
    await load.stop();
  }
}

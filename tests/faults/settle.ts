import type { Laboratory } from './laboratory.js';
import { pause, type Screen } from './screen.js';

/** "Within seconds": the longest a screen may take to be right again by itself, once nothing is broken any more. */
export const SECONDS_TO_BE_RIGHT = 30;

/**
 * Waits until every screen shows what a reload would show, and every mark is on the server or waits for a word of its
 * member. Nobody touches anything meanwhile; people only look.
 * @returns ms it took
 * @throws where it takes too long, saying which screens and how they stand
 */
export async function settle(laboratory: Laboratory, evaluationId: string): Promise<number> {
  for (const member of laboratory.members) member.doing = 'nothing';
  const from = laboratory.now();
  let wrong = laboratory.screens.filter(({ isOver }) => !isOver);
  // Marks made on another device show when their member comes back to this one.
  for (const { tab } of wrong) tab.look();
  for (;;) {
    const looks = await Promise.all(wrong.map((screen) => isRight(laboratory, screen, evaluationId)));
    wrong = wrong.filter((_, at) => !looks[at]);
    const took = laboratory.now() - from;
    if (wrong.length === 0) return took;
    if (took > SECONDS_TO_BE_RIGHT * 1_000)
      throw new Error(`not right after ${took} ms: ${wrong.map(describe).join('; ')}`);
    await pause(150);
  }
}

async function isRight(laboratory: Laboratory, screen: Screen, evaluationId: string): Promise<boolean> {
  if (screen.unsent().length > 0 || !screen.tab.isLive) return false;
  if (!(await screen.isRight(laboratory.server.address))) return false;
  return laboratory.memberAt(screen) === undefined || sheetIsRight(laboratory, screen, evaluationId);
}

/** Every mark that stands on the server stands on the screen, but where the member's own word is still awaited. */
async function sheetIsRight(
  { database }: Laboratory,
  { sheet, tab }: Screen,
  evaluationId: string,
): Promise<boolean> {
  const state = sheet && tab.api.sheetState(sheet.sheetId);
  if (!state) return false;
  const marks = await database
    .query<{ criterion: string; remark: string }>(
      'select criterion, remark from mark m join sheet h on h.id = m.sheet_id where h.id = $1 and h.evaluation_id = $2',
      [sheet.sheetId, evaluationId],
    )
    .catch(() => null);
  if (!marks) return false;
  const shown = new Map(state.shown.map(({ criterion, remark }) => [criterion, remark]));
  return marks.every(
    ({ criterion, remark }) => state.waiting.includes(criterion) || shown.get(criterion) === remark,
  );
}

function describe(screen: Screen): string {
  const state = screen.sheet && screen.tab.api.sheetState(screen.sheet.sheetId);
  const unsent = screen.unsent().length;
  return `${screen.tab.name} (board ${screen.revision}, sheet ${state?.version}, ${unsent} unsent, ${state?.blocked ?? 'not blocked'})`;
}

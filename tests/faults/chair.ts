import { pause, type Screen } from './screen.js';
import type { TabAct, TabBoard } from './tab-api.js';

const PATIENCE_MS = 90_000;

/** Whoever conducts: presses until the screen shows that it is done, as people do. */
export class Chair {
  constructor(private readonly screen: Screen) {}

  async press(
    act: TabAct,
    variables: Record<string, unknown>,
    done: (board: TabBoard) => boolean,
  ): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    let said: string | null = null;
    while (!this.sees(done)) {
      if (Date.now() > until)
        throw new Error(`${act} is not done: ${said}; ${JSON.stringify(this.board()?.agenda)}`);
      const outcome = await Promise.race([this.screen.tab.api.act(act, variables), pause(35_000)]);
      said = outcome?.refusal ?? said;
      for (let waited = 0; waited < 1_500 && !this.sees(done); waited += 50) await pause(50);
    }
  }

  phaseOf(evaluationId: string): string | null {
    return this.board()?.agenda.find(({ id }) => id === evaluationId)?.phase ?? null;
  }

  private board(): TabBoard | null {
    return this.screen.tab.api.board();
  }

  private sees(done: (board: TabBoard) => boolean): boolean {
    const board = this.board();
    return board !== null && done(board);
  }
}

export const inPhase =
  (evaluationId: string, ...phases: string[]) =>
  (board: TabBoard): boolean =>
    board.agenda.some(({ id, phase }) => id === evaluationId && phases.includes(phase));

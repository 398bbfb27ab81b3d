import { inPhase } from './chair.js';
import type { Laboratory } from './laboratory.js';
import { pause } from './screen.js';
import type { Chance } from './seeded.js';
import { settle } from './settle.js';
import type { Storm } from './storm.js';

/** How the scoring of a product ends. */
export type Ending = 'concluded' | 'cut off' | 'scored again';

/** Plays one product from its presentation to its end, with so many faults meanwhile. */
export class Round {
  constructor(
    private readonly laboratory: Laboratory,
    private readonly storm: Pick<Storm, 'blow'>,
    private readonly chance: Chance,
    private readonly evaluationId: string,
  ) {}

  /** @returns ms from the last fault until every screen was right again */
  async play(faults: number, ending: Ending): Promise<number> {
    const { laboratory, evaluationId } = this;
    const { chair, members } = laboratory;
    await chair.press('presentDossier', { evaluationId }, (board) => board.onTable === evaluationId);
    await chair.press('openScoring', { evaluationId }, inPhase(evaluationId, 'SCORING'));
    laboratory.putOnTable(evaluationId);
    this.everybody('marking');
    await this.storm.blow(Math.ceil(faults * 0.6));
    if (ending === 'cut off') {
      await this.closeWhile(Math.floor(faults * 0.4));
      const settled = await settle(laboratory, evaluationId);
      const why = { reason: 'Hết giờ', fixList: 'Chấm lại ở phiên sau' };
      await chair.press('defer', { evaluationId, ...why }, inPhase(evaluationId, 'DEFERRED'));
      return settled;
    }
    this.everybody('finishing');
    await this.storm.blow(Math.floor(faults * (ending === 'concluded' ? 0.4 : 0.2)));
    await this.allHandedIn();
    // The hands of some are still on the screen.
    for (const member of members) member.doing = this.chance.inHundred(30) ? 'marking' : 'nothing';
    await chair.press('closeScoring', { evaluationId }, inPhase(evaluationId, 'REVIEWING'));
    if (ending === 'scored again') await this.scoreAgain(Math.floor(faults * 0.2));
    const settled = await settle(laboratory, evaluationId);
    const reason = 'Hội đồng đã thảo luận và thống nhất';
    await chair.press('conclude', { evaluationId, reason }, inPhase(evaluationId, 'CONCLUDED', 'RELEASED'));
    await chair.press('release', { evaluationId }, inPhase(evaluationId, 'RELEASED'));
    return settled;
  }

  /** The chair closes in the middle of it, while everybody goes on marking. */
  private async closeWhile(faults: number): Promise<void> {
    const { laboratory, evaluationId } = this;
    const storm = this.storm.blow(faults);
    await pause(this.chance.between(0, 1_500));
    await laboratory.chair.press('closeScoring', { evaluationId }, inPhase(evaluationId, 'REVIEWING'));
    await storm;
    this.everybody('nothing');
  }

  private async scoreAgain(faults: number): Promise<void> {
    const { laboratory, evaluationId } = this;
    const variables = { evaluationId, memberIds: null, reason: 'Chấm lại cho thống nhất' };
    await laboratory.chair.press('returnSheets', variables, inPhase(evaluationId, 'SCORING'));
    this.everybody('marking');
    await this.storm.blow(faults);
    this.everybody('finishing');
    await this.allHandedIn();
    this.everybody('nothing');
    await laboratory.chair.press('closeScoring', { evaluationId }, inPhase(evaluationId, 'REVIEWING'));
  }

  private everybody(doing: 'nothing' | 'marking' | 'finishing'): void {
    for (const member of this.laboratory.members) member.doing = doing;
  }

  /** Every member's sheet is in, as the database says. */
  private async allHandedIn(): Promise<void> {
    const { database, members } = this.laboratory;
    for (const until = Date.now() + 120_000; ; await pause(200)) {
      const rows = await database
        .query<{ state: string; member: string }>(
          'select state, member_id as member from sheet where evaluation_id = $1',
          [this.evaluationId],
        )
        .catch(() => []);
      const out = members.filter(
        ({ memberId }) => !rows.some(({ state, member }) => member === memberId && state === 'SUBMITTED'),
      );
      for (const member of members) if (!out.includes(member)) member.doing = 'nothing';
      if (rows.length > 0 && out.length === 0) return;
      if (Date.now() > until) {
        const states = out.flatMap(({ screens }) =>
          screens.map(({ tab, sheet }) => [
            tab.name,
            tab.api.ended(),
            sheet && tab.api.sheetState(sheet.sheetId),
          ]),
        );
        throw new Error(`not all sheets came in: ${JSON.stringify(states).slice(0, 3_000)}`);
      }
    }
  }
}

import { expect } from 'vitest';
import { itemOf, type Act, type LiveCouncil } from './live-council.js';

/** What the tests of conducting a session do over and over, with what it must lead to. */
export class Conducting {
  constructor(private readonly council: () => LiveCouncil) {}

  /** Refused with this code, in words, and nothing of the session has changed. */
  readonly refused = async (act: Act, variables: object, code: string, by = this.council().chair) => {
    const before = await this.council().rows();
    const outcome = await this.council().act(act, variables as Record<string, unknown>, by);
    expect(outcome).toMatchObject({ __typename: 'Refusal', code });
    expect(outcome.message.vi).toMatch(/\S{2,} \S+/);
    expect(await this.council().rows()).toEqual(before);
    return outcome;
  };

  /** Scored by all with these totals and closed. */
  readonly reviewed = async (points: Parameters<LiveCouncil['allHandIn']>[1], card?: string) => {
    const evaluationId = await this.council().scoring(card);
    await this.council().allHandIn(evaluationId, points);
    await this.council().must('closeScoring', { evaluationId });
    return evaluationId;
  };

  /** @returns the item on the agenda */
  readonly concluded = async (evaluationId: string, reason: string | null = null) => {
    const board = await this.council().must('conclude', { evaluationId, reason });
    return itemOf(board, evaluationId);
  };
}

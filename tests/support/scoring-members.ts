import { expect } from 'vitest';
import { LiveCouncil, type Member } from './live-council.js';
import { type Loose, saveInput } from './server.js';

/** A mark by the positions of its levels. */
export const level = (criterion: string, ...levels: number[]) => ({ criterion, choice: 'LEVELS', levels });

/** A dossier that is being scored, by one member of the council after the other. */
export class ScoringMembers {
  council!: LiveCouncil;
  evaluationId!: string;
  /** Whose turn it is. */
  member!: Member;
  private turn = 0;

  async start(): Promise<void> {
    this.council = await LiveCouncil.open({ logLevel: 'error' });
    this.evaluationId = await this.council.scoring();
  }

  async stop(): Promise<void> {
    await this.council.close();
  }

  /** The members take turns, so that no test waits for another one's sheet. */
  nextTurn(): void {
    this.member = this.council.voters[(this.turn += 1) % this.council.voters.length]!;
  }

  readonly mine = (): Promise<Loose> => this.council.sheet(this.evaluationId, this.member.person);

  /** Sends marks on the sheet as it stands. */
  readonly send = async (marks: readonly object[]): Promise<Loose> => {
    const { id, version } = await this.mine();
    return this.council.save(this.member.person, saveInput(id, version, marks));
  };

  /** Refused with this code, and nothing of it on the sheet. */
  readonly refused = async (code: string, marks: readonly object[]): Promise<Loose> => {
    const before = await this.mine();
    const outcome = await this.send(marks);
    expect(outcome).toMatchObject({ __typename: 'Refusal', code });
    expect(outcome.message.vi).not.toBe('');
    expect(await this.mine()).toEqual(before);
    return outcome;
  };
}

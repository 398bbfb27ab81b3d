import { reportableConditions } from '../../../server/domain/findings.js';
import { marksOfTotal } from '../marks-of-total.js';
import { type Loose, saveInput } from '../server.js';
import { BOARD } from './board.js';
import { SEATS } from './cast.js';
import { FoundedWorld } from './founded-world.js';

/** What is done in a council, and the secrets it leaves behind. */
export class World extends FoundedWorld {
  /** An act of conducting that must succeed. @returns the whole answer */
  async act(by: string, field: string, args: string, variables: Record<string, unknown>): Promise<Loose> {
    const types: Record<string, string> = { reason: 'String!', remark: 'String!', fixList: 'String!', code: 'String!', scope: 'String!', memberIds: '[ID!]', entries: '[AttendanceInput!]!', decision: 'FindingDecision!' }; // prettier-ignore
    const declared = Object.keys(variables).map((name) => `$${name}: ${types[name] ?? 'ID!'}`).join(', '); // prettier-ignore
    const answer = await this.person(by).ask(
      `mutation(${declared}) { ${field}(${args}) { __typename ... on Refusal { code message { vi en } } ... on SessionBoard { ${BOARD} } } }`,
      variables,
    );
    const outcome = answer.data?.[field as never] as { __typename?: string } | undefined;
    if (outcome?.__typename !== 'SessionBoard') throw new Error(`${by} ${field}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** An act upon one dossier of the agenda. */
  conduct(by: string, field: string, item: number, more: Record<string, unknown> = {}): Promise<Loose> {
    const args = ['id', ...Object.keys(more)].map(
      (name) => `${name === 'id' ? 'evaluationId' : name}: $${name}`,
    );
    return this.act(by, field, args.join(', '), { id: this.items[item], ...more });
  }

  async recuseAll(): Promise<void> {
    for (const item of this.items.keys()) {
      for (const name of ['recused', 'recusedAdmin'] as const) {
        const reason = this.plant('recusal', item, name);
        const answer = await this.conduct(name, 'recuse', item, {
          memberId: this.memberIds.get(name),
          reason,
        });
        this.told.push({ role: name, answer });
      }
      await this.recuseByMistake(item);
    }
    if (this.plan.chair !== 'RECUSED') return;
    const reason = this.plant('recusal', 0, 'chair');
    const answer = await this.conduct('chair', 'recuse', 0, {
      memberId: this.memberIds.get('chair'),
      reason,
    });
    this.told.push({ role: 'chair', answer });
  }

  /** Recused and let in again at once: what was said of it stands in the history and nowhere else. */
  private async recuseByMistake(item: number): Promise<void> {
    const memberId = this.memberIds.get('other');
    for (const field of ['recuse', 'withdrawRecusal'])
      await this.conduct('secretary', field, item, { memberId, reason: this.plant('mistake', item) });
  }

  /** Who is here; absences have their reasons. */
  async attend(): Promise<void> {
    const away: string[] = ['absent', ...(this.plan.chair === 'ABSENT' ? ['chair'] : [])];
    const entries = SEATS.map((name) => ({
      memberId: this.memberIds.get(name),
      present: !away.includes(name),
      reason: away.includes(name) ? this.plant('absence', null, name) : null,
    }));
    await this.act('secretary', 'markAttendance', 'sessionId: $id, entries: $entries', {
      id: this.sessionId,
      entries,
    });
  }

  /** A whole sheet of so many points, with a remark and an opinion that nobody else writes. */
  async score(voter: string, item: number, total: number, kinds: string, submit: boolean): Promise<void> {
    const person = this.person(voter);
    const { mySheet } = await person.get('query($id: ID!) { mySheet(evaluationId: $id) { id version } }', {
      id: this.items[item],
    });
    this.sheetIds.set(`${voter} ${item}`, mySheet.id);
    const chosen = marksOfTotal(this.card, true, total);
    const remark = this.plant(`${kinds}remark`, item, voter);
    const marks = chosen.map((mark, at) => (at === 0 ? { ...mark, remark } : mark));
    const saved = await person.get(
      `mutation($input: SaveMarksInput!) { saveMarks(input: $input) { __typename ... on MarksSaved { sheet { version total scored applicable } } ... on Refusal { code message { vi } } } }`,
      { input: saveInput(mySheet.id, mySheet.version, marks) },
    );
    const sheet = saved.saveMarks.sheet;
    if (sheet?.total !== total || sheet.scored !== sheet.applicable) throw new Error(JSON.stringify(saved));
    this.note(`${kinds}total`, item, String(total), voter);
    if (!submit) return;
    const opinion = this.plant(`${kinds}opinion`, item, voter);
    const { submitSheet } = await person.get(
      `mutation($input: SubmitSheetInput!) { submitSheet(input: $input) { __typename ... on ScoreSheet { receipt } ... on Refusal { code message { vi } } } }`,
      { input: { sheetId: mySheet.id, version: sheet.version, opinion } },
    );
    if (!submitSheet.receipt) throw new Error(JSON.stringify(submitSheet));
    this.note(`${kinds}receipt`, item, submitSheet.receipt, voter);
  }

  /** Everybody but those who did so already hands in a sheet; the mean becomes a secret of its own. */
  async scoreAll(
    item: number,
    totals: Readonly<Record<string, number>>,
    kinds: string,
    means: string,
    already: readonly string[] = [],
  ): Promise<void> {
    const voters = this.voters(item);
    for (const voter of voters)
      if (!already.includes(voter)) await this.score(voter, item, totals[voter]!, kinds, true);
    const points = voters.map((voter) => totals[voter]!);
    const sum = points.reduce((all, one) => all + one, 0);
    const cents = Math.floor((sum * 100) / points.length);
    this.note(`${means}mean`, item, `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`);
    this.note(`${means}mean`, item, String(sum));
    const spread = Math.max(...points) - Math.min(...points);
    // A small number would be found everywhere.
    if (spread > 40) this.note(`${means}spread`, item, String(spread));
  }

  /** Some member reports a fact. @returns the finding's id, as whoever presides sees it */
  async report(item: number, effect: 'REJECT' | 'STOP', remark: string): Promise<string> {
    const found = reportableConditions(this.card).find((one) => one.effect === effect);
    if (!found) throw new Error(`${this.card.code} has no ${effect}`);
    const answer = await this.conduct('owner', 'reportStop', item, {
      code: found.code,
      scope: found.scope,
      remark,
    });
    this.told.push({ role: 'owner', answer });
    const { sessionBoard } = await this.person(this.presiding(item)).get(
      `query($id: ID!) { sessionBoard(sessionId: $id) { agenda { id findings { id state } } } }`,
      { id: this.sessionId },
    );
    const { findings } = sessionBoard.agenda.find(({ id }: { id: string }) => id === this.items[item]);
    return findings.find(({ state }: { state: string }) => state === 'REPORTED').id;
  }

  decide(item: number, findingId: string, decision: 'CONFIRM' | 'DISMISS', reason: string): Promise<unknown> {
    const args = 'findingId: $findingId, decision: $decision, reason: $reason';
    return this.act(this.presiding(item), 'confirmStop', args, { findingId, decision, reason });
  }

  leave(): void {
    for (const person of this.people.values()) person.leave();
  }
}

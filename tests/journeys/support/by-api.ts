import type { Person } from '../../support/server.js';
import { saveInput, seat } from '../../support/server.js';
import type { Tick } from './scoring-hand.js';
import type { Seated, Stage } from './stage.js';

const BOARD = 'query($id: ID!) { sessionBoard(sessionId: $id) { agenda { id position phase productName } } }';

/** What a journey is not about happens over the public API, as another client of the council would do it. */
export class ByApi {
  private readonly people = new Map<string, Person>();

  constructor(
    private readonly stage: Stage,
    private readonly sessionId: string,
  ) {}

  /** Takes the seat; a card opened later in a browser takes it over. */
  async person(member: Seated): Promise<Person> {
    const known = this.people.get(member.id);
    if (known) return known;
    const person = await seat(this.stage.server, this.sessionId, member.id);
    this.people.set(member.id, person);
    return person;
  }

  async itemOf(member: Seated, product: string): Promise<{ id: string; phase: string }> {
    const person = await this.person(member);
    const { sessionBoard } = await person.get<{
      sessionBoard: { agenda: { id: string; phase: string; productName: string }[] };
    }>(BOARD, { id: this.sessionId });
    const item = sessionBoard.agenda.find(({ productName }) => productName === product);
    if (!item) throw new Error(`no ${product} in the agenda`);
    return item;
  }

  /** A step of the chair's. @throws when it is refused */
  async conduct(chair: Seated, step: string, evaluationId: string): Promise<void> {
    const outcome = await (
      await this.person(chair)
    ).act<{ __typename: string }>(
      `${step}(evaluationId: $id)`,
      '$id: ID!',
      { id: evaluationId },
      '... on SessionBoard { id }',
    );
    if (outcome.__typename !== 'SessionBoard') throw new Error(JSON.stringify(outcome));
  }

  /** Scores a whole sheet and hands it in. @throws when it is refused */
  async handIn(member: Seated, evaluationId: string, ticks: readonly Tick[]): Promise<void> {
    const person = await this.person(member);
    const { mySheet } = await person.get<{ mySheet: { id: string; version: number } }>(
      'query($id: ID!) { mySheet(evaluationId: $id) { id version } }',
      { id: evaluationId },
    );
    const marks = ticks.map(({ criterion, level }) => ({ criterion, choice: 'LEVELS', levels: [level] }));
    const saved = await person.act<{ sheet: { version: number } }>(
      'saveMarks(input: $input)',
      '$input: SaveMarksInput!',
      { input: saveInput(mySheet.id, mySheet.version, marks) },
      '... on MarksSaved { sheet { version } }',
    );
    const submitted = await person.act<{ state?: string }>(
      'submitSheet(input: $input)',
      '$input: SubmitSheetInput!',
      { input: { sheetId: mySheet.id, version: saved.sheet.version } },
      '... on ScoreSheet { state }',
    );
    if (submitted.state !== 'SUBMITTED') throw new Error(JSON.stringify(submitted));
  }

  /** What the server has of a member's sheet: level by criterion. */
  async levelsOf(memberId: string, evaluationId: string): Promise<Record<string, number[]>> {
    const rows = await this.stage.server.dataSource.query<{ criterion: string; levels: number[] }[]>(
      `select mark.criterion, mark.levels from mark join sheet on sheet.id = mark.sheet_id
        where sheet.member_id = $1 and sheet.evaluation_id = $2`,
      [memberId, evaluationId],
    );
    return Object.fromEntries(rows.map(({ criterion, levels }) => [criterion, levels]));
  }
}

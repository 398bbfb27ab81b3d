import type { Regulation } from '../../server/domain/regulation.js';
import type { Scorecard } from '../../server/domain/scorecard.js';
import { exportRecord, type ExportedRecord } from '../../server/platform/export-record.js';
import { criteriaOf, library, type LiveCouncil, type Member } from './live-council.js';
import { accountHolder, saveInput, seat, type Loose, type Person } from './server.js';

/** Numbers that look drawn, and are the same in every run. */
export function drawn(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A complete sheet: at each criterion one of its best levels, the better the closer `quality` is to 1. */
export function sheetOf(card: Scorecard, draw: () => number, quality: number): object[] {
  return criteriaOf(card).map((criterion) => {
    const held = criterion.cases?.[0]?.code;
    const able = criterion.levels
      .map(({ points, case: of }, position) => ({ points, of, position }))
      .filter(({ of }) => !of || of === held)
      .sort((a, b) => b.points - a.points);
    const place = draw() < quality ? 0 : Math.floor(draw() * (able.length + 1));
    const level = able[place];
    return level
      ? { criterion: criterion.code, choice: 'LEVELS', levels: [level.position] }
      : { criterion: criterion.code, choice: 'NONE', levels: [] };
  });
}

let batch = 0;

/** A session from its opening to its end through the API, as its record will tell it. */
export class RecordedSession {
  private constructor(
    readonly council: LiveCouncil,
    readonly sessionId: string,
    private readonly people: ReadonlyMap<string, Person>,
  ) {}

  /** Plans a session under a regulation of its own. */
  static async plan(council: LiveCouncil, settings: Partial<Regulation>): Promise<RecordedSession> {
    const { councilId } = council.demo;
    const admin = await accountHolder(council.stage, 'quantri');
    const [latest] = await council.sql('select max(version) as version from regulation where council_id = $1', [councilId]);
    const rest = { quorumNum: 1, quorumDen: 4, presidingRequired: true, deviationLimit: 10, roundsPerBatch: 2, blindAverages: false };
    const words = { averagesVisibleTo: 'CHAIR_AND_SECRETARY', sheetsAfterRelease: 'CHAIR', resultsVisibleToRoom: 'AFTER_RELEASE', hideOthersUntilMarked: false };
    const saved = await admin.act(
      'saveRegulation(councilId: $c, version: $v, input: $i)',
      '$c: ID!, $v: Int!, $i: RegulationInput!',
      { c: councilId, v: latest!.version, i: { ...rest, ...words, afterDeviation: 'RESCORE', minimumTest: 'MEAN', ...settings } },
      '... on Council { id }',
    );
    batch += 1;
    const plannedAt = '2026-11-20T01:00:00Z';
    const made = await admin.act(
      'createSession(input: $i)',
      '$i: SessionInput!',
      { i: { councilId, name: `Phiên ${batch}`, year: 2030 + batch, batch: 1, round: 1, plannedAt } },
      '... on Session { id }',
    );
    // Settings that are those of the newest version already make no new one.
    if (!(saved.id || saved.code === 'ALREADY_DONE') || !made.id) throw new Error(JSON.stringify([saved, made]));
    const people = new Map<string, Person>();
    for (const { username, id } of [...council.voters, council.member('thuky')])
      people.set(username, await seat(council.stage, made.id, id));
    admin.leave();
    return new RecordedSession(council, made.id, people);
  } // prettier-ignore

  /** By the user name of the demo's account. */
  person(username: string): Person {
    return this.people.get(username)!;
  }

  /** The card of the new dossier is the honey's where none is named. */
  dossier(card?: string, hasStory = true): Promise<string> {
    return this.council.dossier(card, { hasStory, sessionId: this.sessionId });
  }

  must(act: Parameters<LiveCouncil['must']>[0], variables: Record<string, unknown> = {}, by = 'chutich') {
    return this.council.must(act, { sessionId: this.sessionId, ...variables }, this.person(by));
  }

  /** Opens the session; everybody else of the voters is absent. */
  async open(present: readonly Member[]): Promise<void> {
    const entries = this.council.voters.map(({ id }) =>
      present.some((one) => one.id === id)
        ? { memberId: id, present: true }
        : { memberId: id, present: false, reason: 'Đi công tác' },
    );
    await this.must('openSession', {}, 'thuky');
    await this.must('markAttendance', { entries }, 'thuky');
  }

  async scoring(evaluationId: string): Promise<void> {
    await this.must('presentDossier', { evaluationId });
    await this.must('openScoring', { evaluationId });
  }

  /** One member's whole sheet, saved and handed in. */
  async handIn(evaluationId: string, username: string, marks: readonly object[]): Promise<Loose> {
    const { council } = this;
    const by = this.person(username);
    const { id, version } = await council.sheet(evaluationId, by);
    const saved = await council.save(by, saveInput(id, version, marks));
    if (saved.__typename !== 'MarksSaved') throw new Error(JSON.stringify(saved));
    const submitted = await council.submit(by, id, saved.sheet.version, {
      opinion: `Ý kiến của ${username} "${id}"\n`,
    });
    if (submitted.__typename !== 'ScoreSheet') throw new Error(JSON.stringify(submitted));
    return submitted;
  }

  /** The file as `npm run export` writes it. */
  async exported(): Promise<ExportedRecord> {
    const { manager } = this.council.stage.dataSource;
    return (await exportRecord(manager, this.sessionId, library))!;
  }

  leave(): void {
    for (const person of this.people.values()) person.leave();
  }
}

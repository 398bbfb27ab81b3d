import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { itemOf, LiveCouncil } from '../support/live-council.js';
import { accountHolder, type Loose, type Person, roomScreen } from '../support/server.js';

const AGENDA = `query($id: ID!) { session(id: $id) { agenda { id phase dossier { state evaluations { id phase result { outcome } } } } } }`;

describe('an evaluation that was stopped', () => {
  let council: LiveCouncil;
  let admin: Person;
  let room: Person;
  let stopped: string;
  let concluded: string;
  beforeAll(async () => {
    council = await LiveCouncil.open();
    admin = await accountHolder(council.stage, 'quantri');
    room = await roomScreen(council.stage, council.sessionId);
    concluded = await council.scoring();
    await council.allHandIn(concluded, 72);
    await council.must('closeScoring', { evaluationId: concluded });
    await council.must('conclude', { evaluationId: concluded, reason: null });
    stopped = await council.scoring();
    const condition = (await council.cardOf(stopped)).mandatoryConditions.find(
      ({ effect }) => effect === 'STOP',
    )!;
    const { code, scope } = condition;
    await council.must('reportStop', { evaluationId: stopped, code, scope, remark: 'Không có giấy' });
    const { findings } = await council.item(stopped);
    await council.must('confirmStop', {
      findingId: findings[0].id,
      decision: 'CONFIRM',
      reason: 'Không có giấy',
    });
  });
  afterAll(() => council.close());

  const watching = (): [string, Person][] => [
    ['the room', room],
    ['an administrator', admin],
    ['a member', council.voters[5]!.person],
  ];
  const agendaOf = async (evaluationId: string) => {
    const { session } = await admin.get(AGENDA, { id: council.sessionId });
    const { phase, dossier } = session.agenda.find(({ id }: { id: string }) => id === evaluationId);
    return {
      phase,
      state: dossier.state,
      evaluations: dossier.evaluations.map(({ id: _, ...rest }: Loose) => rest),
    };
  };

  it('looks to whoever may not know like any other that was concluded', async () => {
    expect((await council.item(stopped)).phase).toBe('STOPPED');
    for (const [name, person] of watching()) {
      const {
        id: _1,
        dossierId: _2,
        submittedCount: _3,
        expectedCount: _4,
        ...secret
      } = await council.item(stopped, person);
      const {
        id: _5,
        dossierId: _6,
        submittedCount: _7,
        expectedCount: _8,
        ...usual
      } = await council.item(concluded, person);
      expect(secret, name).toEqual(usual);
      expect(secret.phase, name).toBe('CONCLUDED');
    }
    expect(await agendaOf(stopped)).toEqual(await agendaOf(concluded));
  });

  it('has its outcome told by the release', async () => {
    await council.must('release', { evaluationId: stopped });
    for (const [name, person] of watching())
      expect(await council.item(stopped, person), name).toMatchObject({
        phase: 'RELEASED',
        result: { outcome: 'STOPPED' },
      });
    expect(await agendaOf(stopped)).toMatchObject({
      phase: 'RELEASED',
      evaluations: [{ phase: 'RELEASED', result: { outcome: 'STOPPED' } }],
    });
    expect(itemOf(await council.board(room), concluded).phase).toBe('CONCLUDED');
  });
});

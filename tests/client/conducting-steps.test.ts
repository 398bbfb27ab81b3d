import { describe, expect, it } from 'vitest';
import {
  itemSteps as stepsFor,
  nextWaiting,
  sessionSteps,
  type Conductor,
} from '../../client/features/chair/conducting-steps';
import type { Board } from '../../client/live/useLiveBoard';
import {
  board,
  item,
  obstacle,
  provisional,
  released,
  scoringItem,
  seat,
  type Item,
} from './boards/council-board';

const CHAIR: Conductor = { role: 'CHAIR', present: true };
const itemSteps = (given: Board, of: Item, conductor = CHAIR) => stepsFor(given, of, conductor);
const stepsOf = (phase: Item['phase']) => {
  const given = item(4, phase, { seats: [seat(1, [28, 15, 29])] });
  const onTable = ['PRESENTING', 'SCORING', 'REVIEWING'].includes(phase) ? 'e4' : null;
  return itemSteps(board({ onTable, agenda: [given] }), given);
};
const words = (steps: { id: string; hindrances: { key: string }[] }[], id: string) =>
  steps.find((step) => step.id === id)?.hindrances.map(({ key }) => key);

describe('What the chair can do with a dossier', () => {
  it.each([
    ['WAITING', 'present', ['present', 'defer']],
    ['PRESENTING', 'openScoring', ['openScoring', 'defer', 'takeOffTable']],
    ['SCORING', 'closeScoring', ['closeScoring', 'defer', 'takeOffTable']],
    ['REVIEWING', 'conclude', ['conclude', 'returnSheets', 'reopenScoring', 'defer', 'takeOffTable']],
    ['CONCLUDED', 'release', ['release']],
    ['STOPPED', 'release', ['release']],
    ['RELEASED', undefined, []],
    ['DEFERRED', undefined, []],
  ] as const)('while it is %s, %s leads on', (phase, main, all) => {
    const steps = stepsOf(phase);
    expect(steps.map(({ id }) => id)).toEqual(all);
    expect(steps.find((step) => step.main)?.id).toBe(main);
    expect(steps.flatMap(({ hindrances }) => hindrances)).toEqual([]);
  });

  it.each([
    ['PLANNED', 'sessionPlanned'],
    ['SUSPENDED', 'sessionSuspended'],
  ] as const)('is nothing while the session is %s, and it says so', (phase, why) => {
    for (const of of ['WAITING', 'PRESENTING', 'SCORING', 'REVIEWING'] as const) {
      const given = item(4, of);
      const steps = itemSteps(board({ phase, agenda: [given] }), given);
      expect(steps.length).toBeGreaterThan(0);
      for (const step of steps) expect(step.hindrances).toEqual([{ key: why }]);
    }
  });

  it.each([
    ['SUSPENDED', []],
    ['CLOSED', []],
    ['PLANNED', ['sessionPlanned']],
  ] as const)('may release what was concluded while the session is %s: %s', (phase, why) => {
    const given = item(4, 'CONCLUDED');
    expect(words(itemSteps(board({ phase, agenda: [given] }), given), 'release')).toEqual(why);
  });

  it.each([
    ['PRESENTING', []],
    ['SCORING', ['otherOnTable']],
    ['REVIEWING', ['otherOnTable']],
    ['CONCLUDED', []],
  ] as const)('presents the next dossier while another is %s: hindered by %s', (phase, why) => {
    const next = item(5, 'WAITING');
    const given = board({ onTable: 'e4', agenda: [item(4, phase), next] });
    expect(words(itemSteps(given, next), 'present')).toEqual(why);
  });

  it('names the dossier that is in the way', () => {
    const next = item(5, 'WAITING');
    const [present] = itemSteps(board({ onTable: 'e4', agenda: [scoringItem(), next] }), next);
    expect(present!.hindrances).toEqual([{ key: 'otherOnTable', params: { product: 'Mật ong hoa cà phê' } }]);
  });

  it('is nothing where the chair is recused, but to call the dossier to the table and to clear the table', () => {
    const given = scoringItem({ recused: true, seats: null, provisional: null });
    const all = itemSteps(board({ onTable: 'e4', agenda: [given] }), given);
    expect(words(all, 'takeOffTable')).toEqual([]);
    for (const step of all.filter(({ id }) => id !== 'takeOffTable'))
      expect(step.hindrances).toEqual([{ key: 'recused' }]);
    const waiting = item(4, 'WAITING', { recused: true });
    const steps = itemSteps(board({ agenda: [waiting] }), waiting);
    expect(words(steps, 'present')).toEqual([]);
    expect(words(steps, 'defer')).toEqual(['recused']);
  });

  it.each([
    ['SECRETARY', true, ['presidingOnly']],
    ['CHAIR', false, ['chairNotPresent']],
    ['VICE_CHAIR', true, []],
  ])('concludes and releases only as the one who presides: %s, present %s', (role, present, why) => {
    for (const [phase, step] of [
      ['REVIEWING', 'conclude'],
      ['CONCLUDED', 'release'],
    ] as const) {
      const given = item(4, phase);
      const steps = itemSteps(board({ agenda: [given] }), given, { role, present });
      expect(words(steps, step)).toEqual(why);
      for (const other of steps.filter(({ id }) => id !== step)) expect(other.hindrances).toEqual([]);
    }
  });

  it('names the vice-chair who presides while the chair is put down as absent', () => {
    const quorum = { ...board().quorum, presidingLabel: 'Phó Chủ tịch UBND tỉnh', presidingIsActing: true };
    const given = item(4, 'REVIEWING');
    const absent = { role: 'CHAIR', present: false };
    const steps = itemSteps(board({ quorum, agenda: [given] }), given, absent);
    expect(steps.find(({ id }) => id === 'conclude')?.hindrances).toEqual([
      { key: 'otherPresides', params: { name: 'Phó Chủ tịch UBND tỉnh' } },
    ]);
  });

  it('is a release for the chair after the closing, though put down as absent', () => {
    const given = item(4, 'CONCLUDED');
    const steps = itemSteps(board({ phase: 'CLOSED', agenda: [given] }), given, {
      role: 'CHAIR',
      present: false,
    });
    expect(words(steps, 'release')).toEqual([]);
  });

  it('can be taken off the table without a quorum and in the last round, with a reason', () => {
    const quorum = { ...board().quorum, present: 3, met: false, presidingLabel: null };
    for (const phase of ['PRESENTING', 'SCORING', 'REVIEWING'] as const) {
      const given = item(4, phase, { round: 2 });
      const step = itemSteps(board({ quorum, onTable: 'e4', agenda: [given] }), given).find(
        ({ id }) => id === 'takeOffTable',
      );
      expect(step).toMatchObject({ main: false, hindrances: [], reasonNeeded: true });
    }
  });

  it('is the acting vice-chair’s for the one dossier alone from which the chair is recused', () => {
    const own = scoringItem({ findings: [] });
    const other = item(5, 'WAITING', { findings: null });
    const given = board({ cohort: 'MEMBER', onTable: 'e4', agenda: [own, other] });
    const acting = { role: 'VICE_CHAIR', present: true };
    expect(words(itemSteps(given, own, acting), 'closeScoring')).toEqual([]);
    expect(words(itemSteps(given, other, acting), 'present')).toEqual(['notPresiding']);
    expect(sessionSteps(given)).toEqual([]);
  });

  it('can be deferred only while the regulation has a further round', () => {
    const given = item(4, 'SCORING', { round: 2 });
    const steps = itemSteps(board({ agenda: [given] }), given);
    expect(steps.find(({ id }) => id === 'defer')?.hindrances).toEqual([
      { key: 'noFurtherRound', params: { rounds: 2 } },
    ]);
  });

  it('cannot return sheets that nobody has submitted', () => {
    const given = item(4, 'REVIEWING', { seats: [seat(1, null, { state: 'DRAFT' })] });
    expect(words(itemSteps(board({ agenda: [given] }), given), 'returnSheets')).toEqual(['nothingSubmitted']);
  });

  it('cannot open scoring without a quorum and somebody who presides, and tells the figures', () => {
    const given = item(4, 'PRESENTING');
    const quorum = { ...board().quorum, present: 9, met: false, presidingLabel: null };
    const [open] = itemSteps(board({ quorum, agenda: [given] }), given);
    expect(open!.hindrances).toEqual([
      { key: 'noQuorum', params: { present: 9, required: 10 } },
      { key: 'nobodyPresides' },
    ]);
  });
});

describe('Concluding', () => {
  const reviewing = (codes: Parameters<typeof obstacle>[0][], attempt = 1) =>
    item(4, 'REVIEWING', {
      attempt,
      provisional: provisional({ obstacles: codes.map((code) => obstacle(code, code)) }),
    });
  const conclude = (given: Item, afterDeviation: 'RESCORE' | 'RESCORE_OR_REASON') =>
    itemSteps(board({ agenda: [given], regulation: { ...board().regulation, afterDeviation } }), given)[0]!;

  it.each([
    [['SHEETS_MISSING'], 1, 'RESCORE', ['SHEETS_MISSING'], false],
    [['NO_QUORUM', 'FINDINGS_OPEN'], 1, 'RESCORE_OR_REASON', ['NO_QUORUM', 'FINDINGS_OPEN'], false],
    [['DEVIATION_UNRESOLVED'], 1, 'RESCORE', ['DEVIATION_UNRESOLVED'], false],
    [['DEVIATION_UNRESOLVED'], 2, 'RESCORE', [], true],
    [['DEVIATION_UNRESOLVED'], 1, 'RESCORE_OR_REASON', [], true],
    // A missing reason of absence is no matter of the conclusion: attendance must record it.
    [['REASON_REQUIRED'], 2, 'RESCORE_OR_REASON', ['REASON_REQUIRED'], false],
    [[], 1, 'RESCORE', [], false],
  ] as const)(
    'with %j at attempt %i under %s is hindered by %j, reason needed: %s',
    (codes, attempt, after, left, reason) => {
      const step = conclude(reviewing([...codes], attempt), after);
      expect(step.hindrances.map((hindrance) => hindrance.key === 'refusal' && hindrance.code)).toEqual(left);
      expect(step.reasonNeeded).toBe(reason);
    },
  );
});

describe('What the chair can do with the session', () => {
  it('warns of a missing quorum when it is opened, as scoring could not be', () => {
    const quorum = { ...board().quorum, present: 9, met: false };
    const [open] = sessionSteps(board({ phase: 'PLANNED', quorum, agenda: [item(5, 'WAITING')] }));
    expect(open!.hindrances).toEqual([]);
    expect(open!.cautions).toEqual([{ key: 'noQuorum', params: { present: 9, required: 10 } }]);
    const scored = item(4, 'SCORING');
    const [close] = itemSteps(board({ quorum, agenda: [scored] }), scored);
    expect(close).toMatchObject({ id: 'closeScoring', hindrances: [], cautions: open!.cautions });
  });

  it.each([
    ['PLANNED', ['openSession'], 'openSession'],
    ['OPEN', ['suspendSession', 'closeSession'], undefined],
    ['SUSPENDED', ['resumeSession', 'closeSession'], 'resumeSession'],
    ['CLOSED', [], undefined],
  ] as const)('while %s is %j', (phase, all, main) => {
    const steps = sessionSteps(board({ phase, agenda: [item(5, 'WAITING')] }));
    expect(steps.map(({ id }) => id)).toEqual(all);
    expect(steps.find((step) => step.main)?.id).toBe(main);
  });

  it('is not to close it over a dossier on the table', () => {
    const steps = sessionSteps(board({ onTable: 'e4', agenda: [scoringItem()] }));
    expect(words(steps, 'closeSession')).toEqual(['stillOnTable']);
  });

  it('leads to closing once every dossier is dealt with', () => {
    const steps = sessionSteps(board({ agenda: [released(1, 4, 862), item(2, 'DEFERRED')] }));
    expect(steps.find((step) => step.main)?.id).toBe('closeSession');
  });
});

describe('The next dossier', () => {
  it('is the next waiting one after this, then whichever was left behind', () => {
    const agenda = [item(6, 'WAITING'), item(2, 'WAITING'), released(4, 4, 862), item(5, 'DEFERRED')];
    expect(nextWaiting(board({ agenda }), 'e4')?.id).toBe('e6');
    expect(nextWaiting(board({ agenda }), 'e6')?.id).toBe('e2');
    expect(nextWaiting(board({ agenda: [released(4, 4, 862)] }), 'e4')).toBeUndefined();
  });
});

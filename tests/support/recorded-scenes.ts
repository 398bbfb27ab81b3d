import { dayInVietnam } from '../../server/domain/day-in-vietnam.js';
import type { MinimumTest } from '../../server/domain/regulation.js';
import { library, marksWorth, type LiveCouncil, type Member } from './live-council.js';
import { drawn, RecordedSession, sheetOf } from './recorded-session.js';
import { accountHolder } from './server.js';

const HONEY = 'OCOP-26-2026-04';
const reason = 'Theo biên bản số 3';

/** A full day: everything that may happen to a dossier happens to one. @returns the session, closed */
export async function fullDay(council: LiveCouncil, minimumTest: MinimumTest): Promise<RecordedSession> {
  const session = await RecordedSession.plan(council, { minimumTest });
  const draw = drawn(minimumTest.length * 7919);
  const [absent, ...present] = [...council.voters].reverse();
  const names = present.map(({ username }) => username);
  const all = async (evaluationId: string, marks: (name: string) => readonly object[], who = names) => {
    await Promise.all(who.map((name) => session.handIn(evaluationId, name, marks(name))));
    await session.must('closeScoring', { evaluationId });
  };
  const drawnSheet = (code: string, quality: number) => () => sheetOf(library.get(code)!, draw, quality);
  const worth = (points: number) => () => marksWorth(library.get(HONEY)!, points);
  const [plain, apart, recused, stopped, deferred, back, rejected] = await many(session, 7);
  const tea = await session.dossier('OCOP-26-2026-10');
  const noStory = await session.dossier('OCOP-26-2026-04', false);
  const tourism = await session.dossier('OCOP-26-2026-26');
  await session.dossier();
  await session.open(present);

  await session.scoring(plain!);
  await all(plain!, worth(82));
  await session.must('conclude', { evaluationId: plain });
  await session.must('release', { evaluationId: plain });

  // Too far apart, so all score again; one leaves meanwhile and counts with the sheet handed in before.
  await session.scoring(apart!);
  await all(apart!, (name) => worth(name === names[0] ? 60 : 85)());
  await session.must('returnSheets', { evaluationId: apart, reason, memberIds: null });
  const [gone, ...stayed] = names.slice(1);
  await attendance(session, council.member(gone!), reason);
  await all(apart!, (name) => worth(name === names[0] ? 79 : 88)(), [names[0]!, ...stayed]);
  await session.must('conclude', { evaluationId: apart });
  await attendance(session, council.member(gone!), null);

  // The chair takes no part, a member who had handed in neither; the vice-chair concludes.
  await session.must('recuse', { evaluationId: recused, memberId: council.member('chutich').id, reason });
  await session.must('presentDossier', { evaluationId: recused }, 'thuky');
  await session.must('openScoring', { evaluationId: recused }, 'phochutich');
  const withdrawn = names.find((name) => name !== 'chutich' && name !== 'phochutich')!;
  const first = await session.handIn(recused!, withdrawn, worth(90)());
  await council.withdraw(session.person(withdrawn), first.id);
  await session.handIn(recused!, withdrawn, worth(78)());
  const leaver = council.member(withdrawn);
  await session.must('recuse', { evaluationId: recused, memberId: leaver.id, reason }, withdrawn);
  const others = names.filter((name) => name !== 'chutich' && name !== withdrawn);
  await Promise.all(others.map((name) => session.handIn(recused!, name, worth(91)())));
  await session.must('closeScoring', { evaluationId: recused }, 'phochutich');
  await session.must('conclude', { evaluationId: recused }, 'phochutich');

  await session.must('presentDossier', { evaluationId: stopped });
  const { mandatoryConditions } = library.get(HONEY)!;
  const fact = mandatoryConditions.find(({ effect }) => effect === 'STOP' || effect === 'NOT_ASSESSED')!;
  await decide(session, stopped!, fact, 'DISMISS');
  await decide(session, stopped!, fact, 'CONFIRM');
  await session.must('release', { evaluationId: stopped });

  await session.must('presentDossier', { evaluationId: deferred });
  await session.must('defer', { evaluationId: deferred, reason, fixList: 'Nhãn hàng hóa' });

  await session.scoring(back!);
  await session.handIn(back!, names[2]!, worth(71)());
  await session.must('takeOffTable', { evaluationId: back, reason });
  await session.must('suspendSession', { reason: 'Nghỉ trưa' });
  await session.must('resumeSession');
  await session.scoring(back!);
  await session.must('closeScoring', { evaluationId: back });
  await session.must('openScoring', { evaluationId: back });
  // Recused by mistake after handing in, and let in again: only what is handed in anew counts.
  const mistaken = names[3]!;
  const { id: memberId } = council.member(mistaken);
  await session.handIn(back!, mistaken, worth(60)());
  await session.must('recuse', { evaluationId: back, memberId, reason });
  await session.must('withdrawRecusal', { evaluationId: back, memberId, reason });
  await all(
    back!,
    worth(71),
    names.filter((name) => name !== names[2]),
  );
  await session.must('conclude', { evaluationId: back });

  await session.scoring(rejected!);
  await decide(
    session,
    rejected!,
    mandatoryConditions.find(({ effect }) => effect === 'REJECT')!,
    'CONFIRM',
  );

  for (const [evaluationId, code, quality] of [
    [tea, 'OCOP-26-2026-10', 0.93],
    [noStory, HONEY, 0.97],
    [tourism, 'OCOP-26-2026-26', 0.9],
  ] as const) {
    await session.scoring(evaluationId);
    const sheets = drawnSheet(code, quality);
    const applicable = evaluationId === noStory ? () => sheets().filter((mark) => !isStory(mark)) : sheets;
    await all(evaluationId, applicable);
    await session.must('returnSheets', { evaluationId, reason, memberIds: null });
    await all(evaluationId, applicable);
    await session.must('conclude', { evaluationId, reason: 'Hội đồng đã thảo luận' });
    await session.must('release', { evaluationId });
  }
  await session.must('closeSession');
  if (!absent) throw new Error('nobody was absent');
  session.leave();
  return session;
}

/**
 * As small as a session with a result can be: two members, one dossier.
 * @param beside  goes on at the same time as the scoring
 */
export async function smallDay(
  council: LiveCouncil,
  beside: (session: RecordedSession) => Promise<void> = async () => undefined,
): Promise<RecordedSession> {
  const session = await RecordedSession.plan(council, { quorumNum: 1, quorumDen: 100 });
  const evaluationId = await session.dossier();
  const untouched = await session.dossier();
  await session.open(council.voters.slice(0, 2));
  await session.must('recuse', { evaluationId: untouched, memberId: council.voters[1]!.id, reason });
  await session.scoring(evaluationId);
  const score = async () => {
    for (const [index, { username }] of council.voters.slice(0, 2).entries())
      await session.handIn(evaluationId, username, marksWorth(library.get(HONEY)!, 80 + index));
  };
  await Promise.all([score(), beside(session)]);
  await session.must('closeScoring', { evaluationId });
  await session.must('conclude', { evaluationId });
  await session.must('release', { evaluationId });
  await session.must('closeSession');
  session.leave();
  return session;
}

/**
 * A dossier deferred in one session and concluded in the next, where the member recused the first time still is; and
 * meanwhile the council itself changes: a member comes, another one goes, a vote is taken away.
 * @returns the second session, closed
 */
export async function secondRound(council: LiveCouncil): Promise<RecordedSession> {
  const { voters } = council;
  const [chair, vice, friend, former] = voters;
  const first = await RecordedSession.plan(council, {});
  const evaluationId = await first.dossier();
  await first.open(voters);
  await first.must('presentDossier', { evaluationId });
  await first.must('recuse', { evaluationId, memberId: friend!.id, reason });
  await first.must('defer', { evaluationId, reason, fixList: 'Nhãn' });
  first.leave();

  const session = await RecordedSession.plan(council, {});
  const [again] = await council.sql<{ id: string }>(
    `insert into evaluation (session_id, dossier_id, position, round, criteria_set_code)
     select $2, dossier_id, 1, 2, criteria_set_code from evaluation where id = $1 returning id`,
    [evaluationId, session.sessionId],
  );
  const inTurn = again!.id;
  const late = await session.dossier();
  await session.open(voters.slice(0, 6));
  await session.scoring(inTurn);
  const admin = await accountHolder(council.stage, 'quantri');
  const seatOf = {
    title: 'Ủy viên mới',
    institution: 'Sở Du lịch',
    role: 'MEMBER',
    memberFrom: '2026-11-01',
  };
  const change = async (field: string, args: string, variables: Record<string, unknown>) => {
    const outcome = await admin.act(
      field,
      args,
      variables,
      '... on Council { members { id title version } }',
    );
    if (!outcome.members) throw new Error(JSON.stringify(outcome));
    return outcome.members.find(({ title }: { title: string }) => title === seatOf.title);
  };
  const added = await change('addMember(councilId: $c, input: $i)', '$c: ID!, $i: CouncilMemberInput!', {
    c: council.demo.councilId,
    i: { ...seatOf, voting: true },
  });
  await change(
    'changeMember(memberId: $m, version: $v, input: $i)',
    '$m: ID!, $v: Int!, $i: CouncilMemberInput!',
    {
      m: added.id,
      v: added.version,
      i: { ...seatOf, voting: false },
    },
  );
  await change('retireMember(memberId: $m, on: $on)', '$m: ID!, $on: Date!', {
    m: former!.id,
    on: dayInVietnam(new Date(Date.now() + 30 * 86_400_000)),
  });
  await Promise.all(
    [chair!, vice!, former!, ...voters.slice(4, 6)].map(({ username }, index) =>
      session.handIn(inTurn, username, marksWorth(library.get(HONEY)!, 84 + index)),
    ),
  );
  await session.must('closeScoring', { evaluationId: inTurn });
  await session.must('conclude', { evaluationId: inTurn });
  await session.must('presentDossier', { evaluationId: late });
  const { mandatoryConditions } = library.get(HONEY)!;
  await decide(
    session,
    late,
    mandatoryConditions.find(({ effect }) => effect === 'REJECT')!,
    'CONFIRM',
  );
  await session.must('closeSession');
  await session.must('release', { evaluationId: inTurn });
  admin.leave();
  session.leave();
  return session;
}

const isStory = (mark: object) => (mark as { criterion: string }).criterion === '5.2';

async function many(session: RecordedSession, count: number): Promise<string[]> {
  const made: string[] = [];
  for (let index = 0; index < count; index += 1) made.push(await session.dossier());
  return made;
}

function attendance(session: RecordedSession, { id }: Member, absence: string | null) {
  const entry = { memberId: id, present: absence === null, reason: absence };
  return session.must('markAttendance', { entries: [entry] }, 'thuky');
}

async function decide(
  session: RecordedSession,
  evaluationId: string,
  { code, scope }: { code: string; scope: string },
  decision: 'CONFIRM' | 'DISMISS',
): Promise<void> {
  await session.must('reportStop', { evaluationId, code, scope, remark: 'Thấy trong hồ sơ' }, 'phochutich');
  const [finding] = await session.council.sql(
    `select id from finding where evaluation_id = $1 and state = 'REPORTED'`,
    [evaluationId],
  );
  await session.must('confirmStop', { findingId: finding!['id'], decision, reason });
}

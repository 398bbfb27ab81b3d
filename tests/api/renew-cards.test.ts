import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verifyRecord } from '../../server/verify/verify-record.mjs';
import { criterionIn, publishNext, renewCard, type Typed } from '../support/card-drafts.js';
import { launch } from '../support/launched.js';
import { drawn, RecordedSession, sheetOf } from '../support/recorded-session.js';
import { LiveCouncil } from '../support/live-council.js';
import { accountHolder, saveInput, type Loose, type Person } from '../support/server.js';
import { makeTemporaryFolder } from '../support/temporary-folder.js';

const CARD = 'OCOP-26-2026-04';
const FIRST_EDITION = { criteriaSet: { code: CARD } };

/** The best option of 1.1 is worth as much as before, and says something else. */
const reworded = (words: string) => (content: Typed) => {
  criterionIn(content, '1.1').levels.at(-1)!.label.vi = words;
};

describe('moving a dossier to a newer edition of its card', () => {
  let council: LiveCouncil;
  let admin: Person;
  let edition = 1;
  const folder = makeTemporaryFolder();
  /** Publishes one more edition of the card. @returns its code */
  const next = async (): Promise<string> => {
    edition += 1;
    return (await publishNext(admin, CARD, reworded(`Mức cao nhất, bản ${edition}`))).cardCode;
  };

  beforeAll(async () => {
    council = await LiveCouncil.open();
    admin = await accountHolder(council.stage, 'quantri');
  });
  beforeEach(() => council.clearTable());
  afterAll(async () => {
    folder.remove();
    await council.close();
  });

  const read = async (id: string, by = admin): Promise<Loose> => {
    const query =
      'query($id: ID!) { dossier(id: $id) { id version criteriaSet { code } newerCriteriaSet { code } renewalHindrance { vi en } } }';
    return (await by.get(query, { id })).dossier;
  };
  const dossierOf = async (evaluationId: string): Promise<string> =>
    (
      await council.sql<{ id: string }>('select dossier_id as id from evaluation where id = $1', [
        evaluationId,
      ])
    )[0]!.id;
  const cardOf = async (evaluationId: string): Promise<string> =>
    (
      await council.sql<{ code: string }>('select criteria_set_code as code from evaluation where id = $1', [
        evaluationId,
      ])
    )[0]!.code;
  const renew = async (id: string): Promise<Loose> => renewCard(admin, await read(id)); // prettier-ignore
  /** A dossier with the card of now on no agenda. */
  const waiting = async (card = CARD): Promise<string> => {
    const id = await dossierOf(await council.dossier(card));
    await council.sql('delete from evaluation where dossier_id = $1', [id]);
    await council.sql(`update dossier set state = 'REGISTERED' where id = $1`, [id]);
    return id;
  };

  it('happens on no agenda, once, over the version that was read', async () => {
    const id = await waiting();
    expect(await renew(id)).toMatchObject({ code: 'ALREADY_DONE' });
    const code = await next();
    const seen = await read(id);
    expect(seen).toMatchObject({ ...FIRST_EDITION, newerCriteriaSet: { code }, renewalHindrance: null });
    const both = await Promise.all([renewCard(admin, seen), renewCard(admin, seen)]);
    expect(both.map((one) => one.code ?? one.criteriaSet.code).sort()).toEqual(['CONFLICT', code]);
    expect(await read(id)).toMatchObject({ criteriaSet: { code }, newerCriteriaSet: null, version: seen.version + 1 });
    expect(await renewCard(admin, { id: '00000000-0000-4000-8000-000000000000', version: 1 })).toMatchObject({ code: 'NOT_FOUND' });
  }); // prettier-ignore

  it('is not offered to members, and is theirs to do even less', async () => {
    const evaluationId = await council.dossier();
    const id = await dossierOf(evaluationId);
    await next();
    expect(await read(id, council.secretary)).toMatchObject({
      newerCriteriaSet: null,
      renewalHindrance: null,
    });
    const { errors } = await council.secretary.ask(
      'mutation($id: ID!) { renewDossierCard(id: $id, version: 1) { __typename } }',
      { id },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is refused while an open session has it, once scoring was opened, and once it is evaluated or withdrawn', async () => {
    const evaluationId = await council.dossier();
    const id = await dossierOf(evaluationId);
    const code = await next();
    const refused = async (why: string, words: string | null) => {
      const vi: unknown = expect.stringContaining(words ?? '');
      expect(await read(id)).toMatchObject({
        ...FIRST_EDITION,
        newerCriteriaSet: words === null ? null : { code },
        renewalHindrance: words === null ? null : { vi },
      });
      expect(await renew(id)).toMatchObject({ __typename: 'Refusal', code: why });
    };
    await refused('IN_USE', 'đưa hồ sơ ra khỏi chương trình');
    // The session that is open goes on over the older edition, and scores with it.
    await council.must('presentDossier', { evaluationId });
    await council.must('openScoring', { evaluationId });
    const [pinned] = await council.sql('select criteria_set_code, card_sha256 from evaluation where id = $1', [evaluationId]);
    const { library } = council.stage.server.api;
    expect(pinned).toEqual({ criteria_set_code: CARD, card_sha256: library.sha256(CARD) });
    await refused('CARD_FROZEN', 'Đã mở chấm');
    await council.must('closeScoring', { evaluationId });
    await council.must('defer', { evaluationId, reason: 'Thiếu hồ sơ', fixList: 'Bổ sung' });
    await council.sql(`update session set phase = 'CLOSED', closed_at = now() where id = $1`, [council.sessionId]);
    await refused('CARD_FROZEN', 'Đã mở chấm');
    for (const [state, reason] of [['EVALUATED', null], ['WITHDRAWN', 'Chủ thể rút']]) {
      await council.sql('update dossier set state = $2, withdrawn_reason = $3 where id = $1', [id, state, reason]);
      await refused('WRONG_PHASE', null);
    }
    expect(library.newest(CARD).code).toBe(code);
  }); // prettier-ignore

  it('is done in the way that the refusal names: off the agenda of the open session, moved, and added again', async () => {
    const evaluationId = await council.dossier();
    const id = await dossierOf(evaluationId);
    const code = await next();
    expect((await read(id)).renewalHindrance.en).toContain('take it off the agenda');
    const plan = async (field: string, variables: string, values: Loose) =>
      expect(await admin.act(field, variables, values, '... on Session { id }')).toMatchObject({ id: council.sessionId });
    await plan('removeFromAgenda(evaluationId: $id)', '$id: ID!', { id: evaluationId });
    expect(await renew(id)).toMatchObject({ criteriaSet: { code } });
    await plan('addToAgenda(sessionId: $to, dossierIds: $ids)', '$to: ID!, $ids: [ID!]!', { to: council.sessionId, ids: [id] });
    expect(await council.sql('select criteria_set_code from evaluation where dossier_id = $1', [id])).toEqual([{ criteria_set_code: code }]);
  }); // prettier-ignore

  it('is not said to be a matter of the agenda where the dossier cannot be taken off it', async () => {
    await next();
    const advised = async (evaluationId: string) => {
      const { renewalHindrance } = await read(await dossierOf(evaluationId));
      const off = await admin.act('removeFromAgenda(evaluationId: $id)', '$id: ID!', { id: evaluationId }, '... on Session { id }');
      return [renewalHindrance.vi.includes('đưa hồ sơ ra khỏi chương trình'), renewalHindrance.vi.includes('sau khi phiên bế mạc'), off.code];
    };
    const [deferred, recused, reported, free] = [await council.dossier(), await council.dossier(), await council.dossier(), await council.dossier()];
    await council.must('presentDossier', { evaluationId: deferred });
    await council.must('defer', { evaluationId: deferred, reason: 'Thiếu hồ sơ', fixList: 'Bổ sung' });
    await council.must('recuse', { evaluationId: recused, memberId: council.member('vanhoa').id, reason: 'Người nhà' });
    await council.sql(
      `insert into finding (evaluation_id, code, effect, scope, remark, reported_by) values ($1, 'X', 'STOP', 'DOSSIER', 'Nghi vấn', $2)`,
      [reported, council.member('vanhoa').id],
    );
    expect(await advised(deferred)).toEqual([false, true, 'WRONG_PHASE']);
    expect(await advised(recused)).toEqual([false, true, 'IN_USE']);
    expect(await advised(reported)).toEqual([false, true, 'IN_USE']);
    expect(await advised(free)).toEqual([true, false, undefined]);
    // What is advised for the one that was deferred can be done.
    await council.sql(`update session set phase = 'CLOSED', closed_at = now() where id = $1`, [council.sessionId]);
    const id = await dossierOf(deferred);
    expect(await read(id)).toMatchObject({ renewalHindrance: null });
    expect(await renew(id)).toMatchObject({ __typename: 'Dossier' });
  }); // prettier-ignore

  const say = async (id: string, criterion: string) => {
    const { version } = await read(id);
    const said = await admin.act(
      'saveAssessments(dossierId: $id, version: $version, author: PRODUCER, entries: $entries)',
      '$id: ID!, $version: Int!, $entries: [AssessmentInput!]!',
      { id, version, entries: [{ criterion, levels: [0] }] },
      '... on Dossier { id }',
    );
    expect(said).toMatchObject({ id });
  };

  it('keeps what was entered beforehand where it still fits, and is refused where it does not', async () => {
    const id = await waiting();
    const code = await next();
    await say(id, '1.1');
    expect(await renew(id)).toMatchObject({ code: 'INVALID_INPUT', fields: [{ field: 'assessments' }] });
    expect((await read(id)).renewalHindrance.vi).toContain('đã nhập ở tiêu chí 1.1 không còn khớp');
    await say(id, '1.2');
    expect(await renew(id)).toMatchObject({ criteriaSet: { code } });
    expect(await council.sql('select criterion from assessment where dossier_id = $1', [id])).toEqual([{ criterion: '1.2' }]);
  }); // prettier-ignore

  it('is refused where what was entered speaks of a criterion that no longer applies to the product', async () => {
    const id = await waiting('OCOP-26-2026-05');
    await council.sql('update dossier set has_story = false where id = $1', [id]);
    await say(id, '1.2');
    await publishNext(admin, 'OCOP-26-2026-05', ({ conditions }) => {
      const text = { vi: 'Chỉ khi có câu chuyện', en: 'Only with a story' };
      conditions.push({ code: 'ONLY_WITH_STORY', effect: 'APPLIES_IF', scope: '1.2', text });
    });
    expect(await renew(id)).toMatchObject({ code: 'INVALID_INPUT', fields: [{ field: 'assessments' }] });
  });

  it('moves its place on a planned agenda too; the session then scores, exports, verifies and reports with it', async () => {
    const session = await RecordedSession.plan(council, {});
    const kept = await session.dossier();
    const moved = await session.dossier();
    const code = await next();
    const { library } = council.stage.server.api;
    expect(await renew(await dossierOf(moved))).toMatchObject({ state: 'IN_SESSION', criteriaSet: { code } });
    expect([await cardOf(kept), await cardOf(moved)]).toEqual([CARD, code]);
    const people = council.voters.slice(0, 4);
    await session.open(people);
    expect(await renew(await dossierOf(kept))).toMatchObject({ code: 'IN_USE' });

    const draw = drawn(7);
    for (const evaluationId of [moved, kept]) {
      await session.scoring(evaluationId);
      for (const { username } of people)
        await session.handIn(evaluationId, username, sheetOf(library.get(code)!, draw, 1));
      await session.must('closeScoring', { evaluationId });
      await session.must('conclude', { evaluationId });
      await session.must('release', { evaluationId });
      // The server that goes on after a restart knows both editions.
      await council.stage.restart();
    }
    // As an auditor does it: by the programs, which know of the server nothing but its database.
    const file = join(folder.path, 'sổ.json');
    const { url } = council.stage.dataSource.options as { url: string };
    const wrote = launch('dist/server/export.js', [session.sessionId, file], { DATABASE_URL: url });
    expect([await wrote.ended, wrote.output()]).toEqual([0, expect.stringContaining('--head')]);
    const text = readFileSync(file, 'utf8');
    const report = verifyRecord(text, /--head (\S+)/.exec(wrote.output())![1]!);
    expect([report.general, report.dossiers.flatMap(({ faults }) => faults), report.exitCode]).toEqual([[], [], 0]);
    const { cards } = JSON.parse(text) as { cards: { code: string }[] };
    expect(cards.map((card) => card.code)).toEqual([CARD, code]);
    const words = cards.map((card) => JSON.stringify(card).includes(`Mức cao nhất, bản ${edition}`));
    expect(words).toEqual([false, true]);

    const { sessionResults, starDistribution } = await admin.get(
      `query($id: ID!) { sessionResults(sessionId: $id) { criteriaSetCode result { decree parts { code } } }
        starDistribution(by: PRODUCT_SET, filter: { productSet: 4, regime: R26_2026 }) { key label { vi } total } }`,
      { id: session.sessionId },
    );
    expect(sessionResults.map((one: Loose) => one.criteriaSetCode)).toEqual([CARD, code]);
    expect(sessionResults[1].result).toMatchObject({ decree: '26/2026/QĐ-TTg', parts: [{}, {}, {}] });
    expect(starDistribution).toHaveLength(1);
    expect(starDistribution[0]).toMatchObject({ key: 'R26_2026/4', total: expect.any(Number) as number });
    session.leave();
  }, 60_000); // prettier-ignore

  it('holds for a sheet too that a member had opened before: what he taps on the older edition is not counted as the newer one', async () => {
    const session = await RecordedSession.plan(council, {});
    const evaluationId = await session.dossier();
    const { username } = council.voters[1]!;
    const early = await council.sheet(evaluationId, session.person(username));
    edition += 1;
    const { cardCode } = await publishNext(admin, CARD, (content) => {
      criterionIn(content, '1.1').levels.reverse();
    });
    expect(await renew(await dossierOf(evaluationId))).toMatchObject({ criteriaSet: { code: cardCode } });
    await session.open(council.voters.slice(0, 4));
    await session.scoring(evaluationId);
    const { levels } = council.stage.server.api.library.get(cardCode)!.parts[0]!.sections[0]!.criteria[0]!;
    expect(levels[0]!.points).not.toBe(levels.at(-1)!.points);
    const mark = { criterion: '1.1', choice: 'LEVELS', levels: [0] };
    const by = session.person(username);
    const { id, version } = await council.sheet(evaluationId, by);
    expect(id).toBe(early.id);
    const save = (criteriaSetCode: string) =>
      council.save(by, { ...saveInput(id, version, [mark]), criteriaSetCode });
    expect(await save(CARD)).toMatchObject({ __typename: 'Refusal', code: 'OTHER_CARD' });
    expect(await council.sheet(evaluationId, by)).toMatchObject({
      version,
      criteriaSetCode: cardCode,
      marks: [],
    });
    expect(await council.submit(by, id, version, { criteriaSetCode: CARD })).toMatchObject({
      code: 'OTHER_CARD',
    });
    const saved = await save(cardCode);
    expect(saved.sheet.total).toBe(levels[0]!.points);
    session.leave();
  });

  it('and opening its session at the same moment end in one of two orders, never in between', async () => {
    for (let round = 0; round < 4; round += 1) {
      const session = await RecordedSession.plan(council, {});
      const before = council.stage.server.api.library.newest(CARD).code;
      const evaluationId = await session.dossier();
      const id = await dossierOf(evaluationId);
      const code = await next();
      const seen = await read(id);
      expect(before).not.toBe(code);
      const [renewed] = await Promise.all([renewCard(admin, seen), session.must('openSession', {}, 'thuky')]);
      const [opening] = await council.sql<{ content: string }>(
        `select content from ledger where session_id = $1 and act = 'openSession'`,
        [session.sessionId],
      );
      const { agenda } = (JSON.parse(opening!.content) as { content: { agenda: { card: string }[] } }).content;
      const card = renewed.__typename === 'Dossier' ? code : CARD;
      expect(renewed.code ?? renewed.criteriaSet.code).toBe(card === code ? code : 'IN_USE');
      expect([agenda.map((one) => one.card), await cardOf(evaluationId), (await read(id)).criteriaSet.code]).toEqual([[card], card, card]);
      session.leave();
    }
  }, 60_000); // prettier-ignore
});

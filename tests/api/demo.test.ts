import { createHmac } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemo, type CreatedDemo } from '../../server/demo/create-demo.js';
import { demoLinks } from '../../server/demo/demo-links.js';
import type { Mark } from '../../server/domain/marks.js';
import { DEFAULT_REGULATION } from '../../server/domain/regulation.js';
import { classify } from '../../server/domain/stars.js';
import { entities } from '../../server/entities.js';
import { Links } from '../../server/features/accounts/links.js';
import { SessionRepository } from '../../server/features/sessions/session.repository.js';
import type { SessionState } from '../../server/features/sessions/session-state.js';
import { openDataSource } from '../../server/platform/database/data-source.js';
import { loadScorecards } from '../../server/scorecards/load-scorecards.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const library = loadScorecards();
const now = () => new Date();

async function openEmpty(): Promise<{ owned: TestDatabase; database: DataSource }> {
  const owned = await createTestDatabase();
  return { owned, database: await openDataSource(owned.url, { entities, poolSize: 4 }) };
}

describe('the demo', () => {
  let owned: TestDatabase;
  let database: DataSource;
  let demo: CreatedDemo;
  let state: SessionState;
  beforeAll(async () => {
    ({ owned, database } = await openEmpty());
    demo = (await createDemo(database, library, now))!;
    const evaluations = await database.query<{ id: string }[]>('select id from evaluation');
    state = (await new SessionRepository().read(
      database.manager,
      demo.sessionId,
      evaluations.map(({ id }) => id),
    ))!;
  });
  afterAll(async () => {
    await database.destroy();
    await owned.drop();
  });

  it('has eleven voting members named by office, one of them absent with a reason, under its second regulation', () => {
    const voting = state.members.filter((member) => member.voting);
    expect(voting).toHaveLength(11);
    expect(voting.filter(({ present }) => present)).toHaveLength(10);
    expect(voting.filter(({ present, absenceReason }) => !present && absenceReason)).toHaveLength(1);
    expect(state.members.every(({ fullName }) => fullName === null)).toBe(true);
    expect(state.members.filter((member) => !member.voting).map(({ role }) => role)).toEqual([
      'SECRETARY',
      'SUPPORT',
    ]);
    expect(state.members.every(({ accountId }) => accountId !== null)).toBe(true);
    expect(state.regulation).toMatchObject({
      version: 2,
      settings: { ...DEFAULT_REGULATION, roundsPerBatch: 2 },
    });
  });

  it('has eight dossiers of eight product sets under decree 26/2026', () => {
    expect(state.phase).toBe('OPEN');
    expect(new Set(state.evaluations.map(({ productSet }) => productSet)).size).toBe(8);
    expect(
      state.evaluations.every(({ criteriaSetCode }) => criteriaSetCode.startsWith('OCOP-26-2026-')),
    ).toBe(true);
    expect(state.evaluations.map(({ phase }) => phase)).toEqual([
      'RELEASED', 'RELEASED', 'DEFERRED', 'PRESENTING', 'WAITING', 'WAITING', 'WAITING', 'WAITING',
    ]); // prettier-ignore
    expect(state.evaluations[3]!.id).toBe(state.onTableId);
  });

  it('has one dossier of 4 stars, and one whose mean reaches 4 stars and which falls to 3 for a missed minimum', () => {
    const [honey, rice] = state.evaluations.map(({ result }) => result!);
    expect(honey).toMatchObject({ outcome: 'CLASSIFIED', starClass: 4, sheetCount: 10 });
    expect(rice).toMatchObject({ outcome: 'CLASSIFIED', starClass: 3, sheetCount: 10 });
    expect(rice!.sumPoints!).toBeGreaterThanOrEqual(70 * rice!.sheetCount!);
    expect(rice!.sumPoints!).toBeLessThan(90 * rice!.sheetCount!);
    expect(rice!.why.map(({ vi }) => vi).join(' ')).toContain('Chưa đạt yêu cầu tối thiểu 4 sao');
  });

  it('has released results that come out again from the submitted sheets by the rulebook', () => {
    const released = state.evaluations.filter(({ phase }) => phase === 'RELEASED');
    expect(released).toHaveLength(2);
    for (const evaluation of released) {
      const sheets = evaluation.sheets.flatMap(({ memberId, state: s, attempts }) =>
        s === 'SEALED' ? [{ memberId, marks: attempts.at(-1)!.marks as readonly Mark[] }] : [],
      );
      const card = library.get(evaluation.criteriaSetCode)!;
      const again = classify(card, { hasStory: evaluation.hasStory }, sheets, state.regulation.settings);
      const { starClass, sumPoints, sheetCount, parts } = evaluation.result!;
      expect({ starClass, sumPoints, sheetCount }).toEqual({
        starClass: again.starClass,
        sumPoints: again.mean.sum,
        sheetCount: again.mean.count,
      });
      expect(parts).toEqual(again.parts.map(({ code, mean }) => ({ code, ...mean })));
      expect(evaluation.cardSha256).toBe(library.sha256(card.code));
    }
  });

  it('has left its path in the record, act by act', async () => {
    const acts = await database.query<{ act: string; n: number }[]>(
      'select act, count(*)::int as n from ledger where session_id = $1 group by 1',
      [demo.sessionId],
    );
    expect(Object.fromEntries(acts.map(({ act, n }) => [act, n]))).toEqual({
      openSession: 1, markAttendance: 1, presentDossier: 4, openScoring: 2, submitSheet: 20, closeScoring: 2,
      conclude: 2, release: 2, defer: 1,
    }); // prettier-ignore
  });

  it('leaves one dossier to round 2 with a list of what to mend, and plans the session for it', async () => {
    const [deferred] = await database.query<[{ state: string; round: number; fix_list: string }]>(
      `select dossier.state, dossier.round, evaluation.fix_list from evaluation
       join dossier on dossier.id = evaluation.dossier_id where evaluation.phase = 'DEFERRED'`,
    );
    expect(deferred).toMatchObject({ state: 'AWAITING_ROUND_2', round: 2 });
    expect(deferred.fix_list).toContain('Kiểm nghiệm lại');
    const [planned] = await database.query<[{ phase: string; round: number; hour: string }]>(
      `select phase, round, to_char(planned_at at time zone 'Asia/Ho_Chi_Minh', 'HH24:MI') as hour
         from session where id = $1`,
      [demo.plannedSessionId],
    );
    expect(planned).toEqual({ phase: 'PLANNED', round: 2, hour: '08:00' });
  });

  it('has a self-score for every criterion, the commune in prose on all of its own, and remarks of the support team', async () => {
    for (const { dossierId, criteriaSetCode } of state.evaluations) {
      const rows = await database.query<
        { author: string; criterion: string; points: number | null; remark: string | null }[]
      >('select author, criterion, points, remark from assessment where dossier_id = $1', [dossierId]);
      const criteria = library
        .get(criteriaSetCode)!
        .parts.flatMap(({ sections }) => sections.flatMap((one) => one.criteria));
      const by = (author: string) => rows.filter((row) => row.author === author);
      expect(
        by('PRODUCER')
          .map(({ criterion }) => criterion)
          .sort(),
      ).toEqual(criteria.map(({ code }) => code).sort());
      expect(by('PRODUCER').every(({ points }) => points !== null)).toBe(true);
      const ofCommune = criteria.filter(({ assessedBy }) => assessedBy === 'COMMUNE').map(({ code }) => code);
      expect(
        by('COMMUNE')
          .map(({ criterion }) => criterion)
          .sort(),
      ).toEqual(ofCommune.sort());
      expect(by('COMMUNE').every(({ points, remark }) => points === null && remark !== null)).toBe(true);
      expect(by('SUPPORT_TEAM').length).toBeGreaterThan(0);
      expect(by('SUPPORT_TEAM').every(({ points, remark }) => points !== null && remark !== null)).toBe(true);
    }
  });

  it('holds no seat when it is done, so that the first card opens without asking', async () => {
    const [held] = await database.query<[{ n: number }]>(
      'select count(*)::int as n from login where ended_at is null',
    );
    expect(held.n).toBe(0);
  });

  it('does not appear in a database that already has an account', async () => {
    expect(await createDemo(database, library, now)).toBeNull();
    const [councils] = await database.query<[{ n: number }]>('select count(*)::int as n from council');
    expect(councils.n).toBe(1);
  });

  it('is made whole even while the clock stands before the decree', async () => {
    const other = await openEmpty();
    const made = await createDemo(other.database, library, () => new Date('2025-03-01T02:00:00Z'));
    const phases = await other.database.query<{ phase: string }[]>(
      'select phase from evaluation where session_id = $1',
      [made!.sessionId],
    );
    expect(phases.filter(({ phase }) => phase === 'RELEASED')).toHaveLength(2);
    await other.database.destroy();
    await other.owned.drop();
  });

  it('is the same wherever it is made, mark by mark', async () => {
    const other = await openEmpty();
    await createDemo(other.database, library, now);
    const totals = `select product.name, sheet.total, council_member.institution from sheet
      join evaluation on evaluation.id = sheet.evaluation_id join dossier on dossier.id = evaluation.dossier_id
      join product on product.id = dossier.product_id join council_member on council_member.id = sheet.member_id
      where sheet.state = 'SEALED' order by 1, council_member.position`;
    expect(await other.database.query(totals)).toEqual(await database.query(totals));
    await other.database.destroy();
    await other.owned.drop();
  });

  it('gives seats and the room screen their links for good, and the administrator a fresh one at each start', async () => {
    const links = new Links(now);
    const first = (await demoLinks(database, links, 'http://127.0.0.1:4000'))!;
    expect(first.shown.map(({ url }) => new URL(url).pathname.split('/')[1])).toEqual([
      'ghe', 'ghe', 'ghe', 'ghe', 'ghe', 'ghe', 'man-hinh',
    ]); // prettier-ignore
    expect(first.cast!.members).toHaveLength(13);
    const tokenOf = (url: string) => url.split('/').at(-1)!;
    const second = (await demoLinks(database, links, 'http://127.0.0.1:4000'))!;
    await expect(links.open(database.manager, tokenOf(first.shown[0]!.url))).rejects.toMatchObject({
      code: 'LINK_INVALID',
    });
    expect(second.shown.slice(1)).toEqual(first.shown.slice(1));
    for (const { url } of second.shown.slice(0, 6)) {
      expect(await links.open(database.manager, tokenOf(url))).toMatchObject({ used: false });
    }
    // The embedded database has another address at each start, and is the same one all the same.
    const elsewhere = await openDataSource(`${owned.url}?application_name=later`, { entities, poolSize: 2 });
    const later = (await demoLinks(elsewhere, links, 'http://127.0.0.1:4000'))!;
    await elsewhere.destroy();
    expect(later.shown.slice(1)).toEqual(first.shown.slice(1));
    // Whoever knows or guesses the password of the database cannot make a card from it.
    const [room]: { sessionId: string }[] = await database.query(
      `select session_id as "sessionId" from link where kind = 'ROOM' and voided_at is null`,
    );
    const guessed = createHmac('sha256', new URL(owned.url).password)
      .update(['demo', 'room.', room!.sessionId, room!.sessionId].join('\n'))
      .digest('base64url');
    expect(tokenOf(first.shown.at(-1)!.url)).not.toBe(`room.${guessed.slice(0, 32)}`);
    // A card that somebody issued anew since then stays the one that works.
    const [card]: { sessionId: string; memberId: string }[] = await database.query(
      `select session_id as "sessionId", member_id as "memberId" from link where kind = 'SEAT' and voided_at is null limit 1`,
    );
    const reissued = await database.transaction((tx) =>
      links.issueSeatLink(tx, card!.sessionId, card!.memberId),
    );
    const third = (await demoLinks(database, links, 'http://127.0.0.1:4000'))!;
    expect(third.shown.slice(1).length).toBeGreaterThanOrEqual(second.shown.slice(1).length - 1);
    expect(await links.open(database.manager, reissued.token)).toMatchObject({ kind: 'SEAT' });
  });

  it('leaves cards and a room screen alone that were issued for its next session before any start knew of it', async () => {
    const links = new Links(now);
    await database.query(`update session set phase = 'CLOSED', closed_at = now() where phase = 'OPEN'`);
    const [next]: { sessionId: string; memberId: string }[] = await database.query(
      `select s.id as "sessionId", m.id as "memberId" from session s join council_member m using (council_id)
         join account a on a.id = m.account_id where s.phase = 'PLANNED' and a.username = 'chutich'`,
    );
    const { sessionId, memberId } = next!;
    const issued = await database.transaction(async (tx) => [
      await links.issueSeatLink(tx, sessionId, memberId),
      await links.issueRoomLink(tx, sessionId),
    ]);
    const { shown } = (await demoLinks(database, links, 'http://127.0.0.1:4000'))!;
    for (const { token } of issued)
      expect(await links.open(database.manager, token)).toMatchObject({ sessionId });
    expect(shown.map(({ label }) => label)).toContain('Thư ký (secretary)');
    expect(shown.map(({ label }) => label).join()).not.toMatch(/chair|room screen/);
  });
});

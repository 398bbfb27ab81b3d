import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonical } from '../../server/platform/ledger.js';
import type { Loose } from '../support/server.js';
import { LiveCouncil } from '../support/live-council.js';

interface Entry {
  readonly seq: number;
  readonly act: string;
  readonly actor: string;
  readonly content: string;
  readonly previous_hash: string;
  readonly hash: string;
  readonly xmin: string;
}

describe('the record of a session', () => {
  let council: LiveCouncil;
  beforeAll(async () => {
    council = await LiveCouncil.open();
  });
  afterAll(() => council.close());

  const entries = () =>
    council.sql<Entry>('select *, xmin::text from ledger where session_id = $1 order by seq', [
      council.sessionId,
    ]);

  it('has one entry for every act, written in the same transaction as what it did', async () => {
    const before = (await entries()).length;
    const evaluationId = await council.dossier();
    const reason = 'Theo biên bản';
    const { sessionId } = council;
    const yte = council.member('yte');
    const absent = { memberId: yte.id, present: false, reason };
    const acts: [string, () => Promise<unknown>][] = [
      ['suspendSession', () => council.must('suspendSession', { sessionId, reason })],
      ['resumeSession', () => council.must('resumeSession', { sessionId })],
      ['markAttendance', () => council.must('markAttendance', { sessionId, entries: [absent] })],
      ['recuse', () => council.must('recuse', { evaluationId, memberId: council.member('vanhoa').id, reason })],
      ['withdrawRecusal', () => council.must('withdrawRecusal', { evaluationId, memberId: council.member('vanhoa').id, reason })],
      ['presentDossier', () => council.must('presentDossier', { evaluationId })],
      ['openScoring', () => council.must('openScoring', { evaluationId })],
      ['reportStop', () => council.must('reportStop', { evaluationId, code: 'FORGED_DOSSIER', scope: 'DOSSIER', remark: 'Nghi giả' })],
      [
        'confirmStop',
        async () => {
          const [finding] = await council.sql('select id from finding where evaluation_id = $1', [evaluationId]);
          await council.must('confirmStop', { findingId: finding!['id'], decision: 'DISMISS', reason });
        },
      ],
      ['submitSheet', () => council.handIn(evaluationId, council.vice, 70)],
      ['withdrawSheet', async () => council.withdraw(council.vice, (await council.sheet(evaluationId, council.vice)).id)],
    ]; // prettier-ignore
    for (const [act, carryOut] of acts) {
      const last = (await entries()).length;
      await carryOut();
      const now = await entries();
      expect(now.slice(last).map((entry) => entry.act)).toEqual([act]);
      // The session's revision was raised by the very transaction that wrote the entry.
      const [session] = await council.sql('select xmin::text from session where id = $1', [sessionId]);
      expect(now.at(-1)!.xmin, act).toBe(session!['xmin']);
    }
    await council.allHandIn(evaluationId, 70);
    await council.must('closeScoring', { evaluationId });
    await council.must('returnSheets', { evaluationId, reason, memberIds: null });
    await council.allHandIn(evaluationId, 71);
    await council.must('closeScoring', { evaluationId });
    await council.must('conclude', { evaluationId });
    await council.must('release', { evaluationId });
    const deferred = await council.dossier();
    await council.must('defer', { evaluationId: deferred, reason, fixList: 'Bổ sung' });
    await council.must('closeSession', { sessionId });
    const said = (await entries()).slice(before).map(({ act }) => act);
    // Eleven acts above; two closings, two rounds of ten sheets, a return, conclusion, release, deferral and the end.
    expect(said).toHaveLength(acts.length + 2 + 20 + 5);
    expect(new Set(said)).toContain('closeSession');
    await council.clearTable();
  });

  it('writes nothing for what was refused, and nothing for a save', async () => {
    const evaluationId = await council.scoring();
    const before = (await entries()).length;
    expect((await council.act('conclude', { evaluationId })).__typename).toBe('Refusal');
    expect((await council.act('presentDossier', { evaluationId }, council.vice)).__typename).toBe('Refusal');
    const { id, version } = await council.sheet(evaluationId, council.vice);
    expect((await council.submit(council.vice, id, version)).__typename).toBe('Refusal');
    expect(await entries()).toHaveLength(before);
    await council.clearTable();
  });

  it('does nothing at all where the entry cannot be written', async () => {
    const evaluationId = await council.dossier();
    const before = await council.rows();
    await council.sql(`alter table ledger add constraint shut check (act <> 'presentDossier') not valid`);
    const { errors, data } = await council.chair.ask<Loose>(
      'mutation($id: ID!) { presentDossier(evaluationId: $id) { __typename } }',
      { id: evaluationId },
    );
    await council.sql('alter table ledger drop constraint shut');
    expect(errors ?? data.presentDossier.__typename).not.toBe('SessionBoard');
    expect(await council.rows()).toEqual(before);
  });

  it('is a chain that anybody can recompute, without gaps and from the beginning', async () => {
    const chain = await entries();
    expect(chain.length).toBeGreaterThan(30);
    let previous = '0'.repeat(64);
    for (const [index, entry] of chain.entries()) {
      expect(entry.seq).toBe(index + 1);
      expect(entry.previous_hash).toBe(previous);
      expect(entry.hash).toBe(createHash('sha256').update(`${previous}\n${entry.content}`).digest('hex'));
      const content = JSON.parse(entry.content);
      expect(canonical(content)).toBe(entry.content);
      expect(content).toMatchObject({
        session: council.sessionId,
        seq: entry.seq,
        act: entry.act,
        actor: entry.actor,
      });
      expect(entry.actor).toMatch(/^(member|account):[0-9a-f-]{36}$/);
      previous = entry.hash;
    }
  });

  it.each([
    'update ledger set actor = actor',
    'delete from ledger where seq = (select max(seq) from ledger)',
    'truncate ledger',
    'truncate ledger, session cascade',
    'delete from session',
  ])('refuses: %s', async (statement) => {
    const before = await entries();
    await expect(council.sql(statement)).rejects.toThrow(/append-only|foreign key|violates/);
    expect(await entries()).toEqual(before);
  });

  it('keeps its order when everybody acts at once', async () => {
    const evaluationId = await council.scoring();
    await Promise.all([
      council.allHandIn(evaluationId, 72),
      council.act('markAttendance', { sessionId: council.sessionId, entries: [] }, council.secretary),
      council.act('suspendSession', { sessionId: council.sessionId, reason: '' }),
    ]);
    const chain = await entries();
    expect(chain.map(({ seq }) => seq)).toEqual(chain.map((_, index) => index + 1));
    expect(new Set(chain.map(({ previous_hash }) => previous_hash)).size).toBe(chain.length);
  });
});

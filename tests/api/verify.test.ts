import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MinimumTest } from '../../server/domain/regulation.js';
import { exportRecord } from '../../server/platform/export-record.js';
import { headCode as codeOf } from '../../server/platform/ledger.js';
import { verifyRecord } from '../../server/verify/verify-record.mjs';
import { launch } from '../support/launched.js';
import { library, LiveCouncil } from '../support/live-council.js';
import { fullDay, secondRound, smallDay } from '../support/recorded-scenes.js';
import type { RecordedSession } from '../support/recorded-session.js';
import type { Loose } from '../support/server.js';
import { makeTemporaryFolder } from '../support/temporary-folder.js';

const AGENDA = `query($id: ID!) { sessionBoard(sessionId: $id) { recordCode
  agenda { id phase result { outcome starClass mean { sum count } parts { code mean { sum count } } } } } }`;

describe('an exported record', () => {
  let council: LiveCouncil;
  const folder = makeTemporaryFolder();
  beforeAll(async () => {
    council = await LiveCouncil.open();
  });
  afterAll(async () => {
    folder.remove();
    await council.close();
  });

  /** What the server says of each dossier to the secretary, whom nothing keeps from any. */
  const boardOf = async (session: RecordedSession): Promise<Loose> =>
    (await session.person('thuky').get(AGENDA, { id: session.sessionId })).sessionBoard;

  const expectTheServersResults = async (session: RecordedSession) => {
    const { text, headCode } = await session.exported();
    const report = verifyRecord(text, headCode);
    expect([report.general, report.dossiers.flatMap(({ faults }) => faults), report.exitCode]).toEqual([[], [], 0]);
    const { agenda } = await boardOf(session);
    expect(report.dossiers.map(({ evaluation }) => evaluation)).toEqual(agenda.map(({ id }: Loose) => id));
    for (const [index, { phase, result }] of agenda.entries()) {
      const { outcome } = report.dossiers[index]!;
      if (result?.outcome !== 'CLASSIFIED') {
        expect(outcome?.kind ?? phase).toBe(result?.outcome ?? phase);
        continue;
      }
      if (outcome?.kind !== 'CLASSIFIED') throw new Error('the server has a class and the record none');
      const { starClass, sum, count, parts } = outcome.computed!;
      const served = result.parts.map(({ code, mean }: Loose) => ({ code, ...mean }));
      expect({ starClass, mean: { sum, count }, parts }).toEqual({ starClass: result.starClass, mean: result.mean, parts: served });
    }
    return report;
  }; // prettier-ignore

  const classes = new Map<MinimumTest, readonly unknown[]>();
  it.each<MinimumTest>(['MEAN', 'MAJORITY', 'ALL'])(
    'R 5.7 of a full day under %s is right, and its results are the server’s',
    async (test) => {
      const session = await fullDay(council, test);
      const { dossiers } = await expectTheServersResults(session);
      expect(dossiers.map(({ phase }) => phase)).toEqual(
        expect.arrayContaining(['RELEASED', 'CONCLUDED', 'DEFERRED', 'STOPPED', 'WAITING']),
      );
      const missed = dossiers.filter(
        ({ outcome: o }) => o?.kind === 'CLASSIFIED' && o.computed!.starClass < o.computed!.bandClass,
      );
      expect(missed.length).toBeGreaterThan(2);
      classes.set(test, dossiers.map(({ outcome: o }) => (o?.kind === 'CLASSIFIED' ? o.computed!.missed : null))); // prettier-ignore
      // The days would prove little if every way of testing a minimum came to the same.
      expect(new Set([...classes.values()].map((one) => JSON.stringify(one))).size).toBe(classes.size);
    },
    60_000,
  );

  it('R 8.14 of a second round is right: who was recused before, who came and who went meanwhile', async () => {
    const session = await secondRound(council);
    const { dossiers } = await expectTheServersResults(session);
    expect(dossiers.map(({ outcome }) => outcome?.kind)).toEqual(['CLASSIFIED', 'REJECTED']);
    // The room saw the code of the closing; the release came after it, and that code says nothing about it.
    const { text, closingCode } = await session.exported();
    expect((await boardOf(session)).recordCode).toBe(closingCode);
    expect(verifyRecord(text, closingCode)).toMatchObject({
      exitCode: 3,
      end: { vouched: 'PART', closing: { code: closingCode }, after: ['release'] },
    });
  });

  it('of the demo is right, though tests have changed its tables since: only the record decides', async () => {
    const { sessionId } = council;
    const { manager } = council.stage.dataSource;
    const { text, headCode } = (await exportRecord(manager, sessionId, library))!;
    const report = verifyRecord(text, headCode);
    expect([...report.general, ...report.dossiers.flatMap(({ faults }) => faults)]).toEqual([]);
    expect(report.dossiers.filter(({ outcome }) => outcome?.kind === 'CLASSIFIED').length).toBeGreaterThan(1);
  });

  it('taken while the council acts is of one moment', async () => {
    const session = await smallDay(council, async (running) => {
      for (let round = 0; round < 5; round += 1) {
        const { text, headCode } = await running.exported();
        expect(verifyRecord(text, headCode).exitCode).toBe(0);
      }
    });
    await expectTheServersResults(session);
  });

  it('is written by a command and verified by a folder that was copied away, with nothing else beside it', async () => {
    const session = await smallDay(council);
    const { url } = council.stage.dataSource.options as { url: string };
    const file = join(folder.path, 'sổ.json');
    const exporting = () =>
      launch('dist/server/export.js', [session.sessionId.toUpperCase(), file], { DATABASE_URL: url });
    const wrote = exporting();
    expect([await wrote.ended, wrote.output()]).toEqual([0, expect.stringContaining(file)]);
    const head = /--head (\S+)/.exec(wrote.output())![1]!;
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { text, headCode } = await session.exported();
    expect([readFileSync(file, 'utf8'), head]).toEqual([text, headCode]);
    const again = exporting();
    expect([await again.ended, again.output()]).toEqual([1, expect.stringMatching(/Đã có tệp[\s\S]*is there already/)]);

    cpSync('server/verify', join(folder.path, 'kiểm'), { recursive: true });
    expect(readdirSync(folder.path).sort()).toEqual(['kiểm', 'sổ.json']);
    const verify = async (...args: string[]) => {
      const run = launch(join(folder.path, 'kiểm', 'verify.mjs'), args);
      return [await run.ended, run.output()] as const;
    };
    expect(await verify(file, '--head', head.toLowerCase().replaceAll('-', ''))).toEqual([
      0,
      expect.stringMatching(/^Phiên họp[\s\S]*\n\[ĐÚNG\] Hồ sơ 1,[^\n]*sổ ghi 3 sao, tính lại 3 sao từ 2 phiếu: tổng 161, trung bình 80,50[\s\S]*KẾT LUẬN: mọi điều đều đúng\.\n$/),
    ]);
    const hash = text.match(/"hash":"(\w+)"/g)!.at(-1)!.slice(8, -1);
    expect(codeOf(hash)).toBe(head);
    expect(await verify('--en', file, '--head', hash)).toEqual([0, expect.stringMatching(/\[RIGHT\] Dossier 1,[\s\S]*VERDICT: all is right/)]);
    expect(await verify(file)).toEqual([3, expect.stringMatching(/KHÔNG THỂ bảo đảm[\s\S]*cuối sổ chưa được bảo đảm/)]);
    expect(await verify(file, '--head', 'AAAA-AAAA-AAAA-AAAA')).toEqual([1, expect.stringMatching(/\[SAI\] mã AAAA-AAAA-AAAA-AAAA/)]);
    // One letter amiss is most likely a slip: nothing is said of forgery before the code was looked at again.
    const slip = head.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
    expect(await verify(file, '--head', slip)).toEqual([
      1,
      expect.stringMatching(/có thể mã bị gõ sai[\s\S]*nếu mã đúng thì cuối sổ đã bị cắt[\s\S]*\[\?\] Hồ sơ 1,[^\n]*mã đối chiếu không khớp nên[\s\S]*KẾT LUẬN: mã đối chiếu không khớp; ngoài ra không thấy điều gì sai/),
    ]);
    expect(await verify('--en', file, '--head', slip)).toEqual([1, expect.stringMatching(/may be mistyped[\s\S]*VERDICT: the code does not match; nothing else/)]);
    writeFileSync(join(folder.path, 'sửa.json'), text.replace('"starClass":3', '"starClass":4'));
    expect(await verify(join(folder.path, 'sửa.json'), '--head', head)).toEqual([
      1,
      expect.stringMatching(/đã bị sửa[\s\S]*\[SAI\] Hồ sơ 1,[^\n]*hạng ghi 4 sao, tính lại 3 sao/),
    ]);
    expect(await verify(join(folder.path, 'sửa.json'), '--head', slip)).toEqual([1, expect.stringMatching(/KẾT LUẬN: có điều sai/)]);
    writeFileSync(join(folder.path, 'ảnh'), Buffer.from([0xff, 0xd8, 0xff, 0xe0]));
    for (const [name, why] of [['không có', 'không có tệp này'], ['kiểm', 'đây là thư mục'], ['ảnh', 'không còn là UTF-8']] as const)
      expect(await verify(join(folder.path, name))).toEqual([2, expect.stringMatching(new RegExp(`^Không đọc được .*${name}: .*${why}[\\s\\S]*cannot be read: `))]);
    for (const args of [[], [file, '--head', '7F3K-2QTM'], [file, '--nhanh']])
      expect(await verify(...args)).toEqual([2, expect.stringMatching(/Cách dùng[\s\S]*Usage/)]);
  }); // prettier-ignore

  it('is refused in words for a session that there is not', async () => {
    const { url } = council.stage.dataSource.options as { url: string };
    for (const [id, words] of [
      ['phiên-1', /npm run export -- <mã phiên họp>[\s\S]*session id/],
      ['00000000-0000-4000-8000-000000000000', /không có hoặc chưa khai mạc[\s\S]*no session/],
    ] as const) {
      const run = launch('dist/server/export.js', [id], { DATABASE_URL: url });
      expect([await run.ended, run.output()]).toEqual([1, expect.stringMatching(words)]);
    }
  });
});
